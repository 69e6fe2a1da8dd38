/*
 * arrivals: an open loop. Requests are due at instants that do not depend on the answers, as those of readers
 * are, and each is measured from its instant: a server that stalls delays all that come meanwhile, and the
 * figures show it.
 *
 * The gaps are random, between nothing and twice their mean, from a fixed seed: in each run the same.
 */
#include <stdio.h>
#include <stdlib.h>

#include "load.h"

static uint64_t gap_next(struct load *l)
{
	/* Of Knuth's MMIX; the high half is random enough. */
	l->random = l->random * 6364136223846793005U + 1442695040888963407U;
	return (l->random >> 32) * (2 * (uint64_t)NS / l->rate) >> 32;
}

void arrivals_begin(struct load *l)
{
	l->random = (uint64_t)l->protocol + l->path_count;
	l->next_due = now_ns() + gap_next(l);
}

static void arrival_add(struct load *l, uint64_t late)
{
	if ((l->arrived & (l->arrived - 1)) == 0) {
		size_t size = l->arrived ? 2 * l->arrived : 1;
		l->arrivals = realloc(l->arrivals, size * sizeof *l->arrivals);
		if (!l->arrivals)
			abort();
	}
	l->arrivals[l->arrived++] = (struct arrival){ .due = l->next_due, .late = late };
}

void arrivals_take(struct load *l)
{
	uint64_t now = now_ns();
	while (l->next_due <= now && l->next_due < l->deadline) {
		arrival_add(l, now - l->next_due);
		l->next_due += gap_next(l);
	}
}

uint64_t arrivals_wait_ns(const struct load *l)
{
	uint64_t now = now_ns();
	return l->next_due > now ? l->next_due - now : 0;
}

void arrivals_log(const struct load *l, size_t request, int status)
{
	const struct arrival *a = &l->arrivals[request];
	if (l->samples)
		fprintf(l->samples, "%llu %llu %llu %d\n", (unsigned long long)(a->due / 1000),
		    (unsigned long long)((now_ns() - a->due) / 1000), (unsigned long long)(a->late / 1000),
		    status);
}
