/*
 * feed: one feed, made from the catalogue once and written in every format.
 *
 * A struct feed knows no format and no clock: whoever writes the same feed twice
 * writes the same bytes. Texts are plain and not escaped, except an entry's content, which is
 * HTML. Every address is absolute. Strings live in the feed's arena and are never NULL unless said so.
 */
#ifndef JARCHY_FEED_FEED_H
#define JARCHY_FEED_FEED_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

/* Readers that find no entry must find a date all the same: 2000-01-01T00:00:00Z. */
#define FEED_EPOCH INT64_C(946684800)
enum {
	FEED_TTL_MINUTES = 60,
	/*
	 * Bytes of text in one document: the newest entries that fit. Cyrillic HTML of this
	 * size compresses to less than 64 KiB; a rule in compressed bytes would depend on the library.
	 */
	FEED_CONTENT_MAX = 192 << 10,
};

struct feed_link {
	const char *href, *type;
	const char *hreflang; /* or NULL */
};

struct feed_links {
	struct feed_link *v;
	size_t n;
};

struct feed_category {
	const char *scheme; /* a permanent URI: what the term is one of */
	const char *term, *label;
};

struct feed_enclosure {
	const char *href, *type, *title;
	int64_t size; /* bytes */
};

struct feed_entry {
	const char *id, *title, *summary;
	const char *content; /* HTML; NULL when it is too long for a feed */
	const char *rights;  /* or NULL */
	int64_t published, updated;
	struct feed_links alternates; /* the first is its own HTML page */
	const char **authors;         /* one at least */
	size_t author_count;
	struct feed_category *categories;
	size_t category_count;
	struct feed_enclosure *enclosures;
	size_t enclosure_count;
};

struct feed {
	struct arena arena;
	const char *id, *lang;
	const char *title, *subtitle;
	const char
	    *text_lang; /* of title and subtitle, when there are none in the feed's language; else NULL */
	const char *author;
	int64_t updated;
	struct feed_links alternates; /* the first is the HTML page of the project, or the home page */
	struct feed_entry *entries;   /* newest first */
	size_t entry_count;
};

/* What all feeds of one language share. */
struct feed_source {
	struct arena arena;
	const struct site *site;
	struct catalog *catalog;
	const struct lang *lang;
	struct text text;    /* the site's */
	struct values names; /* of topics and places */
};

/* Release in both cases. */
bool feed_source_init(struct feed_source *s, const struct site *site, struct catalog *catalog,
    const struct lang *lang, struct err *err);
void feed_source_release(struct feed_source *s);

/*
 * Makes the feed of a project, or of the language when project is "". 1 made, 0 no
 * such project, -1 failed (err says why). Release in every case.
 */
int feed_make(const struct feed_source *s, const char *project, struct feed *out, struct err *err);
void feed_release(struct feed *f);

/*
 * The pages that are the same as a feed or an entry, in the order that readers need: many take the first,
 * whatever its type or language, others the last. So the own HTML page stands at both ends, first without a
 * language; Gemini, Gopher and the other languages between. stem "" is a project's page, project "" too the home page.
 */
struct feed_links feed_alternates(struct arena *a, const struct site *site, const char *lang,
    const char *project, const char *stem, const struct translations *in);

/* A format: appends the document, whose own address is `self`, to out. */
typedef void feed_write_fn(const struct feed *f, const char *self, struct buf *out);
feed_write_fn feed_write_atom; /* RFC 4287 */
feed_write_fn feed_write_rss;  /* RSS 2.0 with the content, dc and atom namespaces */
feed_write_fn feed_write_json; /* JSON Feed 1.1 */

/* OPML 2.0: the Atom feeds of the language, the site's first, then the projects'. */
void opml_write(const struct feed_source *s, const struct texts *projects, struct buf *out);

#endif
