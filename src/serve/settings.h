/*
 * settings: what a server gets from outside: its sockets, certificates and limits, and where it counts.
 *
 * Plain values: config/ and daemon/ fill them in. Nothing is allocated.
 */
#ifndef JARCHY_SERVE_SETTINGS_H
#define JARCHY_SERVE_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "content/service.h"
#include "serve/counters.h"
#include "serve/network.h"

struct serve_listener {
	int fd; /* listening, non-blocking */
	enum service service;
	/* Of trusted balancers: a connection from there begins with the PROXY protocol, no other may. */
	const struct network *proxies;
	size_t proxy_count;
};

/* A certificate chain and its key, both PEM. The first of a service answers names that no other has. */
struct serve_identity {
	enum service service;          /* SERVICE_GEMINI (also TLS on the Gopher port) or SERVICE_HTTPS */
	const char *certificate, *key; /* the names of their files */
	struct str certificate_text, key_text; /* what is in them; of no text the file is read */
};

/* What writes the figures of the server (daemon/metrics.h), in the older of two formats or not. */
struct serve_figures {
	void (*write)(void *arg, bool old, struct buf *out);
	void *arg;
};

/* Seconds, bytes and counts. serve_limits_default: where the configuration says nothing. */
struct serve_limits {
	unsigned handshake_seconds;   /* TLS handshake, absolute */
	unsigned request_seconds;     /* a complete request head, absolute */
	unsigned progress_seconds;    /* a response without any progress */
	unsigned rate_bytes;          /* least bytes a second of a response … */
	unsigned rate_seconds;        /* … over any so many seconds */
	unsigned keepalive_seconds;   /* HTTP, idle */
	unsigned keepalive_requests;  /* HTTP, on one connection */
	unsigned linger_seconds;      /* draining what a peer still sends, after our end */
	unsigned connections;         /* in all, in this worker */
	unsigned per_address;         /* from one IPv4 address or one IPv6 /64 */
	unsigned feed_polls_per_hour; /* of one feed by one client without a validator; 0: any number */
	size_t cache_bytes;           /* of ready answers */
	unsigned hang_seconds;        /* that a worker may not move before it is ended; 0: any time */
};
extern const struct serve_limits serve_limits_default;

#endif
