/*
 * pool: threads that take the number of the next task from one counter.
 */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

struct pool {
	atomic_size_t next;
	size_t tasks;
	pool_fn *fn;
	void *context;
};

struct member {
	struct pool *pool;
	size_t thread;
};

static void *work(void *member)
{
	const struct member *m = member;
	for (size_t task; (task = atomic_fetch_add(&m->pool->next, 1)) < m->pool->tasks;)
		m->pool->fn(m->pool->context, m->thread, task);
	return NULL;
}

size_t pool_size(void)
{
	cpu_set_t cores;
	if (sched_getaffinity(0, sizeof cores, &cores) != 0)
		return 1;
	int n = CPU_COUNT(&cores);
	return n > POOL_MAX ? POOL_MAX : (size_t)n;
}

void pool_run(size_t threads, size_t tasks, pool_fn *fn, void *context)
{
	struct pool pool = { .tasks = tasks, .fn = fn, .context = context };
	struct member members[POOL_MAX];
	pthread_t made[POOL_MAX];
	size_t n = 1;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	for (; n < threads && n < tasks && n < POOL_MAX; n++) {
		members[n] = (struct member){ &pool, n };
		if (pthread_create(&made[n], NULL, work, &members[n]) != 0)
			break;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	members[0] = (struct member){ &pool, 0 };
	work(&members[0]);
	for (size_t i = 1; i < n; i++)
		pthread_join(made[i], NULL);
}
