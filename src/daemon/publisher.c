#include "daemon/publisher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"
#include "publish/compile.h"
#include "publish/subscriber_import.h"

enum {
	SETTLE_MS = 15,      /* a save is several events: wait until they pause for this long … */
	SETTLE_MAX_MS = 150, /* … but not longer than this */
	RESCAN_MS = 60000,   /* file systems without events */
	RETRY_MS = 5000,     /* after a failure */
	CHANGED_MAX = 256,   /* paths; of more, everything is looked at */
	SECONDS_A_DAY = 86400,
};

static const time_t FAR_AWAY = 253402300799; /* the end of the year 9999 */

struct publisher {
	const struct config *config;
	struct shared *shared;
	struct compiler compiler;
	bool open;                /* the compiler is */
	bool greeted;             /* the first pass was reported */
	struct progress progress; /* of the first pass */
	char failure[512];        /* the last one logged; "" when the last pass failed at nothing */
	struct problems said;     /* since everything was looked at, and then */
	int inotify, clock;
	char **folders; /* what each watch descriptor up to `highest` watches */
	int highest;
	bool all; /* everything must be looked at, or … */
	struct arena arena;
	const char **changed; /* … only these paths, each once */
	size_t changed_count;
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* --- watching ------------------------------------------------------------------- */

static void keep_folder(struct publisher *p, int wd, const char *folder)
{
	p->folders = xrealloc(p->folders, ((size_t)wd + 1) * sizeof *p->folders);
	while (p->highest < wd)
		p->folders[++p->highest] = NULL;
	p->folders[wd] = xstrdup(folder);
}

/* Watches every folder; true when one of them was not watched before. */
static bool watch(struct publisher *p, const struct scan *scan)
{
	const uint32_t mask = IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVE | IN_DELETE | IN_CREATE | IN_DELETE_SELF |
	                      IN_MOVE_SELF | IN_ONLYDIR;
	bool fresh = false;
	struct buf path;
	buf_init(&path, 1 << 16);
	for (size_t i = 0; i < scan->folder_count; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/%s", p->config->content, scan->folders[i]);
		int wd = inotify_add_watch(p->inotify, path.data, mask);
		if (wd > p->highest) {
			keep_folder(p, wd, scan->folders[i]);
			fresh = true;
		} else if (wd < 0 && errno == ENOSPC) {
			log_warning(
			    "too many folders to watch (fs.inotify.max_user_watches): changes are seen "
			    "within %d s",
			    RESCAN_MS / 1000);
			break;
		}
	}
	buf_release(&path);
	return fresh;
}

static void note_path(struct publisher *p, const char *folder, const char *name)
{
	const char *path = *folder ? arena_printf(&p->arena, "%s/%s", folder, name)
	                           : arena_strdup(&p->arena, name);
	for (size_t i = 0; i < p->changed_count; i++)
		if (!strcmp(p->changed[i], path))
			return;
	if (p->changed_count == CHANGED_MAX)
		p->all = true;
	else
		*(const char **)ARENA_PUSH(&p->arena, p->changed, p->changed_count) = path;
}

/* A link has its content from the beginning: nobody writes and closes it. */
static bool is_link(const struct publisher *p, const char *folder, const char *name)
{
	char path[PATH_MAX];
	struct stat st;
	snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
	return p->open && fstatat(p->compiler.content_fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (S_ISLNK(st.st_mode) || (S_ISREG(st.st_mode) && st.st_nlink > 1));
}

/* True when the event can have changed what is published. */
static bool note_event(struct publisher *p, const struct inotify_event *e)
{
	const char *folder = e->wd >= 0 && e->wd <= p->highest ? p->folders[e->wd] : NULL;
	bool made = (e->mask & IN_CREATE) && !(e->mask & IN_ISDIR) && folder && e->len;
	/* A new file says nothing before it is closed; of its folder's watch nobody needs to hear. */
	if ((e->mask & IN_IGNORED) || (made && !is_link(p, folder, e->name)))
		return false;
	if ((e->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF)) || !folder || !e->len)
		p->all = true;
	else if (!p->all)
		note_path(p, folder, e->name);
	return true;
}

/*
 * Strikes at this instant of the clock on the wall, at once after a sleep over it, and whenever that clock is set. False:
 * it was set since the last time.
 */
static bool set_clock(const struct publisher *p, int64_t next)
{
	struct itimerspec t = { .it_value.tv_sec = next == INSTANT_NONE ? FAR_AWAY : (time_t)next };
	return timerfd_settime(p->clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &t, NULL) == 0 ||
	       errno != ECANCELED;
}

static bool clock_struck(const struct publisher *p)
{
	uint64_t times;
	return read(p->clock, &times, sizeof times) >= 0 || errno == ECANCELED;
}

/* Reads what is queued; true when something of it can have changed what is published. */
static bool drain_events(struct publisher *p)
{
	char events[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool news = clock_struck(p);
	ssize_t n;
	while ((n = read(p->inotify, events, sizeof events)) > 0) {
		for (char *at = events; at < events + n;) {
			const struct inotify_event *e = (const struct inotify_event *)(void *)at;
			news = note_event(p, e) || news;
			at += sizeof *e + e->len;
		}
	}
	return news;
}

/* Waits for SIGTERM, for an event of a file or the clock (true), or for the time to pass. */
static bool wait_events(struct publisher *p, int64_t ms)
{
	sigset_t none;
	sigemptyset(&none);
	struct pollfd fds[] = { { .fd = p->inotify, .events = POLLIN },
		{ .fd = p->clock, .events = POLLIN } };
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	return ppoll(fds, 2, &t, &none) > 0;
}

static void wait_for_work(struct publisher *p, int64_t ms)
{
	int64_t begun = clock_ms(), until = begun + ms;
	while (!stopping && clock_ms() < until) {
		if (!wait_events(p, until - clock_ms()) || !drain_events(p))
			continue;
		int64_t settled = clock_ms() + SETTLE_MAX_MS;
		while (!stopping && clock_ms() < settled && wait_events(p, SETTLE_MS))
			drain_events(p);
		return;
	}
	if (clock_ms() - begun >= RESCAN_MS)
		p->all = true;
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
	kill(getppid(), SIGNAL_PUBLISHED);
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
	p->all = true;
	return RETRY_MS;
}

/* Whether another directory stands at the configured place by now (a new checkout, say). */
static bool content_moved(const struct publisher *p)
{
	struct stat held, now;
	return p->open && fstat(p->compiler.content_fd, &held) == 0 && stat(p->config->content, &now) == 0 &&
	       (held.st_ino != now.st_ino || held.st_dev != now.st_dev);
}

static void forget_changes(struct publisher *p)
{
	p->all = false;
	p->changed = NULL;
	p->changed_count = 0;
	arena_reset(&p->arena);
}

/* Readers need not wait for the first look at the content when there is something to show from the last time. */
static bool open_compiler(struct publisher *p, struct err *err)
{
	if (p->open)
		return true;
	if (!compiler_open(&p->compiler, p->config, false, err)) {
		compiler_close(&p->compiler);
		return false;
	}
	p->open = true;
	if (!p->greeted) {
		progress_init(&p->progress, STDERR_FILENO, clock_ms);
		p->compiler.progress = &p->progress;
	}
	if (!p->greeted && writer_current(p->compiler.writer))
		tell_supervisor(p);
	return true;
}

static bool count(struct publisher *p, struct err *err)
{
	return subscriber_import(
	    p->compiler.writer, &p->shared->subscribers, &p->config->site, time(NULL) / SECONDS_A_DAY, err);
}

/* Publishes what changed; the time in ms after which to come back even when nothing is heard. */
static int64_t pass(struct publisher *p)
{
	struct err err;
	if (!open_compiler(p, &err))
		return fail(p, &err);
	struct compile_report r;
	bool ok = p->all ? compile_run(&p->compiler, time(NULL), &r, &err)
	                 : compile_paths(&p->compiler, p->changed, p->changed_count, time(NULL), &r, &err);
	forget_changes(p);
	progress_end(p->compiler.progress);
	p->compiler.progress = NULL;
	print_problems(p, &r);
	int64_t wait = RETRY_MS;
	bool unfinished = false;
	if (ok)
		announce(p, &r);
	ok = ok && compile_index(&p->compiler, &unfinished, &err) && count(p, &err);
	if (ok) {
		/* What was saved into a folder before it was watched is seen by one more pass. */
		p->all = watch(p, &r.scan);
		bool again = !set_clock(p, r.next) || p->all || unfinished;
		wait = again ? 1 : RESCAN_MS;
		if (p->failure[0])
			log_info("publishing works again");
		p->failure[0] = 0;
	}
	compile_report_release(&r);
	return ok ? wait : fail(p, &err);
}

int publisher_run(const struct config *config, struct shared *shared)
{
	struct publisher p = { .config = config, .shared = shared, .all = true, .highest = -1 };
	process_begin("publisher");
	struct sigaction stop = { .sa_handler = on_stop };
	sigaction(SIGTERM, &stop, NULL);
	/* It stays blocked except while waiting, so that a pass is never cut. */
	struct err err;
	p.inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	p.clock = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	if (p.inotify < 0)
		log_warning("no file events here: changes are seen within %d s", RESCAN_MS / 1000);
	if (!process_become(&config->user, &err) || !sandbox_publisher(config, &err)) {
		log_error("%s", err.text);
		return 1;
	}
	bool moved = false;
	while (!stopping && !(moved = content_moved(&p)))
		wait_for_work(&p, pass(&p));
	if (p.open && !count(&p, &err))
		log_error("%s", err.text);
	if (p.open)
		compiler_close(&p.compiler);
	for (int wd = 0; wd <= p.highest; wd++)
		free(p.folders[wd]);
	free(p.folders);
	problems_release(&p.said);
	arena_release(&p.arena);
	close(p.inotify);
	close(p.clock);
	return moved ? PUBLISHER_MOVED : 0;
}
