/*
 * podcast: the categories that directories of podcasts sort by: those of Apple, which the others took over.
 */
#ifndef JARCHY_CONTENT_PODCAST_H
#define JARCHY_CONTENT_PODCAST_H

#include "base/str.h"

#define PODCAST_CATEGORY "News" /* of a feed with sound, where no key says another */

struct podcast_category {
	const char *parent; /* or NULL */
	const char *name;
};

/* By its name, in letters of either case, or by both: "politics", "News > Politics". False: there is none. */
bool podcast_category_find(struct str text, struct podcast_category *out);
/* The name that is nearest to what is none; NULL: none is near. */
const char *podcast_category_near(struct str text);

#endif
