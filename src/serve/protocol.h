/*
 * protocol: what is different from one protocol to another. Each has a speaker, a file speak_….c.
 *
 * A new protocol is a parser in proto/, a speaker here, and one line in the table of server.c. Private to
 * serve/.
 */
#ifndef JARCHY_SERVE_PROTOCOL_H
#define JARCHY_SERVE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct exchange;

enum request_result {
	REQUEST_MORE,  /* the request is not complete */
	REQUEST_DONE,  /* one request was answered */
	REQUEST_LAST,  /* … and the connection ends with it */
	REQUEST_LATER, /* it is complete, but not its turn (exchange_admit): nothing was done */
};

struct protocol {
	const char *name; /* in the access log */
	const char *alpn; /* chosen in TLS when the client offers it, or NULL */
	size_t held;      /* bytes of requests that are held at once */
	bool lingers;     /* some clients need our end to come before the connection goes */
	bool editors;     /* they can show who they are with a certificate */
	bool sniffs_tls;  /* a first byte of 0x16 begins TLS on the plain port */
	bool watches;     /* who asks watches the server: no limit and no access log is for it */
	/*
	 * Parses what exchange_input has, appends the answer to x->out, counts what it used
	 * with exchange_used, writes the access line with exchange_log.
	 */
	enum request_result (*handle_request)(struct exchange *x);
	/*
	 * Appends the reply to a connection over the limits and writes the access line. `line` is the
	 * beginning of what was sent, not parsed. NULL: such a connection is closed at once.
	 */
	void (*overload_reply)(struct exchange *x, struct str line);
};

extern const struct protocol gemini_protocol, gopher_protocol, http_protocol;
extern const struct protocol spartan_protocol, finger_protocol, nex_protocol, metrics_protocol;

#endif
