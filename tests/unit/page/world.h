/*
 * world: a catalogue in memory, made from documents that stand in the test itself.
 */
#ifndef TESTS_UNIT_PAGE_WORLD_H
#define TESTS_UNIT_PAGE_WORLD_H

#include "catalog/writer.h"
#include "page/view.h"
#include "sample.h"

enum { WORLD_NOW = 1700000000 }; /* 2023-11-14 */

struct world {
	struct writer *writer;
	struct site site;
	struct problems problems;
	struct err err;
};

static inline void world_put(struct world *w, const char *path, const char *text)
{
	static uint64_t inode;
	struct scanned file = { .path = path, .stamp = { .size = 230 << 10, .inode = ++inode } };
	struct document d;
	content_name(path, &file.name, &w->err);
	if (file.name.role == ROLE_ATTACHMENT) {
		struct file_type type = { "application/pdf", false };
		assert_true(writer_put_attachment(w->writer, &file, &type, &w->err));
		return;
	}
	assert_true(document_parse(path, &file.name, str_of(text), &d, &w->problems));
	assert_true(writer_put_document(w->writer, &file, &d, &w->problems, &w->err));
	document_release(&d);
}

/* An item with a title and one line of text. */
static inline void world_item(struct world *w, const char *path, const char *title, const char *keys)
{
	char text[512];
	snprintf(text, sizeof text, "---\ntitle: %s\n%s---\nText of %s.\n", title, keys, title);
	world_put(w, path, text);
}

static inline void world_fill(struct world *w)
{
	world_put(w, "site.en.gmi", "---\ntitle: Herald\n---\nWhat is new.\n");
	world_put(w, "site.ru.gmi", "---\ntitle: Жарчы\n---\nЧто нового.\n");
	world_put(w, "water/project.en.gmi",
	    "---\nname: Water\ndonor: USAID\npartner: A\npartner: B\nperiod: 2021-09 .. 2025-09\n"
	    "website: http://water.example/\n---\nClean water.\n\n=> 2023-09-08-forum The forum\n");
	world_put(
	    w, "water/project.ru.gmi", "---\nname: Вода\nperiod: 2021-09 .. 2025-09\n---\nЧистая вода.\n");
	world_put(
	    w, "roads/project.en.gmi", "---\nname: Roads\nperiod: 2016-10 .. 2021-09\n---\nGood roads.\n");
	world_put(w, "water/2023-09-08-forum/index.en.gmi",
	    "---\ntitle: Forum\ndate: 2023-09-08 11:50\nkind: event\nsummary: All of them met.\n"
	    "event_start: 2023-09-08 10:00\nevent_end: 2023-09-08 17:00\nevent_place: Naryn\nauthor: I. "
	    "Ivanov\n"
	    "source: http://source.example/\nattachment: plan.pdf The plan\n---\nThe forum began.\n\n=> "
	    "plan.pdf Plan\n");
	world_put(w, "water/2023-09-08-forum/index.ru.gmi",
	    "---\ntitle: Форум\ndate: 2023-09-08 11:50\n---\nФорум начался.\n");
	world_put(w, "water/2023-09-08-forum/plan.pdf", NULL);
	world_item(w, "water/2022-05-18-tariffs.en.gmi", "Tariffs", "");
	world_item(w, "water/2022-05-19-gone.en.gmi", "Gone", "withdrawn: 2023-01-01\nreason: An error\n");
	world_item(w, "water/2022-05-20-draft.en.gmi", "Draft", "draft: yes\n");
	world_item(w, "water/2022-06-01-only.ru.gmi", "Только", "");
	world_item(w, "roads/2018-04-09-start.en.gmi", "Start",
	    "kind: press-release\nupdated: 2018-05-02\ncorrection: The road is 12 km long\n");
}

static inline struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);
	int64_t next;
	w->site = sample_site();
	problems_init(&w->problems);
	w->writer = writer_open(
	    &(struct writer_options){ .authority = "news.example", .basis = "" }, &w->err);
	assert_non_null(w->writer);
	assert_true(writer_begin(w->writer, &w->err));
	world_fill(w);
	assert_true(writer_advance(w->writer, WORLD_NOW, &next, &w->err));
	assert_true(writer_commit(w->writer, &w->err));
	return w;
}

static inline void world_free(struct world *w)
{
	problems_release(&w->problems);
	writer_close(w->writer);
	free(w);
}

static inline struct view world_view(struct world *w, const char *lang, const char *path)
{
	return (struct view){ .site = &w->site,
		.catalog = writer_catalog(w->writer),
		.lang = sample_lang(lang),
		.path = path,
		.project = "",
		.item = "" };
}

static inline void assert_view(
    struct world *w, view_fn *view, const struct view *v, enum view_result result, const char *expected)
{
	struct page p;
	assert_int_equal(view(v, &p, &w->err), result);
	assert_renders(&p, render_gemtext, expected);
}

#endif
