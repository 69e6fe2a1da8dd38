/*
 * server: the engine of one worker process: listeners, connections, TLS, answers.
 *
 * One event loop, one thread, no file is written, no socket opened. Everything it
 * is given stays the caller's and must outlive it.
 */
#ifndef JARCHY_SERVE_SERVER_H
#define JARCHY_SERVE_SERVER_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/err.h"
#include "content/service.h"
#include "page/site.h"
#include "serve/key_fingerprint.h"
#include "serve/network.h"

struct subscriber_table;
struct event_base;
struct server;
struct tickets;

struct serve_listener {
	int fd; /* listening, non-blocking */
	enum service service;
	/* Of trusted balancers: who connects from there sends the PROXY protocol first, nobody else may. */
	const struct network *proxies;
	size_t proxy_count;
};

/* The files of a certificate chain and its key, both PEM. The first of a service answers names that no other has. */
struct serve_identity {
	enum service service; /* SERVICE_GEMINI (also TLS on the Gopher port) or SERVICE_HTTPS */
	const char *certificate, *key;
};

/* Seconds, bytes and counts; serve_limits_default has the values of the design. */
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
};
extern const struct serve_limits serve_limits_default;

/* Written by one worker only, read by anybody (plain stores, no locks). */
struct serve_counters {
	_Atomic uint64_t accepted, refused, requests, failures, cache_hits, open, bytes;
};

struct serve_options {
	const struct site *site;
	const char *catalog;      /* path of the catalogue */
	int feeds_fd, content_fd; /* the folders */
	const struct serve_listener *listeners;
	size_t listener_count;
	const struct serve_identity *identities;
	size_t identity_count;
	const struct key_fingerprint *editors; /* whose keys may see what is not public, over Gemini */
	size_t editor_count;
	struct serve_limits limits;
	const _Atomic uint64_t *generation; /* moves when the catalogue or the feeds changed */
	struct serve_counters *counters;
	struct subscriber_table
	    *subscribers; /* where it is noted who asks for how many subscribers; NULL: nowhere */
	int access_fd;    /* one line a request; -1: none */
	const struct tickets
	    *tickets[SERVICE_COUNT]; /* of services (GEMINI, HTTPS) that resume sessions, else NULL */
};

/* Loads certificates and opens the catalogue at once, so that both can happen before privileges go. */
struct server *server_new(struct event_base *base, const struct serve_options *o, struct err *err);
/* Begins to accept. */
void server_start(struct server *s);
/*
 * Stops accepting (the listening sockets stay open, they are the caller's), lets every request under way finish, closes idle connections, then
 * calls done(arg) once.
 */
void server_drain(struct server *s, void (*done)(void *arg), void *arg);
/* Cuts what is left. */
void server_free(struct server *s);

/* Checks that a certificate and key can be loaded and belong together. */
bool server_check_identity(const struct serve_identity *i, struct err *err);

#endif
