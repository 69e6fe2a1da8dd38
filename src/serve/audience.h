/*
 * audience: what feed services say of their subscribers, on its way from the workers, who may write no file, to the
 * publisher, who may.
 *
 * A table in memory that all processes share. It needs no lock: a note is sealed by a hash of all of it, and one whose seal does
 * not fit (who wrote it was killed, or two wrote at once) is not there. Notes of one service on one feed take one place. The size is
 * fixed: when there is no room for a note it is left out, and made again with the service's next poll. No address is kept.
 */
#ifndef JARCHY_SERVE_AUDIENCE_H
#define JARCHY_SERVE_AUDIENCE_H

#include <stdatomic.h>

#include "proto/agent.h"

enum {
	AUDIENCE_SETS = 256,
	AUDIENCE_WAYS = 4,
	AUDIENCE_CELLS = AUDIENCE_SETS * AUDIENCE_WAYS,
	AUDIENCE_WORDS = 24,
};

struct audience_note {
	char path[96]; /* of the feed */
	char agent[48], id[40];
	uint32_t count, day; /* day: since 1970, UTC */
};
_Static_assert(sizeof(struct audience_note) == AUDIENCE_WORDS * sizeof(uint64_t), "copied by words");

struct audience_cell {
	_Atomic uint64_t words[AUDIENCE_WORDS]; /* a note */
	_Atomic uint64_t seal;                  /* 0: none yet */
	_Atomic uint64_t taken;                 /* the seal of the note that was taken last */
};

struct audience {
	uint64_t seed;
	struct audience_cell cells[AUDIENCE_CELLS];
};

/* The memory is zeroed. */
void audience_init(struct audience *a);

/* The feed at this path was sent to this User-Agent, or found unchanged for it, on that day. */
void audience_note(struct audience *a, struct str path, struct str user_agent, uint32_t day);

/* Notes that were not taken yet. Whoever wrote them may be compromised: only the ends of the texts are certain. */
struct audience_batch {
	size_t n;
	struct audience_note notes[AUDIENCE_CELLS];
	struct {
		size_t cell;
		uint64_t seal;
	} from[AUDIENCE_CELLS];
};
void audience_collect(const struct audience *a, struct audience_batch *out);
/* They are in safe keeping. */
void audience_settle(struct audience *a, const struct audience_batch *b);

#endif
