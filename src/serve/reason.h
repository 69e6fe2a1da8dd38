/*
 * reason: why connections end, and what their peers then see.
 *
 * One row a reason; conn_close reads it, and the log prints its words. Private to serve/.
 */
#ifndef JARCHY_SERVE_REASON_H
#define JARCHY_SERVE_REASON_H

#include <stdbool.h>

enum close_reason {
	CLOSE_DONE,
	CLOSE_PEER_ENDED,
	CLOSE_IDLE,
	CLOSE_DRAINED,
	CLOSE_STOPPED,
	CLOSE_PROXY_BAD,
	CLOSE_PROXY_LATE,
	CLOSE_HANDSHAKE_BAD,
	CLOSE_HANDSHAKE_LATE,
	CLOSE_REQUEST_LATE,
	CLOSE_STALLED,
	CLOSE_SLOW,
	CLOSE_CUT,
	CLOSE_BROKEN,
	CLOSE_OVER_LIMIT,
	CLOSE_NO_MEMORY,
	CLOSE_REASONS
};

enum shutdown_mode {
	SHUTDOWN_NOTIFY, /* a TLS peer gets close_notify */
	SHUTDOWN_SILENT, /* nothing more is sent */
	SHUTDOWN_RESET,  /* what the peer has not read is thrown away, so that it cannot look complete */
};

struct reason {
	const char *name;
	bool is_error; /* of the peer or of ours: the log says so */
	enum shutdown_mode mode;
	const char *text;
};

/* Never NULL. */
const struct reason *reason_of(enum close_reason reason);

#endif
