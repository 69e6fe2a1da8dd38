/*
 * since: the rows of `shown` in the facts. They are read through a connection of its own, at which
 * threads take turns: that of the writer is in use meanwhile, for the history of feeds.
 */
#include "catalog/since.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "catalog/meta.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"

struct noted {
	const char *path;
	struct since_mark mark;
};

struct since {
	struct writer *writer;
	bool whole;
	pthread_mutex_t turn; /* of what follows */
	struct db facts;
	struct arena arena;
	struct noted *noted;
	size_t n;
};

struct since *since_new(struct writer *w, struct err *err)
{
	struct since *s = xcalloc(1, sizeof *s);

	s->writer = w;
	pthread_mutex_init(&s->turn, NULL);
	if (db_open_again(&s->facts, &w->facts.db, err))
		return s;
	since_free(s);
	return NULL;
}

void since_free(struct since *s)
{
	if (!s)
		return;
	db_close(&s->facts);
	pthread_mutex_destroy(&s->turn);
	arena_release(&s->arena);
	free(s);
}

bool since_find(struct since *s, const char *path, struct str bytes, int64_t there, struct since_mark *out,
    struct err *err)
{
	unsigned char digest[DIGEST_SIZE];

	digest_sha256(bytes, digest);
	digest_hex(digest, out->digest);
	pthread_mutex_lock(&s->turn);
	int found = facts_since(&s->facts, path, out, err);
	pthread_mutex_unlock(&s->turn);
	if (found >= 0 && !out->known)
		out->at = facts_later(facts_later(time(NULL), out->at), there);
	return found >= 0;
}

void since_note(struct since *s, const char *path, const struct since_mark *mark)
{
	pthread_mutex_lock(&s->turn);
	*ARENA_PUSH(&s->arena, s->noted, s->n) = (struct noted){ arena_strdup(&s->arena, path), *mark };
	pthread_mutex_unlock(&s->turn);
}

void since_is_whole(struct since *s)
{
	s->whole = true;
}

/* --- into the facts ---------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct noted *)a)->path, ((const struct noted *)b)->path);
}

/* Documents that are there no more: all paths of the site that were not noted. */
static bool forget_others(struct since *s, struct facts *f, struct err *err)
{
	const char **gone = NULL;
	size_t n = 0;
	struct rows r;

	qsort(s->noted, s->n, sizeof *s->noted, by_path);
	db_select(&f->db, &r, "list since when", "SELECT path FROM shown WHERE path >= '/' AND path < '0'",
	    NULL, 0, err);
	while (rows_next(&r)) {
		const struct noted wanted = { .path = row_peek(&r, 0) };
		if (!bsearch(&wanted, s->noted, s->n, sizeof wanted, by_path))
			*ARENA_PUSH(&s->arena, gone, n) = row_text(&r, 0, &s->arena);
	}
	bool ok = rows_end(&r);
	for (size_t i = 0; ok && i < n; i++)
		ok = facts_forget_since(f, gone[i], err);
	return ok;
}

static bool put_all(struct since *s, struct facts *f, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < s->n; i++) {
		const struct noted *one = &s->noted[i];
		ok = one->mark.known || facts_set_since(f, one->path, &one->mark, err);
	}
	return ok && (!s->whole || !s->n || forget_others(s, f, err));
}

/* First the facts, as each commit does (writer.c): a crash between the two leaves feeds that are owed. */
bool writer_feeds_written(struct writer *w, struct since *s, struct err *err)
{
	struct db *db = &w->catalog.db;

	bool keeps = s && !w->follower;

	if (db_begin(db, err) && facts_begin(&w->facts, err) && (!keeps || put_all(s, &w->facts, err)) &&
	    facts_raise(&w->facts, err) && meta_set_stamp(db, &w->facts.stamp, err) &&
	    meta_set_feeds_current(db, err) && facts_commit(&w->facts, err) && db_commit(db, err))
		return true;
	facts_rollback(&w->facts);
	db_rollback(db);
	return false;
}

/* --- of a follower ----------------------------------------------------------------- */

bool since_each(struct writer *w,
    bool (*each)(void *arg, const char *path, const struct since_mark *m, struct err *err), void *arg,
    struct err *err)
{
	struct since_mark m = { .known = true };
	struct rows r;
	bool ok = true;

	db_select(&w->facts.db, &r, "list since when",
	    "SELECT path, digest, at FROM shown WHERE path >= '/' AND path < '0'", NULL, 0, err);
	while (ok && rows_next(&r)) {
		snprintf(m.digest, sizeof m.digest, "%s", row_peek(&r, 1));
		m.at = row_int(&r, 2);
		ok = each(arg, row_peek(&r, 0), &m, err);
	}
	return rows_end(&r) && ok;
}
