/*
 * http_headers: what HTTP says of an answer: how long it may be kept, what it is, and what a browser may
 * do with it.
 */
#include "answer/http_headers.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/ascii.h"
#include "content/address.h"
#include "feed/feed.h"
#include "page/render.h"

#define SHARING "Access-Control-Allow-Origin: *\r\n"

/* Of the reply to an overload. */
enum { BODY_MAX = 4096, REPLY_MAX = 2 * BODY_MAX };

enum {
	SHARED_S = 60,      /* a shared cache shows what is old no longer than that … */
	TOLD_S = 86400,     /* … but for one that is told of each change */
	REFRESH_S = 30,     /* for which it may send an old answer while it asks for the new one */
	WITHOUT_S = 86400,  /* for which it may when this server does not answer */
	ARCHIVE_S = 604800, /* a week */
};

/*
 * By enum response_kind: seconds for which a reader's own cache need not ask again; 0: nothing may be
 * kept. Pages of a feed's history that get no further item have ARCHIVE_S. That is not "immutable": a
 * correction or a withdrawal may rewrite one, and the reader learns of both from the subscription document
 * before that.
 */
static const unsigned kept[] = {
	[RESPONSE_PAGE] = 300,
	[RESPONSE_FEED] = FEED_TTL_MINUTES * 60,
	[RESPONSE_FILE] = 3600,
	[RESPONSE_TEXT] = 3600,
	[RESPONSE_HEALTH] = 0,
};

/*
 * Caches are told of what follows from the catalogue (daemon/purge.h). Of an attachment they are not; and
 * what is dated in the future has no date yet (http_add_modified).
 */
static bool is_told(const struct site *site, const struct response *a)
{
	bool dated = a->modified == INSTANT_NONE || a->modified <= time(NULL);
	return site->purged && dated && a->kind != RESPONSE_FILE;
}

/*
 * What this server itself does not keep no other one does: it follows from words of the reader, or from now.
 */
static bool is_shared(const struct response *a)
{
	return !a->secret && !a->no_store && kept[a->kind];
}

/* RFC 9111 section 5.2.2, RFC 5861. */
void http_add_caching(struct buf *out, const struct site *site, const struct response *a)
{
	if (a->secret || !kept[a->kind])
		buf_puts(out, "Cache-Control: no-store\r\n");
	else if (!is_shared(a))
		buf_printf(out, "Cache-Control: private, max-age=%u\r\n", kept[a->kind]);
	else
		buf_printf(out,
		    "Cache-Control: public, max-age=%u, s-maxage=%d, stale-while-revalidate=%d, "
		    "stale-if-error=%d\r\n",
		    a->archive ? ARCHIVE_S : kept[a->kind], is_told(site, a) ? TOLD_S : SHARED_S, REFRESH_S,
		    WITHOUT_S);
}

void http_add_keys(struct buf *out, const struct site *site, const struct response *a, struct str path)
{
	struct address_match m;

	if (!site->purged || !is_shared(a))
		return;
	bool found = address_find(site->tags, path, &m);
	buf_puts(out, "Surrogate-Key: " HTTP_KEY_ALL);
	if (a->announced && found)
		buf_printf(out, " " HTTP_KEY_FEED "%s/%s", m.lang, m.project);
	else if (a->kind != RESPONSE_FILE)
		buf_puts(out, " " HTTP_KEY_PAGE);
	if (found && m.lang)
		buf_printf(out, " lang:%s", m.lang);
	if (found && *m.project)
		buf_printf(out, " project:%s", m.project);
	buf_puts(out, "\r\n");
}

void http_add_links(struct buf *out, const struct site *site, const struct response *a, struct str path)
{
	if (a->kind != RESPONSE_FEED)
		return;
	char *asked = xstrndup(path.p, path.n);
	buf_puts(out, "Link: <");
	site_url(site, SCHEME_HTTP, '0', a->self ? a->self : asked, out);
	buf_puts(out, ">; rel=\"self\"");
	if (a->announced && site->hub)
		buf_printf(out, ", <%s>; rel=\"hub\"", site->hub);
	buf_puts(out, "\r\n");
	free(asked);
}

bool http_is_shared(const struct site *site, struct str path)
{
	struct address_match m;

	return address_find(site->tags, path, &m) &&
	       (addresses[m.id].leads == LEADS_TO_FEED || m.id == ADDRESS_EVENT);
}

/* A reader within a browser has to see the tag, and how long it has to wait. */
void http_add_sharing(struct buf *out, const struct site *site, const struct response *a, struct str path)
{
	if (!a->secret && (a->kind == RESPONSE_FEED || http_is_shared(site, path)))
		buf_puts(out, SHARING "Access-Control-Expose-Headers: ETag, Link, Retry-After\r\n");
}

/* The names are for browsers that do not know what "*" means here. */
void http_add_preflight(struct buf *out)
{
	buf_puts(out, "Allow: GET, HEAD, OPTIONS\r\n" SHARING "Access-Control-Allow-Methods: GET, HEAD\r\n"
	              "Access-Control-Allow-Headers: *, A-IM, Cache-Control, If-Modified-Since, "
	              "If-None-Match\r\n"
	              "Access-Control-Max-Age: 86400\r\n");
}

