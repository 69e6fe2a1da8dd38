/*
 * writer_internal: the writer's insides, shared by the files that make it up.
 *
 * Private to catalog/. writer.c begins, writer_commit.c commits (the states are described in writer.c),
 * databases.c opens and replaces, reconcile.c looks whether facts and catalogue belong together,
 * writer_put.c takes files in, writer_drop.c out, writer_attached.c the words of files beside items,
 * missed.c waits before that, states.c and listing.c keep the states and `membership`, history_keep.c the
 * history of feeds, identity.c finds ids, index.c keeps the search index, check.c looks over the whole.
 */
#ifndef JARCHY_CATALOG_WRITER_INTERNAL_H
#define JARCHY_CATALOG_WRITER_INTERNAL_H

#include "catalog/catalog_internal.h"
#include "catalog/change.h"
#include "catalog/disturbed.h"
#include "catalog/facts.h"
#include "catalog/files.h"
#include "catalog/search/batch.h"
#include "catalog/search/vocabulary.h"

enum writer_state { WRITER_CLOSED, WRITER_OPEN, WRITER_CHANGING }; /* see writer.c */

struct writer {
	enum writer_state state;
	struct catalog catalog; /* its connection is the writer's */
	struct facts facts;
	char *folder; /* NULL: in memory */
	int lock;     /* -1 when there is none */
	char *authority;
	char *basis;
	char *languages;               /* of the search index, as search_table_make takes them */
	struct vocabulary *vocabulary; /* of what is put into it */
	struct batches *batches;       /* of what is not yet; NULL while that is little */
	bool follower, exports;        /* writer_options */
	int64_t instant; /* of a follower: of the export that it took over; for which rows are made */
	int64_t grace;   /* seconds; 0: what goes is gone at once */
	bool behind;     /* the rows may know less than the facts */
	bool recount;    /* this change began with no rows, or behind: the facts say what went meanwhile */
	bool recounted;  /* and it was, over all files */
	bool first;      /* this change began with no rows and no facts: everything was published elsewhere */
	bool building;   /* into catalog.db.new: there is no catalogue yet */
	bool stale;      /* the rows are of another basis: the next change begins with none */

	const char *damage; /* a literal: why the catalogue is set aside at the end; NULL: it is not */
	struct watched_file watched[WATCHED_COUNT];

	struct files files; /* survives commits; loaded again after a rollback */
	/*
	 * Every state is right for an instant up to this one, so that a later one only needs the
	 * rows whose next change is due.
	 */
	int64_t now;

	struct change change; /* the one at hand, or the last */
};

#endif
