/*
 * catalogue: a writer in memory or in a folder of its own, and what is put into it: documents by their
 * fields, by their text, or a whole content directory.
 */
#ifndef TESTS_UNIT_SUPPORT_CATALOGUE_H
#define TESTS_UNIT_SUPPORT_CATALOGUE_H

#include "catalog/writer.h"
#include "unit/support/documents.h"

enum { CATALOGUE_NOW = 1700000000 }; /* 2023-11-14T22:13:20Z */

struct catalogue {
	struct folder folder;
	const char *home; /* the writer's; NULL: in memory */
	struct writer *writer;
	struct arena arena;
	struct problems problems;
};

static inline void catalogue_open(struct catalogue *c, const char *basis)
{
	c->writer = writer_open(
	    &(struct writer_options){ .folder = c->home, .authority = "example.org", .basis = basis },
	    &failure);
	if (!c->writer)
		fail_msg("writer_open: %s", failure.text);
}

static inline void catalogue_reopen(struct catalogue *c)
{
	writer_close(c->writer);
	catalogue_open(c, "basis");
}

/* The same as a site in these languages. */
static inline void catalogue_reopen_in(struct catalogue *c, const char *tags)
{
	writer_close(c->writer);
	c->writer = writer_open(
	    &(struct writer_options){ .authority = "example.org", .basis = tags, .languages = tags },
	    &failure);
	if (!c->writer)
		fail_msg("writer_open: %s", failure.text);
}

static inline void catalogue_init(struct catalogue *c, bool in_memory)
{
	*c = (struct catalogue){ 0 };
	OK(date_set_zone("Asia/Bishkek", &failure));
	problems_init(&c->problems);
	folder_init(&c->folder);
	c->home = in_memory ? NULL : c->folder.path;
	catalogue_open(c, "basis");
}

static inline void catalogue_release(struct catalogue *c)
{
	writer_close(c->writer);
	folder_release(&c->folder);
	problems_release(&c->problems);
	arena_release(&c->arena);
}

static inline int catalogue_set_up(void **state)
{
	catalogue_init(*state = xmalloc(sizeof(struct catalogue)), false);
	return 0;
}

static inline int catalogue_set_up_in_memory(void **state)
{
	catalogue_init(*state = xmalloc(sizeof(struct catalogue)), true);
	return 0;
}

static inline int catalogue_tear_down(void **state)
{
	catalogue_release(*state);
	free(*state);
	return 0;
}

static inline int64_t at(const char *date)
{
	struct moment m = { INSTANT_NONE, false };

	if (date)
		assert_true(date_parse(str_of(date), &m, NULL));
	return m.at;
}

/* --- changes ----------------------------------------------------------------------- */

static inline void begin(struct catalogue *c)
{
	OK(writer_begin(c->writer, &failure));
}

/* Returns the next instant at which a state changes. */
static inline int64_t commit(struct catalogue *c, int64_t now)
{
	int64_t next;

	OK(writer_advance(c->writer, now, &next, &failure));
	OK(writer_commit(c->writer, &failure));
	return next;
}

static inline int64_t commit_at(struct catalogue *c, const char *now)
{
	return commit(c, at(now));
}

static inline struct scanned scanned_of(struct catalogue *c, const char *path, int64_t mtime)
{
	path = arena_strdup(&c->arena, path);
	return (struct scanned){
		.path = path, .name = name_of(path), .stamp = { 100, 1700000000000000000 + mtime, 0, 7 }
	};
}

/* picture: what is made of it for readers. */
static inline void put_played(struct catalogue *c, const struct scanned *file, const char *mime,
    const struct picture *picture, int64_t seconds)
{
	struct file_type type = { mime, false };

	OK(writer_put_attachment(c->writer, file, &type, picture, seconds, &failure));
}

static inline void put_picture(
    struct catalogue *c, const struct scanned *file, const char *mime, const struct picture *picture)
{
	put_played(c, file, mime, picture, 0);
}

static inline void put_attachment(struct catalogue *c, const struct scanned *file)
{
	bool pdf = str_ends(file->name.file, ".pdf");

	put_picture(c, file, pdf ? "application/pdf" : "application/octet-stream", &(struct picture){ 0 });
}

static inline void put_document(struct catalogue *c, const struct scanned *file, const struct document *d)
{
	OK(writer_put_document(c->writer, file, d, &c->problems, &failure));
}

/* --- documents by their fields ----------------------------------------------------- */

/* Everything not said is absent; values are "key text" strings. */
struct fields {
	const char *path;
	const char *title, *summary, *body, *id, *date;
	enum item_kind kind;
	const char *updated, *publish, *expires, *withdrawn, *event_start;
	bool draft;
	const char *values[8];
	int64_t mtime; /* tells versions of a file apart */
};

