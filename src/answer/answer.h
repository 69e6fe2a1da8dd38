/*
 * answer: what the site answers to a path, before a protocol makes a response of it.
 *
 * Routes the path, runs the view inside one read transaction, renders for the scheme, or
 * opens the file. Not for heads, caching or sending: those are the speakers' (protocol.h).
 */
#ifndef JARCHY_ANSWER_ANSWER_H
#define JARCHY_ANSWER_ANSWER_H

#include "answer/response.h"

void answer_make(struct catalog_handle *h, const struct request *request, struct response *out);
/*
 * Whether the path with this query, as it came, is an old address ("/?p=55"): then out is RESPONSE_MOVED, or
 * what it leads to where request->follow says so; to be released, and not to be kept. Asked before the cache
 * and answer_make, which know paths alone.
 */
bool answer_query(
    struct catalog_handle *h, const struct request *request, struct str query, struct response *out);
void answer_release(struct response *a);

/* Of RESPONSE_MOVED: appends where to, encoded, with the query as it came where that is to be kept. */
void answer_add_location(const struct response *a, struct str query, struct buf *out);
/*
 * Whether the type says that it is UTF-8: of all texts but JSON, which has no such parameter (RFC 8259
 * section 11), and of files whose bytes are a text in UTF-8.
 */
bool answer_has_charset(const struct response *a);
/* The MIME type with its parameters, as Gemini and Spartan give it: "text/gemini; charset=utf-8; lang=ky". */
void answer_add_type(const struct response *a, struct buf *out);

/* The page that goes with another status than OK, rendered into out; `path` was asked for. */
void answer_error_page(const struct catalog_handle *h, enum scheme scheme, enum response_status status,
    const struct lang *lang, struct str path, struct buf *out);
/* The same in a few words, for a meta or a menu's one line. */
const char *answer_error_words(enum response_status status, const struct lang *lang);

#endif
