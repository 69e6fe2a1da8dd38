/*
 * identity: marks that an item keeps when its file gets another name, and the search for them in the durable facts.
 */
#include "catalog/identity.h"

#include <string.h>

#include "base/hash.h"
#include "catalog/writer_internal.h"
#include "content/document.h"

enum { BODY_TELLING = 200 }; /* bytes: from about two sentences on, texts are no longer alike by chance */

/* Texts are told apart from what follows by their NUL. */
static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
	return hash_more(h, (struct str){ bytes, n });
}

static int64_t mark(const char *lang, int64_t a, int64_t b, int64_t c, const char *text)
{
	uint64_t h = HASH_START;

	h = mix(h, lang, strlen(lang) + 1);
	h = mix(h, &a, sizeof a);
	h = mix(h, &b, sizeof b);
	h = mix(h, &c, sizeof c);
	h = mix(h, text, strlen(text));
	return (int64_t)(h ? h : 1);
}

int64_t identity_body_mark(const char *lang, int64_t date, const char *body)
{
	return strlen(body) < BODY_TELLING ? 0 : mark(lang, date, 0, 0, body);
}

int64_t identity_head_mark(const char *lang, int64_t date, const char *title)
{
	return mark(lang, date, 0, 0, title);
}

int64_t identity_file_mark(const char *lang, int64_t inode, int64_t size, int64_t mtime_ns)
{
	return mark(lang, inode, size, mtime_ns, "");
}

/* The id that the rows have for the place, when it was found here: 1, 0, -1. */
static int kept_id(struct writer *w, const struct place *p, const char **id, struct err *err)
{
	struct rows r;

	if (db_row(&w->catalog.db, &r, "look up an id",
	        "SELECT id FROM item WHERE project = ? AND stem = ? AND lang = ? AND NOT own_id",
	        ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err))
		*id = row_text(&r, 0, &w->change.arena);

	return rows_found(&r);
}

static int moved_id(
    struct writer *w, const struct scanned *file, const struct document *d, const char **id, struct err *err)
{
	const struct file_stamp *s = &file->stamp;
	const struct marks m = {
		.file = identity_file_mark(d->lang, (int64_t)s->inode, s->size, s->mtime_ns),
		.head = identity_head_mark(d->lang, d->date.at, d->title),
		.body = identity_body_mark(d->lang, d->date.at, d->body),
	};

	int found = facts_moved(&w->facts, &m, &w->change.arena, id, err);
	if (found != 1)
		return found;
	/* Another copy of it may have come first. */
	found = db_exists(
	    &w->catalog.db, "look up an id", "SELECT 1 FROM item WHERE id = ?", ARGS(arg_text(*id)), err);
	return found < 0 ? -1 : !found;
}

static bool new_id(struct writer *w, const struct document *d, const char **id, struct err *err)
{
	const struct place p = { d->project, d->stem, d->lang };
	const char *first = arena_printf(&w->change.arena, "tag:%s,%04d:%s/%s/%s", w->authority,
	    date_civil(d->date.at).year, d->project, d->stem, d->lang);
	int taken;

	*id = first;
	for (int n = 2; (taken = facts_taken(&w->facts, &p, *id, err)) == 1; n++)
		*id = arena_printf(&w->change.arena, "%s/%d", first, n);
	return taken == 0;
}

bool identity_find(
    struct writer *w, const struct scanned *file, const struct document *d, const char **id, struct err *err)
{
	const struct place p = { d->project, d->stem, d->lang };

	*id = d->id;
	if (*d->id)
		return true;
	int found = facts_id(&w->facts, &p, &w->change.arena, id, err);
	if (found == 0)
		found = kept_id(w, &p, id, err);
	if (found == 0)
		found = moved_id(w, file, d, id, err);
	return found == 1 || (found == 0 && new_id(w, d, id, err));
}
