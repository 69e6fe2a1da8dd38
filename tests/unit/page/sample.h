/*
 * sample: a site, and pages made by hand, for the tests of page/.
 */
#ifndef TESTS_UNIT_PAGE_SAMPLE_H
#define TESTS_UNIT_PAGE_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/render.h"

typedef void render_fn(const struct page *p, const struct site *s, struct buf *out);

static inline const struct lang *sample_lang(const char *tag)
{
	const struct lang *l = lang_find(str_of(tag));
	assert_non_null(l);
	return l;
}

static inline struct site sample_site(void)
{
	struct err err;
	assert_true(date_set_zone("Asia/Bishkek", &err));
	return (struct site){ .host = "news.example",
		.authority = "news.example",
		.ports[SCHEME_GEMINI] = 1965,
		.gopher_host = "news.example",
		.ports[SCHEME_GOPHER] = 70,
		.http_url = "http://news.example",
		.langs = { sample_lang("en"), sample_lang("ru"), NULL },
		.tags = { "en", "ru", NULL },
		.lang_count = 2 };
}

/* A page with a title and no blocks. */
static inline void sample_page(struct page *p, enum page_form form)
{
	page_init(p, sample_lang("en"), form, "/en/x/");
	p->title = "Title";
}

/* The page is released; the caller frees the text. */
static inline char *sample_render(struct page *p, render_fn *render)
{
	struct site site = sample_site();
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
	*a = (struct alternate){ .lang = tag ? sample_lang(tag) : NULL, .path = path, .title = title };
}

/* An item of 8 September 2023, 11:50 in Bishkek. */
static inline void sample_item(struct page *p)
{
	sample_page(p, PAGE_TEXT);
	p->published = 1694152200;
	p->has_time = true;
	p->kind = "Press release";
	sample_alternate(p, NULL, "/en/", "Site");
	sample_alternate(p, NULL, "/en/x/", "Project");
}

#endif
