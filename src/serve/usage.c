/* usage: sets of a few slots; what was taken fades between two looks at it. */
#include "serve/usage.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/str.h"
#include "serve/limits.h"

enum { SETS = 2048, WAYS = 4, HALF_LIFE_MS = 4000, HALVINGS_MAX = 40 };

void usage_init(struct usage *u)
{
	*u = (struct usage){ .slots = xcalloc(SETS * WAYS, sizeof *u->slots), .seed = random_seed() };
}

void usage_release(struct usage *u)
{
	free(u->slots);
	*u = (struct usage){ 0 };
}

/* Halved for each half-life, and in a straight line between. */
static uint64_t faded(const struct usage_slot *s, int64_t now)
{
	uint64_t passed = now > s->at ? (uint64_t)(now - s->at) : 0;
	uint64_t halvings = passed / HALF_LIFE_MS;
	if (halvings > HALVINGS_MAX)
		return 0;
	uint64_t us = s->us >> halvings;
	return us - us * (passed % HALF_LIFE_MS) / (2 * HALF_LIFE_MS);
}

static struct usage_slot *set_of(const struct usage *u, uint64_t key)
{
	return &u->slots[hash_end(key ^ u->seed) % SETS * WAYS];
}

uint64_t usage_of(const struct usage *u, uint64_t key, int64_t now)
{
	const struct usage_slot *set = set_of(u, key);
	for (int i = 0; key != LIMITS_UNCOUNTED && i < WAYS; i++)
		if (set[i].key == key)
			return faded(&set[i], now);
	return 0;
}

void usage_add(struct usage *u, uint64_t key, int64_t now, uint64_t us)
{
	struct usage_slot *set = set_of(u, key), *at = set;
	if (key == LIMITS_UNCOUNTED)
		return;
	for (int i = 0; i < WAYS && at->key != key; i++)
		if (set[i].key == key || faded(&set[i], now) < faded(at, now))
			at = &set[i];
	uint64_t before = at->key == key ? faded(at, now) : 0;
	*at = (struct usage_slot){ key, now, before + us };
}
