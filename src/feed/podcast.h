/*
 * podcast: what directories of podcasts and players want of a feed with sound: the elements of Apple
 * (namespace itunes), in RSS. Private to feed/.
 *
 * Only a subscription document has them: pages of the history never change, and no directory reads them.
 */
#ifndef JARCHY_FEED_PODCAST_H
#define JARCHY_FEED_PODCAST_H

#include "feed/feed.h"
#include "markup/xml.h"

struct feed_podcast {
	const char *parent, *category; /* parent: or NULL */
	const char *mail;              /* of who answers for it; or NULL */
};

/* Of a feed with its entries: f->podcast, where one of them has a sound. `project` as of feed_make. */
bool podcast_fill(const struct feed_source *s, const char *project, struct feed *f, struct err *err);

/* The one enclosure that RSS has of an entry, which is what players want first; NULL: there is none. */
const struct feed_enclosure *podcast_enclosure(const struct feed_entry *e);

/* Of the element just started: the namespace. All these do nothing without f->podcast. */
void podcast_declare(struct xml *x, const struct feed *f);
/* Appends what the channel says, and what an item does. */
void podcast_write(struct xml *x, const struct feed *f);
void podcast_write_item(struct xml *x, const struct feed *f, const struct feed_entry *e);

#endif
