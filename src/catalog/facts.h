/*
 * facts: what cannot be derived from the content, kept for good.
 *
 * Private to catalog/. Which id readers were given for each place, when an item that they saw vanished, and
 * the order in which each feed showed its items first. A place has a row here if and only if readers ever saw
 * something there; several places have one id when an item moved.
 */
#ifndef JARCHY_CATALOG_FACTS_H
#define JARCHY_CATALOG_FACTS_H

#include "catalog/db.h"

/* The place of one text of an item. */
struct place {
	const char *project, *stem, *lang;
};

/* What knows an item again whose file has another name now; 0: no such mark. Made in identity.c. */
struct marks {
	int64_t file, head, body;
};

struct facts {
	struct db db;
};

bool facts_open(struct facts *f, const char *path, struct err *err);
void facts_close(struct facts *f);

/* 1: the id that readers know the place by; 0: they never saw it, or it is elsewhere now; -1: failed. */
int facts_id(struct facts *f, const struct place *p, struct arena *a, const char **id, struct err *err);
/* 1: the id was given to another place than this; 0: it was not; -1: failed. */
int facts_taken(struct facts *f, const struct place *p, const char *id, struct err *err);
/*
 * 1: the id of the one item that vanished and has one of these marks, the first that any has; 0: none, or
 * more than one has it; -1: failed.
 */
int facts_moved(struct facts *f, const struct marks *m, struct arena *a, const char **id, struct err *err);
/* Readers see something there now, by this id. */
bool facts_give(
    struct facts *f, const struct place *p, const char *id, const struct marks *m, struct err *err);
/* 1: it is noted as gone since *at (the first time counts); 0: readers never saw it; -1: failed. */
int facts_vanish(struct facts *f, const struct place *p, int64_t now, int64_t *at, struct err *err);
/*
 * Notes as gone all that readers saw and that is not among these places, which are sorted by project, stem and
 * language: what went while no program ran. What was noted before keeps its instant.
 */
bool facts_vanish_others(struct facts *f, const struct place *places, size_t n, int64_t now, struct err *err);
/* Makes `vanished` in the catalogue hold what the facts say. */
bool facts_mirror(struct facts *f, struct db *catalogue, bool *changed, struct err *err);

/* Orders places by project, stem and language: for qsort. */
int place_order(const void *a, const void *b);

/* How many slots a feed has. */
bool facts_slots(struct facts *f, const char *project, const char *lang, int64_t *count, struct err *err);
/*
 * The feed shows the item. When it never did before, it becomes the one at *next, which is counted up.
 */
bool facts_list(struct facts *f, const char *project, const char *lang, const char *id, int64_t at,
    int64_t *next, struct err *err);
/* The feed shows it no more; the first time counts. */
bool facts_unlist(
    struct facts *f, const char *project, const char *lang, const char *id, int64_t now, struct err *err);

#endif
