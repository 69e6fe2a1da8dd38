/* reason: the table of reasons. */
#include "serve/reason.h"

static const struct reason reasons[CLOSE_REASONS] = {
	[CLOSE_DONE] = { "done", false, SHUTDOWN_NOTIFY, "everything was said" },
	[CLOSE_PEER_ENDED] = { "peer-ended", false, SHUTDOWN_NOTIFY,
	    "the peer ended without a complete request" },
	[CLOSE_IDLE] = { "idle", false, SHUTDOWN_NOTIFY, "kept alive for long enough" },
	[CLOSE_DRAINED] = { "drained", false, SHUTDOWN_NOTIFY, "idle while the server stops" },
	[CLOSE_STOPPED] = { "stopped", false, SHUTDOWN_NOTIFY, "cut off by the end of the server" },
	[CLOSE_PROXY_BAD] = { "proxy-bad", true, SHUTDOWN_SILENT, "no header of the PROXY protocol" },
	[CLOSE_PROXY_LATE] = { "proxy-late", true, SHUTDOWN_SILENT,
	    "no header of the PROXY protocol in time" },
	[CLOSE_HANDSHAKE_BAD] = { "handshake-bad", true, SHUTDOWN_SILENT, "the TLS handshake failed" },
	[CLOSE_HANDSHAKE_LATE] = { "handshake-late", true, SHUTDOWN_SILENT,
	    "the TLS handshake took too long" },
	[CLOSE_REQUEST_LATE] = { "request-late", true, SHUTDOWN_NOTIFY, "no complete request in time" },
	[CLOSE_STALLED] = { "stalled", true, SHUTDOWN_RESET, "the peer stopped reading the answer" },
	[CLOSE_SLOW] = { "slow", true, SHUTDOWN_RESET, "the peer reads the answer too slowly" },
	[CLOSE_CUT] = { "cut", true, SHUTDOWN_RESET, "the file got shorter while it was sent" },
	[CLOSE_BROKEN] = { "broken", true, SHUTDOWN_SILENT, "the connection broke" },
	[CLOSE_OVER_LIMIT] = { "over-limit", true, SHUTDOWN_SILENT, "too many connections from the address" },
	[CLOSE_NO_MEMORY] = { "no-memory", true, SHUTDOWN_SILENT, "a connection could not be set up" },
};

const struct reason *reason_of(enum close_reason reason)
{
	return &reasons[reason];
}
