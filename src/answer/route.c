#include "answer/route.h"

#include <string.h>

#include "feed/feed.h"

static const char robots_text[] = "User-agent: *\r\nDisallow:\r\n";

static const char favicon_text[] = "📣\n";

static const char caps_text[] = "CAPS\r\n"
                                "\r\n"
                                "CapsVersion=1\r\n"
                                "ExpireCapsAfter=3600\r\n"
                                "\r\n"
                                "PathDelimeter=/\r\n"
                                "PathDelimiter=/\r\n"
                                "PathIdentity=.\r\n"
                                "PathParent=..\r\n"
                                "PathParentDouble=FALSE\r\n"
                                "PathKeepPreDelimeter=FALSE\r\n"
                                "PathKeepPreDelimiter=FALSE\r\n"
                                "\r\n"
                                "ServerSoftware=jarchy\r\n"
                                "ServerSoftwareVersion=" JARCHY_VERSION "\r\n"
                                "ServerDefaultEncoding=UTF-8\r\n"
                                "ServerSupportsStdinScripts=FALSE\r\n";

#define PREVIEW "/preview"

/* The first that fits is taken: literal names stand before those of projects and items. */
static const struct route routes[] = {
	{ "/", ROUTE_VIEW, view_root, NULL },
	{ "/robots.txt", ROUTE_ROBOTS, NULL, robots_text },
	{ "/favicon.txt", ROUTE_TEXT, NULL, favicon_text },
	{ "/caps.txt", ROUTE_TEXT, NULL, caps_text },
	{ "/sitemap.xml", ROUTE_MAP, NULL, NULL },
	{ FEED_STYLESHEET, ROUTE_STYLE, NULL, NULL },
	{ "/healthz", ROUTE_HEALTH, NULL, NULL },
	{ PREVIEW "/", ROUTE_VIEW, view_preview, NULL },
	{ PREVIEW "/errors", ROUTE_VIEW, view_preview_errors, NULL },
	{ PREVIEW "/L/P/I", ROUTE_VIEW, view_preview_item, NULL },
	{ PREVIEW "/L/P/I/N", ROUTE_DRAFT_FILE, NULL, NULL },
	{ "/L/", ROUTE_VIEW, view_home, NULL },
	{ "/L/F", ROUTE_FEED, NULL, NULL },
	{ "/L/projects/", ROUTE_VIEW, view_projects, NULL },
	{ "/L/feeds/", ROUTE_VIEW, view_feeds, NULL },
	{ "/L/archive/", ROUTE_VIEW, view_archive, NULL },
	{ "/L/archive/Y/", ROUTE_VIEW, view_archive_year, NULL },
	{ "/L/archive/Y/G/", ROUTE_VIEW, view_archive_year, NULL },
	{ "/L/elsewhere/", ROUTE_VIEW, view_other_languages, NULL },
	{ "/L/elsewhere/G/", ROUTE_VIEW, view_other_languages, NULL },
	{ "/L/topics/", ROUTE_VIEW, view_topics, NULL },
	{ "/L/topics/T/", ROUTE_VIEW, view_topic, NULL },
	{ "/L/topics/T/G/", ROUTE_VIEW, view_topic, NULL },
	{ "/L/places/", ROUTE_VIEW, view_places, NULL },
	{ "/L/places/T/", ROUTE_VIEW, view_place, NULL },
	{ "/L/places/T/G/", ROUTE_VIEW, view_place, NULL },
	{ "/L/search", ROUTE_SEARCH, view_search, NULL },
	{ "/L/search/N", ROUTE_SEARCH, view_search, NULL },
	{ "/L/P/", ROUTE_VIEW, view_project, NULL },
	{ "/L/P/F", ROUTE_FEED, NULL, NULL },
	{ "/L/P/archive/", ROUTE_VIEW, view_archive, NULL },
	{ "/L/P/archive/Y/", ROUTE_VIEW, view_archive_year, NULL },
	{ "/L/P/archive/Y/G/", ROUTE_VIEW, view_archive_year, NULL },
	{ "/L/P/elsewhere/", ROUTE_VIEW, view_other_languages, NULL },
	{ "/L/P/elsewhere/G/", ROUTE_VIEW, view_other_languages, NULL },
	{ "/L/P/all.txt", ROUTE_PLAIN, view_all, NULL },
	{ "/L/P/I", ROUTE_VIEW, view_item, NULL },
	{ "/L/P/I/N", ROUTE_FILE, NULL, NULL },
};

