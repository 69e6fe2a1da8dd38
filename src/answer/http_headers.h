/*
 * http_headers: header lines that follow from what an answer is, whoever sends it and from where.
 *
 * Each http_add_… but the last appends whole lines with their CRLF, or nothing.
 */
#ifndef JARCHY_ANSWER_HTTP_HEADERS_H
#define JARCHY_ANSWER_HTTP_HEADERS_H

#include "answer/answer.h"

/* Cache-Control, for readers' own caches and for those that many readers share. */
void http_add_caching(struct buf *out, const struct site *site, const struct response *a);
/*
 * Surrogate-Key: by which names a shared cache is told that this answer is old; nothing where no cache is
 * told anything. Besides these each answer of a language has "lang:ru", of a project "project:wells".
 * A subscription document has the key of its feed, with the project or without, and no HTTP_KEY_PAGE;
 * an attachment has none of the two.
 */
#define HTTP_KEY_ALL "all"
#define HTTP_KEY_PAGE "page"  /* whatever any change of the content may change */
#define HTTP_KEY_FEED "feed:" /* "feed:ru/wells": Atom, RSS and JSON Feed of a project in a language */
void http_add_keys(struct buf *out, const struct site *site, const struct response *a, struct str path);
/* Content-Type and Content-Language. */
void http_add_type(struct buf *out, const struct response *a);
/* The security headers, of pages most of all. media: of a page, what it loads (page_media). */
void http_add_safety(struct buf *out, const struct site *site, enum response_kind kind, unsigned media);
/*
 * What an answer that is secret says to machines: neither keep its address nor pass it on. Nothing for
 * others.
 */
void http_add_privacy(struct buf *out, const struct response *a);
/*
 * Lets browsers save an attachment that they would run or that they cannot show, under its own name (RFC
 * 6266).
 */
void http_add_handling(struct buf *out, const struct response *a);
/*
 * What scripts on pages of other sites may do (the Fetch standard, section 3.3): read feeds, the pages of
 * their history, calendars and lists of feeds, whatever the answer at their address is; nothing else.
 */
bool http_is_shared(const struct site *site, struct str path);
void http_add_sharing(struct buf *out, const struct site *site, const struct response *a, struct str path);
/* The lines of an answer to what a browser asks first, where a request of a script has more than usual. */
void http_add_preflight(struct buf *out);
/* The feed's own address and, where there is one, its hub (WebSub section 4). */
void http_add_links(struct buf *out, const struct site *site, const struct response *a, struct str path);
/*
 * Last-Modified, unless that is in the future (RFC 9110 section 8.8.2.1): a version is dated at least a
 * second after the one before it (file_date_after), and clocks are set back.
 */
void http_add_modified(struct buf *out, int64_t modified);

/*
 * The whole answer 503 for a connection whose request is not read: in every language of the site.
 * Initialises out.
 */
void http_add_overload_reply(const struct site *site, struct buf *out);

#endif
