/*
 * reason: why connections end, and how their peers are told.
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

enum parting {
	PART_BYE,    /* a TLS peer is told with close_notify */
	PART_SILENT, /* nothing more is said */
	PART_RESET,  /* what the peer has not read is thrown away, so that it cannot look complete */
};

struct reason {
	const char *name;
	bool is_error;
	enum parting parting;
	const char *text;
};

const struct reason *reason_of(enum close_reason reason);

#endif
