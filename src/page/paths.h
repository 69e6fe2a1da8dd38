/*
 * paths: the site's own addresses, the same in every protocol, made in one place.
 *
 * Not for parsing what a client asks for (answer/route.h).
 */
#ifndef JARCHY_PAGE_PATHS_H
#define JARCHY_PAGE_PATHS_H

#include "base/arena.h"

/* "/ru/project/2023-09-08-forum"; stem "" gives the project's page "/ru/project/", project "" too gives "/ru/". */
char *path_of(struct arena *a, const char *lang, const char *project, const char *stem);
/* Below that of a folder: "/ru/archive/2023/", "/ru/project/atom.xml". project may be "". */
char *path_below(struct arena *a, const char *lang, const char *project, const char *rest);

/* One format of feed document. */
struct feed_format {
	const char *name;  /* "atom.xml": the last part of its path */
	const char *title; /* "Atom" */
	const char *mime;  /* without parameters */
};
/* Atom, RSS, JSON Feed; a NULL name ends. */
extern const struct feed_format feed_formats[];
/* The format of that name, the OPML list ("feeds.opml") and the calendar ("events.ics") included; NULL when there is none. */
const struct feed_format *feed_format_find(struct str name);
/* Whether documents of that format are subscribed to: not those that stand beside the feeds. */
bool feed_format_subscribed(const struct feed_format *f);

#endif
