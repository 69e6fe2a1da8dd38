/*
 * tags: topics and places: their names, and how many live items carry each.
 *
 * A name is what `topic_name` and `place_name` of the site's text in that language say.
 */
#ifndef JARCHY_CATALOG_TAGS_H
#define JARCHY_CATALOG_TAGS_H

#include "catalog/catalog.h"

enum tag_kind { TAG_TOPIC, TAG_PLACE };

struct tag {
	const char *slug;
	const char *name; /* the slug itself when it has no name */
	uint64_t count;   /* live items in the language */
	bool news;        /* all of them are news */
};
struct tags {
	struct tag *v;
	size_t n;
};

/*
 * Those that live items in the language carry: first in the order in which the site names them, then the
 * rest by slug.
 */
bool catalog_tags(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a, struct tags *out,
    struct err *err);
/* Those of the named ones that live items in the language carry, without counting (the counts are 1). */
bool catalog_tags_used(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a,
    struct tags *out, struct err *err);
/* Every tag that the site names in the language, in its order; the counts are 0. */
bool catalog_tag_names(struct catalog *c, enum tag_kind kind, const char *lang, struct arena *a,
    struct tags *out, struct err *err);
/* The name that such a list has for a tag, else the slug. */
const char *tags_name(const struct tags *names, const char *slug);

#endif
