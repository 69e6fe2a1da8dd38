/*
 * watch: inotify(7) for the folders of the content, timerfd_create(2) for the clock on the wall.
 *
 * A save is several events: after the first one it waits until they pause. Of a file only the event that
 * it is complete counts; whatever cannot be told file by file (folders, an overflow, too many paths) sets
 * `all`.
 */
#include "daemon/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"

enum {
	SETTLE_MS = 15,      /* waits until events pause for this long … */
	SETTLE_MAX_MS = 150, /* … but not longer than this */
	CHANGED_MAX = 256,   /* paths; of more, everything is looked at */
	LOOK_MS = 1000,      /* between two looks at what gives no events */
	OUTPUT_DEPTH = 2,    /* languages, projects */
};

/* In place of a folder of the content, whose paths never begin so: one of the feeds. */
#define OUTPUT "/"
/* The same: one that is watched for one file. */
#define FILED "//"

static const time_t FAR_AWAY = 253402300799; /* the end of the year 9999 */

void watch_open(struct watch *w, const char *content)
{
	*w = (struct watch){ .content = content, .also = -1, .highest = -1, .all = true };
	w->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (w->inotify < 0)
		log_warning("no file events here: changes are seen within %d s", WATCH_RESCAN_MS / 1000);
	w->timer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	if (w->timer < 0)
		log_warning("no timer here: what is due is published within %d s", WATCH_RESCAN_MS / 1000);
}

void watch_close(struct watch *w)
{
	for (int wd = 0; wd <= w->highest; wd++)
		free(w->folders[wd]);
	free(w->folders);
	arena_release(&w->arena);
	if (w->timer >= 0)
		close(w->timer);
	if (w->inotify >= 0)
		close(w->inotify);
	*w = (struct watch){ .inotify = -1, .timer = -1, .highest = -1 };
}

/* --- folders ---------------------------------------------------------------------- */

static void keep_folder(struct watch *w, int wd, const char *folder)
{
	if (wd > w->highest)
		w->folders = xrealloc(w->folders, ((size_t)wd + 1) * sizeof *w->folders);
	while (w->highest < wd)
		w->folders[++w->highest] = NULL;
	free(w->folders[wd]);
	w->folders[wd] = xstrdup(folder);
}

/* What a scan names folders; those of two names keep the first of them. */
struct naming {
	int known;   /* the highest watch before it */
	bool *named; /* by watch, up to that */
};

/* Whether the watch is new, or its folder was given another name: it keeps its watch. */
static bool is_news(const struct watch *w, const struct naming *n, int wd, const char *folder)
{
	if (wd > n->known)
		return wd > w->highest;
	const char *was = w->folders[wd] ? w->folders[wd] : "";
	return !n->named[wd] && strcmp(was, folder) != 0 && strcmp(was, OUTPUT) != 0 &&
	       strcmp(was, FILED) != 0;
}

bool watch_folders(struct watch *w, const struct scan *scan)
{
	const uint32_t mask = IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVE | IN_DELETE | IN_CREATE | IN_DELETE_SELF |
	                      IN_MOVE_SELF | IN_ONLYDIR;
	struct naming n = { w->highest, xcalloc((size_t)w->highest + 2, sizeof *n.named) };
	bool fresh = false;
	struct buf path;
	buf_init(&path, 1 << 16);
	for (size_t i = 0; i < scan->folder_count; i++) {
		buf_reset(&path);
		buf_printf(&path, "%s/%s", w->content, scan->folders[i]);
		int wd = inotify_add_watch(w->inotify, path.data, mask);
		if (wd >= 0 && is_news(w, &n, wd, scan->folders[i])) {
			keep_folder(w, wd, scan->folders[i]);
			fresh = true;
		} else if (wd < 0 && errno == ENOSPC) {
			log_warning(
			    "too many folders to watch (fs.inotify.max_user_watches): changes are seen "
			    "within %d s",
			    WATCH_RESCAN_MS / 1000);
			break;
		}
		if (wd >= 0 && wd <= n.known)
			n.named[wd] = true;
	}
	buf_release(&path);
	free(n.named);
	return fresh;
}

static bool watch_output_folder(struct watch *w, const char *path)
{
	const uint32_t mask = IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF |
	                      IN_ONLYDIR;
	int wd = inotify_add_watch(w->inotify, path, mask);
	if (wd > w->highest)
		keep_folder(w, wd, OUTPUT);
	return wd >= 0;
}

static void watch_output_below(struct watch *w, const char *folder, int depth)
{
	DIR *dir = watch_output_folder(w, folder) && depth ? opendir(folder) : NULL;
	struct buf path;
	buf_init(&path, 1 << 16);
	for (struct dirent *d; dir && (d = readdir(dir));) {
		if (d->d_name[0] == '.' || (d->d_type != DT_DIR && d->d_type != DT_UNKNOWN))
			continue;
		buf_reset(&path);
		buf_printf(&path, "%s/%s", folder, d->d_name);
		watch_output_below(w, path.data, depth - 1);
	}
	buf_release(&path);
	if (dir)
		closedir(dir);
}

void watch_output(struct watch *w, const char *folder)
{
	watch_output_below(w, folder, OUTPUT_DEPTH);
}

void watch_file(struct watch *w, const char *folder, const char *name)
{
	int wd = inotify_add_watch(w->inotify, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
	w->file = name;
	if (wd > w->highest)
		keep_folder(w, wd, FILED);
}

void watch_add(struct watch *w, const char *path)
{
	for (size_t i = 0; i < w->changed_count; i++)
		if (!strcmp(w->changed[i], path))
			return;
	if (w->changed_count == CHANGED_MAX)
		w->all = true;
	else
		*ARENA_PUSH(&w->arena, w->changed, w->changed_count) = arena_strdup(&w->arena, path);
}

static void note_path(struct watch *w, const char *folder, const char *name)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
	watch_add(w, path);
}

