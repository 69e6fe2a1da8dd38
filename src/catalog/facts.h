/*
 * facts: what cannot be derived from the content, kept for good.
 *
 * Private to catalog/. Which id readers were given for each place, and when an item that
 * they saw vanished. A place has a row here if and only if readers ever saw something there.
 */
#ifndef JARCHY_CATALOG_FACTS_H
#define JARCHY_CATALOG_FACTS_H

#include "catalog/db.h"

/* Where one text of an item stands. */
struct place {
	const char *project, *stem, *lang;
};

struct facts {
	struct db db;
};

bool facts_open(struct facts *f, const char *path, struct err *err);
void facts_close(struct facts *f);
bool facts_begin(struct facts *f, struct err *err);
bool facts_commit(struct facts *f, struct err *err);
/* Harmless outside of a transaction. */
void facts_rollback(struct facts *f);

/* 1: the id that readers know the place by; 0: they never saw it; -1: failed. */
int facts_id(struct facts *f, const struct place *p, struct arena *a, const char **id, struct err *err);
/* Readers see something there now, by this id. */
bool facts_give(struct facts *f, const struct place *p, const char *id, struct err *err);
/* 1: it is noted as gone since *at (the first time counts); 0: readers never saw it; -1: failed. */
int facts_vanish(struct facts *f, const struct place *p, int64_t now, int64_t *at, struct err *err);
/* Makes `vanished` in the catalogue hold what the facts say. */
bool facts_mirror(struct facts *f, struct db *catalogue, bool *changed, struct err *err);

#endif
