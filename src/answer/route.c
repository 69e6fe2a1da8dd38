/*
 * route: what answers at each address of the site.
 */
#include "answer/route.h"

/* Each search leads to narrower ones, without end: robots take their feeds alone. */
static const char robots_text[] = "User-agent: *\r\n"
                                  "Disallow: /*/search/*-\r\n"
                                  "Allow: /*/search/*-*/\r\n";

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

/* By enum address_id. */
static const struct route routes[ADDRESS_COUNT] = {
	[ADDRESS_ROOT] = { ROUTE_VIEW, view_root, NULL },
	[ADDRESS_ROBOTS] = { ROUTE_ROBOTS, NULL, robots_text },
	[ADDRESS_ICON] = { ROUTE_STATIC, NULL, NULL },
	[ADDRESS_FAVICON] = { ROUTE_TEXT, NULL, favicon_text },
	[ADDRESS_CAPS] = { ROUTE_TEXT, NULL, caps_text },
	[ADDRESS_SITEMAP] = { ROUTE_MAP, NULL, NULL },
	[ADDRESS_SITEMAP_NEWS] = { ROUTE_NEWS_MAP, NULL, NULL },
	[ADDRESS_SITEMAP_PART] = { ROUTE_MAP, NULL, NULL },
	[ADDRESS_FEED_STYLE] = { ROUTE_STYLE, NULL, NULL },
	[ADDRESS_HEALTH] = { ROUTE_HEALTH, NULL, NULL },
	[ADDRESS_READY] = { ROUTE_READY, NULL, NULL },
	[ADDRESS_PREVIEW] = { ROUTE_VIEW, view_preview, NULL },
	[ADDRESS_PREVIEW_ERRORS] = { ROUTE_VIEW, view_preview_errors, NULL },
	[ADDRESS_PREVIEW_LIST] = { ROUTE_VIEW, view_preview, NULL },
	[ADDRESS_PREVIEW_LIST_ERRORS] = { ROUTE_VIEW, view_preview_errors, NULL },
	[ADDRESS_PREVIEW_ITEM] = { ROUTE_VIEW, view_preview_item, NULL },
	[ADDRESS_PREVIEW_FILE] = { ROUTE_DRAFT_FILE, NULL, NULL },
	[ADDRESS_SITE_FILE] = { ROUTE_SITE_FILE, NULL, NULL },
	[ADDRESS_HOME] = { ROUTE_VIEW, view_home, NULL },
	[ADDRESS_FEED] = { ROUTE_FEED, NULL, NULL },
	[ADDRESS_MANIFEST] = { ROUTE_MANIFEST, NULL, NULL },
	[ADDRESS_PROJECTS] = { ROUTE_VIEW, view_projects, NULL },
	[ADDRESS_FEEDS] = { ROUTE_VIEW, view_feeds, NULL },
	[ADDRESS_ARCHIVE] = { ROUTE_VIEW, view_archive, NULL },
	[ADDRESS_ARCHIVE_YEAR] = { ROUTE_VIEW, view_archive_year, NULL },
	[ADDRESS_OTHER_LANGUAGES] = { ROUTE_VIEW, view_other_languages, NULL },
	[ADDRESS_TOPICS] = { ROUTE_VIEW, view_topics, NULL },
	[ADDRESS_TOPIC] = { ROUTE_VIEW, view_topic, NULL },
	[ADDRESS_TOPIC_FEED] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_PLACES] = { ROUTE_VIEW, view_places, NULL },
	[ADDRESS_PLACE] = { ROUTE_VIEW, view_place, NULL },
	[ADDRESS_PLACE_FEED] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_KINDS] = { ROUTE_VIEW, view_kinds, NULL },
	[ADDRESS_KIND] = { ROUTE_VIEW, view_kind, NULL },
	[ADDRESS_KIND_FEED] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_TOGETHER] = { ROUTE_TOGETHER, view_together, NULL },
	[ADDRESS_TOGETHER_PAGE] = { ROUTE_VIEW, view_together_page, NULL },
	[ADDRESS_TOGETHER_FEED] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_TOGETHER_ATOM] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_SEARCH] = { ROUTE_SEARCH, view_search, NULL },
	[ADDRESS_SEARCH_PAGE] = { ROUTE_SEARCH, view_search, NULL },
	[ADDRESS_SEARCH_FEED] = { ROUTE_CHOICE, NULL, NULL },
	[ADDRESS_EVENT] = { ROUTE_EVENT, NULL, NULL },
	[ADDRESS_OWN_PAGE] = { ROUTE_VIEW, view_item, NULL },
	[ADDRESS_OWN_FILE] = { ROUTE_FILE, NULL, NULL },
	[ADDRESS_PROJECT] = { ROUTE_VIEW, view_project, NULL },
	[ADDRESS_PROJECT_ALL] = { ROUTE_PLAIN, view_all, NULL },
	[ADDRESS_ITEM] = { ROUTE_VIEW, view_item, NULL },
	[ADDRESS_FILE] = { ROUTE_FILE, NULL, NULL },
};

static void set_route(const struct site *site, struct route_match *m)
{
	m->route = &routes[m->at.id];
	m->lang = m->at.lang ? site_lang(site, str_of(m->at.lang)) : site->langs[0];
}

bool route_find(const struct site *site, struct str path, struct route_match *out)
{
	if (!address_find(site->tags, path, &out->at))
		return false;
	set_route(site, out);
	return true;
}

bool route_find_after(const struct site *site, struct str path, struct route_match *m)
{
	if (!address_find_after(site->tags, path, &m->at))
		return false;
	set_route(site, m);
	return true;
}

const struct lang *route_lang(const struct site *site, struct str path)
{
	struct str first;
	if (address_is_preview(path))
		path_next(&path, &first);
	const struct lang *lang = path_next(&path, &first) ? site_lang(site, first) : NULL;
	return lang && str_is(first, lang->tag) ? lang : site->langs[0];
}
