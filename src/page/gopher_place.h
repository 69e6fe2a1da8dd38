/*
 * gopher_place: where a line of a Gopher menu leads: the fields after its label (RFC 1436). Private to page/.
 */
#ifndef JARCHY_PAGE_GOPHER_PLACE_H
#define JARCHY_PAGE_GOPHER_PLACE_H

#include "page/page.h"

enum { SELECTOR_MAX = 255 };

struct gopher_place {
	char type;
	char selector[SELECTOR_MAX + 1];
	struct str host; /* a slice of the link's target, or the site's */
	unsigned port;
};

/*
 * Addresses of other protocols, and paths that no selector can have, become "URL:" selectors of type 'h'.
 * False: no line can lead there.
 */
bool gopher_place_find(const struct site *site, const struct link *l, struct gopher_place *out);

/*
 * The selector of a path of the site: of a file by its name in ASCII where it has to be (gopher_name.h).
 * False: there is none.
 */
bool gopher_selector(const struct site *site, const struct link *l, char out[SELECTOR_MAX + 1]);

/* selector = *255 of ASCII without controls, SP and "?;#%" */
bool gopher_is_selector(struct str s);

#endif
