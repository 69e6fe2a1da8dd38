/*
 * polls: a table of fixed size, in sets of a few slots; a slot is one client's bucket of allowed polls.
 */
#include "answer/polls.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/random.h"

enum { SETS = 1024, WAYS = 4, HOUR_MS = 3600 * 1000 };

void polls_init(struct polls *p, unsigned per_hour)
{
	*p = (struct polls){ .per_hour = per_hour };
	if (!per_hour)
		return;
	p->slots = xcalloc(2 * SETS * WAYS, sizeof *p->slots);
	p->seed = random_seed();
}

void polls_release(struct polls *p)
{
	free(p->slots);
	*p = (struct polls){ 0 };
}

static uint64_t key_of(const struct polls *p, uint64_t address, struct str agent, struct str path)
{
	uint64_t h = hash_more(HASH_START, (struct str){ (const char *)&p->seed, sizeof p->seed });
	h = hash_more(h, (struct str){ (const char *)&address, sizeof address });
	h = hash_more(hash_more(h, agent), STR("\n"));
	return hash_end(hash_more(h, path));
}

/* Its slot, or else the one whose allowance comes back first. */
static uint64_t *slot_of(const struct polls *p, uint64_t key)
{
	uint64_t *set = p->slots + key % SETS * WAYS * 2, *least = set;
	for (uint64_t *slot = set; slot < set + 2 * WAYS; slot += 2) {
		if (slot[0] == key)
			return slot;
		if (slot[1] < least[1])
			least = slot;
	}
	least[0] = key;
	least[1] = 0;
	return least;
}

/* A bucket that holds an hour's polls and fills again all the time. */
unsigned polls_take(struct polls *p, uint64_t address, struct str agent, struct str path, uint64_t now)
{
	if (!p->per_hour)
		return 0;
	uint64_t *used = slot_of(p, key_of(p, address, agent, path)) + 1;
	uint64_t until = (*used > now ? *used : now) + HOUR_MS / p->per_hour;
	if (until > now + HOUR_MS)
		return (unsigned)((until - now - HOUR_MS + 999) / 1000);
	*used = until;
	return 0;
}
