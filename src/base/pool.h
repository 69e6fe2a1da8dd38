/*
 * pool: many independent pieces of work on all cores, for a moment.
 *
 * Threads live only while pool_run does; between calls the process has one. Not for serving: workers are processes.
 * Whoever uses it gives each thread its own catalogue, arena and buffers, by the number of the thread.
 */
#ifndef JARCHY_BASE_POOL_H
#define JARCHY_BASE_POOL_H

#include <stddef.h>

enum { POOL_MAX = 8 }; /* threads */

/* How many threads are worth while here: the cores that this process may use, at most POOL_MAX. */
size_t pool_size(void);

/* thread: 0 to threads - 1, 0 the caller's own. */
typedef void pool_fn(void *context, size_t thread, size_t task);

/*
 * Calls fn once for each task from 0 to tasks - 1, in that order, on up to `threads` threads (POOL_MAX at most), and returns
 * when all are done. With 1 no thread is made. Threads that cannot be had are done without. Signals go to the caller.
 */
void pool_run(size_t threads, size_t tasks, pool_fn *fn, void *context);

#endif
