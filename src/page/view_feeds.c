/*
 * view_feeds: how to subscribe: every feed of the language, with its address in each protocol.
 */
#include "catalog/events.h"
#include "content/address.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

static void add_address(
    const struct view *v, struct page *p, enum scheme scheme, const char *path, const struct feed_format *f)
{
	const char *address = site_url_of(&p->arena, v->site, scheme, '0', path);
	const char *label = arena_printf(&p->arena, "%s: %s", f->title, address);
	page_link(p, LINK_OUTSIDE, address, label)->mime = f->mime;
}

static void add_format(const struct view *v, struct page *p, const char *project, const struct feed_format *f)
{
	static const enum scheme shown[] = { SCHEME_HTTP, SCHEME_GEMINI, SCHEME_GOPHER };
	const char *path = path_of_feed(&p->arena, v->lang->tag, project, f);

	for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
		if (!v->site->unreachable[shown[i]])
			add_address(v, p, shown[i], path, f);
}

static bool add_feed(
    const struct view *v, struct page *p, const char *project, const char *title, struct err *err)
{
	page_heading(p, 2, title);
	for (const struct feed_format *f = feed_formats; f->subscribed; f++)
		add_format(v, p, project, f);
	int found = catalog_has_days(v->catalog, project, v->lang->tag, err);
	if (found == 1)
		add_format(v, p, project, &feed_formats[FORMAT_ICAL]);
	return found >= 0;
}

static bool fill(const struct view *v, struct page *p, struct err *err)
{
	struct texts projects;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err) ||
	    !catalog_projects(v->catalog, v->lang->tag, v->site->tags, &p->arena, &projects, err))
		return false;
	frame_title(p, p->lang->words[WORD_FEEDS]);
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_FEEDS_HELP]);
	parts_feed(p, "", &feed_formats[FORMAT_OPML]);
	bool ok = add_feed(v, p, "", p->lang->words[WORD_ALL_NEWS], err);
	for (size_t i = 0; ok && i < projects.n; i++)
		ok = add_feed(v, p, projects.v[i].project, projects.v[i].title, err);
	frame_in_every_language(v, p, ADDRESS_FEEDS, WORD_FEEDS);
	return ok;
}

enum view_result view_feeds(const struct view *v, struct page *out, struct err *err)
{
	return fill(v, out, err) ? VIEW_OK : frame_fail(v, out);
}
