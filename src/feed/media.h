/*
 * media: pictures of an entry for readers that show one beside its title (Media RSS 1.5.1, in RSS and Atom
 * alike). Private to feed/.
 */
#ifndef JARCHY_FEED_MEDIA_H
#define JARCHY_FEED_MEDIA_H

#include "feed/feed.h"
#include "markup/xml.h"

/* Of the element just started: the namespace, where an entry has a picture. */
void media_declare(struct xml *x, const struct feed *f);
/* Appends <media:content> for each picture, and a <media:thumbnail> of the first. */
void media_write(struct xml *x, const struct feed_entry *e);

#endif
