/*
 * route: which path leads to what. The one table of the site's addresses.
 *
 * Only the form of a path is judged here; whether the thing exists is for the
 * view to say. Not for making addresses (page/paths.h).
 */
#ifndef JARCHY_ANSWER_ROUTE_H
#define JARCHY_ANSWER_ROUTE_H

#include "content/name.h"
#include "page/paths.h"
#include "page/view.h"

enum route_kind {
	ROUTE_VIEW,
	ROUTE_PLAIN,  /* a view as plain text in every protocol */
	ROUTE_SEARCH, /* a view that takes a query */
	ROUTE_FEED,
	ROUTE_FILE,       /* an attachment */
	ROUTE_TEXT,       /* a fixed text */
	ROUTE_ROBOTS,     /* … to which the web adds where its map is */
	ROUTE_MAP,        /* the map of the site for the web */
	ROUTE_STYLE,      /* how browsers show feeds */
	ROUTE_DRAFT_FILE, /* an attachment of an item in any state */
	ROUTE_HEALTH,     /* whether the catalogue can be read */
};

struct route {
	/*
	 * Segments between slashes: L language, P project, I item, Y year, T topic or place, G number of a page, F
	 * feed, N name of a file or the rest of a search's address; anything else stands for itself. A slash at the end is part of the address.
	 */
	const char *pattern;
	enum route_kind kind;
	view_fn *view;
	const char *text; /* of ROUTE_TEXT and ROUTE_ROBOTS, text/plain */
};

enum route_slash {
	SLASH_RIGHT,
	SLASH_MISSING, /* the canonical path has one more at its end */
	SLASH_EXTRA,   /* … one less */
};

struct route_match {
	const struct route *route;
	enum route_slash slash;
	const struct lang *lang; /* of the path, else the site's default */
	char project[SLUG_MAX + 1], item[STEM_MAX + 1];
	int year;
	char tag[SLUG_MAX + 1]; /* of a topic or place */
	uint64_t number;        /* of a page, also of a feed's history */
	const struct feed_format *feed;
	struct str name; /* of a file or feed: a slice of the path */
};

/* `path` is normalised (path_normalise). False: no address of this form. */
bool route_find(const struct site *site, struct str path, struct route_match *out);

/* Whether the path is of the part of the site that only editors see: whatever it leads to. */
bool route_is_preview(struct str path);

/* The language that a path begins with (in the preview: behind that), else the site's default: for error pages. */
const struct lang *route_lang(const struct site *site, struct str path);

#endif
