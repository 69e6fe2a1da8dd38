/*
 * entry: one item as feeds show it. Private to feed/.
 */
#ifndef JARCHY_FEED_ENTRY_H
#define JARCHY_FEED_ENTRY_H

#include "feed/feed.h"

/* Of an item with its body; its strings live in the feed's arena, or are those of `from`. */
bool entry_make(const struct feed_source *s, const struct entry *from, struct feed *f, struct feed_entry *out,
    struct err *err);
/* Bytes of its texts. */
size_t entry_size(const struct feed_entry *e);
/* Leaves out the content; there is a summary, and not a long one. */
void entry_shorten(struct feed *f, struct feed_entry *e);

/*
 * What all formats say of an item in the same way. The name of a topic ("topic_name") or place
 * ("place_name"): its slug when the site gives it none in this language.
 */
const char *entry_name_of(const struct feed_source *s, const char *key, const char *slug, struct arena *a);
/*
 * Whether a file goes with the entry. Not what readers cannot have, and no picture that is there for the
 * eye alone: no one asked for it as a file, and the bytes of its copies depend on a library.
 */
bool entry_is_enclosure(const struct attachment *t);
/* The address of such a file. */
const char *entry_file_url(
    const struct feed_source *s, const struct entry *from, const struct attachment *t, struct arena *a);

#endif
