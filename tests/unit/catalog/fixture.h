/*
 * fixture: a writer in a folder of its own, and documents made by hand.
 */
#ifndef TESTS_CATALOG_FIXTURE_H
#define TESTS_CATALOG_FIXTURE_H

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalog/writer_internal.h"

#define UNUSED __attribute__((unused))

struct fixture {
	char folder[64];
	struct writer *w;
	struct arena a;
	struct problems problems;
};

/* The writer's: nothing below may fail without the test knowing why. */
static struct err failure;
#define OK(call)                                                                                             \
	do {                                                                                                 \
		failure.text[0] = 0;                                                                         \
		if (!(call))                                                                                 \
			fail_msg("%s: %s", #call, failure.text);                                             \
	} while (0)

/* Everything not said is absent; values are "key text" strings. */
struct sample {
	const char *path;
	const char *title, *summary, *body, *id, *date;
	enum item_kind kind;
	const char *updated, *publish, *expires, *withdrawn, *event_start;
	bool draft;
	const char *values[8];
	int64_t mtime; /* tells versions of a file apart */
};

UNUSED static int64_t at(const char *date)
{
	struct moment m = { INSTANT_NONE, false };

	if (date)
		assert_true(date_parse(str_of(date), &m, NULL));
	return m.at;
}

UNUSED static struct scanned scanned_of(struct fixture *f, const char *path, int64_t mtime)
{
	struct scanned s = { .path = arena_strdup(&f->a, path) };
	struct err err = { "" };

	content_name(s.path, &s.name, &err);
	assert_string_equal(err.text, "");
	s.stamp = (struct file_stamp){ 100, 1700000000000000000 + mtime, 1, 7 };
	return s;
}

static struct value value_of(struct fixture *f, const char *line, int number)
{
	struct str key, text;

	str_cut(str_of(line), ' ', &key, &text);
	return (struct value){ arena_str(&f->a, key), arena_str(&f->a, text), number };
}

UNUSED static struct document document_of(
    struct fixture *f, const struct sample *s, const struct scanned *file)
{
	struct document d = {
		.role = file->name.role,
		.project = file->name.project,
		.stem = file->name.stem,
		.lang = file->name.lang,
		.title = s->title,
		.short_title = "",
		.summary = s->summary ? s->summary : "",
		.id = s->id ? s->id : "",
		.kind = s->kind,
		.date = { at(s->date), false },
		.updated = at(s->updated),
		.publish = at(s->publish),
		.expires = at(s->expires),
		.withdrawn = at(s->withdrawn),
		.event_start = { at(s->event_start), true },
		.event_end = { INSTANT_NONE, false },
		.reason = s->withdrawn ? "by mistake" : "",
		.draft = s->draft,
		.body = s->body ? s->body : "Some text.\n",
		.body_line = 10,
	};
	if (!s->date && d.role == ROLE_ITEM) {
		char day[11];
		snprintf(day, sizeof day, "%s", d.stem);
		d.date.at = at(day);
	}
	for (size_t i = 0; i < 8 && s->values[i]; i++) {
		struct value *v = ARENA_PUSH(&f->a, d.values, d.value_count);
		*v = value_of(f, s->values[i], (int)i + 2);
	}
	return d;
}

UNUSED static void put_sample(struct fixture *f, const struct sample *s)
{
	struct scanned file = scanned_of(f, s->path, s->mtime);

	if (file.name.role == ROLE_ATTACHMENT) {
		struct file_type type = { "application/pdf", false };
		OK(writer_put_attachment(f->w, &file, &type, &failure));
		return;
	}
	struct document d = document_of(f, s, &file);
	OK(writer_put_document(f->w, &file, &d, &f->problems, &failure));
}
#define PUT(f, the_path, the_title, ...)                                                                     \
	put_sample((f), &(struct sample){ .path = (the_path), .title = (the_title), __VA_ARGS__ })

UNUSED static void begin(struct fixture *f)
{
	OK(writer_begin(f->w, &failure));
}

/* Returns the next turn. */
UNUSED static int64_t commit_at(struct fixture *f, const char *now)
{
	int64_t next;

	OK(writer_advance(f->w, at(now), &next, &failure));
	OK(writer_commit(f->w, &failure));
	return next;
}

/* Drops every file that is not in the list. */
UNUSED static void keep_only(struct fixture *f, const char *const *paths, const char *now)
{
	struct scan scan = { 0 };

	for (; *paths; paths++)
		*(struct scanned *)ARENA_PUSH(&f->a, scan.files, scan.file_count) = scanned_of(f, *paths, 0);
	OK(writer_drop_missing(f->w, &scan, at(now), &failure));
}
#define KEEP_ONLY(f, now, ...) keep_only((f), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL }, (now))

UNUSED static void open_writer(struct fixture *f, const char *basis)
{
	f->w = writer_open(
	    &(struct writer_options){ f->folder[0] ? f->folder : NULL, "example.org", basis }, &failure);
	if (!f->w)
		fail_msg("writer_open: %s", failure.text);
}

UNUSED static void reopen(struct fixture *f)
{
	writer_close(f->w);
	open_writer(f, "basis");
}

UNUSED static char *in(struct fixture *f, const char *name)
{
	return arena_printf(&f->a, "%s/%s", f->folder, name);
}

static int setup_in(void **state, bool memory)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	assert_true(date_set_zone("Asia/Bishkek", NULL));
	problems_init(&f->problems);
	if (!memory) {
		snprintf(f->folder, sizeof f->folder, "/tmp/jarchy-catalog-XXXXXX");
		assert_non_null(mkdtemp(f->folder));
	}
	open_writer(f, "basis");
	*state = f;
	return 0;
}

UNUSED static int setup(void **state)
{
	return setup_in(state, false);
}

UNUSED static int setup_in_memory(void **state)
{
	return setup_in(state, true);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

UNUSED static int teardown(void **state)
{
	struct fixture *f = *state;

	writer_close(f->w);
	if (f->folder[0])
		nftw(f->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	problems_release(&f->problems);
	arena_release(&f->a);
	free(f);
	return 0;
}

/* The titles of a listing, joined by a space. */
UNUSED static const char *titles(struct fixture *f, struct catalog *c, const struct entry_query *q)
{
	struct entries e;
	char *s = arena_strdup(&f->a, "");

	OK(catalog_entries(c, q, &f->a, &e, &failure));
	for (size_t i = 0; i < e.n; i++)
		s = arena_printf(&f->a, "%s%s%s", s, i ? " " : "", e.v[i].title);
	return e.more ? arena_printf(&f->a, "%s …", s) : s;
}
#define LISTED(f, ...) titles((f), writer_catalog((f)->w), &(struct entry_query){ __VA_ARGS__ })

#endif
