/*
 * subscriber_table: a hash table of fixed size in shared memory, without locks. A note lies in one of the
 * few cells of its set; its seal says whether all of it is there.
 */
#include "serve/subscriber_table.h"

#include <string.h>

#include "base/hash.h"
#include "base/random.h"

void subscriber_table_init(struct subscriber_table *a)
{
	a->seed = random_seed();
}

/* --- one note ------------------------------------------------------------------------- */

static bool put_text(char *to, size_t size, struct str s)
{
	if (s.n >= size)
		return false;
	if (s.n)
		memcpy(to, s.p, s.n);
	return true;
}

static bool make_note(struct subscriber_note *n, struct str path, struct str user_agent, uint32_t day)
{
	struct agent agent;
	*n = (struct subscriber_note){ .day = day };
	if (!agent_parse(user_agent, &agent))
		return false;
	n->count = agent.count;
	return put_text(n->path, sizeof n->path, path) && put_text(n->agent, sizeof n->agent, agent.name) &&
	       put_text(n->id, sizeof n->id, agent.id);
}

/* Never 0. */
static uint64_t hash_bytes(const struct subscriber_table *a, const void *p, size_t n)
{
	uint64_t h = hash_end(a->seed), word;
	for (size_t i = 0; i < n; i += sizeof word) {
		memcpy(&word, (const char *)p + i, sizeof word);
		h = hash_end(h ^ word) + 1;
	}
	return h ? h : 1;
}

/* What tells a service on a feed from others. */
enum { KEY_BYTES = offsetof(struct subscriber_note, count) };
_Static_assert(KEY_BYTES % sizeof(uint64_t) == 0, "hashed by words");

/* --- cells ---------------------------------------------------------------------------- */

/* The seal of what is in the cell, or 0 when it holds no whole note. */
static uint64_t load(
    const struct subscriber_table *a, const struct subscriber_table_cell *c, struct subscriber_note *out)
{
	uint64_t words[SUBSCRIBER_TABLE_WORDS], seal = atomic_load_explicit(&c->seal, memory_order_acquire);
	if (!seal)
		return 0;
	for (size_t i = 0; i < SUBSCRIBER_TABLE_WORDS; i++)
		words[i] = atomic_load_explicit(&c->words[i], memory_order_relaxed);
	memcpy(out, words, sizeof words);
	return seal == hash_bytes(a, words, sizeof words) ? seal : 0;
}

static void store(struct subscriber_table_cell *c, const struct subscriber_note *n, uint64_t seal)
{
	uint64_t words[SUBSCRIBER_TABLE_WORDS];
	memcpy(words, n, sizeof words);
	for (size_t i = 0; i < SUBSCRIBER_TABLE_WORDS; i++)
		atomic_store_explicit(&c->words[i], words[i], memory_order_relaxed);
	atomic_store_explicit(&c->seal, seal, memory_order_release);
}

static bool is_taken(const struct subscriber_table_cell *c, uint64_t seal)
{
	return atomic_load_explicit(&c->taken, memory_order_relaxed) == seal;
}

void subscriber_table_note(struct subscriber_table *a, struct str path, struct str user_agent, uint32_t day)
{
	struct subscriber_note n, there;
	if (!make_note(&n, path, user_agent, day))
		return;
	struct subscriber_table_cell *set = a->cells + hash_bytes(a, &n, KEY_BYTES) % SUBSCRIBER_TABLE_SETS *
	                                                   SUBSCRIBER_TABLE_WAYS;
	struct subscriber_table_cell *place = NULL;
	uint64_t seal = hash_bytes(a, &n, sizeof n);
	for (struct subscriber_table_cell *c = set; c < set + SUBSCRIBER_TABLE_WAYS; c++) {
		uint64_t has = load(a, c, &there);
		if (has == seal)
			return;
		bool own = has && memcmp(&there, &n, KEY_BYTES) == 0;
		if (own || (!place && (!has || is_taken(c, has))))
			place = c;
		if (own)
			break;
	}
	if (place)
		store(place, &n, seal);
}

/* --- the publisher's side ---------------------------------------------------------------- */

void subscriber_table_collect(const struct subscriber_table *a, struct subscriber_table_batch *out)
{
	out->n = 0;
	for (size_t i = 0; i < SUBSCRIBER_TABLE_CELLS; i++) {
		struct subscriber_note *n = &out->notes[out->n];
		uint64_t seal = load(a, &a->cells[i], n);
		if (!seal || is_taken(&a->cells[i], seal))
			continue;
		n->path[sizeof n->path - 1] = n->agent[sizeof n->agent - 1] = n->id[sizeof n->id - 1] = '\0';
		out->from[out->n].cell = i;
		out->from[out->n++].seal = seal;
	}
}

void subscriber_table_acknowledge(struct subscriber_table *a, const struct subscriber_table_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		atomic_store_explicit(
		    &a->cells[b->from[i].cell].taken, b->from[i].seal, memory_order_relaxed);
}
