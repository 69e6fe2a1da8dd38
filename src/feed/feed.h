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
#include "catalog/history.h"
#include "page/site.h"

/* Readers that find no entry must find a date all the same: 2000-01-01T00:00:00Z. */
#define FEED_EPOCH INT64_C(946684800)
enum {
	FEED_TTL_MINUTES = 60,
	/*
	 * Bytes of text in a subscription document: the newest entries that fit, and those that are on
	 * no full page of the history yet. Cyrillic HTML of this
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

/* An item that the feed showed and shows no more (RFC 6721). */
struct feed_tombstone {
	const char *id;
	int64_t when;
	const char *reason; /* "" when none was given */
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
	struct feed_tombstone *tombstones; /* Atom only: the other formats have no word for it */
	size_t tombstone_count;
	const char *hub; /* or NULL */
	/* Of RFC 5005; addresses of Atom documents, NULL when there is none. */
	bool archive; /* a page of the history that no item will be added to */
	const char *current, *prev, *next;
	const char *prev_json; /* as prev, of a JSON document */
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
 * The history of a feed, in pages of HISTORY_PAGE items in the order of their first publication: page 1 is the
 * oldest, so numbers never change. `full` pages get no further item. The one behind them is being filled: only
 * the last full page leads to it, so that readers who walk back meet full pages only, and a full page can name its
 * successor from the day on which it is full. Its items stand in the subscription document too.
 */
struct feed_pages {
	int64_t full, count; /* count is 0 before the first page is full */
};
bool feed_pages(const struct feed_source *s, const char *project, struct feed_pages *out, struct err *err);
/* As feed_make; number is 1 to count. */
int feed_make_page(
    const struct feed_source *s, const char *project, int64_t number, struct feed *out, struct err *err);
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

/* CSS for feeds that are opened in a browser: what is at ADDRESS_FEED_STYLE. */
const char *feed_stylesheet(void);

/* OPML 2.0: the Atom feeds of the language, the site's first, then the projects'. */
void opml_write(const struct feed_source *s, const struct texts *projects, struct buf *out);

#endif