/* A link has its content from the beginning: it is not written and closed. */
static bool is_link(int content_fd, const char *folder, const char *name)
{
	char path[PATH_MAX];
	struct stat st;
	snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
	return content_fd >= 0 && fstatat(content_fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       (S_ISLNK(st.st_mode) || (S_ISREG(st.st_mode) && st.st_nlink > 1));
}

/* The publisher itself writes only what begins with a dot, and renames that. */
static void note_output(struct watch *w, const struct inotify_event *e)
{
	if ((e->mask & IN_IGNORED) || (e->len && e->name[0] == '.'))
		return;
	w->output_heard = clock_ms();
	if (e->mask & IN_CLOSE_WRITE)
		w->output_written = true;
}

/* Whoever removes a folder should not meet new files in it. */
static bool output_is_due(struct watch *w)
{
	if (!w->output_heard || clock_ms() < w->output_heard + LOOK_MS)
		return false;
	w->all = true;
	w->compare = w->output_written;
	w->output_written = false;
	w->output_heard = 0;
	return true;
}

/* What is never content: hidden files, reports, what editors and sync tools write for a moment. */
static bool is_passed_over(const char *folder, const struct inotify_event *e)
{
	return e->len && !content_enters_in(folder ? folder : "", e->name);
}

/* True when the event can have changed what is published. */
static bool note_event(struct watch *w, int content_fd, const struct inotify_event *e)
{
	const char *folder = e->wd >= 0 && e->wd <= w->highest ? w->folders[e->wd] : NULL;
	if (folder && !strcmp(folder, OUTPUT)) {
		note_output(w, e);
		return false;
	}
	if (folder && !strcmp(folder, FILED))
		return e->len && !strcmp(e->name, w->file);
	bool made = (e->mask & IN_CREATE) && !(e->mask & IN_ISDIR) && folder && e->len;
	/* A new file says nothing before it is closed; that a watch has ended changes nothing. */
	if ((e->mask & IN_IGNORED) || is_passed_over(folder, e) ||
	    (made && !is_link(content_fd, folder, e->name)))
		return false;
	if ((e->mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF)) || !folder || !e->len)
		w->all = true;
	else if (!w->all)
		note_path(w, folder, e->name);
	return true;
}

/* --- the clock -------------------------------------------------------------------- */

/* It strikes at once after a sleep over the instant, and whenever the clock on the wall is set. */
bool watch_at(struct watch *w, int64_t instant)
{
	struct itimerspec t = { .it_value.tv_sec = instant == INSTANT_NONE ? FAR_AWAY : (time_t)instant };
	return timerfd_settime(w->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &t, NULL) == 0 ||
	       errno != ECANCELED;
}

static bool has_struck(const struct watch *w)
{
	uint64_t times;
	return read(w->timer, &times, sizeof times) >= 0 || errno == ECANCELED;
}

/* --- waiting ---------------------------------------------------------------------- */

/* Reads what is queued; true when something of it can have changed what is published. */
static bool drain_events(struct watch *w, int content_fd)
{
	char events[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool news = has_struck(w);
	ssize_t n;
	while ((n = read(w->inotify, events, sizeof events)) > 0) {
		for (char *at = events; at < events + n;) {
			const struct inotify_event *e = (const struct inotify_event *)(void *)at;
			news = note_event(w, content_fd, e) || news;
			at += sizeof *e + e->len;
		}
	}
	return news;
}

/* While a descriptor is ready ppoll(2) takes no signal, however long that is pending. */
static void let_signals_in(void)
{
	sigset_t none, before;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* True: an event of a file or the clock, or of `also`; -1: none. */
static bool wait_events(struct watch *w, int also, int64_t ms)
{
	sigset_t none;
	sigemptyset(&none);
	struct pollfd fds[] = { { .fd = w->inotify, .events = POLLIN }, { .fd = w->timer, .events = POLLIN },
		{ .fd = also, .events = POLLIN } };
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	return ppoll(fds, ARRAY_SIZE(fds), &t, &none) > 0;
}

/* What is heard there is another's to read. */
static bool also_heard(const struct watch *w)
{
	struct pollfd fd = { .fd = w->also, .events = POLLIN };
	return w->also >= 0 && poll(&fd, 1, 0) > 0;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

bool watch_wait(struct watch *w, int content_fd, int64_t ms, const struct watch_look *look,
    const volatile sig_atomic_t *stopping)
{
	int64_t begun = clock_ms(), until = begun + ms;
	int64_t step = look->due ? LOOK_MS : ms;
	let_signals_in();
	while (!*stopping && !w->changed_count && clock_ms() < until) {
		if (output_is_due(w) || (look->due && look->due(look->arg)))
			return true;
		bool heard = wait_events(w, w->also, least(step, until - clock_ms()));
		if (also_heard(w))
			return true;
		if (!heard || !drain_events(w, content_fd))
			continue;
		int64_t settled = clock_ms() + SETTLE_MAX_MS;
		while (!*stopping && clock_ms() < settled && wait_events(w, -1, SETTLE_MS))
			drain_events(w, content_fd);
		return true;
	}
	if (clock_ms() - begun >= WATCH_RESCAN_MS)
		w->all = true;
	return *stopping || w->changed_count;
}

void watch_forget(struct watch *w)
{
	w->all = w->compare = false;
	w->changed = NULL;
	w->changed_count = 0;
	arena_reset(&w->arena);
}
