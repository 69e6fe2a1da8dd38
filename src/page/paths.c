/*
 * paths: the paths of the site, and the table of feed formats.
 */
#include "page/paths.h"

char *path_of(struct arena *a, const char *lang, const char *project, const char *stem)
{
	return path_below(a, lang, project, stem);
}

char *path_below(struct arena *a, const char *lang, const char *project, const char *rest)
{
	const char *slash = *project ? "/" : "";
	return arena_printf(a, "/%s/%s%s%s", lang, project, slash, rest);
}

const struct feed_format feed_formats[] = {
	{ "atom.xml", "Atom", "application/atom+xml" },
	{ "rss.xml", "RSS", "application/rss+xml" },
	{ "feed.json", "JSON Feed", "application/feed+json" },
	{ NULL, NULL, NULL },
};

/* Not feeds themselves, but beside them. */
static const struct feed_format others[] = {
	{ "feeds.opml", "OPML", "text/x-opml" },
	{ "events.ics", "iCalendar", "text/calendar" },
	{ NULL, NULL, NULL },
};

const struct feed_format *feed_format_find(struct str name)
{
	for (const struct feed_format *f = feed_formats; f->name; f++)
		if (str_is(name, f->name))
			return f;
	for (const struct feed_format *f = others; f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

bool feed_format_subscribed(const struct feed_format *f)
{
	for (const struct feed_format *one = feed_formats; one->name; one++)
		if (one == f)
			return true;
	return false;
}