enum { ROUTE_COUNT = ARRAY_SIZE(routes) };

static bool copy(char *to, size_t size, struct str s)
{
	if (s.n >= size)
		return false;
	memcpy(to, s.p, s.n);
	to[s.n] = '\0';
	return true;
}

static bool take_lang(const struct site *site, struct str s, struct route_match *m)
{
	const struct lang *l = site_lang(site, s);
	if (!l || !str_is(s, l->tag))
		return false;
	m->lang = l;
	return true;
}

static bool take_item(struct str s, struct route_match *m)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	return s.n > 0 && copy(m->item, sizeof m->item, s);
}

static bool take_year(struct str s, struct route_match *m)
{
	uint64_t year;
	if (s.n != 4 || !str_to_uint(s, 9999, &year) || year < 1970)
		return false;
	m->year = (int)year;
	return true;
}

/* Without a zero before it: every page has one address. */
static bool take_number(struct str s, struct route_match *m)
{
	return s.n > 0 && s.p[0] != '0' && str_to_uint(s, UINT32_MAX, &m->number);
}

/* The name of a feed, or of a page of its history: "atom-3.xml" for "atom.xml". */
static bool take_feed(struct str s, struct route_match *m)
{
	char usual[16];
	size_t dash = str_find(s, '-'), dot = str_find(s, '.');
	m->name = s;
	m->feed = feed_format_find(s);
	if (m->feed)
		return true;
	if (dash >= dot || !take_number(str_sub(s, dash + 1, dot), m) || dash + s.n - dot >= sizeof usual)
		return false;
	memcpy(usual, s.p, dash);
	memcpy(usual + dash, s.p + dot, s.n - dot);
	m->feed = feed_format_find((struct str){ usual, dash + s.n - dot });
	return m->feed != NULL;
}

/* One segment of a path against one of a pattern. */
static bool take(const struct site *site, struct str pattern, struct str s, struct route_match *m)
{
	switch (pattern.n == 1 ? pattern.p[0] : 0) {
	case 'L':
		return take_lang(site, s, m);
	case 'P':
		return path_is_slug(s) && copy(m->project, sizeof m->project, s);
	case 'I':
		return take_item(s, m);
	case 'Y':
		return take_year(s, m);
	case 'T':
		return path_is_slug(s) && copy(m->tag, sizeof m->tag, s);
	case 'G':
		return take_number(s, m);
	case 'F':
		return take_feed(s, m);
	case 'N':
		m->name = s;
		return s.n > 0 && s.p[0] != '.';
	default:
		return str_eq(pattern, s);
	}
}

/* Without the slash at the end; "/" becomes empty. */
static struct str bare(struct str path)
{
	return str_ends(path, "/") ? str_sub(path, 0, path.n - 1) : path;
}

static bool match(const struct site *site, const struct route *r, struct str path, struct route_match *m)
{
	struct str pattern = str_of(r->pattern), want, have;
	bool folder = str_ends(pattern, "/"), slash = str_ends(path, "/");
	pattern = bare(pattern);
	path = bare(path);
	*m = (struct route_match){ .route = r, .lang = site->langs[0] };
	if (slash != folder)
		m->slash = folder ? SLASH_MISSING : SLASH_EXTRA;
	while (path_next(&pattern, &want)) {
		if (!path_next(&path, &have) || !take(site, want, have, m))
			return false;
	}
	return !path_next(&path, &have);
}

bool route_find(const struct site *site, struct str path, struct route_match *out)
{
	for (size_t i = 0; i < ROUTE_COUNT; i++) {
		if (match(site, &routes[i], path, out))
			return true;
	}
	return false;
}

bool route_is_preview(struct str path)
{
	struct str first;
	return path_next(&path, &first) && str_is(first, &PREVIEW[1]);
}

const struct lang *route_lang(const struct site *site, struct str path)
{
	struct route_match m = { .lang = site->langs[0] };
	struct str first;
	if (route_is_preview(path))
		path_next(&path, &first);
	if (path_next(&path, &first))
		take_lang(site, first, &m);
	return m.lang;
}
