/*
 * publisher: one loop that publishes what changed, then waits for more.
 *
 *   publisher_run ──▶ STARTING ──▶ PUBLISHING ⇄ WAITING
 *                        │              └─────────┴──▶ STOPPING ──▶ end
 *                        └──▶ end: it may not run as its user or without a sandbox
 *
 *   STARTING    The watch is open and hears nothing yet; the rights of the supervisor are given up here. No file is read.
 *   PUBLISHING  A pass is under way: compile, write the feeds, tell the supervisor, bring search nearer. It is never cut.
 *   WAITING     Nothing is under way; what is published is whole. The only state in which SIGTERM is let in.
 *   STOPPING    SIGTERM came, or the content directory is another one. The last notes of subscribers are taken in.
 *
 * In WAITING, and nowhere else for certain:
 *   1. The compiler is open and the last pass succeeded, or it is closed, `failure` says why, and everything is looked at next.
 *   2. While it is open the catalogue is locked, and descriptors for content and feeds are held, which a replaced directory
 *      does not change: content_moved compares.
 *   3. What a pass that succeeded made visible was followed by a new generation and a report (process.h).
 */
#include "daemon/publisher.h"

#include <assert.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"
#include "daemon/watch.h"
#include "publish/compile.h"
#include "publish/subscriber_import.h"

enum {
	RETRY_MS = 5000, /* after a failure */
	SECONDS_A_DAY = 86400,
};

enum state { STARTING, PUBLISHING, WAITING, STOPPING };

