#include "unit/support/test.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/pool.h"

enum { TASKS = 1000 };

struct tally {
	size_t threads;
	atomic_int done[TASKS], of_thread[POOL_MAX], wrong, blocked;
	pthread_barrier_t together;
};

static void count(void *context, size_t thread, size_t task)
{
	struct tally *t = context;
	atomic_fetch_add(&t->done[task], 1);
	atomic_fetch_add(thread < t->threads ? &t->of_thread[thread] : &t->wrong, 1);
}

static void every_task_is_done_once(void **state)
{
	(void)state;
	for (size_t threads = 1; threads <= POOL_MAX; threads++) {
		struct tally t = { .threads = threads };
		pool_run(threads, TASKS, count, &t);
		for (size_t i = 0; i < TASKS; i++)
			assert_int_equal(t.done[i], 1);
		assert_int_equal(t.wrong, 0);
	}
}

static void one_thread_is_the_callers_own(void **state)
{
	(void)state;
	struct tally t = { .threads = 1 };
	pool_run(1, TASKS, count, &t);
	assert_int_equal(t.of_thread[0], TASKS);
	pool_run(1, 0, count, &t);
	assert_int_equal(t.of_thread[0], TASKS);
}

/* Ends only when all tasks are under way at once. */
static void meet(void *context, size_t thread, size_t task)
{
	struct tally *t = context;
	sigset_t mask;
	(void)task;
	pthread_sigmask(SIG_BLOCK, NULL, &mask);
	if (thread > 0)
		atomic_fetch_add(&t->blocked, sigismember(&mask, SIGTERM));
	pthread_barrier_wait(&t->together);
}

static void tasks_run_side_by_side_and_signals_go_to_the_caller(void **state)
{
	(void)state;
	struct tally t = { .threads = 3 };
	pthread_barrier_init(&t.together, NULL, 3);
	pool_run(3, 3, meet, &t);
	pthread_barrier_destroy(&t.together);
	assert_int_equal(t.blocked, 2);
	sigset_t mask;
	pthread_sigmask(SIG_BLOCK, NULL, &mask);
	assert_false(sigismember(&mask, SIGTERM));
}

static void there_is_a_thread_at_least(void **state)
{
	(void)state;
	assert_in_range(pool_size(), 1, POOL_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_task_is_done_once),
		cmocka_unit_test(one_thread_is_the_callers_own),
		cmocka_unit_test(tasks_run_side_by_side_and_signals_go_to_the_caller),
		cmocka_unit_test(there_is_a_thread_at_least),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
