/*
 * service: what the site can be reached by, one row for each service.
 *
 * Configuration, sockets, certificates, addresses and messages read it; what a service speaks is in serve/.
 */
#ifndef JARCHY_CONTENT_SERVICE_H
#define JARCHY_CONTENT_SERVICE_H

#include <stdbool.h>

enum service {
	SERVICE_GEMINI,
	SERVICE_GOPHER,
	SERVICE_HTTP,
	SERVICE_HTTPS,
	SERVICE_SPARTAN,
	SERVICE_FINGER,
	SERVICE_NEX,
	SERVICE_METRICS, /* for those who watch the server, not for readers */
	SERVICE_COUNT,
	SERVICE_NONE = SERVICE_COUNT
};

/* What an address begins with, and what a page is written in. */
enum scheme {
	SCHEME_GEMINI,
	SCHEME_GOPHER,
	SCHEME_HTTP, /* also over TLS */
	SCHEME_SPARTAN,
	SCHEME_NEX,
	SCHEME_COUNT,
	SCHEME_NONE = SCHEME_COUNT
};

struct scheme_row {
	const char *prefix; /* "gemini://" */
	unsigned port;      /* that addresses leave out */
};
/* By enum scheme. */
extern const struct scheme_row schemes[SCHEME_COUNT];

struct service_row {
	const char *name;   /* of its section in the configuration, and in messages */
	enum scheme scheme; /* of the addresses that lead to it; SCHEME_NONE: it has none */
	unsigned port; /* that the site listens on where the configuration says nothing; 0: none, it is off */
	bool tls;      /* a connection begins with a handshake */
	/*
	 * Whose certificate it shows, also where TLS is only one of two ways to begin; SERVICE_NONE: no TLS.
	 */
	enum service identity;
};
/* By enum service. */
extern const struct service_row services[SERVICE_COUNT];

#endif