static inline struct value value_of(struct catalogue *c, const char *line, int number)
{
	struct str key, text;

	str_cut(str_of(line), ' ', &key, &text);
	return (struct value){ arena_str(&c->arena, key), arena_str(&c->arena, text), number };
}

static inline struct document document_of(
    struct catalogue *c, const struct fields *s, const struct scanned *file)
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
		snprintf(day, sizeof day, "%.10s", d.stem);
		d.date.at = at(day);
	}
	for (size_t i = 0; i < 8 && s->values[i]; i++) {
		struct value *v = ARENA_PUSH(&c->arena, d.values, d.value_count);
		*v = value_of(c, s->values[i], (int)i + 2);
	}
	return d;
}

static inline void put_fields(struct catalogue *c, const struct fields *s)
{
	struct scanned file = scanned_of(c, s->path, s->mtime);

	if (file.name.role == ROLE_ATTACHMENT) {
		put_attachment(c, &file);
		return;
	}
	struct document d = document_of(c, s, &file);
	put_document(c, &file, &d);
}
#define PUT(c, the_path, the_title, ...)                                                                     \
	put_fields((c), &(struct fields){ .path = (the_path), .title = (the_title), __VA_ARGS__ })

/* --- documents by their text --------------------------------------------------------- */

/* A document; or an attachment of 230 KB, without a text. */
static inline void catalogue_put(struct catalogue *c, const char *path, const char *text)
{
	static uint64_t inode;
	struct scanned file = scanned_of(c, path, 0);
	struct document d;

	file.stamp = (struct file_stamp){ .size = 230 << 10, .inode = ++inode };
	if (!text) {
		put_attachment(c, &file);
		return;
	}
	assert_true(document_parse(path, &file.name, str_of(text), &d, &c->problems));
	put_document(c, &file, &d);
	document_release(&d);
}

/* --- documents of a content directory -------------------------------------------------- */

/* A file of a scan of `content`. */
static inline void put_file(struct catalogue *c, int content, const struct scanned *file)
{
	struct document d;

	if (file->name.role == ROLE_ATTACHMENT) {
		put_attachment(c, file);
		return;
	}
	if (!document_read(content, file, &d, &c->problems))
		fail_msg("%s: %s", file->path, c->problems.v[c->problems.n - 1].text);
	put_document(c, file, &d);
	document_release(&d);
}

/* What the publisher does: the files that changed since the last time, in one change. */
static inline void catalogue_compile(struct catalogue *c, int content, int64_t now)
{
	struct scan scan;

	OK(scan_run(content, &scan, &c->problems, &failure));
	begin(c);
	OK(writer_drop_missing(c->writer, &scan, now, &failure));
	for (size_t i = 0; i < scan.file_count; i++)
		if (!writer_knows(c->writer, scan.files[i].path, &scan.files[i].stamp))
			put_file(c, content, &scan.files[i]);
	commit(c, now);
	assert_int_equal(c->problems.errors, 0);
	scan_release(&scan);
}

/* Until search knows every document. */
static inline void index_all(struct catalogue *c)
{
	for (bool left = true; left;)
		OK(writer_index_pending(c->writer, 2, &left, &failure));
}

/*
 * Drops every file that is not in the list. One that the catalogue does not know is there in any case:
 * where there is no file, nothing is taken away.
 */
static inline void keep_only(struct catalogue *c, const char *const *paths, const char *now)
{
	struct scan scan = { 0 };

	*ARENA_PUSH(&c->arena, scan.files, scan.file_count) = scanned_of(c, "unknown/project.ru.gmi", 0);
	for (; *paths; paths++)
		*ARENA_PUSH(&c->arena, scan.files, scan.file_count) = scanned_of(c, *paths, 0);
	OK(writer_drop_missing(c->writer, &scan, at(now), &failure));
}
#define KEEP_ONLY(c, now, ...) keep_only((c), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL }, (now))

/* The titles of a listing, joined by a space. */
static inline const char *titles_of(struct catalogue *c, struct catalog *reader, const struct entry_query *q)
{
	struct entries e;
	char *s = arena_strdup(&c->arena, "");

	OK(catalog_entries(reader, q, &c->arena, &e, &failure));
	for (size_t i = 0; i < e.n; i++)
		s = arena_printf(&c->arena, "%s%s%s", s, i ? " " : "", e.v[i].title);
	return e.more ? arena_printf(&c->arena, "%s …", s) : s;
}
#define LISTED(c, ...) titles_of((c), writer_catalog((c)->writer), &(struct entry_query){ __VA_ARGS__ })

#endif
