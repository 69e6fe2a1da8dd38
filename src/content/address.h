/*
 * address: the one table of the site's paths: what may be where, and who may be called how.
 *
 * Routes, names, links, checks, views, feeds and the map of the site read it. Only the form of a path is
 * judged here; whether the thing exists is for the catalogue to say. Not for addresses with a scheme and
 * a host (page/site.h).
 */
#ifndef JARCHY_CONTENT_ADDRESS_H
#define JARCHY_CONTENT_ADDRESS_H

#include "base/arena.h"
#include "base/path.h"
#include "base/str.h"

enum address_id {
	ADDRESS_ROOT,
	ADDRESS_ROBOTS,
	ADDRESS_ICON,
	ADDRESS_FAVICON,
	ADDRESS_CAPS,
	ADDRESS_SITEMAP,
	ADDRESS_SITEMAP_NEWS,
	ADDRESS_SITEMAP_PART,
	ADDRESS_FEED_STYLE,
	ADDRESS_HEALTH,
	ADDRESS_READY,
	ADDRESS_SITE_FILE,
	ADDRESS_PREVIEW,
	ADDRESS_PREVIEW_ERRORS,
	ADDRESS_PREVIEW_LIST,
	ADDRESS_PREVIEW_LIST_ERRORS,
	ADDRESS_PREVIEW_ITEM,
	ADDRESS_PREVIEW_FILE,
	ADDRESS_HOME,
	ADDRESS_FEED,
	ADDRESS_MANIFEST,
	ADDRESS_PROJECTS,
	ADDRESS_FEEDS,
	ADDRESS_ARCHIVE,
	ADDRESS_ARCHIVE_YEAR,
	ADDRESS_OTHER_LANGUAGES,
	ADDRESS_TOPICS,
	ADDRESS_TOPIC,
	ADDRESS_TOPIC_FEED,
	ADDRESS_PLACES,
	ADDRESS_PLACE,
	ADDRESS_PLACE_FEED,
	ADDRESS_KINDS,
	ADDRESS_KIND,
	ADDRESS_KIND_FEED,
	ADDRESS_TOGETHER,
	ADDRESS_TOGETHER_PAGE,
	ADDRESS_TOGETHER_FEED,
	ADDRESS_TOGETHER_ATOM,
	ADDRESS_SEARCH,
	ADDRESS_SEARCH_PAGE,
	ADDRESS_SEARCH_FEED,
	ADDRESS_EVENT,
	ADDRESS_OWN_PAGE,
	ADDRESS_PROJECT,
	ADDRESS_PROJECT_ALL,
	ADDRESS_ITEM,
	ADDRESS_FILE,
	ADDRESS_OWN_FILE,
	ADDRESS_COUNT
};

/* What is at an address, for those who show a link to it. */
enum address_leads {
	LEADS_TO_MENU, /* a page that is mostly links */
	LEADS_TO_TEXT, /* a page that is mostly text */
	LEADS_TO_SEARCH,
	LEADS_TO_FILE,
	LEADS_TO_FEED, /* a feed or another document of feed_formats */
};

struct address {
	/*
	 * Segments between slashes; a slash at the end is part of the address. {lang} a language,
	 * {project} and {tag} a slug, {item} an item's stem, which begins with a day, {event} that with
	 * ".ics", {own} the slug of a page of the site, {stem} one of these two, {year}, {page} the
	 * number of a page of a listing, {map} that of a part of the sitemap with its ending, {document}
	 * one of the feed formats or a page of its history, {several} the slugs of two projects or more
	 * with "+" between them, {several_atom} these with ".xml", {words} what the page of a search has
	 * for {file}, {file} any name. What is in [ ] may be missing.
	 */
	const char *pattern;
	enum address_leads leads;
	bool is_page; /* a view renders it in every protocol */
};
/*
 * What comes before a path of the site: of a transliterated page, over Gopher; of an item that only
 * editors see.
 */
#define ADDRESS_ASCII_TREE "/tr"
#define ADDRESS_PREVIEW_TREE "/preview"

/* By enum address_id. Where several fit a path, the first does. */
extern const struct address addresses[ADDRESS_COUNT];

/* Those that people subscribe to come first. */
enum feed_format_id {
	FORMAT_ATOM, /* RFC 4287 */
	FORMAT_RSS,  /* RSS 2.0 */
	FORMAT_JSON, /* JSON Feed 1.1 */
	FORMAT_OPML, /* the list of the feeds of a language */
	FORMAT_ICAL, /* its events (RFC 5545) */
	FORMAT_COUNT
};

/* How many items a page of a listing has: they are numbered from the oldest item on, so it never changes. */
enum { ADDRESS_PAGE_ITEMS = 50 };

