/*
 * work: the writer's insides, shared by the files that make it up.
 *
 * Private to catalog/. open.c opens and replaces, writer.c commits, put.c takes files in and out, listing.c keeps
 * `membership` and the states, check.c looks over the whole.
 */
#ifndef JARCHY_CATALOG_WRITER_INTERNAL_H
#define JARCHY_CATALOG_WRITER_INTERNAL_H

#include "catalog/catalog_internal.h"
#include "catalog/change.h"
#include "catalog/facts.h"
#include "catalog/files.h"
#include "catalog/writer.h"

struct writer {
	struct catalog catalog; /* its connection is the writer's */
	struct facts facts;
	char *folder; /* NULL: in memory */
	int lock;     /* -1 when there is none */
	char *authority;
	char *basis;
	bool rebuilt;  /* this change began with no rows: what went meanwhile is found by the facts */
	bool building; /* into catalog.db.new: there is no catalogue yet */
	bool stale;    /* the rows are of another basis: the next change begins with none */

	struct files files; /* survives commits; loaded anew after a rollback */
	bool files_loaded;
	/* Every state is right for an instant up to this one, so that a later one only needs the turns. */
	int64_t now;

	struct change change; /* the one at hand, or the last */
};

/* Keeps in the facts what the events of this change come to, and finds the pages of history that it touches. */
bool writer_keep_history(struct writer *w, struct err *err);
/* Readers see the place no more, from now on. Nothing happens when they never did. */
bool writer_vanish(struct writer *w, const struct place *p, int64_t now, struct err *err);

/* Gives the catalogue that was just built its name. On failure a new one is begun, as writer_open does. */
bool writer_publish(struct writer *w, struct err *err);
/* What decides the state of an item. Instants as in struct document. */
struct timing {
	bool draft;
	int64_t date, publish, expires, withdrawn;
};
/* *turn is the next instant at which it changes, INSTANT_NONE when it never does. */
enum item_state timing_state(const struct timing *t, int64_t now, int64_t *turn);

/* How an item stands in `membership`. */
struct listing {
	int64_t file;
	struct place place;
	const char *id;
	int64_t date;
	int year;
	enum item_kind kind;
	enum item_state state;
	const char **further; /* projects besides its own */
	size_t further_count;
};
/* From the rows: 1, 0 when the file holds no item, -1 failed. */
int listing_load(struct writer *w, int64_t file, struct arena *a, struct listing *out, struct err *err);
/* Both touch the projects. */
bool listing_add(struct writer *w, const struct listing *l, struct err *err);
bool listing_remove(struct writer *w, const struct listing *l, struct err *err);

/* Problems of these rules lie in another file, so their file is read again every time. */
#define RULE_SAME_ITEM "same-item"
#define RULE_SAME_ID "same-id"

#endif
