/*
 * shared: makes the memory that all processes see; it ends with the last of them.
 */
#include "daemon/shared.h"

#include <string.h>
#include <time.h>

const char *const process_kind_names[PROCESS_KINDS] = {
	[PROCESS_WORKER] = "worker",
	[PROCESS_PUBLISHER] = "publisher",
	[PROCESS_PICTURE] = "picture",
	[PROCESS_NOTIFIER] = "notifier",
	[PROCESS_REPORTER] = "reporter",
};

const char *const ping_result_names[PING_RESULTS] = {
	[PING_TOLD] = "told",
	[PING_REFUSED] = "refused",
	[PING_FAILED] = "failed",
};

static struct shared *in(const struct memfile *m)
{
	return (struct shared *)(void *)m->bytes;
}

struct shared *shared_new(struct memfile *m, struct err *err)
{
	if (!memfile_new(m, "jarchy: shared", sizeof(struct shared), MEMFILE_SHARED, err))
		return NULL;
	subscriber_table_init(&in(m)->subscribers);
	in(m)->started = (int64_t)time(NULL);
	return in(m);
}

struct shared *shared_open(struct memfile *m, int fd, struct err *err)
{
	if (!memfile_open(m, fd, true, err))
		return NULL;
	if (m->n >= sizeof(struct shared))
		return in(m);
	memfile_release(m);
	err_set(err, "the memory that the processes share is of another version");
	return NULL;
}

/* --- places of workers ---------------------------------------------------------------- */

unsigned shared_take_place(struct shared *s)
{
	for (unsigned i = 0; i < PLACES - 1; i++)
		if (!atomic_load(&s->places[i].pid)) {
			atomic_store(&s->places[i].pid, PLACE_TAKEN);
			return i;
		}
	return PLACES - 1;
}

void shared_name_place(struct shared *s, unsigned place, pid_t pid)
{
	atomic_store(&s->places[place].pid, (int)pid);
}

static const struct worker_place *find_place(const struct shared *s, pid_t pid)
{
	for (unsigned i = 0; i < PLACES; i++)
		if (atomic_load(&s->places[i].pid) == (int)pid)
			return &s->places[i];
	return NULL;
}

void shared_leave_place(struct shared *s, pid_t pid)
{
	const struct worker_place *found = find_place(s, pid);
	if (!found || found == &s->places[PLACES - 1])
		return;
	struct worker_place *p = &s->places[found - s->places];
	atomic_fetch_add(&s->adding, 1);
	serve_counters_add(&s->ended, &p->counters);
	atomic_store(&s->ended.open, 0); /* its connections went with it */
	memset(&p->counters, 0, sizeof p->counters);
	atomic_store(&p->turns, 0);
	atomic_fetch_add(&s->adding, 1);
	atomic_store(&p->pid, 0);
}

bool shared_turns(const struct shared *s, pid_t pid, uint64_t *turns)
{
	const struct worker_place *p = find_place(s, pid);
	if (p)
		*turns = atomic_load_explicit(&p->turns, memory_order_relaxed);
	return p != NULL;
}

/* The supervisor may be in the middle of moving counts; it never stays there, but it may be killed there. */
void shared_sum(const struct shared *s, struct serve_counters *out)
{
	enum { TRIES = 1000 };
	uint64_t before = 1, after = 0;
	for (int i = 0; i < TRIES && (before != after || before % 2); i++) {
		before = atomic_load(&s->adding);
		memset(out, 0, sizeof *out);
		serve_counters_add(out, &s->ended);
		for (unsigned k = 0; k < PLACES; k++)
			if (atomic_load(&s->places[k].pid))
				serve_counters_add(out, &s->places[k].counters);
		after = atomic_load(&s->adding);
	}
}
