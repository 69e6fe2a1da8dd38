/*
 * children: starts those that are due, tells them to stop, and takes note of their reports and of their end.
 *
 * A child is in one of four places: its own, `fresh` while it is to replace one, `leaving` after it was
 * told to stop, or none after it ended. waitpid(2) names the process; the table says which it was.
 */
#include "daemon/children.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/publisher.h"
#include "daemon/reporter.h"

enum { READY_MS = 30000 }; /* a process that is not ready after this is a failure */

/* --- starting --------------------------------------------------------------------- */

static struct child *child_of(struct children *c, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return &c->publisher;
	if (slot == SLOT_REPORTER)
		return &c->reporter;
	if (slot == SLOT_PICTURER)
		return &c->picturer;
	return slot == SLOT_NOTIFIER ? &c->notifier : &c->workers[slot];
}

static bool is_wanted(const struct children *c, const struct children_plan *plan, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return c->leaving_publisher == 0;
	if (slot == SLOT_REPORTER)
		return plan->reporter && c->leaving_reporter == 0;
	return slot != SLOT_NOTIFIER || (plan->notifier && c->leaving_notifier == 0);
}

/* The time until the child must be ready; -1: it is. */
static int64_t time_left(const struct child *child, int64_t now)
{
	if (!child->pid || child->ready)
		return -1;
	int64_t left = child->started + READY_MS - now;
	return left > 0 ? left : 0;
}

/* The sooner of two times, of which -1 is never. */
static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Starts the process of a slot. A worker gets a place. */
static bool start(struct child *child, const struct children_plan *plan, int slot, struct err *err)
{
	if (slot < 0)
		return child_start(child, plan->run, plan->writer_arg, slot, 0, err);
	unsigned place = shared_take_place(plan->shared);
	bool ok = child_start(child, plan->run, plan->worker_arg, slot, place, err);
	shared_name_place(plan->shared, place, ok ? child->pid : 0);
	return ok;
}

/* Starts the child if it is due, or ends it when it takes too long; the time until one of both may be. */
static int64_t look_after(struct child *child, const struct children_plan *plan, int slot, int64_t now)
{
	struct err err;
	if (!child->pid && child->due > now)
		return child->due - now;
	if (!child->pid && !start(child, plan, slot, &err)) {
		log_error("%s", err.text);
		return child->due - now;
	}
	int64_t left = time_left(child, now);
	if (left == 0) {
		log_error(
		    "process %d was not ready within %d s: it is ended", (int)child->pid, READY_MS / 1000);
		kill(child->pid, SIGKILL);
		child->ready = true; /* its end is the next that is heard of it */
		return -1;
	}
	return left;
}

int64_t children_start(struct children *c, const struct children_plan *plan)
{
	assert(plan->workers <= WORKERS_MAX);
	int64_t next = -1, now = clock_ms();
	for (int slot = SLOT_PICTURER; slot < (int)plan->workers; slot++) {
		struct child *child = child_of(c, slot);
		if (child->pid || is_wanted(c, plan, slot))
			next = sooner(next, look_after(child, plan, slot, now));
	}
	for (unsigned i = 0; i < c->fresh_count; i++) {
		int64_t left = time_left(&c->fresh[i], now);
		if (left == 0 && !c->fresh_fault.text[0])
			err_set(&c->fresh_fault, "a new worker was not ready within %d s", READY_MS / 1000);
		next = sooner(next, left);
	}
	assert(!c->publisher.pid || !c->leaving_publisher);
	assert(!c->notifier.pid || !c->leaving_notifier);
	assert(!c->reporter.pid || !c->leaving_reporter);
	return next;
}

/* --- reports ---------------------------------------------------------------------- */

static size_t add_fd(const struct child *child, struct pollfd *fds, size_t n)
{
	if (child->reports)
		fds[n++] = (struct pollfd){ .fd = child->reports, .events = POLLIN };
	return n;
}

size_t children_poll(const struct children *c, struct pollfd *fds)
{
	size_t n = add_fd(&c->publisher, fds, 0);
	n = add_fd(&c->notifier, fds, n);
	n = add_fd(&c->reporter, fds, n);
	n = add_fd(&c->picturer, fds, n);
	for (unsigned i = 0; i < WORKERS_MAX; i++) {
		n = add_fd(&c->workers[i], fds, n);
		n = add_fd(&c->fresh[i], fds, n);
	}
	assert(n <= CHILDREN_FDS);
	return n;
}

bool children_read_reports(struct children *c)
{
	bool published = child_read_reports(&c->publisher);
	child_read_reports(&c->notifier);
	child_read_reports(&c->reporter);
	child_read_reports(&c->picturer);
	for (unsigned i = 0; i < WORKERS_MAX; i++) {
		child_read_reports(&c->workers[i]);
		child_read_reports(&c->fresh[i]);
	}
	return published;
}

bool children_any_worker(const struct children *c)
{
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		if (c->workers[i].pid)
			return true;
	return false;
}

bool children_serve(const struct children *c, const struct children_plan *plan)
{
	for (unsigned i = 0; i < plan->workers; i++)
		if (!c->workers[i].pid || !c->workers[i].ready)
			return false;
	return true;
}

/* --- stopping --------------------------------------------------------------------- */

/* The oldest stays the first. */
static void leave_out(struct children *c, size_t i)
{
	c->leaving_count--;
	memmove(&c->leaving[i], &c->leaving[i + 1], (c->leaving_count - i) * sizeof *c->leaving);
}

static void add_leaving(struct children *c, pid_t pid)
{
	if (c->leaving_count < LEAVING_MAX) {
		c->leaving[c->leaving_count++] = pid;
		return;
	}
	/* More reloads than connections can outlive: the oldest has had its time. */
	kill(c->leaving[0], SIGKILL);
	leave_out(c, 0);
	c->leaving[c->leaving_count++] = pid;
}

