/*
 * media: sizes are facts of the picture; how many bytes a copy has is not told, since another library makes
 * others.
 *
 * No media:title and no media:description: there are readers that take them for those of the entry.
 */
#include "feed/media.h"

#include <stdio.h>

void media_declare(struct xml *x, const struct feed *f)
{
	for (size_t i = 0; i < f->entry_count; i++)
		if (f->entries[i].picture_count) {
			xml_attr(x, "xmlns:media", "http://search.yahoo.com/mrss/");
			return;
		}
}

static void add_copy(struct xml *x, const struct feed_copy *c)
{
	char width[16], height[16];
	snprintf(width, sizeof width, "%u", c->width);
	snprintf(height, sizeof height, "%u", c->height);
	xml_attr(x, "url", c->href);
	xml_attr(x, "width", width);
	xml_attr(x, "height", height);
}

static void add_content(struct xml *x, const struct feed_picture *p)
{
	xml_start(x, "media:content");
	add_copy(x, &p->largest);
	xml_attr(x, "medium", "image");
	xml_attr(x, "type", p->type);
	xml_end(x);
}

void media_write(struct xml *x, const struct feed_entry *e)
{
	for (size_t i = 0; i < e->picture_count; i++)
		add_content(x, &e->pictures[i]);
	if (!e->picture_count)
		return;
	xml_start(x, "media:thumbnail");
	add_copy(x, &e->pictures[0].smallest);
	xml_end(x);
}
