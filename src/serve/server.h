/*
 * server: the engine of one worker process: listeners, connections, TLS, answers.
 *
 * One event loop, one thread, no file is written, no socket opened. Everything it
 * is given stays the caller's and must outlive it. Used by daemon/.
 */
#ifndef JARCHY_SERVE_SERVER_H
#define JARCHY_SERVE_SERVER_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/err.h"
#include "page/site.h"
#include "serve/key_fingerprint.h"
#include "serve/settings.h"

struct subscriber_table;
struct event_base;
struct server;
struct tickets;

struct serve_options {
	const struct site *site;
	const char *catalog;                   /* path of the catalogue */
	int feeds_fd, content_fd, pictures_fd; /* the folders; that of copies of pictures may be -1 */
	const struct serve_listener *listeners;
	size_t listener_count;
	const struct serve_identity *identities;
	size_t identity_count;
	const struct key_fingerprint *editors; /* whose keys may see what is not public, over Gemini */
	size_t editor_count;
	const char *
	    preview_links; /* the file of links to the preview, over HTTP (answer/preview_links.h); or NULL */
	bool https_awaits; /* its first certificate: until then its connections are closed at once */
	bool redirect;     /* plain HTTP leads to the address of the site, which is of HTTPS then */
	unsigned hsts_days; /* for which a browser is told to ask over TLS only; 0: it is told nothing */
	int acme_fd;        /* the folder of challenges (acme.h); -1: none are answered */
	struct serve_limits limits;
	const _Atomic uint64_t *generation; /* moves when the catalogue or the feeds changed */
	const _Atomic bool *feeds_only;     /* the catalogue may be missing; NULL: it may not */
	_Atomic bool *damaged;              /* to be set when it cannot be read; or NULL */
	const _Atomic bool *draining;       /* see catalog_handle.h */
	struct serve_counters *counters;
	struct subscriber_table
	    *subscribers; /* for notes of how many subscribers a feed service has; NULL: none are made */
	const struct serve_figures *figures; /* or NULL */
	int access_fd;                       /* one line a request; -1: none */
	bool access_json;                    /* whose lines are objects of JSON */
	bool hybrid; /* TLS agrees on keys by X25519MLKEM768 where that can be (tls.h) */
	const struct tickets
	    *tickets[SERVICE_COUNT]; /* of services (GEMINI, HTTPS) that resume sessions, else NULL */
};

/*
 * Loads keys and certificates, which may be root's to read, and reads nothing else: privileges can go
 * afterwards.
 */
struct server *server_new(struct event_base *base, const struct serve_options *o, struct err *err);
/* Opens the catalogue and begins to accept. False: the catalogue cannot be opened. */
bool server_start(struct server *s, struct err *err);
/*
 * Stops accepting (the listening sockets stay open, they are the caller's), lets every request under way
 * finish, closes idle connections, then calls done(arg) once.
 */
void server_drain(struct server *s, void (*done)(void *arg), void *arg);
/* Cuts what is left. */
void server_free(struct server *s);

#endif
