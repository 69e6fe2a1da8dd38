/*
 * web_links: the addresses in a page, and in a map of a site.
 *
 * Private to import/. A lexer, no parser: what is fetched is looked at once, and only addresses are taken.
 */
#ifndef JARCHY_IMPORT_WEB_LINKS_H
#define JARCHY_IMPORT_WEB_LINKS_H

#include "base/arena.h"

enum web_link_kind { WEB_PAGE, WEB_FEED, WEB_BASE };

struct web_link {
	enum web_link_kind kind;
	const char *url; /* as it is written, references of characters resolved */
};

/* Takes the next <a>, <link rel=alternate> of a feed, or <base> off *rest. Strings are in the arena. */
bool web_next_link(struct arena *a, struct str *rest, struct web_link *out);
/* Takes the next <loc> of a map off *rest. *map: it is another map (https://www.sitemaps.org/protocol.html). */
bool web_next_place(struct arena *a, struct str *rest, const char **url, bool *map);

#endif
