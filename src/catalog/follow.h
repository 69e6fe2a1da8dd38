/*
 * follow: the same facts and the same rows on several machines.
 *
 * The origin mints facts and exports them (export.h). A follower, a writer with writer_options.follower,
 * takes them over and never adds to them: no function changes them there, and one that tries fails. Its
 * rows are those that the export names, each from a file whose bytes have the digest that is written
 * there; so they are the rows of the origin, in whatever order files and exports come. A file of its
 * content that is newer than the export is not shown, nor is one that is not there yet. This is what
 * happens in the databases; which export is taken, and when, says daemon/follower.h.
 */
#ifndef JARCHY_CATALOG_FOLLOW_H
#define JARCHY_CATALOG_FOLLOW_H

#include "catalog/export.h"
#include "catalog/writer.h"

/* --- the origin ------------------------------------------------------------------- */

/* The number that an export would have now. */
int64_t writer_number(const struct writer *w);
/* All of an export, at one instant. site: one line. Outside of a change. */
bool writer_export(struct writer *w, const char *site, struct buf *out, struct err *err);
/*
 * Whether an export that is there may be replaced by one of these facts: they have all that it has.
 * False with err: another machine wrote it, or it has more.
 */
bool writer_may_replace(struct writer *w, const struct export_head *there, struct err *err);

/* Whether the facts of the state folder came from elsewhere, and this machine has not minted since. */
bool facts_are_taken(const char *folder);

/* --- a follower ------------------------------------------------------------------- */

enum export_relation {
	EXPORT_NEXT,     /* it follows the facts that are held */
	EXPORT_HELD,     /* it is them */
	EXPORT_OLD,      /* they are newer */
	EXPORT_FOREIGN,  /* it is of another site */
	EXPORT_REPLACED, /* it is of a machine whose place another one took */
	EXPORT_STRANGE,  /* it is of another machine that minted the same facts */
	EXPORT_UNKNOWN,  /* the facts failed: err */
};
enum export_relation writer_relation(struct writer *w, const struct export_head *h, struct err *err);

/* How the rows differ from an export. */
struct following {
	bool *lacks; /* of each file of the export: the rows are of other bytes, or there are none */
	bool *moves; /* … and there are some, of another place or id: they go first */
	size_t lacking;
	const char **drops; /* paths of rows that it does not name */
	const char **ids;   /* the ids of these, "" */
	size_t drop_count;
	bool current; /* the catalogue is of the facts of this export */
};
/* In the arena. Outside of a change. */
bool writer_compare(
    struct writer *w, const struct export *e, struct arena *a, struct following *out, struct err *err);

/* What was lost when facts took the place of others. */
struct takeover {
	/*
	 * Ids that this machine had given out, and the new facts do not have. The old ones are
	 * facts.db.replaced then.
	 */
	int64_t ids;
};
/*
 * The facts become those of the export, whole or not at all. The next change is made for its
 * instant. Outside of a change.
 */
bool writer_take_facts(struct writer *w, const struct export *e, struct takeover *out, struct err *err);
/* Drops the rows of these paths; in a change. */
bool writer_drop_rows(struct writer *w, const char *const *paths, size_t n, struct err *err);

#endif
