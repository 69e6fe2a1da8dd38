/*
 * history: the order in which each feed showed its items first. It never changes.
 *
 * The feed of a project ("" the site) in a language gives each item, when it first shows it, the next
 * position: 0 is the oldest by publication. An item that goes keeps its position, one that comes back has
 * it again, also after the catalogue was deleted: the positions are durable facts. HISTORY_PAGE of them are a
 * page; pages are numbered from 1, and a full one gets no further item.
 *
 * A writer, or a twin of it, reads the facts; other readers the copy in the catalogue, which does not tell
 * what moved.
 */
#ifndef JARCHY_CATALOG_HISTORY_H
#define JARCHY_CATALOG_HISTORY_H

#include "catalog/catalog.h"

/*
 * Never to be changed: pages that were handed out would begin elsewhere. As many as a subscription document
 * lists, so that what is on no full page yet is always there.
 */
enum { HISTORY_PAGE = 20 };

struct slot {
	int64_t pos;
	const char *id;
	int64_t at;   /* when the feed showed it first; in the feed's first build the item's own date */
	int64_t gone; /* since when the feed shows it no more; INSTANT_NONE while it does */
	bool moved;   /* its file is in the folder of another project now; false where that is not known */
};

struct slots {
	struct slot *v;
	size_t n;
};

/* What the feeds of a project are known by for good: its name, or the first that it had, in the arena. */
bool history_origin(
    struct catalog *c, const char *project, struct arena *a, const char **out, struct err *err);
/* How many positions are taken. */
bool history_length(struct catalog *c, const char *project, const char *lang, int64_t *out, struct err *err);
/* Those from `from` on, oldest first, at most `limit`. */
bool history_slots(struct catalog *c, const char *project, const char *lang, int64_t from, size_t limit,
    struct arena *a, struct slots *out, struct err *err);
/* Those that the feed shows now, newest first. */
bool history_newest(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err);
/* Those that went last, the last first; those that moved after all others. */
bool history_gone(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err);
/* Those whose items were corrected last (`updated`), the last first. */
bool history_corrected(struct catalog *c, const char *project, const char *lang, size_t limit,
    struct arena *a, struct slots *out, struct err *err);
/* The item of this id in any state, with its body: 1 found, 0 none, -1 failed. */
int history_entry(struct catalog *c, const char *id, struct arena *a, struct entry *out, struct err *err);

#endif
