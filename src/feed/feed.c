/*
 * feed: what all feeds of one language share, and the end of a feed.
 */
#include "feed/feed.h"

bool feed_source_init(struct feed_source *s, const struct site *site, struct catalog *catalog,
    const struct lang *lang, struct err *err)
{
	*s = (struct feed_source){ .site = site, .catalog = catalog, .lang = lang };
	arena_init(&s->arena);
	int found = catalog_site(catalog, lang->tag, site->tags, &s->arena, &s->text, err);
	if (found < 0)
		return false;
	if (!found) /* a feed without a title is none */
		s->text = (struct text){ "", lang->tag, site->authority, "", "", "", "", "", "" };
	return catalog_values(catalog, "", "", lang->tag, &s->arena, &s->names, err);
}

void feed_source_release(struct feed_source *s)
{
	arena_release(&s->arena);
}

void feed_release(struct feed *f)
{
	arena_release(&f->arena);
}
