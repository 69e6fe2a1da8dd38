/*
 * publisher: one loop that publishes what changed, then waits for more.
 *
 *   publisher_run ──▶ STARTING ──▶ PUBLISHING ⇄ WAITING
 *                        │              └─────────┴──▶ STOPPING ──▶ end
 *                        └──▶ end: it may not run as its user or without a sandbox
 *
 *   STARTING    The watch is open and hears nothing yet; the rights of the supervisor are given up here. No
 *               file is read.
 *   PUBLISHING  A pass is under way: compile, write the feeds, tell the supervisor, bring search nearer. It
 *               is never cut.
 *   WAITING     Nothing is under way; what is published is whole. The only state in which SIGTERM is let in.
 *               When nothing is heard for a while, what can wait is done, in steps of some milliseconds.
 *   STOPPING    SIGTERM came, or a folder is another one. The last notes of subscribers are taken in.
 *
 * In WAITING, and nowhere else for certain:
 *   1. The compiler is open and the last pass succeeded, or it is closed, and everything is looked at next;
 *      `failure` says why, unless a folder is away.
 *   2. While it is open the catalogue is locked. Descriptors, and the sandbox, hold on to folders that are
 *      replaced: folders_moved compares; of the files in the state folder writer_disturbed does. Both are
 *      asked once a second.
 *   3. What a pass that succeeded made visible was followed by a new generation and a report (process.h).
 */
#include "daemon/publisher.h"

#include <assert.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "catalog/backup.h"
#include "catalog/figures.h"
#include "content/address.h"
#include "daemon/exporter.h"
#include "daemon/folders.h"
#include "daemon/follower.h"
#include "daemon/process.h"
#include "daemon/promotion.h"
#include "daemon/rescue.h"
#include "daemon/said_problems.h"
#include "daemon/sandbox.h"
#include "daemon/watch.h"
#include "publish/compile.h"
#include "publish/pictures.h"
#include "publish/subscriber_import.h"

enum {
	RETRY_MS = 5000,        /* after a failure */
	AWAY_MS = 1000,         /* between two looks for a folder that is away */
	CHECK_MS = 10000,       /* between two looks over the catalogue that workers asked for */
	QUIET_MS = 20,          /* in which nothing is heard before each step of what can wait */
	FIGURES_LATE_MS = 1000, /* figures are no later than this, however many files are saved */
	SECONDS_A_DAY = 86400,
	WORDS_MS =
	    250, /* for which words of attachments are waited for after a pass, where no file changes */
	SAVES_MS = 5000,           /* after a saved file: more of them are expected */
	STEP_WHILE_SAVED = 250,    /* files of a step of the search index then */
	PICTURES_FIRST_MS = 20000, /* for which a pass that has nothing to show waits for pictures */
};

enum state { STARTING, PUBLISHING, WAITING, STOPPING };

