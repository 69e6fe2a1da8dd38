/*
 * search: finds what was typed, and reads it.
 *
 * An item is found once, in the reader's language if it is found there. Whatever is typed,
 * the work is bounded: by the words taken (asked.h) and by the rows weighed (find.c).
 */
#include <string.h>

#include "catalog/attached.h"
#include "catalog/catalog_internal.h"
#include "catalog/entry.h"
#include "catalog/search/find.h"
#include "catalog/search/notes.h"
#include "catalog/search/respelt.h"
#include "catalog/search/snippet.h"

/* Bytes of files beside items that are looked through for passages, of all hits of a page. */
enum { FILES_READ = 1 << 20 };

static bool read_item(struct catalog *c, int64_t file, struct arena *a, struct entry *out, struct err *err)
{
	return entry_find(&c->db, ENTRY_WHERE "i.file = ?", ARGS(arg_int(file)), a, out, err) >= 0;
}

static bool read_project(struct catalog *c, int64_t file, struct arena *a, struct entry *out, struct err *err)
{
	struct rows r;

	if (db_row(&c->db, &r, "read a project",
	        "SELECT t.project, t.lang, t.title, t.short_title, t.summary, b.text FROM text t"
	        " JOIN body b ON b.file = t.file WHERE t.file = ?",
	        ARGS(arg_int(file)), err)) {
		*out = (struct entry){
			.row = file,
			.project = row_text(&r, 0, a),
			.stem = "",
			.lang = row_text(&r, 1, a),
			.id = "",
			.title = row_text(&r, 2, a),
			.short_title = row_text(&r, 3, a),
			.summary = row_text(&r, 4, a),
			.body = row_text(&r, 5, a),
			.marks = "",
			.date = { INSTANT_NONE, false },
			.updated = INSTANT_NONE,
			.corrected = INSTANT_NONE,
			.withdrawn = INSTANT_NONE,
			.reason = "",
			.event_start = { INSTANT_NONE, false },
			.event_end = { INSTANT_NONE, false },
		};
	}
	return rows_end(&r);
}

static void take_choices(
    const struct found_page *page, enum search_filter by, struct arena *a, struct search_choices *out)
{
	for (size_t i = 0; i < page->count_n; i++) {
		const struct found_count *n = &page->counts[i];
		if (n->by == (int)by)
			*ARENA_PUSH(
			    a, out->v, out->n) = (struct search_choice){ arena_strdup(a, n->value), n->n };
	}
}

/* Of a filter that is set: what there is without it. */
static bool find_choices(struct catalog *c, const struct search_query *m, const struct search_request *q,
    bool some, const struct found_page *page, struct search_choices out[SEARCH_FILTERS], struct err *err)
{
	for (size_t i = 0; i < SEARCH_FILTERS; i++)
		take_choices(page, (enum search_filter)i, m->arena, &out[i]);
	for (size_t i = 0; i < SEARCH_FILTERS; i++) {
		struct search_request without = *q;
		struct found_page all;
		if (!q->only[i])
			continue;
		without.only[i] = NULL;
		without.offset = 0; /* its first page may be kept */
		if (!search_find(c, m, &without, some, &all, err))
			return false;
		out[i].n = 0;
		take_choices(&all, (enum search_filter)i, m->arena, &out[i]);
	}
	return true;
}

/* By the title of the language, if it has one. */
static bool name_file(struct catalog *c, const struct entry *e, const char *name, struct arena *a,
    const char **title, struct err *err)
{
	struct attachments files;

	*title = name;
	if (!catalog_attachments(c, e->project, e->stem, e->lang, a, &files, err))
		return false;
	for (size_t i = 0; i < files.n; i++)
		if (strcmp(files.v[i].file, name) == 0)
			*title = files.v[i].title;
	return true;
}

/* What is in no text of the item is shown from a file beside it, after the name of that. */
static bool look_into_files(struct catalog *c, struct search_query *m, const struct entry *e,
    unsigned missing, size_t *left, const char **snippet, struct err *err)
{
	struct attached *files;
	const char *from = NULL, *passage = NULL;
	int best = 0, more;
	size_t n;

	if (!missing || !*e->stem)
		return true;
	if (!attached_list(&c->db, e->project, e->stem, *left, m->arena, &files, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *found = snippet_of_file(m, files[i].words, missing, left, &more);
		if (found && more > best) {
			best = more;
			passage = found;
			from = files[i].name;
		}
	}
	if (!from)
		return true;
	if (!name_file(c, e, from, m->arena, &from, err))
		return false;
	*snippet = arena_printf(m->arena, "%s: %s", from, passage);
	return true;
}

static bool read_hit(struct catalog *c, struct search_query *m, const struct found *at, size_t *left,
    struct hit *out, struct err *err)
{
	struct entry *e = &out->entry;

	if (!(at->is_item ? read_item : read_project)(c, at->file, m->arena, e, err))
		return false;
	unsigned missing;
	out->snippet = snippet_make(m, e, &missing);
	bool bare = missing && !snippet_words(m, e, out->snippet);
	if (!notes_look(c, m, e, bare, &missing, &out->snippet, err) ||
	    !look_into_files(c, m, e, missing, left, &out->snippet, err))
		return false;
	out->in_snippet = snippet_marks(m, e, out->snippet);
	out->in_title = snippet_marks(m, e, e->title);
	return true;
}

static bool search(struct catalog *c, struct search_query *m, const struct search_request *q,
    struct hits *out, struct err *err)
{
	struct found_page page;
	size_t left = FILES_READ;

	if (!search_find(c, m, q, false, &page, err))
		return false;
	out->most = !page.all && m->loose > 1;
	if (out->most && !search_find(c, m, q, true, &page, err))
		return false;
	out->n = page.n;
	out->more = page.more;
	out->found = page.n ? page.all : 0;
	out->v = arena_alloc(m->arena, (out->n + 1) * sizeof *out->v);
	for (size_t i = 0; i < out->n; i++)
		if (!read_hit(c, m, &page.v[i], &left, &out->v[i], err))
			return false;
	respelt_write(m, out);
	return find_choices(c, m, q, out->most, &page, out->choices, err);
}

bool catalog_search(
    struct catalog *c, const struct search_request *q, struct arena *a, struct hits *out, struct err *err)
{
	struct search_query m;

	*out = (struct hits){ 0 };
	if (!search_query_init(&m, c, q->text, q->lang, a, err))
		return false;
	out->unknown_filter = m.unknown_filter;
	return m.empty || search(c, &m, q, out, err);
}
