/*
 * agent_view: sorts services by their name to sum them up, then by their sum to show the largest.
 */
#include "publish/agent_view.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/subscribers.h"

static int by_name(const void *a, const void *b)
{
	const struct subscriber *x = a, *y = b;
	return strcmp(x->agent, y->agent);
}

static int by_count(const void *a, const void *b)
{
	const struct subscriber *x = a, *y = b;
	return (x->count < y->count) - (x->count > y->count);
}

/* One entry for each service that is not gone, with its sum. */
static void sum_up(struct subscribers *all, int64_t today)
{
	size_t n = 0;
	if (all->n)
		qsort(all->v, all->n, sizeof *all->v, by_name);
	for (size_t i = 0; i < all->n; i++) {
		struct subscriber one = all->v[i];
		if (today - one.seen > SUBSCRIBERS_GONE)
			continue;
		if (n && !strcmp(all->v[n - 1].agent, one.agent))
			all->v[n - 1].count += one.count;
		else
			all->v[n++] = one;
	}
	all->n = n;
	if (n)
		qsort(all->v, n, sizeof *all->v, by_count);
}

static void show(struct agent_view *view, const struct subscribers *all)
{
	uint64_t others = 0;
	atomic_fetch_add(&view->changes, 1);
	view->n = all->n < AGENTS_SHOWN ? all->n : AGENTS_SHOWN;
	for (size_t i = 0; i < all->n; i++) {
		if (i >= AGENTS_SHOWN) {
			others += (uint64_t)all->v[i].count;
			continue;
		}
		snprintf(view->v[i].name, AGENT_NAME_MAX + 1, "%s", all->v[i].agent);
		view->v[i].count = (uint64_t)all->v[i].count;
	}
	if (others) {
		snprintf(view->v[view->n].name, AGENT_NAME_MAX + 1, "(others)");
		view->v[view->n++].count = others;
	}
	atomic_fetch_add(&view->changes, 1);
}

bool agent_view_write(struct agent_view *view, const char *folder, int64_t today, struct err *err)
{
	struct arena arena = { 0 };
	struct subscribers all;
	bool ok = subscribers_read(folder, &arena, &all, err);
	if (ok) {
		sum_up(&all, today);
		show(view, &all);
	}
	arena_release(&arena);
	return ok;
}

void agent_view_read(const struct agent_view *view, struct agent_view *out)
{
	enum { TRIES = 1000 };
	for (int i = 0; i < TRIES; i++) {
		uint64_t before = atomic_load(&view->changes);
		memcpy(out, view, sizeof *out);
		atomic_thread_fence(memory_order_acquire);
		if (before % 2 == 0 && atomic_load(&view->changes) == before && out->n <= AGENTS_SHOWN + 1)
			return;
	}
	memset(out, 0, sizeof *out);
}
