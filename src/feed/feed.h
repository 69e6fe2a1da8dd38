/*
 * feed: what a feed is, before any format; and what all feeds of one language share.
 *
 * It is made from the catalogue once (make.h) and written in every format (format.h). Texts are plain and
 * not escaped, except an entry's content, which is HTML. Every address is absolute. Strings are in the
 * feed's arena, and never NULL unless said so.
 */
#ifndef JARCHY_FEED_FEED_H
#define JARCHY_FEED_FEED_H

#include "base/err.h"
#include "catalog/chosen.h"
#include "catalog/history.h"
#include "content/address.h"
#include "page/site.h"

/* Readers that find no entry must find a date all the same: 2000-01-01T00:00:00Z. */
#define FEED_EPOCH INT64_C(946684800)
enum {
	FEED_TTL_MINUTES = 60,
	/*
	 * Bytes of text in a subscription document: of the newest entries that fit. The newest is there in
	 * full even if it is longer; of the others that are on no full page of the history yet there is the
	 * summary. Cyrillic HTML of this size compresses to less than 64 KiB; a rule in compressed bytes
	 * would depend on the library.
	 */
	FEED_CONTENT_MAX = 192 << 10,
	HISTORY_LONG_MAX = 8 << 20, /* of those entries of a page of the history that are longer than that */
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
	int64_t size;    /* bytes */
	bool offered;    /* a key of a text names it */
	int64_t seconds; /* how long it plays; 0: not known */
};

/*
 * A picture that the content shows, or that goes with the entry. Its bytes depend on a library and are not
 * told.
 */
struct feed_copy {
	const char *href;
	unsigned width, height; /* pixels; 0: not known */
};
struct feed_picture {
	const char *type;
	struct feed_copy largest, smallest;
};

/* How the site shows itself: addresses of pictures, NULL where there is none. */
struct feed_brand {
	const char *icon, *large_icon; /* squares, of 192 and 512 pixels or drawings */
	const char *cover;             /* the largest square of pixels: of a podcast */
	const char *logo;              /* as it is */
	/* PNG or JPEG, for readers that know nothing else; its size only where RSS has words for it. */
	struct feed_copy image;
};

struct feed_entry {
	const char *id, *title, *summary;
	const char *brief;   /* what entry_shorten makes the summary of; in no document */
	const char *content; /* HTML; NULL when it is too long for the document */
	const char *source;  /* the address where it was first published, or NULL */
	const char *rights;  /* or NULL */
	const char *licence; /* the address of its terms, or NULL */
	int64_t published, updated;
	struct feed_links alternates; /* the first is its own HTML page */
	const char **authors;         /* one at least */
	size_t author_count;
	struct feed_category *categories;
	size_t category_count;
	struct feed_enclosure *enclosures;
	size_t enclosure_count;
	struct feed_picture *pictures;
	size_t picture_count;
};

/* An item that the feed showed and shows no more (RFC 6721). */
struct feed_tombstone {
	const char *id;
	int64_t when;
	const char *reason; /* "" when none was given */
};

/* The addresses of other documents of the feed in one format; NULL when there is none (RFC 5005). */
struct feed_chain {
	const char *current, *prev, *next;
};

struct feed {
	struct arena arena;
	const char *id, *lang;
	const char *dir; /* "rtl" where the language runs from right to left; else NULL */
	const char *title, *subtitle;
	/*
	 * Of title and subtitle, when there are none in the feed's language; else NULL. The direction only
	 * where it is another than the feed's.
	 */
	const char *text_lang, *text_dir;
	const char *author;
	struct feed_brand brand;      /* these three not of a page of the history */
	const char *rights, *licence; /* as of an entry, of the site */
	int64_t updated;
	struct feed_links alternates; /* the first is the HTML page of the project, or the home page */
	struct feed_entry *entries;   /* what went public last is first */
	size_t entry_count;
	struct feed_tombstone *tombstones; /* Atom only: the other formats have no word for it */
	size_t tombstone_count;
	const char *hub; /* or NULL */
	bool archive;    /* a page of the history that no item will be added to (RFC 5005) */
	const struct feed_podcast *podcast; /* RSS only: podcast.h; NULL: no entry has a sound */
	struct feed_chain chain[FORMAT_COUNT];
};

void feed_release(struct feed *f);

/* What all feeds of one language share. */
struct feed_source {
	struct arena arena;
	const struct site *site;
	struct catalog *catalog;
	const struct lang *lang;
	struct text text;    /* the site's */
	struct values names; /* of topics and places */
	struct feed_brand brand;
	const char *rights; /* of the site, or NULL */
};

/*
 * Appends page `number` of the history of a project, or of the language when that is "", in a format that
 * has HISTORY_MADE. 1 made, 0 there is none, -1 failed.
 */
int feed_history_page(const struct feed_source *s, const char *project, const struct feed_format *format,
    uint64_t number, struct buf *out, struct err *err);

/* Release in both cases. */
bool feed_source_init(struct feed_source *s, const struct site *site, struct catalog *catalog,
    const struct lang *lang, struct err *err);
void feed_source_release(struct feed_source *s);

/*
 * Appends a calendar of this one event (RFC 5545), a live item that has its day; the UID is that of the
 * feed's calendar. `s` is of its language.
 */
bool feed_event_calendar(
    const struct feed_source *s, const struct entry *e, struct buf *out, struct err *err);

/*
 * A feed of items that are chosen in another way than by one project: it is made when it is asked for, and
 * has no history.
 */
struct feed_choice {
	const struct chosen *of; /* what is in one of them is in it */
	size_t n;
	const char *page;  /* the path of the page with the same items */
	const char *id;    /* the end of its permanent id: "topics/water" */
	const char *title; /* after that of the site */
	bool may_be_empty; /* without an item there is such a feed all the same */
};
/*
 * Appends the document, whose own path is `self`. 1 made, 0 there is none (nothing is appended), -1 failed.
 * `s` is of the language of all that was chosen.
 */
int feed_write_chosen(const struct feed_source *s, const struct feed_choice *choice,
    const struct feed_format *format, const char *self, struct buf *out, struct err *err);

/* Appends the style sheet that a browser shows a feed with (ADDRESS_FEED_STYLE). */
void feed_stylesheet_add(const struct site *site, struct buf *out);

#endif
