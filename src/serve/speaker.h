/*
 * speaker: what the speakers of a worker share (speak_….c): the site, what answers are made from, what is
 * kept of them.
 *
 * A speaker sees this and a struct exchange, nothing else: no server, no connection, no event loop. So one
 * can be given bytes from memory. Private to serve/.
 */
#ifndef JARCHY_SERVE_SPEAKER_H
#define JARCHY_SERVE_SPEAKER_H

#include "answer/cache.h"
#include "answer/catalog_handle.h"
#include "answer/feed_delta.h"
#include "answer/polls.h"
#include "base/date.h"
#include "content/address.h"
#include "serve/access_log.h"
#include "serve/guesses.h"
#include "serve/key_fingerprint.h"
#include "serve/settings.h"

struct subscriber_table;

struct speaker {
	/* Set by the owner before speaker_init; what they point at must outlive the speaker. */
	struct catalog_handle handle; /* its site too; the owner opens it */
	struct serve_counters *counters;
	struct access_log *access_log;
	struct subscriber_table *subscribers;  /* or NULL */
	const struct serve_figures *figures;   /* or NULL */
	const struct key_fingerprint *editors; /* whose keys may see what is not public */
	size_t editor_count;
	const char *preview_links;   /* the file (answer/preview_links.h), or NULL */
	unsigned keepalive_requests; /* HTTP, on one connection */
	bool redirect;               /* plain HTTP leads to HTTPS (https_redirect.h) */
	char hsts[64];               /* a line of heads over TLS (RFC 6797), with CRLF; "": none */
	int acme_fd;                 /* the folder of challenges (acme.h); -1: there is none */
	uint64_t cost_us[ADDRESS_COUNT +
	                 1]; /* of answers at each kind of address, a mean; the last: no address of ours */

	/* The server drains: each response is the last of its connection. */
	bool draining;

	struct cache cache;
	struct polls polls;
	struct feed_delta feed_delta;
	struct guesses guesses;    /* of secrets of preview links */
	int64_t acme_told;         /* when it was last said that a challenge cannot be answered; 0: never */
	bool links_failed;         /* their list could not be read the last time */
	struct buf path;           /* scratch, for the path of the request that is handled */
	struct buf overload_reply; /* what an HTTP connection over the limits gets */
	int64_t date_second;       /* that `date` is of */
	char date[DATE_TEXT_MAX];  /* as HTTP has it */
};

void speaker_init(struct speaker *s, size_t cache_bytes, unsigned feed_polls_per_hour);
/* Closes the catalogue's handle too. */
void speaker_release(struct speaker *s);

/* Drops what is kept when something was published. Before every answer. */
void speaker_refresh(struct speaker *s);

/* Whether readers are to go elsewhere: this connection ends with its next response. */
bool speaker_drains(const struct speaker *s);

#endif
