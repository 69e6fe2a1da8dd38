/*
 * children: starts those that are due, tells them to stop, and takes note of their end.
 *
 * A child is in one of three places: its own, `leaving` after it was told to stop, or none after it ended. waitpid(2) names
 * the process; the table says which it was.
 */
#include "daemon/children.h"

#include <assert.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/publisher.h"

/* --- starting --------------------------------------------------------------------- */

static struct child *child_of(struct children *c, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return &c->publisher;
	return slot == SLOT_NOTIFIER ? &c->notifier : &c->workers[slot];
}

static bool is_wanted(const struct children *c, const struct children_plan *plan, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return c->leaving_publisher == 0;
	return slot != SLOT_NOTIFIER || plan->notifier;
}

int64_t children_start(struct children *c, const struct children_plan *plan)
{
	assert(plan->workers <= WORKERS_MAX);
	int64_t next = -1;
	int64_t now = clock_ms();
	for (int slot = SLOT_NOTIFIER; slot < (int)plan->workers; slot++) {
		struct child *child = child_of(c, slot);
		if (child->pid || !is_wanted(c, plan, slot))
			continue;
		if (child->due <= now)
			child_start(child, plan->run, plan->arg, slot);
		else if (next < 0 || child->due - now < next)
			next = child->due - now;
	}
	assert(!c->publisher.pid || !c->leaving_publisher);
	return next;
}

/* --- stopping --------------------------------------------------------------------- */

static void stop_child(struct children *c, struct child *child)
{
	if (!child->pid)
		return;
	kill(child->pid, SIGTERM);
	if (c->leaving_count < LEAVING_MAX) {
		c->leaving[c->leaving_count++] = child->pid;
	} else {
		/* More reloads than connections can outlive: the oldest has had its time. */
		kill(c->leaving[0], SIGKILL);
		c->leaving[0] = child->pid;
	}
	*child = (struct child){ 0 };
}

void children_stop_writers(struct children *c)
{
	/* Where there is none, the one before it may be leaving still. */
	if (c->publisher.pid)
		c->leaving_publisher = c->publisher.pid;
	stop_child(c, &c->publisher);
	stop_child(c, &c->notifier);
}

void children_restart_workers(struct children *c, const struct children_plan *plan)
{
	struct child old[WORKERS_MAX];
	memcpy(old, c->workers, sizeof old);
	memset(c->workers, 0, sizeof c->workers);
	children_start(c, plan);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(c, &old[i]);
}

void children_stop(struct children *c)
{
	children_stop_writers(c);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(c, &c->workers[i]);
}

void children_kill(struct children *c)
{
	for (size_t i = 0; i < c->leaving_count; i++)
		kill(c->leaving[i], SIGKILL);
}

/* --- their end -------------------------------------------------------------------- */

static bool has_left(struct children *c, pid_t pid)
{
	if (pid == c->leaving_publisher)
		c->leaving_publisher = 0;
	for (size_t i = 0; i < c->leaving_count; i++)
		if (c->leaving[i] == pid) {
			c->leaving[i] = c->leaving[--c->leaving_count];
			return true;
		}
	return false;
}

/* One that was not told to stop; true when its status was PUBLISHER_MOVED. */
static bool has_ended(struct children *c, pid_t pid, int status)
{
	if (pid == c->publisher.pid && WIFEXITED(status) && WEXITSTATUS(status) == PUBLISHER_MOVED) {
		c->publisher = (struct child){ 0 };
		return true;
	}
	if (pid == c->publisher.pid)
		child_ended(&c->publisher, "publisher", 0, status);
	else if (pid == c->notifier.pid)
		child_ended(&c->notifier, "notifier", 0, status);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		if (pid == c->workers[i].pid)
			child_ended(&c->workers[i], "worker", i + 1, status);
	return false;
}

bool children_reap(struct children *c)
{
	bool moved = false;
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		moved = (!has_left(c, pid) && has_ended(c, pid, status)) || moved;
	return moved;
}