struct publisher {
	enum state state;
	const struct config *config;
	struct shared *shared;
	struct watch watch;
	struct compiler compiler;
	bool open;                /* the compiler is */
	bool greeted;             /* the first pass was reported */
	struct progress progress; /* of the first pass */
	char failure[512];        /* the last one logged; "" when the last pass succeeded */
	struct problems said;     /* since everything was looked at, and then */
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* --- one pass --------------------------------------------------------------------- */

static bool was_said(const struct publisher *p, const struct problem *one)
{
	for (size_t i = 0; i < p->said.n; i++) {
		const struct problem *other = &p->said.v[i];
		if (other->line == one->line && !strcmp(other->file, one->file) &&
		    !strcmp(other->text, one->text))
			return true;
	}
	return false;
}

/* What a look at everything finds again, since it is wrong still, is not said again. */
static void print_new(struct publisher *p, struct problems *found, bool partial)
{
	struct problems news;
	problems_init(&news);
	for (size_t i = 0; i < found->n; i++) {
		const struct problem *one = &found->v[i];
		if (partial || !was_said(p, one))
			problem_add(&news, one->severity, one->file, one->line, one->column, one->rule, "%s",
			    one->text);
	}
	compile_print_problems(p->config, &news);
	problems_release(&news);
}

static void print_problems(struct publisher *p, struct compile_report *r)
{
	struct problems found;
	struct err err;
	problems_init(&found);
	problems_append(&found, &r->names);
	/* The first pass also tells of files that were broken before it. */
	if (p->greeted || !writer_problems(p->compiler.writer, &found, &err))
		problems_append(&found, &r->problems);
	print_new(p, &found, r->scan.partial);
	if (r->scan.partial) {
		problems_append(&p->said, &found);
		problems_release(&found);
		return;
	}
	problems_release(&p->said);
	p->said = found;
}

static void tell_supervisor(const struct publisher *p)
{
	atomic_fetch_add_explicit(&p->shared->generation, 1, memory_order_release);
	process_report(REPORT_PUBLISHED);
}

static void announce(struct publisher *p, const struct compile_report *r)
{
	if (p->greeted && !r->changed && !r->feeds.written)
		return;
	log_info("published: %zu files read of %zu, feeds: %u written, %u unchanged, %u removed", r->read,
	    r->files, r->feeds.written, r->feeds.unchanged, r->feeds.removed);
	p->greeted = true;
	tell_supervisor(p);
}

static int64_t fail(struct publisher *p, const struct err *err)
{
	if (strcmp(p->failure, err->text) != 0)
		log_error("%s; what is published stays, next try in %d s", err->text, RETRY_MS / 1000);
	memcpy(p->failure, err->text, sizeof p->failure);
	if (p->open)
		compiler_close(&p->compiler);
	p->open = false;
	p->watch.all = true;
	return RETRY_MS;
}

/* Whether the configured path is another directory by now (a new checkout, say). */
static bool content_moved(const struct publisher *p)
{
	struct stat held, now;
	return p->open && fstat(p->compiler.content_fd, &held) == 0 && stat(p->config->content, &now) == 0 &&
	       (held.st_ino != now.st_ino || held.st_dev != now.st_dev);
}

/* Readers need not wait for the first look at the content when there is something to show from the last time. */
static bool open_compiler(struct publisher *p, struct err *err)
{
	if (p->open)
		return true;
	if (!compiler_open(&p->compiler, p->config, false, err))
		return false;
	p->open = true;
	if (!p->greeted) {
		progress_init(&p->progress, STDERR_FILENO, clock_ms);
		p->compiler.progress = &p->progress;
	}
	if (!p->greeted && writer_current(p->compiler.writer))
		tell_supervisor(p);
	return true;
}

static bool import_subscribers(struct publisher *p, struct err *err)
{
	return subscriber_import(
	    p->compiler.writer, &p->shared->subscribers, &p->config->site, time(NULL) / SECONDS_A_DAY, err);
}

/* Publishes what changed. *unfinished: search is not up to it yet. The report is valid in both cases. */
static bool publish(struct publisher *p, struct compile_report *r, bool *unfinished, struct err *err)
{
	const struct watch *w = &p->watch;
	time_t now = time(NULL);
	bool ok = w->all ? compile_run(&p->compiler, now, r, err)
	                 : compile_paths(&p->compiler, w->changed, w->changed_count, now, r, err);
	watch_forget(&p->watch);
	progress_end(p->compiler.progress);
	p->compiler.progress = NULL;
	print_problems(p, r);
	if (!ok)
		return false;
	announce(p, r);
	return compile_index(&p->compiler, unfinished, err) && import_subscribers(p, err);
}

static int64_t succeed(struct publisher *p, const struct compile_report *r, bool unfinished)
{
	/* What was saved into a folder before it was watched is seen by one more pass. */
	p->watch.all = watch_folders(&p->watch, &r->scan);
	bool again = !watch_at(&p->watch, r->next) || p->watch.all || unfinished;
	if (p->failure[0])
		log_info("publishing works again");
	p->failure[0] = 0;
	return again ? 1 : WATCH_RESCAN_MS;
}

/* One pass; the time in ms after which to come back even when nothing is heard. */
static int64_t pass(struct publisher *p)
{
	struct err err;
	struct compile_report r;
	bool unfinished = false;
	if (!open_compiler(p, &err))
		return fail(p, &err);
	bool ok = publish(p, &r, &unfinished, &err);
	int64_t wait = ok ? succeed(p, &r, unfinished) : fail(p, &err);
	compile_report_release(&r);
	return wait;
}

/* --- life ------------------------------------------------------------------------- */

static void wait_for_work(struct publisher *p, int64_t ms)
{
	p->state = WAITING;
	assert(p->open == !p->failure[0]);
	assert(p->open || p->watch.all);
	watch_wait(&p->watch, p->open ? p->compiler.content_fd : -1, ms, &stopping);
}

/* Until it is told to stop; true when it ends since the content directory is another one. */
static bool live(struct publisher *p)
{
	bool moved = false;
	while (!stopping && !(moved = content_moved(p))) {
		p->state = PUBLISHING;
		wait_for_work(p, pass(p));
	}
	return moved;
}

static void stop(struct publisher *p)
{
	struct err err;
	p->state = STOPPING;
	if (!p->open)
		return;
	if (!import_subscribers(p, &err))
		log_error("%s", err.text);
	compiler_close(&p->compiler);
	p->open = false;
}

/* SIGTERM stays blocked, see process_begin; watch_wait lets it in. */
static void handle_stop(void)
{
	struct sigaction a = { .sa_handler = on_stop };
	sigaction(SIGTERM, &a, NULL);
}

int publisher_run(const struct config *config, struct shared *shared)
{
	struct publisher p = { .state = STARTING, .config = config, .shared = shared };
	struct err err;
	int status = 1;
	handle_stop();
	problems_init(&p.said);
	watch_open(&p.watch, config->content);
	if (!process_become(&config->user, &err) || !sandbox_publisher(config, &err)) {
		log_error("%s", err.text);
		goto err1;
	}
	process_report(REPORT_READY);
	status = live(&p) ? PUBLISHER_MOVED : 0;
	stop(&p);
err1:
	watch_close(&p.watch);
	problems_release(&p.said);
	return status;
}
