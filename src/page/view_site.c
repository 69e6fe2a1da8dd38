/*
 * view_site: the pages at the top: the choice of language, and each language's home.
 */
#include "content/address.h"
#include "page/view_events.h"
#include "page/view_frame.h"
#include "page/view_parts.h"
#include "page/view_projects.h"
#include "page/view_tags.h"

enum { NEWEST_IN_EACH = 3, NEWEST_AT_HOME = 10, COMING_AT_HOME = 3 };

static bool add_language(const struct view *v, struct page *p, const struct lang *lang, struct err *err)
{
	struct arena *a = &p->arena;
	struct text site;
	struct entries newest;

	int found = catalog_site(v->catalog, lang->tag, v->site->tags, a, &site, err);
	if (found < 0)
		return false;
	size_t heading = p->block_count;
	page_heading(p, 2, lang->name);
	const char *home = path_of(a, lang->tag, "", "");
	struct link *l = page_link(p, LINK_MENU, home, found ? site.title : lang->words[WORD_HOME]);
	l->lang = lang == p->lang ? NULL : lang;
	frame_set_lang(p, heading, l->lang);
	if (found)
		p->blocks[p->block_count - 1].lang = frame_lang(p, site.lang);
	size_t items = p->block_count;
	struct entry_query q = { .lang = lang->tag, .order = NEWEST_FIRST, .limit = NEWEST_IN_EACH };
	if (!parts_entries(v, p, &q, 0, &newest, err))
		return false;
	frame_set_lang(p, items, lang == p->lang ? NULL : lang);
	return true;
}

/* The languages that have a text of the site: a home that shows another's is none of its translations. */
static bool add_homes(const struct view *v, struct page *p, struct err *err)
{
	struct arena *a = &p->arena;
	struct translations t;

	if (!catalog_translations(v->catalog, "", "", a, &t, err))
		return false;
	for (size_t i = 0; i < t.n; i++) {
		const struct lang *l = site_lang(v->site, str_of(t.lang[i]));
		if (l)
			*ARENA_PUSH(a, p->homes, p->home_count) = (struct alternate){
				.lang = l, .path = path_of(a, l->tag, "", ""), .title = t.title[i]
			};
	}
	return true;
}

static bool fill_root(const struct view *v, struct page *p, struct err *err)
{
	struct text site;

	if (!frame_begin(v, PAGE_MENU, p, &site, err))
		return false;
	p->title = site.title;
	p->title_lang = p->home_lang;
	p->summary = *site.summary ? site.summary : NULL;
	p->home = NULL;
	p->trail_count = 0;
	const struct lang *const *order = v->order ? v->order : v->site->langs;
	for (; *order; order++)
		if (!add_language(v, p, *order, err))
			return false;
	p->fallback = v->path;
	p->schema = "WebSite";
	return add_homes(v, p, err);
}

/* A site of one language has its home there. */
enum view_result view_root(const struct view *v, struct page *out, struct err *err)
{
	if (v->site->lang_count == 1)
		return view_home(v, out, err);
	return fill_root(v, out, err) ? VIEW_OK : frame_fail(v, out);
}

static bool add_coming(const struct view *v, struct page *p, struct err *err)
{
	return view_events(v, p, EVENTS_COMING, WORD_COMING_EVENTS, COMING_AT_HOME, err) >= 0;
}

/* What the link to all of them calls them: they may be of several kinds. */
static enum word all_of(const struct entries *newest)
{
	for (size_t i = 0; i < newest->n; i++)
		if (newest->v[i].kind != KIND_NEWS)
			return WORD_ALL_ITEMS;
	return WORD_EVERY_NEWS;
}

static bool add_newest(const struct view *v, struct page *p, struct err *err)
{
	struct entry_query q = { .lang = p->lang->tag, .order = NEWEST_FIRST, .limit = NEWEST_AT_HOME };
	struct entries newest;

	page_heading(p, 2, p->lang->words[WORD_NEWEST]);
	if (!parts_entries(v, p, &q, SHOW_KIND | SHOW_SUMMARY, &newest, err))
		return false;
	if (newest.n)
		parts_menu(p, ADDRESS_ARCHIVE, "", all_of(&newest));
	else
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	return parts_other_languages(v, p, err);
}

static bool fill_home(const struct view *v, struct page *p, struct err *err)
{
	struct text site;

	if (!frame_begin(v, PAGE_MENU, p, &site, err))
		return false;
	p->title = site.title;
	p->title_lang = p->subtitle_lang = p->home_lang;
	p->summary = *site.summary ? site.summary : NULL;
	p->subtitle = parts_repeats(site.summary, site.body) ? NULL : site.summary;
	p->trail_count = 0;
	p->path = frame_home(v->site, v->lang, &p->arena);
	if (v->site->lang_count > 1)
		frame_trail(p, addresses[ADDRESS_ROOT].pattern, p->lang->words[WORD_LANGUAGES]);
	if (!parts_body(v, p, site.body, site.marks, p->path, NULL, err))
		return false;
	frame_set_lang(p, 0, p->home_lang);
	page_link(p, LINK_SEARCH, path_of_page(&p->arena, ADDRESS_SEARCH, p->lang->tag, ""),
	    p->lang->words[WORD_SEARCH]);
	if (!add_coming(v, p, err) || !add_newest(v, p, err) || !view_running_projects(v, p, err))
		return false;
	parts_menu(p, ADDRESS_PROJECTS, "", WORD_PROJECTS);
	if (!view_topics_at_home(v, p, err))
		return false;
	parts_feeds(p, "");
	if (!view_events_calendar(v, p, "", err))
		return false;
	parts_menu(p, ADDRESS_FEEDS, "", WORD_FEEDS);
	p->fallback = addresses[ADDRESS_ROOT].pattern;
	p->schema = "WebSite";
	return frame_translations(v, p, "", "", err);
}

enum view_result view_home(const struct view *v, struct page *out, struct err *err)
{
	return fill_home(v, out, err) ? VIEW_OK : frame_fail(v, out);
}
