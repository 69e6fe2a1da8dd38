/*
 * pages: pages made by hand, a small site in memory whose views make pages, and what a renderer makes of both.
 */
#ifndef TESTS_UNIT_SUPPORT_PAGES_H
#define TESTS_UNIT_SUPPORT_PAGES_H

#include "page/render.h"
#include "page/view.h"
#include "unit/support/world.h"

typedef void render_fn(const struct page *p, const struct site *s, struct buf *out);

/* --- pages by hand --------------------------------------------------------------------- */

/* A page with a title and no blocks. */
static inline void sample_page(struct page *p, enum page_form form)
{
	page_init(p, lang_of("en"), form, "/en/x/");
	p->title = "Title";
}

/* The page is released; the caller frees the text. */
static inline char *sample_render(struct page *p, render_fn *render)
{
	struct site site = site_sample();
	struct buf out;
	buf_init(&out, 1 << 20);
	render(p, &site, &out);
	assert_false(out.full);
	page_release(p);
	return buf_detach(&out);
}

#define assert_renders(page, render, expected)                                                               \
	do {                                                                                                 \
		char *rendered_ = sample_render((page), (render));                                           \
		assert_string_equal(rendered_, (expected));                                                  \
		free(rendered_);                                                                             \
	} while (0)

static inline void sample_table(struct page *p, const char **cells, size_t columns, size_t rows)
{
	struct block *b = page_add(p, BLOCK_TABLE, NULL);
	b->cells = cells;
	b->columns = columns;
	b->rows = rows;
}

static inline struct link *sample_dated(struct page *p, const char *day, const char *path, const char *label)
{
	struct link *l = page_link(p, LINK_ITEM, path, label);
	l->day = day;
	return l;
}

static inline void sample_alternate(struct page *p, const char *tag, const char *path, const char *title)
{
	struct alternate *a = tag ? ARENA_PUSH(&p->arena, p->translations, p->translation_count)
	                          : ARENA_PUSH(&p->arena, p->trail, p->trail_count);
	*a = (struct alternate){ .lang = tag ? lang_of(tag) : NULL, .path = path, .title = title };
}

/* An item of 8 September 2023, 11:50 in Bishkek. */
static inline void sample_item(struct page *p)
{
	sample_page(p, PAGE_TEXT);
	p->published = 1694152200;
	p->has_time = true;
	p->kind = "Press release";
	p->schema = "NewsArticle";
	sample_alternate(p, NULL, "/en/", "Site");
	sample_alternate(p, NULL, "/en/x/", "Project");
}

/* What goes with a page of the sample site; valid until the next call. */
static inline const char *sample_policy(unsigned media)
{
	static struct buf out;
	struct site site = site_sample();
	buf_release(&out);
	buf_init(&out, 4096);
	render_html_policy(&site, media, &out);
	return out.data;
}

/* --- pages of a site ------------------------------------------------------------------- */

/* An item with a title and one line of text. */
static inline void put_item(struct catalogue *c, const char *path, const char *title, const char *keys)
{
	char text[512];
	snprintf(text, sizeof text, "---\ntitle: %s\n%s---\nText of %s.\n", title, keys, title);
	catalogue_put(c, path, text);
}

static inline void put_sample_site(struct catalogue *c)
{
	catalogue_put(c, "site.en.gmi", "---\ntitle: Herald\n---\nWhat is new.\n");
	catalogue_put(c, "site.ru.gmi", "---\ntitle: Жарчы\n---\nЧто нового.\n");
	catalogue_put(c, "water/project.en.gmi",
	    "---\nname: Water\ndonor: USAID\npartner: A\npartner: B\nperiod: 2021-09 .. 2025-09\n"
	    "website: http://water.example/\n---\nClean water.\n\n=> 2023-09-08-forum The forum\n");
	catalogue_put(
	    c, "water/project.ru.gmi", "---\nname: Вода\nperiod: 2021-09 .. 2025-09\n---\nЧистая вода.\n");
	catalogue_put(
	    c, "roads/project.en.gmi", "---\nname: Roads\nperiod: 2016-10 .. 2021-09\n---\nGood roads.\n");
	catalogue_put(c, "water/2023-09-08-forum/index.en.gmi",
	    "---\ntitle: Forum\ndate: 2023-09-08 11:50\nkind: event\nsummary: All of them met.\n"
	    "event_start: 2023-09-08 10:00\nevent_end: 2023-09-08 17:00\nevent_place: Naryn\nauthor: I. "
	    "Ivanov\n"
	    "source: http://source.example/\nattachment: plan.pdf The plan\n---\nThe forum began.\n\n=> "
	    "plan.pdf Plan\n");
	catalogue_put(c, "water/2023-09-08-forum/index.ru.gmi",
	    "---\ntitle: Форум\ndate: 2023-09-08 11:50\n---\nФорум начался.\n");
	catalogue_put(c, "water/2023-09-08-forum/plan.pdf", NULL);
	put_item(c, "water/2022-05-18-tariffs.en.gmi", "Tariffs", "");
	put_item(c, "water/2022-05-19-gone.en.gmi", "Gone", "withdrawn: 2023-01-01\nreason: An error\n");
	put_item(c, "water/2022-05-20-draft.en.gmi", "Draft", "draft: yes\n");
	put_item(c, "water/2022-06-01-only.ru.gmi", "Только", "");
	put_item(c, "roads/2018-04-09-start.en.gmi", "Start",
	    "kind: press-release\nupdated: 2018-05-02\ncorrection: The road is 12 km long\n");
}

/* The sample site, in memory. */
static inline struct world *world_of_pages(void)
{
	struct world *w = world_new(true);
	begin(&w->c);
	put_sample_site(&w->c);
	commit(&w->c, w->now);
	return w;
}

static inline struct view world_view(struct world *w, const char *lang, const char *path)
{
	return (struct view){ .site = &w->site,
		.catalog = writer_catalog(w->c.writer),
		.lang = lang_of(lang),
		.path = path,
		.project = "",
		.item = "" };
}

static inline void assert_view(
    view_fn *view, const struct view *v, enum view_result result, const char *expected)
{
	struct page p;
	assert_int_equal(view(v, &p, &failure), result);
	page_keep(&p, SCHEME_GEMINI);
	assert_renders(&p, render_gemtext, expected);
}

#endif