/* The further documents that a feed has, "atom-1.xml", … (RFC 5005). */
enum feed_history {
	HISTORY_NONE,
	HISTORY_KEPT, /* written with the feed */
	HISTORY_MADE, /* made from the catalogue for who asks: there is no file */
};

/* One format of document that lists items. */
struct feed_format {
	const char *name;  /* "atom.xml": the last segment of its path */
	const char *title; /* "Atom" */
	const char *mime;  /* without parameters */
	bool subscribed;   /* people subscribe to it: not to what only lies beside the feeds */
	enum feed_history history;
};
/* By enum feed_format_id; a row without a name ends the table. */
extern const struct feed_format feed_formats[FORMAT_COUNT + 1];
/* NULL when there is none of that name. */
const struct feed_format *feed_format_find(struct str name);
/* The same also of a page of its history, "atom-3.xml", whose number is left in *page; else that is 0. */
const struct feed_format *feed_format_of(struct str name, uint64_t *page);

/* What is between an address and the path that was asked for. */
enum address_slash {
	SLASH_RIGHT,
	SLASH_MISSING, /* the address has one more at its end */
	SLASH_EXTRA,   /* … one less */
};

/* A path taken apart. Strings are "" and numbers 0 where the path has no such part. */
struct address_match {
	enum address_id id;
	enum address_slash slash;
	const char *lang; /* one of those given, or NULL */
	char project[SLUG_MAX + 1], item[STEM_MAX + 1], tag[SLUG_MAX + 1];
	int year;
	uint64_t page; /* of a listing, also of a feed's history or the sitemap */
	const struct feed_format *format;
	struct str file;   /* a slice of the path */
	struct str chosen; /* the same of {several} and {words} */
};

/*
 * `path` is normalised (path_normalise), `langs` the site's tags, NULL-terminated. False: no address of
 * this form.
 */
bool address_find(const char *const *langs, struct str path, struct address_match *out);
/*
 * The next that it may be: a path may have the form of several ("/ru/about"). Those with another slash
 * come last.
 */
bool address_find_after(const char *const *langs, struct str path, struct address_match *m);
/* Whether it may be this address, with any slash at its end. */
bool address_fits(enum address_id id, const char *const *langs, struct str path);

/* What a path leads to by its form, in any language; the path of no address is judged by its ending. */
enum address_leads address_leads_to(const char *path);
/* Whether the path, in any language, is that of a page. */
bool address_is_page(const char *path);
/* Whether the path is of the part of the site that only editors see: whatever it leads to. */
bool address_is_preview(struct str path);

/*
 * Whether a project may be called so. A segment of the site's own paths, of any that a project's path
 * could be taken for, is refused; the names of languages are not judged here.
 */
bool address_may_name_project(struct str slug);
/* Whether a file in static/ may take its place: robots.txt and the like. */
bool address_is_replaceable(enum address_id id);
/* Whether it is the stem of an item, "2023-09-08-forum", by its form. */
bool address_is_stem(struct str s);

/* What a path is made of; NULL, "" and 0: no such part. */
struct address_parts {
	const char *lang, *project, *item, *tag;
	int year;
	uint64_t page;
	const struct feed_format *format; /* with `page`: a page of its history */
	const char *file;
	const char *chosen; /* of {several} and {words} */
};
/*
 * The path of an address. Parts that its pattern has must be set; a group in brackets is written when its
 * part is.
 */
char *address_path(struct arena *a, enum address_id id, const struct address_parts *parts);

/*
 * "/ru/project/2023-09-08-forum"; of what is of no project "/ru/2023-09-08-forum", "/ru/about". Stem ""
 * gives the project's page "/ru/project/", project "" too gives "/ru/".
 */
char *path_of(struct arena *a, const char *lang, const char *project, const char *stem);
/* The path of a document: "/ru/project/atom.xml", "/ru/feeds.opml". project may be "". */
char *path_of_feed(struct arena *a, const char *lang, const char *project, const struct feed_format *format);
/* The path of a page of its history: "/ru/project/atom-3.xml". */
char *path_of_history(
    struct arena *a, const char *lang, const char *project, const struct feed_format *format, uint64_t page);
/* "/ru/project/2023-09-08-forum/programme.pdf" */
char *path_of_file(
    struct arena *a, const char *lang, const char *project, const char *stem, const char *file);
/* The calendar of one event: "/ru/project/2023-09-08-forum.ics" */
char *path_of_event(struct arena *a, const char *lang, const char *project, const char *stem);
/* A page of the site or, where the address has them, of a project: "/ru/archive/", "/ru/project/all.txt". */
char *path_of_page(struct arena *a, enum address_id id, const char *lang, const char *project);

#endif
