/*
 * vocabulary: every token that the index has, each once, in a table that is quick to look into.
 *
 * Private to catalog/. Marks, dates, addresses and ends of lines are not in it. A token of a text that is
 * not there any more may stay until the catalogue is built again; so what is in it may be found nowhere,
 * and what is not in it is found nowhere.
 */
#ifndef JARCHY_CATALOG_SEARCH_VOCABULARY_H
#define JARCHY_CATALOG_SEARCH_VOCABULARY_H

#include "catalog/db.h"

/* Tokens that are to be noted, and those that were. */
struct vocabulary;
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *v);

/* Remembers it, unless it was remembered before. */
void vocabulary_add(struct vocabulary *v, struct str token);
/* Writes what is new since the last time, within a change. */
bool vocabulary_write(struct vocabulary *v, struct db *db, struct err *err);
/* Forgets all: after a rollback, and when there is nothing more to come for now. */
void vocabulary_forget(struct vocabulary *v);

/* Whether a token is in the table: 1, 0, -1 failed. */
int vocabulary_has(struct db *db, struct str token, struct err *err);
/* Whether it has one that begins so. */
int vocabulary_begins(struct db *db, struct str prefix, struct err *err);
/*
 * A way through the table in the order of bytes, forwards. Zeroed but for db and err, and ended by
 * vocabulary_end; between them no other may be open with the same db.
 */
struct vocabulary_cursor {
	struct db *db;
	struct err *err;
	struct rows rows;
	bool open, at_token;
	size_t looks; /* how many tokens were looked at, so far */
};
/*
 * The first token that is not before `from`; empty when there is none. Borrowed until the next call. `from`
 * comes after what was returned before.
 */
struct str vocabulary_seek(struct vocabulary_cursor *c, const char *from);
/* False: it failed. */
bool vocabulary_end(struct vocabulary_cursor *c);

/*
 * The tokens that begin so, in the order of their bytes, at most `max`, in the arena.
 */
bool vocabulary_range(struct db *db, struct str prefix, size_t max, struct arena *a, struct str **tokens,
    size_t *n, struct err *err);

#endif