struct publisher {
	enum state state;
	const struct config *config;
	struct shared *shared;
	int rescue; /* rescue.h */
	struct watch watch;
	struct compiler compiler;
	struct folders folders;
	bool open;                /* the compiler is */
	bool offered;             /* what was there before the first pass was reported */
	bool greeted;             /* the first pass was reported */
	int64_t checked_at;       /* when the catalogue was looked over for a worker; clock_ms */
	struct progress progress; /* of the first pass */
	int64_t summed_on;        /* the day when subscribers were summed up last */
	int64_t figures_owed;     /* since when (clock_ms); 0: they are noted */
	int64_t saved_at;         /* when a file was read last that was saved (clock_ms); 0: none was */
	bool parts;               /* the search index may have parts to be joined */
	bool worked;              /* since the writer rested */
	struct pictures *pictures;
	struct exporter exporter; /* of an origin with a folder for facts */
	struct follower follower; /* of a follower */
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

static void print_problems(struct publisher *p, struct compile_report *r)
{
	struct problems found;
	struct err err;
	if (p->config->follower) /* the origin says it */
		return;
	problems_init(&found);
	problems_append(&found, &r->names);
	/* The first pass also tells of files that were broken before it. */
	if (p->greeted || !writer_problems(p->compiler.writer, &found, &err))
		problems_append(&found, &r->problems);
	said_problems_print(&p->said, p->config, &found, r->scan.partial);
}

static void next_generation(const struct publisher *p)
{
	atomic_fetch_add_explicit(&p->shared->generation, 1, memory_order_release);
}

/* Pages do not wait for feeds that take long; there is another generation when these are written. */
static void show_pages(void *arg)
{
	const struct publisher *p = arg;
	if (p->greeted)
		next_generation(p);
}

static void tell_supervisor(const struct publisher *p)
{
	atomic_store(&p->shared->published.at, (int64_t)time(NULL));
	next_generation(p);
	process_report(REPORT_PUBLISHED);
}

/* For whoever watches; it may come late. Nothing is told where they cannot be had. */
static void note_figures(struct publisher *p)
{
	struct publisher_view *v = &p->shared->published;
	struct figures f;
	struct err err;
	p->figures_owed = 0;
	if (!figures_read(writer_catalog(p->compiler.writer), &f, &err)) {
		log_warning("how much is published cannot be counted: %s", err.text);
		return;
	}
	atomic_store(&v->items, f.items);
	atomic_store(&v->errors, f.errors);
	atomic_store(&v->warnings, f.warnings);
}

/* They are counted along all items, for which the next saved file need not wait. */
static void owe_figures(struct publisher *p, bool at_once)
{
	int64_t now = clock_ms();
	if (!p->figures_owed)
		p->figures_owed = now;
	if (at_once || now - p->figures_owed >= FIGURES_LATE_MS)
		note_figures(p);
}

static void announce(struct publisher *p, const struct compile_report *r)
{
	counter_add(&p->shared->published.feeds_written, r->feeds.written);
	if (p->greeted && !r->changed && !r->feeds.written)
		return;
	if (!writer_current(p->compiler.writer)) /* of a follower, before the first export came */
		return;
	log_info("published: %zu files read of %zu, feeds: %u written, %u unchanged, %u removed", r->read,
	    r->files, r->feeds.written, r->feeds.unchanged, r->feeds.removed);
	p->greeted = true;
	atomic_store(&p->shared->feeds_only, false);
	tell_supervisor(p);
}

/* --- what is there before the first pass -------------------------------------------- */

/* Whether the lists of feeds are there, which are written last. */
static bool has_feeds(const struct config *c)
{
	for (const char *const *tag = c->site.tags; *tag; tag++) {
		char list[PATH_MAX];
		snprintf(list, sizeof list, "%s/%s/%s", c->feeds, *tag, feed_formats[FORMAT_OPML].name);
		if (access(list, F_OK) != 0)
			return false;
	}
	return true;
}

static bool has_catalogue(const struct publisher *p)
{
	char path[PATH_MAX];
	struct err err;
	if (p->open)
		return writer_current(p->compiler.writer);
	snprintf(path, sizeof path, "%s/catalog.db", p->config->state);
	struct catalog *c = catalog_try_open(path, &err);
	catalog_close(c);
	return c != NULL;
}

/*
 * Readers need not wait for the first pass, which may fail, when there is something to show from the last
 * time.
 */
static void offer(struct publisher *p)
{
	if (p->greeted || p->offered)
		return;
	bool first = atomic_load_explicit(&p->shared->generation, memory_order_relaxed) == 0;
	bool catalogue = has_catalogue(p), feeds = has_feeds(p->config);
	/* Where there are workers that have both open, they are better than new ones. */
	/* A follower has nothing to show before the first export came: so its workers say. */
	bool nothing = first && p->config->follower;
	if (first ? !catalogue && !feeds && !nothing : !catalogue || !feeds)
		return;
	p->offered = true;
	atomic_store(&p->shared->feeds_only, !catalogue);
	if (!catalogue && feeds)
		log_warning(
		    "the feeds of the last time are served; pages follow when the catalogue is built");
	tell_supervisor(p);
}

/* --- files that others take away ------------------------------------------------------ */

/* The facts go back to where they were; where this process may not write any more, the next one does it. */
static void save_facts(struct publisher *p, const struct buf *image)
{
	struct err err;
	bool put;
	if (!image->len)
		return;
	if (!backup_put_back(p->config->state, image, &put, &err)) {
		if (!rescue_keep(p->rescue, image, &err))
			log_error("%s", err.text);
	} else if (put) {
		log_info("%s/facts.db is written back", p->config->state);
	}
}

static void close_compiler(struct publisher *p)
{
	const char *what = writer_disturbed(p->compiler.writer);
	struct buf image;
	p->open = false;
	p->watch.all = true;
	if (!what) {
		compiler_close(&p->compiler);
		return;
	}
	if (!folders_away(&p->folders))
		log_warning(
		    "%s/%s was removed, replaced or written into by another program: it is made again",
		    p->config->state, what);
	compiler_close_disturbed(&p->compiler, &image);
	save_facts(p, &image);
	buf_release(&image);
}

/* What a publisher before this one could not write. */
static bool take_rescued(struct publisher *p, struct err *err)
{
	struct buf image;
	bool put = false;
	bool ok = rescue_read(p->rescue, FACTS_BYTES_MAX, &image, err) &&
	          (!image.len || backup_put_back(p->config->state, &image, &put, err));
	if (ok)
		rescue_forget(p->rescue);
	if (put)
		log_info("%s/facts.db is written back", p->config->state);
	buf_release(&image);
	return ok;
}

/* A worker's word is looked into, but not again and again. */
static bool is_damaged(struct publisher *p)
{
	if (!atomic_load(&p->shared->damaged) || clock_ms() < p->checked_at + CHECK_MS)
		return false;
	return true;
}

static void check_catalogue(struct publisher *p)
{
	p->checked_at = clock_ms();
	atomic_store(&p->shared->damaged, false);
	if (!writer_check(p->compiler.writer))
		close_compiler(p);
}

/* Before a pass: what others did to the files is made good. */
static void mend(struct publisher *p)
{
	if (folders_away(&p->folders))
		return;
	if (p->open && writer_disturbed(p->compiler.writer))
		close_compiler(p);
	if (p->open && is_damaged(p))
		check_catalogue(p);
}

static bool is_due(void *arg)
{
	struct publisher *p = arg;
	bool gone;
	return folders_moved(&p->folders, &gone) ||
	       (p->config->follower && p->open && follower_is_due(&p->follower)) ||
	       (p->open && !folders_away(&p->folders) &&
	           (writer_disturbed(p->compiler.writer) || is_damaged(p)));
}

/* Whether readers have something, of this publisher or of one before it. */
static bool has_shown(const struct publisher *p)
{
	return atomic_load_explicit(&p->shared->generation, memory_order_relaxed) != 0;
}

/* --- one pass, continued --------------------------------------------------------------- */

static int64_t fail(struct publisher *p, const struct err *err)
{
	bool same = strcmp(p->failure, err->text) == 0;
	memcpy(p->failure, err->text, sizeof p->failure);
	if (p->open)
		close_compiler(p);
	p->watch.all = true;
	offer(p);
	if (!same)
		log_error("%s; %s, next try in %d s", p->failure,
		    has_shown(p) ? "what is published stays" : "nothing is published yet", RETRY_MS / 1000);
	return RETRY_MS;
}

static bool open_compiler(struct publisher *p, struct err *err)
{
	if (p->open)
		return true;
	if (!take_rescued(p, err) || !promotion_catch_up(p->config, err) ||
	    !compiler_open(&p->compiler, p->config, false, err))
		return false;
	p->open = true;
	follower_again(&p->follower);
	if (!p->greeted) {
		progress_init(&p->progress, STDERR_FILENO, clock_ms);
		p->progress.view = &p->shared->published.progress;
		p->compiler.progress = &p->progress;
	}
	p->compiler.pictures = p->pictures;
	p->compiler.patience = PICTURES_FIRST_MS;
	p->compiler.words.ms = WORDS_MS;
	p->compiler.words.other = p->watch.inotify;
	p->compiler.committed = show_pages;
	p->compiler.committed_arg = p;
	offer(p);
	return true;
}

/* A follower cannot keep them: it makes no facts. */
static bool import_subscribers(struct publisher *p, struct err *err)
{
	int64_t today = time(NULL) / SECONDS_A_DAY;
	size_t noted;
	if (p->config->follower)
		return true;
	if (!subscriber_import(
	        p->compiler.writer, &p->shared->subscribers, &p->config->site, today, &noted, err))
		return false;
	if (!noted && p->summed_on == today)
		return true;
	p->summed_on = today;
	return agent_view_write(&p->shared->agents, p->config->state, today, err);
}

static bool compile(struct publisher *p, struct compile_report *r, int64_t *wait, struct err *err)
{
	const struct watch *w = &p->watch;
	time_t now = time(NULL);
	if (p->config->follower)
		return follower_pass(&p->follower, &p->compiler, r, wait, err);
	return w->all ? compile_run(&p->compiler, now, r, err)
	              : compile_paths(&p->compiler, w->changed, w->changed_count, now, r, err);
}

/* Where files are saved the next one does not wait for a long step of the search index. */
static size_t index_step(struct publisher *p, const struct compile_report *r)
{
	int64_t now = clock_ms();
	if (r->scan.partial && r->read)
		p->saved_at = now;
	return p->saved_at && now - p->saved_at < SAVES_MS ? STEP_WHILE_SAVED : COMPILE_INDEX_STEP;
}

/* After readers see it: a follower may be slow. */
static bool export(struct publisher *p, struct err *err)
{
	bool exports = config_exports(p->config);
	if (exports)
		exporter_run(&p->exporter, p->compiler.writer);
	if (!import_subscribers(p, err))
		return false;
	if (exports)
		exporter_rest(&p->exporter, p->compiler.writer);
	return true;
}

/*
 * Publishes what changed. *unfinished: search is not up to it yet; *wait: when to come back. The report
 * is valid in both cases.
 */
static bool publish(
    struct publisher *p, struct compile_report *r, bool *unfinished, int64_t *wait, struct err *err)
{
	const struct watch *w = &p->watch;
	if (w->compare) {
		log_warning(
		    "%s: another program wrote into them: what differs is written again", p->config->feeds);
		p->compiler.feeds_owed = true;
	}
	atomic_store(&p->shared->writing, true);
	bool ok = compile(p, r, wait, err);
	watch_forget(&p->watch);
	progress_end(p->compiler.progress);
	p->compiler.progress = NULL;
	print_problems(p, r);
	bool first = !p->greeted, awaited;
	if (ok)
		announce(p, r);
	atomic_store(&p->shared->writing, false);
	if (!ok || !compile_settle(&p->compiler, err))
		return false;
	if (first || r->read || r->changed)
		owe_figures(p, first);
	p->parts = true;
	return export(p, err) && compile_words(&p->compiler, &awaited, err) &&
	       compile_index(&p->compiler, index_step(p, r), unfinished, err);
}

static int64_t succeed(struct publisher *p, const struct compile_report *r, bool unfinished, int64_t wait)
{
	/* What was saved into a folder before it was watched is seen by one more pass. */
	p->watch.all = watch_folders(&p->watch, &r->scan);
	if (!r->scan.partial) {
		watch_output(&p->watch, p->config->feeds);
		writer_sweep(p->compiler.writer, time(NULL));
	}
	bool again = !watch_at(&p->watch, r->next) || p->watch.all || unfinished;
	if (p->failure[0])
		log_info("publishing works again");
	p->failure[0] = 0;
	return again ? 1 : wait;
}

/* One pass; the time in ms after which to come back even when nothing is heard. */
static int64_t pass(struct publisher *p)
{
	struct err err;
	struct compile_report r;
	bool unfinished = false;
	int64_t wait = WATCH_RESCAN_MS;
	if (!open_compiler(p, &err))
		return fail(p, &err);
	bool ok = publish(p, &r, &unfinished, &wait, &err);
	wait = ok ? succeed(p, &r, unfinished, wait) : fail(p, &err);
	compile_report_release(&r);
	return wait;
}

/* --- life ------------------------------------------------------------------------- */

/* What there is of pictures now, and the texts that waited for them. */
static void hear_of_pictures(struct publisher *p)
{
	struct arena a = { 0 };
	const char **paths;
	size_t n;
	if (!p->pictures)
		return;
	pictures_turn(p->pictures, &a, &paths, &n);
	for (size_t i = 0; i < n; i++)
		watch_add(&p->watch, paths[i]);
	arena_release(&a);
}

/* False: the time is over. */
static bool hear(struct publisher *p, int64_t ms)
{
	p->state = WAITING;
	assert(!p->open || !p->failure[0]);
	assert(p->open || p->watch.all);
	/* Once after each work: what others did to its files since then is to be seen. */
	if (p->open && p->worked)
		writer_rest(p->compiler.writer);
	p->worked = false;
	bool heard = watch_wait(&p->watch, p->open ? p->compiler.content_fd : -1, ms,
	    &(struct watch_look){ is_due, p }, &stopping);
	hear_of_pictures(p);
	return heard || p->watch.changed_count;
}

/* What is written into a folder that is away would be lost with it. */
static bool can_do_more(struct publisher *p)
{
	return p->open && !folders_away(&p->folders) && (p->figures_owed || p->parts);
}

/* One step of what can wait. */
static bool do_more(struct publisher *p, struct err *err)
{
	p->state = PUBLISHING;
	p->worked = true;
	if (!p->figures_owed)
		return writer_join_index(p->compiler.writer, &p->parts, err);
	note_figures(p);
	return true;
}

static void wait_for_work(struct publisher *p, int64_t ms)
{
	struct err err;
	hear_of_pictures(p);
	/* What was saved meanwhile is not to wait for many files whose words are wanted. */
	if (p->pictures && pictures_has_words(p->pictures))
		ms = 1;
	while (ms > QUIET_MS && can_do_more(p)) {
		if (hear(p, QUIET_MS) || writer_disturbed(p->compiler.writer))
			return;
		if (!do_more(p, &err))
			ms = fail(p, &err);
	}
	hear(p, ms);
}

/* Until it is told to stop; true when it ends since one of its folders is another one. */
static bool live(struct publisher *p)
{
	const char *moved = NULL;
	bool gone = false;
	while (!stopping && !(moved = folders_moved(&p->folders, &gone))) {
		p->state = PUBLISHING;
		p->worked = true;
		mend(p);
		wait_for_work(p, folders_away(&p->folders) ? AWAY_MS : pass(p));
	}
	if (moved)
		log_warning("%s %s: starting again", moved, gone ? "was deleted" : "is another folder now");
	return moved != NULL;
}

static void stop(struct publisher *p)
{
	struct err err;
	p->state = STOPPING;
	if (!p->open)
		return;
	if (!import_subscribers(p, &err))
		log_error("%s", err.text);
	close_compiler(p);
}

/* SIGTERM stays blocked, see process_begin; watch_wait lets it in. */
static void handle_stop(void)
{
	struct sigaction a = { .sa_handler = on_stop };
	sigaction(SIGTERM, &a, NULL);
}

int publisher_run(const struct config *config, struct shared *shared, int rescue, int pictures)
{
	struct publisher p = { .state = STARTING, .config = config, .shared = shared, .rescue = rescue };
	struct err err;
	int status = 1;
	atomic_store(&shared->writing, false);
	handle_stop();
	problems_init(&p.said);
	watch_open(&p.watch, config->content);
	p.watch.also = pictures;
	p.pictures = pictures >= 0 ? pictures_new(pictures) : NULL;
	folders_hold(&p.folders, config);
	exporter_init(&p.exporter, config);
	follower_init(&p.follower, config);
	if (config->follower)
		watch_file(&p.watch, config->facts, EXPORT_NAME);
	if (!process_become(&config->user, &err) || !sandbox_publisher(config, &err)) {
		log_error("%s", err.text);
		goto err1;
	}
	process_report(REPORT_READY);
	status = live(&p) ? PUBLISHER_MOVED : 0;
	stop(&p);
err1:
	follower_release(&p.follower);
	folders_release(&p.folders);
	pictures_free(p.pictures);
	watch_close(&p.watch);
	problems_release(&p.said);
	return status;
}