/*
 * One type for whoever asks, so that shared caches keep one answer: browsers apply the style of a feed to
 * application/xml alone, and show application/atom+xml and application/rss+xml as source text, or save
 * them. Feed readers and the W3C validator take each of the three; what a page says of a feed that it
 * links to stays exact.
 */
static const char *type_of(const struct response *a)
{
	return a->kind == RESPONSE_FEED && str_ends(str_of(a->mime), "+xml") ? "application/xml" : a->mime;
}

/* Documents of XML say by themselves that they are UTF-8; some readers believe the header first. */
void http_add_type(struct buf *out, const struct response *a)
{
	const char *charset = answer_has_charset(a) ? "; charset=utf-8" : "";
	buf_printf(out, "Content-Type: %s%s\r\n", type_of(a), charset);
	if (a->kind == RESPONSE_PAGE || a->kind == RESPONSE_FEED)
		buf_printf(out, "Content-Language: %s\r\n", a->lang->tag);
}

void http_add_safety(struct buf *out, const struct site *site, enum response_kind kind, unsigned media)
{
	buf_puts(out, "X-Content-Type-Options: nosniff\r\n");
	if (kind != RESPONSE_PAGE)
		return;
	buf_puts(out, "Content-Security-Policy: ");
	render_html_policy(site, media, out);
	buf_puts(out, "\r\nReferrer-Policy: no-referrer\r\n");
}

void http_add_privacy(struct buf *out, const struct response *a)
{
	if (!a->secret)
		return;
	buf_puts(out, "X-Robots-Tag: noindex, nofollow, noarchive\r\n");
	if (a->kind != RESPONSE_PAGE)
		buf_puts(out, "Referrer-Policy: no-referrer\r\n");
}

void http_add_modified(struct buf *out, int64_t modified)
{
	char text[DATE_TEXT_MAX];
	if (modified == INSTANT_NONE || modified > time(NULL))
		return;
	date_http(modified, text);
	buf_printf(out, "Last-Modified: %s\r\n", text);
}

/* What a browser shows without running anything of it; all else is saved, not opened. */
static bool is_shown(struct str mime)
{
	static const char *const shown[] = { "application/json", "application/pdf", "text/calendar",
		"text/csv", "text/gemini", "text/markdown", "text/plain", "text/tab-separated-values",
		"text/vcard" };
	static const char *const families[] = { "audio/", "image/", "video/" };
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
		if (str_is(mime, shown[i]))
			return true;
	/* Pictures in XML can hold scripts. */
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (str_starts(mime, families[i]))
			return !memmem(mime.p, mime.n, "xml", 3);
	return false;
}

/*
 * attr-char = ALPHA / DIGIT / "!" / "#" / "$" / "&" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" ; RFC
 * 8187
 */
static bool is_plain(char c)
{
	return ascii_is_alnum(c) || (c && strchr("!#$&+-.^_`|~", c));
}

/* RFC 6266. The first form is for clients that know only it: what needs escapes there becomes "_". */
static void add_names(struct buf *out, struct str name)
{
	buf_puts(out, "; filename=\"");
	for (size_t i = 0; i < name.n; i++)
		buf_add_char(out, is_plain(name.p[i]) || name.p[i] == ' ' ? name.p[i] : '_');
	buf_puts(out, "\"; filename*=UTF-8''");
	for (size_t i = 0; i < name.n; i++) {
		if (is_plain(name.p[i]))
			buf_add_char(out, name.p[i]);
		else
			buf_printf(out, "%%%02X", (unsigned char)name.p[i]);
	}
}

void http_add_handling(struct buf *out, const struct response *a)
{
	if (!a->name || is_shown(str_of(a->mime)))
		return;
	/* A page of an old site, say: nothing in it runs. */
	if (a->as_it_is) {
		buf_puts(out,
		    "Content-Security-Policy: default-src 'none'; img-src 'self' data:; media-src 'self'; "
		    "font-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
		    "frame-ancestors 'none'\r\n");
		return;
	}
	buf_puts(out, "Content-Disposition: attachment");
	add_names(out, str_of(a->name));
	buf_puts(out, "\r\nContent-Security-Policy: default-src 'none'; sandbox\r\n");
}

void http_add_overload_reply(const struct site *site, struct buf *out)
{
	struct buf body;
	buf_init(&body, BODY_MAX);
	buf_init(out, REPLY_MAX);
	buf_printf(&body, "<!DOCTYPE html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>503</title>\n",
	    site->tags[0]);
	for (const struct lang *const *l = site->langs; *l; l++)
		buf_printf(&body, "<p lang=\"%s\" dir=\"%s\">%s</p>\n", (*l)->tag, (*l)->dir,
		    (*l)->words[WORD_BUSY]);
	buf_printf(out,
	    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: %d\r\nContent-Type: text/html; "
	    "charset=utf-8\r\n"
	    "Content-Length: %zu\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
	    BUSY_SECONDS, body.len);
	buf_add_str(out, buf_str(&body));
	buf_release(&body);
}
