/*
 * site: what pages and feeds have to know of the site as seen from outside: its names, addresses and
 * languages.
 *
 * Filled from the configuration once; everything is borrowed from it. Addresses are
 * always these, never what a client sent.
 */
#ifndef JARCHY_PAGE_SITE_H
#define JARCHY_PAGE_SITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "content/service.h"
#include "lang/lang.h"
#include "page/site_style.h"

enum { SITE_LANGS_MAX = 32, SITE_ALIASES_MAX = 16 };

struct site {
	const char *host;                          /* in gemini:// addresses */
	const char *aliases[SITE_ALIASES_MAX + 1]; /* further names that readers may ask for; NULL ends */
	const char *authority;                     /* in permanent ids */
	const char *gopher_host;
	unsigned ports[SCHEME_COUNT]; /* in addresses; that of HTTP is in http_url */
	/* Readers cannot reach the site so: no address of the scheme is written (site_scheme). */
	bool unreachable[SCHEME_COUNT];
	bool purged;          /* caches between it and readers are told what changes */
	const char *hub;      /* of WebSub: where feeds are announced; NULL: none */
	const char *http_url; /* "http://localhost:8080", without a slash at the end */
	const struct lang *langs[SITE_LANGS_MAX + 1]; /* the first is the default; NULL ends */
	const char *tags[SITE_LANGS_MAX + 1];         /* their tags, as the catalogue takes them */
	size_t lang_count;
	const struct site_style *style; /* NULL: pages look as jarchy has them */
};

/* The site's language of this tag, or NULL when the site does not have it. */
const struct lang *site_lang(const struct site *s, struct str tag);

/*
 * Whether a reader who names this host means the site: its host, an alias, or a loopback address of
 * "localhost". Compared without case and without one trailing dot, in letters or in ASCII.
 */
bool site_answers_to(const struct site *s, struct str host);

/* A name of the site as people read it: in its own letters where it has some. */
char *site_host_shown(struct arena *a, const char *host);

/*
 * The scheme, or where readers cannot reach the site so, the first by which they can; the scheme itself
 * when there is none.
 */
enum scheme site_scheme(const struct site *s, enum scheme scheme);

/*
 * Appends the absolute address of a path of the site. A Gopher address needs the item's type ('1', '0',
 * '9', 'I', 'g', '7', 'h'); the others ignore it. The usual ports are left out. The scheme is that of
 * site_scheme.
 */
void site_url(const struct site *s, enum scheme scheme, char gopher_type, const char *path, struct buf *out);
/* The same as a string in the arena. */
char *site_url_of(
    struct arena *a, const struct site *s, enum scheme scheme, char gopher_type, const char *path);

#endif
