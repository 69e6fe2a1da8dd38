/* guesses: a count for each address over a window that begins with the first of them. */
#include "serve/guesses.h"

static bool is_over(uint64_t begun, uint64_t now)
{
	return !begun || now - begun >= GUESSES_MS;
}

/* The place of the address, or the one that may become it: free, or unused for longest. */
static struct guesser *find(struct guesses *g, uint64_t key)
{
	struct guesser *oldest = &g->v[0];
	for (size_t i = 0; i < GUESSES_ADDRESSES; i++) {
		if (g->v[i].used && g->v[i].key == key)
			return &g->v[i];
		if (g->v[i].used < oldest->used)
			oldest = &g->v[i];
	}
	return oldest;
}

bool guesses_allow(struct guesses *g, uint64_t key, uint64_t now)
{
	const struct guesser *one = find(g, key);
	bool known = one->used && one->key == key && !is_over(one->begun, now);
	if (known && one->wrong >= GUESSES_OF_ONE)
		return false;
	return is_over(g->begun, now) || g->wrong < GUESSES_OF_ALL || (known && one->right);
}

void guesses_note(struct guesses *g, uint64_t key, uint64_t now, bool right)
{
	struct guesser *one = find(g, key);
	if (!one->used || one->key != key || is_over(one->begun, now))
		*one = (struct guesser){ .key = key, .begun = now };
	one->used = now;
	one->right = one->right || right;
	one->wrong += !right;
	if (is_over(g->begun, now)) {
		g->begun = now;
		g->wrong = 0;
	}
	g->wrong += !right;
}
