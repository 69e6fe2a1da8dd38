/*
 * route: which path is answered by what.
 *
 * Which paths there are is in content/address.h; whether the thing exists is for the view to say.
 */
#ifndef JARCHY_ANSWER_ROUTE_H
#define JARCHY_ANSWER_ROUTE_H

#include "content/address.h"
#include "page/view.h"

enum route_kind {
	ROUTE_VIEW,
	ROUTE_PLAIN,  /* a view as plain text in every protocol */
	ROUTE_SEARCH, /* a view that takes a query */
	ROUTE_FEED,
	ROUTE_CHOICE,     /* a feed that is made when it is asked for */
	ROUTE_TOGETHER,   /* the page on which several projects are chosen */
	ROUTE_FILE,       /* an attachment */
	ROUTE_SITE_FILE,  /* the logo and the like */
	ROUTE_STATIC,     /* only what is in static/ */
	ROUTE_TEXT,       /* a fixed text */
	ROUTE_ROBOTS,     /* … to which HTTP adds where the sitemap is */
	ROUTE_MAP,        /* the sitemap, or a part of it */
	ROUTE_NEWS_MAP,   /* that of the last days' news */
	ROUTE_MANIFEST,   /* what the site is called where somebody keeps it */
	ROUTE_EVENT,      /* an item that is an event, as a calendar */
	ROUTE_STYLE,      /* how browsers show feeds */
	ROUTE_DRAFT_FILE, /* an attachment of an item in any state */
	ROUTE_HEALTH,     /* whether the catalogue can be read */
	ROUTE_READY,      /* whether a balancer may send readers here */
};

struct route {
	enum route_kind kind;
	view_fn *view;
	const char *text; /* of ROUTE_TEXT and ROUTE_ROBOTS, text/plain */
};

struct route_match {
	const struct route *route;
	const struct lang *lang; /* of the path, else the site's default */
	struct address_match at;
};

/* `path` is normalised (path_normalise). False: no address of this form. */
bool route_find(const struct site *site, struct str path, struct route_match *out);
/* The next that the path may be of, when there is nothing at this one. */
bool route_find_after(const struct site *site, struct str path, struct route_match *m);

/* The language that a path begins with (in the preview: after its first segment), else the site's default. */
const struct lang *route_lang(const struct site *site, struct str path);

#endif
