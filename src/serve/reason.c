#include "serve/reason.h"

static const struct reason reasons[CLOSE_REASONS] = {
	[CLOSE_DONE] = { "done", false, PART_BYE, "everything was said" },
	[CLOSE_PEER_ENDED] = { "peer-ended", false, PART_BYE, "the peer ended without a complete request" },
	[CLOSE_IDLE] = { "idle", false, PART_BYE, "kept alive for long enough" },
	[CLOSE_DRAINED] = { "drained", false, PART_BYE, "idle while the server stops" },
	[CLOSE_STOPPED] = { "stopped", false, PART_BYE, "cut off by the end of the server" },
	[CLOSE_PROXY_BAD] = { "proxy-bad", true, PART_SILENT, "no header of the PROXY protocol" },
	[CLOSE_PROXY_LATE] = { "proxy-late", true, PART_SILENT, "no header of the PROXY protocol in time" },
	[CLOSE_HANDSHAKE_BAD] = { "handshake-bad", true, PART_SILENT, "the TLS handshake failed" },
	[CLOSE_HANDSHAKE_LATE] = { "handshake-late", true, PART_SILENT, "the TLS handshake took too long" },
	[CLOSE_REQUEST_LATE] = { "request-late", true, PART_BYE, "no complete request in time" },
	[CLOSE_STALLED] = { "stalled", true, PART_RESET, "the peer stopped reading the answer" },
	[CLOSE_SLOW] = { "slow", true, PART_RESET, "the peer reads the answer too slowly" },
	[CLOSE_CUT] = { "cut", true, PART_RESET, "the file got shorter while it was sent" },
	[CLOSE_BROKEN] = { "broken", true, PART_SILENT, "the connection broke" },
	[CLOSE_OVER_LIMIT] = { "over-limit", true, PART_SILENT, "too many connections from the address" },
	[CLOSE_NO_MEMORY] = { "no-memory", true, PART_SILENT, "a connection could not be set up" },
};

const struct reason *reason_of(enum close_reason reason)
{
	return &reasons[reason];
}
