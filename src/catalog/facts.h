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
#include "catalog/since_mark.h"
#include "catalog/stamp.h"

/* The place of one text of an item. */
struct place {
	const char *project, *stem, *lang;
};

/* What knows an item again whose file has another name now; 0: no such mark. Made in identity.c. */
struct marks {
	int64_t file, head, body;
};

/* When readers saw an item first (publication.h). */
struct publication {
	int64_t at; /* INSTANT_NONE: when its own date says; its day, if that has no hour, is 00:00 */
	bool dates; /* it waited until then: that is its date */
};

/* A feed's position: the item that it showed first as its pos-th, and since when it shows it no more. */
struct feed_slot {
	const char *project, *lang, *id;
	int64_t pos, at, gone; /* gone: INSTANT_NONE while it shows it */
};

struct facts {
	struct db db;
	struct stamp stamp; /* in a change, from facts_raise on, what it will be */
	int64_t committed;  /* stamp.changes as it is on disk */
	int64_t before;     /* rows that the connection had changed when the change began */
	bool made;          /* there were none before they were opened */
	bool closed;        /* of a follower: nothing but an import (facts_import.h) may change them */
	bool recovered;     /* the program before ended without closing them */
};

/*
 * Opens or makes them. Facts that a program left open are checked whole. Facts that cannot be used:
 * err says the cure.
 */
bool facts_open(struct facts *f, const char *path, struct err *err);
void facts_close(struct facts *f);

/* As those of db.h, and the stamp moves. */
bool facts_begin(struct facts *f, struct err *err);
/* To be called once before the commit: counts the change, if anything was changed. */
bool facts_raise(struct facts *f, struct err *err);
bool facts_commit(struct facts *f, struct err *err);
void facts_rollback(struct facts *f);
/* From now on every change of theirs fails. */
bool facts_close_to_changes(struct facts *f, struct err *err);
/* The stamp as it is on disk, after it was replaced. */
bool facts_read_stamp(struct facts *f, struct err *err);
/* Counts a change in any case: something else than they changed, and followers have to hear of it. */
bool facts_count(struct facts *f, struct err *err);
/* Gives them this stamp, inside a change; facts_raise does not move it any further. */
bool facts_set_stamp(struct facts *f, const struct stamp *stamp, struct err *err);

/* 1: the id that readers know the place by; 0: they never saw it, or it is elsewhere now; -1: failed. */
int facts_id(struct facts *f, const struct place *p, struct arena *a, const char **id, struct err *err);
/* 1: readers see something, somewhere; 0: they see nothing; -1: failed. */
int facts_any(struct facts *f, struct err *err);
/* The same of all times. */
int facts_ever(struct facts *f, struct err *err);
/* 1: the id was given to another place than this; 0: it was not; -1: failed. */
int facts_taken(struct facts *f, const struct place *p, const char *id, struct err *err);
/*
 * 1: the id of the one item that vanished and has one of these marks, the first that any has; 0: none, or
 * more than one has it; -1: failed.
 */
int facts_moved(struct facts *f, const struct marks *m, struct arena *a, const char **id, struct err *err);
/* Readers see something there now, by this id. When they saw it first is noted once. */
bool facts_give(struct facts *f, const struct place *p, const char *id, const struct marks *m,
    const struct publication *published, struct err *err);
/* 1: when readers saw the item of this id first, wherever it was; 0: they never did; -1: failed. */
int facts_publication(struct facts *f, const char *id, struct publication *out, struct err *err);
/* 1: it is noted as gone since *at (the first time counts); 0: readers never saw it; -1: failed. */
int facts_vanish(struct facts *f, const struct place *p, int64_t now, int64_t *at, struct err *err);
/*
 * Notes as gone all that readers saw and that is not among these places, which are sorted by project,
 * stem and language: what went while no program ran. What was noted before keeps its instant.
 */
bool facts_vanish_others(struct facts *f, const struct place *places, size_t n, int64_t now, struct err *err);
/* Orders places by project, stem and language: for qsort. */
int place_order(const void *a, const void *b);

/*
 * Since when a path has the bytes of m->digest (since.h). 1: m->at is when it got those that are known,
 * and m->known says whether they are these; 0: nothing is known; -1: failed.
 */
int facts_since(struct db *db, const char *path, struct since_mark *m, struct err *err);
bool facts_set_since(struct facts *f, const char *path, const struct since_mark *m, struct err *err);
bool facts_forget_since(struct facts *f, const char *path, struct err *err);
/* `now`, or a second after `before` (INSTANT_NONE: nothing was) where that is later. */
int64_t facts_later(int64_t now, int64_t before);
/* The same of an attachment, which is noted. Of one that never was, the time of its file counts. */
bool facts_since_attachment(struct facts *f, const char *path, const char *digest, int64_t mtime, int64_t now,
    int64_t *at, struct err *err);

/* How many slots a feed has, in the facts or their copy in the catalogue. */
bool facts_slots(struct db *db, const char *project, const char *lang, int64_t *count, struct err *err);
/*
 * The feed of s->project and s->lang shows the item s->id. When it never did before, it becomes the one
 * at s->pos, since s->at. 1: the slot changed, and *s says what it is now; 0: it was so before; -1:
 * failed.
 */
int facts_list(struct facts *f, struct feed_slot *s, struct err *err);
/* The feed shows it no more since s->gone; the first time counts. The same. */
int facts_unlist(struct facts *f, struct feed_slot *s, struct err *err);

#endif
