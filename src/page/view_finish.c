/*
 * view_finish: what is around every page of the site: its name and logo, its menu, its foot.
 *
 * The foot is made of the keys of the site's text in the page's language: what the organisation is, whom
 * to ask, how its texts may be used, where else one can follow it.
 */
#include <string.h>

#include "catalog/own_pages.h"
#include "content/address.h"
#include "page/brand.h"
#include "page/view_facts.h"
#include "page/view_frame.h"

/* "Jarchy — development projects in Kyrgyzstan" is "Jarchy" where there is little room. */
static const char *short_name(struct page *p, const struct text *site)
{
	static const char *const ends[] = { " — ", " – ", " | " };
	struct str title = str_of(site->title);

	if (*site->short_title)
		return site->short_title;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		const char *end = strstr(site->title, ends[i]);
		if (end && end > site->title)
			title = str_sub(title, 0, (size_t)(end - site->title));
	}
	return arena_str(&p->arena, title);
}

/* --- the menu -------------------------------------------------------------------------- */

static bool add_menu(const struct view *v, struct page *p, struct err *err)
{
	struct own_pages pages;

	if (!catalog_menu(v->catalog, p->lang->tag, v->site->tags, &p->arena, &pages, err) ||
	    !catalog_has_projects(v->catalog, &p->has_projects, err))
		return false;
	for (size_t i = 0; i < pages.n; i++) {
		const struct own_page *own = &pages.v[i];
		*ARENA_PUSH(&p->arena, p->menu, p->menu_count) = (struct link){ .to = LINK_ITEM,
			.target = path_of(&p->arena, own->lang, "", own->stem),
			.label = own->title,
			.lang = frame_lang(p, own->lang) };
	}
	return true;
}

/* --- the foot -------------------------------------------------------------------------- */

static void add_lines(struct page *p, const struct values *values, const char *key)
{
	for (size_t i = 0; i < values->n; i++)
		if (strcmp(values->v[i].key, key) == 0)
			page_add(p, BLOCK_TEXT, values->v[i].text);
}

static void fill_foot(struct page *p, const struct values *values)
{
	static const struct shown_key known[] = {
		{ "contact", WORD_CONTACT, false },
		{ "licence", WORD_LICENCE, false },
		{ NULL, WORD_COUNT, false },
	};

	add_lines(p, values, "description");
	facts_values(p, values, known);
	facts_channels(p, values);
	add_lines(p, values, "footer");
}

/* The blocks from `from` on become the foot. */
static void take_foot(struct page *p, size_t from, const struct lang *lang)
{
	frame_set_lang(p, from, lang);
	p->foot_count = p->block_count - from;
	p->foot = arena_alloc(&p->arena, (p->foot_count + 1) * sizeof *p->foot);
	if (p->foot_count)
		memcpy(p->foot, p->blocks + from, p->foot_count * sizeof *p->foot);
	p->block_count = from;
}

static bool add_foot(const struct view *v, struct page *p, const struct text *site, struct err *err)
{
	struct values values;
	size_t from = p->block_count;

	if (!catalog_values(v->catalog, "", "", site->lang, &p->arena, &values, err))
		return false;
	fill_foot(p, &values);
	take_foot(p, from, frame_lang(p, site->lang));
	return true;
}

/* --- logo, icon and picture --------------------------------------------------------------- */

static bool add_brand(const struct view *v, struct page *p, struct err *err)
{
	struct brand brand;

	if (!brand_find(v->catalog, p->lang->tag, &p->arena, &brand, err))
		return false;
	p->logo = brand.logo;
	p->icon = brand.icon;
	p->has_icon_copies = brand.icon_512 != NULL;
	if (!p->image.path && brand.share.path) {
		p->image = brand.share;
		p->image.alt = p->site_name;
	}
	return true;
}

bool view_finish(const struct view *v, struct page *p, struct err *err)
{
	struct text site;
	int found = catalog_site(v->catalog, p->lang->tag, v->site->tags, &p->arena, &site, err);

	if (found < 0)
		return false;
	p->framed = true;
	p->site_path = frame_home(v->site, p->lang, &p->arena);
	p->site_name = found ? short_name(p, &site) : site_host_shown(&p->arena, v->site->host);
	return add_menu(v, p, err) && (!found || add_foot(v, p, &site, err)) && add_brand(v, p, err);
}
