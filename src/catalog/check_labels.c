/*
 * check_labels: a picture has the words after its name, or those of a key `attachment`; without both,
 * readers who do not see it are told nothing.
 */
#include "catalog/check_labels.h"

#include <string.h>

#include "catalog/catalog_internal.h"
#include "content/file_link.h"

/* A text, and the files of its item. */
struct labelled {
	const char *path, *body;
	int line;
	struct attachments files;
	struct file_names names;
};

static void make_names(struct arena *a, struct labelled *l)
{
	const char **names = arena_alloc(a, (l->files.n + 1) * sizeof *names);

	for (size_t i = 0; i < l->files.n; i++)
		names[i] = l->files.v[i].file;
	file_names_make(a, names, l->files.n, &l->names);
}

static bool is_silent(const struct labelled *l, const char *name, struct str label)
{
	for (size_t i = 0; i < l->files.n; i++) {
		const struct attachment *t = &l->files.v[i];
		if (strcmp(t->file, name) == 0)
			return str_starts(str_of(t->mime), "image/") && !t->titled &&
			       (!label.n || str_is(label, name));
	}
	return false;
}

static void check_text(const struct labelled *l, struct problems *out)
{
	struct gemtext_reader reader;
	struct gemtext g;
	struct str label;

	gemtext_start(&reader, str_of(l->body));
	while (gemtext_next(&reader, &g)) {
		const char *name = g.type == GEMTEXT_LINK ? file_names_link(&l->names, &g, &label) : NULL;
		if (name && is_silent(l, name, label))
			problem_add(out, SEVERITY_WARNING, l->path, l->line + g.line - 1, g.column,
			    "no-caption",
			    "the picture %s has no caption: write after its name what it shows, for readers "
			    "who do not see it",
			    name);
	}
}

bool check_labels(struct catalog *c, struct problems *out, struct err *err)
{
	struct arena a;
	struct rows r;
	bool ok = true;

	arena_init(&a);
	db_select(&c->db, &r, "look for pictures without words",
	    "SELECT f.path, b.text, b.line, i.project, i.stem, i.lang FROM item i JOIN body b ON b.file = "
	    "i.file"
	    " JOIN file f ON f.id = i.file WHERE i.bundle AND instr(b.text, '=>') AND EXISTS (SELECT 1"
	    " FROM attachment a WHERE a.project = i.project AND a.stem = i.stem AND a.mime >= 'image/'"
	    " AND a.mime < 'image0')",
	    NULL, 0, err);
	while (ok && rows_next(&r)) {
		struct labelled l = { row_peek(&r, 0), row_peek(&r, 1), (int)row_int(&r, 2), { 0 }, { 0 } };
		ok = catalog_draft_attachments(
		    c, row_peek(&r, 3), row_peek(&r, 4), row_peek(&r, 5), &a, &l.files, err);
		make_names(&a, &l);
		check_text(&l, out);
		arena_reset(&a);
	}
	arena_release(&a);
	return rows_end(&r) && ok;
}
