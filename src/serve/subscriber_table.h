/*
 * subscriber_table: what feed services say of their subscribers, on its way from the workers, which may
 * write no file, to the publisher, which may.
 *
 * A table in memory that all processes share. It needs no lock: a note is sealed by a hash of all of it, and
 * one whose seal does not fit (its writer was killed, or two wrote at once) is not there. Notes of one
 * service on one feed take one place. The size is fixed: when there is no room for a note it is left out,
 * and made again with the service's next poll. No address is kept. Used by daemon/ and publish/.
 */
#ifndef JARCHY_SERVE_SUBSCRIBER_TABLE_H
#define JARCHY_SERVE_SUBSCRIBER_TABLE_H

#include <stdatomic.h>

#include "proto/agent.h"

enum {
	SUBSCRIBER_TABLE_SETS = 256,
	SUBSCRIBER_TABLE_WAYS = 4,
	SUBSCRIBER_TABLE_CELLS = SUBSCRIBER_TABLE_SETS * SUBSCRIBER_TABLE_WAYS,
	SUBSCRIBER_TABLE_WORDS = 24,
};

struct subscriber_note {
	char path[96]; /* of the feed */
	char agent[48], id[40];
	uint32_t count, day; /* day: since 1970, UTC */
};
_Static_assert(
    sizeof(struct subscriber_note) == SUBSCRIBER_TABLE_WORDS * sizeof(uint64_t), "copied by words");

struct subscriber_table_cell {
	_Atomic uint64_t words[SUBSCRIBER_TABLE_WORDS]; /* a note */
	_Atomic uint64_t seal;                          /* 0: none yet */
	_Atomic uint64_t taken;                         /* the seal of the note that was acknowledged last */
};

struct subscriber_table {
	uint64_t seed;
	struct subscriber_table_cell cells[SUBSCRIBER_TABLE_CELLS];
};

/* The memory is zeroed. */
void subscriber_table_init(struct subscriber_table *a);

/* The feed at this path was sent to this User-Agent, or found unchanged for it, on that day. */
void subscriber_table_note(struct subscriber_table *a, struct str path, struct str user_agent, uint32_t day);

/* Notes that were not acknowledged yet. Whoever wrote them may be compromised: only the ends of the texts are certain. */
struct subscriber_table_batch {
	size_t n;
	struct subscriber_note notes[SUBSCRIBER_TABLE_CELLS];
	struct {
		size_t cell;
		uint64_t seal;
	} from[SUBSCRIBER_TABLE_CELLS];
};
void subscriber_table_collect(const struct subscriber_table *a, struct subscriber_table_batch *out);
/* These notes are stored elsewhere: subscriber_table_collect does not give them again. */
void subscriber_table_acknowledge(struct subscriber_table *a, const struct subscriber_table_batch *b);

#endif
