/*
 * make: a feed from the catalogue: the document that people subscribe to, or a page of its history. Private to feed/.
 *
 * Here it is decided which items a document has, and in which order; what an item is made of is in entry.h.
 */
#ifndef JARCHY_FEED_MAKE_H
#define JARCHY_FEED_MAKE_H

#include "feed/feed.h"

/*
 * Makes the feed of a project, or of the language when project is "". 1 made, 0 no
 * such project, -1 failed (err says why). Release in every case.
 */
int feed_make(const struct feed_source *s, const char *project, struct feed *out, struct err *err);

/*
 * The history of a feed, in pages of HISTORY_PAGE items in the order of their first publication: page 1 is the
 * oldest, so numbers never change. `full` pages get no further item. The one after them is being filled: only
 * the last full page leads to it, so that readers who walk back meet full pages only, and a full page can name its
 * successor from the day on which it is full. Its items are in the subscription document too.
 */
struct feed_pages {
	int64_t full, count; /* count is 0 before the first page is full */
};
bool feed_pages(const struct feed_source *s, const char *project, struct feed_pages *out, struct err *err);
/* As feed_make; number is 1 to count. */
int feed_make_page(
    const struct feed_source *s, const char *project, int64_t number, struct feed *out, struct err *err);

/* As feed_make, of what was chosen: 0 when nothing there ever was is in it. */
int feed_make_chosen(
    const struct feed_source *s, const struct feed_choice *choice, struct feed *out, struct err *err);

#endif