static void stop_child(struct children *c, struct child *child)
{
	if (child->pid) {
		kill(child->pid, SIGTERM);
		add_leaving(c, child->pid);
	}
	child_forget(child);
}

void children_stop_writers(struct children *c)
{
	/* Where there is none, the one before it may be leaving still. */
	if (c->publisher.pid)
		c->leaving_publisher = c->publisher.pid;
	if (c->notifier.pid)
		c->leaving_notifier = c->notifier.pid;
	if (c->reporter.pid)
		c->leaving_reporter = c->reporter.pid;
	stop_child(c, &c->publisher);
	stop_child(c, &c->notifier);
	stop_child(c, &c->reporter);
	stop_child(c, &c->picturer);
}

void children_stop(struct children *c)
{
	children_drop_fresh(c);
	children_stop_writers(c);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(c, &c->workers[i]);
}

void children_kill(struct children *c)
{
	for (size_t i = 0; i < c->leaving_count; i++)
		kill(c->leaving[i], SIGKILL);
}

/* --- taking the place of others ----------------------------------------------------- */

bool children_start_fresh(struct children *c, const struct children_plan *plan, struct err *err)
{
	assert(!c->fresh_count && plan->workers <= WORKERS_MAX);
	memset(c->fresh, 0, sizeof c->fresh);
	c->fresh_fault.text[0] = 0;
	for (unsigned i = 0; i < plan->workers; i++) {
		if (!start(&c->fresh[i], plan, (int)i, err)) {
			children_drop_fresh(c);
			return false;
		}
		c->fresh_count++;
	}
	return true;
}

enum fresh children_fresh(const struct children *c, struct err *err)
{
	if (!c->fresh_count)
		return FRESH_NONE;
	if (c->fresh_fault.text[0]) {
		*err = c->fresh_fault;
		return FRESH_FAILED;
	}
	for (unsigned i = 0; i < c->fresh_count; i++)
		if (!c->fresh[i].ready)
			return FRESH_STARTING;
	return FRESH_READY;
}

void children_accept_fresh(struct children *c)
{
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(c, &c->workers[i]);
	memcpy(c->workers, c->fresh, sizeof c->workers);
	memset(c->fresh, 0, sizeof c->fresh);
	c->fresh_count = 0;
}

void children_drop_fresh(struct children *c)
{
	for (unsigned i = 0; i < c->fresh_count; i++) {
		struct child *child = &c->fresh[i];
		child_read_reports(child);
		if (child->pid && !child->ready)
			kill(child->pid, SIGKILL); /* it may hang; it answered no reader */
		stop_child(c, child);
	}
	c->fresh_count = 0;
}

/* --- their end -------------------------------------------------------------------- */

static bool has_left(struct children *c, pid_t pid)
{
	if (pid == c->leaving_publisher)
		c->leaving_publisher = 0;
	if (pid == c->leaving_notifier)
		c->leaving_notifier = 0;
	if (pid == c->leaving_reporter)
		c->leaving_reporter = 0;
	for (size_t i = 0; i < c->leaving_count; i++)
		if (c->leaving[i] == pid) {
			leave_out(c, i);
			return true;
		}
	return false;
}

static void fresh_has_ended(struct children *c, pid_t pid)
{
	for (unsigned i = 0; i < c->fresh_count; i++)
		if (c->fresh[i].pid == pid) {
			child_forget(&c->fresh[i]);
			err_set(&c->fresh_fault, "a new worker could not start");
		}
}

static void ended(
    struct child *child, struct shared *shared, enum process_kind kind, unsigned number, int status)
{
	counter_add(&shared->restarts[kind], 1);
	child_ended(child, process_kind_names[kind], number, status);
}

/*
 * One that was at work met a picture that was too much for it, which is asked for once more at most: the
 * next need not wait.
 */
static void picturer_has_ended(struct children *c, struct shared *shared, int status)
{
	if (c->picturer.ready)
		c->picturer.failures = 0;
	ended(&c->picturer, shared, PROCESS_PICTURE, 0, status);
}

/* One that was not told to stop. */
static unsigned has_ended(struct children *c, struct shared *shared, pid_t pid, int status)
{
	bool publisher = pid == c->publisher.pid;
	if (pid == c->trial) {
		c->trial = 0;
		c->trial_status = status;
		return ENDED_TRIAL;
	}
	if (publisher && WIFEXITED(status) && WEXITSTATUS(status) == PUBLISHER_MOVED) {
		child_forget(&c->publisher);
		return ENDED_PUBLISHER | ENDED_MOVED;
	}
	if (publisher)
		ended(&c->publisher, shared, PROCESS_PUBLISHER, 0, status);
	else if (pid == c->notifier.pid)
		ended(&c->notifier, shared, PROCESS_NOTIFIER, 0, status);
	else if (pid == c->reporter.pid && WIFEXITED(status) && WEXITSTATUS(status) == REPORTER_DONE)
		child_forget(&c->reporter);
	else if (pid == c->reporter.pid)
		ended(&c->reporter, shared, PROCESS_REPORTER, 0, status);
	else if (pid == c->picturer.pid)
		picturer_has_ended(c, shared, status);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		if (pid == c->workers[i].pid)
			ended(&c->workers[i], shared, PROCESS_WORKER, i + 1, status);
	fresh_has_ended(c, pid);
	return publisher ? ENDED_PUBLISHER : ENDED_NONE;
}

unsigned children_reap(struct children *c, struct shared *shared)
{
	unsigned what = ENDED_NONE;
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		shared_leave_place(shared, pid);
		if (!has_left(c, pid))
			what |= has_ended(c, shared, pid, status);
	}
	return what;
}
