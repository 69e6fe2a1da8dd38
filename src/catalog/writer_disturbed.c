/*
 * writer_disturbed: what a writer can still save when its files are taken away under it.
 *
 * The connection to a deleted file can still read all of it: so the facts are taken from there. Into a file that another
 * process wrote into, nothing must be written any more, and what is in it is looked over.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/log.h"
#include "catalog/aside.h"
#include "catalog/facts_image.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"

void writer_rest(struct writer *w)
{
	db_checkpoint(&w->facts.db);
	db_checkpoint(&w->catalog.db);
	if (w->folder)
		disturbed_note(w->watched, w->folder, !w->building);
}

const char *writer_disturbed(struct writer *w)
{
	bool in_place;

	if (!w->folder)
		return NULL;
	/* What happened while a change was under way was not noted. */
	if (db_has_moved(&w->facts.db))
		return "facts.db";
	if (!w->building && db_has_moved(&w->catalog.db))
		return "catalog.db";
	return disturbed_find(w->watched, w->folder, WATCHED_LOCK, WATCHED_COUNT, &in_place);
}

bool writer_check(struct writer *w)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	bool whole = true;

	assert(w->state != WRITER_CHANGING);
	if (w->folder && !w->building && w->state == WRITER_OPEN)
		whole = catalog_check(arena_printf(&a, "%s/catalog.db", w->folder), &err);
	if (!whole)
		w->damage = "a reader met a page that cannot be read";
	arena_release(&a);
	return whole;
}

/* Whether another program wrote into the facts: then nothing of them is to be trusted before it is looked over. */
static bool is_written_into(struct writer *w)
{
	bool in_place = false;
	const char *name = w->folder ? disturbed_find(
	                                   w->watched, w->folder, WATCHED_FACTS, WATCHED_FACTS + 1, &in_place)
	                             : NULL;

	return name && in_place && !db_has_moved(&w->facts.db);
}

/* What lies there in its place may go together with a -wal of another file. */
static bool is_catalogue_disturbed(struct writer *w)
{
	bool in_place;

	return w->folder &&
	       ((!w->building && db_has_moved(&w->catalog.db)) ||
	           disturbed_find(w->watched, w->folder, WATCHED_CATALOGUE, WATCHED_COUNT, &in_place));
}

void writer_close_disturbed(struct writer *w, struct buf *image)
{
	bool written_into = is_written_into(w);
	char *folder = w->folder ? xstrdup(w->folder) : NULL;
	struct err err = { .text = "" };

	assert(w->state != WRITER_CHANGING);
	buf_init(image, FACTS_BYTES_MAX);
	if (written_into)
		sqlite3_db_config(w->facts.db.handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	else if (!facts_image_take(&w->facts.db, image, &err))
		log_error("%s", err.text);
	if (is_catalogue_disturbed(w))
		w->damage = "another program removed or replaced it, or wrote into it";
	writer_close(w);
	if (written_into)
		facts_image_set_aside_damaged(folder);
	free(folder);
}
