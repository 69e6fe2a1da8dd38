/*
 * links: the pages that show the same as a feed or an entry. Private to feed/.
 */
#ifndef JARCHY_FEED_LINKS_H
#define JARCHY_FEED_LINKS_H

#include "feed/feed.h"

/*
 * The pages that are the same as a feed or an entry, in the order that readers need: many take the first, whatever its
 * type or language, others the last. So its own HTML page is both the first, without a language, and the last, with
 * Gemini, Gopher and the other languages between. stem "" is a project's page, project "" too the home page. The
 * strings are in the arena.
 */
struct feed_links feed_alternates(struct arena *a, const struct site *site, const char *lang,
    const char *project, const char *stem, const struct translations *in);
/* The same of a page of another kind, at this path; what other languages have is not looked at. */
struct feed_links feed_alternates_of_page(
    struct arena *a, const struct site *site, const char *lang, const char *path);

#endif
