/*
 * http_entity: cached answers as HTTP sends them: one form a content coding, each with its head.
 *
 * The entity tag of a form is a hash of its bytes, so it is strong and the same in every worker.
 */
#ifndef JARCHY_ANSWER_HTTP_ENTITY_H
#define JARCHY_ANSWER_HTTP_ENTITY_H

#include "answer/answer.h"
#include "answer/cache.h"

/* The forms of an entry. */
enum { FORM_IDENTITY, FORM_GZIP, FORM_BROTLI };

/* Bits of an entry's note. */
enum {
	ENTITY_CODED = 1,      /* worth compressing */
	ENTITY_FEED = 2,       /* is polled */
	ENTITY_SUBSCRIBED = 4, /* is what readers subscribe to */
	ENTITY_REMEMBERED = 8, /* shifted by a form: its tag is among the versions (feed_delta.h) */
	ENTITY_UNDATED = 128,  /* changed in the future, so that its heads do not say when */
};

enum { ENTITY_KIND = 'h' }; /* of these entries in the cache */

/* Takes the body of an answer that is OK and no file. */
struct cached *http_entity_new(const struct site *site, struct str key, struct response *a);

/*
 * The best form for a client that accepts these codings (enum http_coding); it is made for the first who
 * asks, so call cache_recount afterwards.
 */
const struct cache_form *http_entity_form(struct cached *e, unsigned codings);
struct str http_entity_etag(const struct cache_form *f);
/* The header lines that say what it is, in whatever form. */
struct str http_entity_lines(const struct cached *e);

/* Whether heads without Last-Modified could have one by now: then the entry is to be made again. */
bool http_entity_overdue(const struct cached *e);

#endif
