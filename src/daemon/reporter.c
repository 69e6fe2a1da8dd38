/*
 * reporter: looks at the catalogue once a second; when that changed, each folder's report is made and
 * compared with what is there.
 *
 * A file of this name that does not begin as ours do is a person's, and left alone. What cannot be
 * written is said once and tried again; nothing else waits for it. In the state folder a mark says that
 * there may be files of ours: where reports are not wanted any more, a reporter takes them away, then the
 * mark, and ends.
 */
#include "daemon/reporter.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "content/name.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"
#include "publish/report.h"

enum {
	LOOK_MS = 1000,   /* between two looks at the catalogue */
	RETRY_MS = 5000,  /* after a failure */
	REST_TIMES = 20,  /* what a look takes is a twentieth of the time at most */
	FOLDER_DEPTH = 2, /* projects, items */
};

#define MARK "on"

struct reporter {
	const struct config *config;
	int content_fd, own_fd;
	struct catalog *catalog; /* NULL: it cannot be opened now */
	int64_t seen;            /* catalog_changes when it was last looked at */
	int64_t rested;          /* until when it rests after a look that took long (clock_ms) */
	int64_t due;             /* after a failure: when to look again (clock_ms); 0: there was none */
	struct arena arena;      /* of the list */
	const char **folders;    /* that have a file of ours */
	size_t n;
	bool failing; /* the last look failed, which was logged */
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* --- folders -------------------------------------------------------------------------------- */

/* Below the content, through no symbolic link; -1 and errno. */
static int open_folder(const struct reporter *o, const char *folder)
{
	struct str rest = str_of(folder), part;
	int fd = openat(o->content_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (bool more = rest.n > 0; more && fd >= 0;) {
		char name[NAME_MAX + 1];
		more = str_cut(rest, '/', &part, &rest);
		snprintf(name, sizeof name, "%.*s", STR_ARG(part));
		int next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int saved = errno;
		close(fd);
		errno = saved;
		fd = next;
	}
	return fd;
}

/* The path of what is in a folder; false: it is too long. */
static bool join(char out[PATH_MAX], const char *folder, const char *name)
{
	int n = snprintf(out, PATH_MAX, "%s%s%s", folder, *folder ? "/" : "", name);
	return n > 0 && n < PATH_MAX;
}

enum there { THERE_NONE, THERE_OURS, THERE_ANOTHERS };

/* What of this name is in the folder, and its bytes. What cannot be read is not ours. */
static enum there look_into(int folder, struct buf *bytes)
{
	struct err ignored;
	buf_reset(bytes);
	int fd = file_open_beneath(folder, REPORT_FILE);
	if (fd < 0)
		return errno == ENOENT ? THERE_NONE : THERE_ANOTHERS;
	close(fd);
	return file_read_head(folder, REPORT_FILE, REPORT_MAX, bytes, &ignored) &&
	               report_is_ours(buf_str(bytes))
	           ? THERE_OURS
	           : THERE_ANOTHERS;
}

static void find_below(struct reporter *o, const char *folder, int depth, struct buf *bytes)
{
	int fd = open_folder(o, folder);
	if (fd >= 0 && look_into(fd, bytes) == THERE_OURS)
		*ARENA_PUSH(&o->arena, o->folders, o->n) = arena_strdup(&o->arena, folder);
	DIR *dir = fd >= 0 && depth ? fdopendir(fd) : NULL;
	for (struct dirent *d; dir && (d = readdir(dir));) {
		char below[PATH_MAX];
		bool may_be_folder = d->d_type == DT_DIR || d->d_type == DT_UNKNOWN;
		if (may_be_folder && content_enters(d->d_name) && join(below, folder, d->d_name))
			find_below(o, below, depth - 1, bytes);
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
}

/* All files of ours that there are: of a time before this, or in a folder that was renamed. */
static void find_all(struct reporter *o)
{
	struct buf bytes;
	buf_init(&bytes, REPORT_MAX);
	arena_reset(&o->arena);
	o->folders = NULL;
	o->n = 0;
	find_below(o, "", FOLDER_DEPTH, &bytes);
	buf_release(&bytes);
}

/* The language that most texts of the folder have, of several the first of the site; NULL: none has one. */
static const struct lang *language_in(const struct reporter *o, const char *folder)
{
	const struct site *site = &o->config->site;
	size_t counts[SITE_LANGS_MAX] = { 0 }, best = 0;
	int fd = open_folder(o, folder);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	for (struct dirent *d; dir && (d = readdir(dir));) {
		char path[PATH_MAX];
		struct content_name name;
		struct err ignored;
		if (!join(path, folder, d->d_name))
			continue;
		content_name(path, &name, &ignored);
		for (size_t i = 0; name.role != ROLE_ERROR && i < site->lang_count; i++)
			counts[i] += !strcmp(name.lang, site->tags[i]);
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	for (size_t i = 1; i < site->lang_count; i++)
		best = counts[i] > counts[best] ? i : best;
	return counts[best] ? site->langs[best] : NULL;
}

/* Of the folder, or the one above it, or else the site's first. */
static const struct lang *language_of(const struct reporter *o, const char *folder)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s", folder);
	for (char *slash; *path; *slash = 0) {
		const struct lang *lang = language_in(o, path);
		if (lang)
			return lang;
		slash = strrchr(path, '/');
		slash = slash ? slash : path;
	}
	return o->config->site.langs[0];
}

/* --- files ---------------------------------------------------------------------------------- */

static bool replace_report(int folder, struct str text, struct err *err)
{
	struct err why;
	return file_replace(folder, REPORT_FILE, text, 0644, &why) != FILE_FAILED ||
	       err_set(err, "%s: let the server's user write into this folder, or set report = no", why.text);
}

/* A folder that vanished meanwhile needs none. */
static bool write_report(struct reporter *o, const struct folder_report *r, struct buf *text, struct err *err)
{
	struct buf old;
	bool ok = true;
	int fd = open_folder(o, r->folder);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ||
		       err_errno(err, "cannot open the folder");
	buf_init(&old, REPORT_MAX);
	buf_reset(text);
	report_print(r, language_of(o, r->folder), time(NULL), text);
	enum there there = look_into(fd, &old);
	if (there == THERE_ANOTHERS)
		ok = err_set(err, "a file of this name is there that is none of ours: rename it");
	else if (there == THERE_NONE || !report_same(buf_str(&old), buf_str(text)))
		ok = replace_report(fd, buf_str(text), err);
	close(fd);
	buf_release(&old);
	return ok;
}

/* One of ours; what is another's stays. */
static bool remove_report(struct reporter *o, const char *folder, struct err *err)
{
	struct buf old;
	int fd = open_folder(o, folder);
	if (fd < 0)
		return true;
	buf_init(&old, REPORT_MAX);
	bool ok = look_into(fd, &old) != THERE_OURS || unlinkat(fd, REPORT_FILE, 0) == 0 || errno == ENOENT ||
	          err_errno(err, "cannot be taken away");
	close(fd);
	buf_release(&old);
	return ok;
}

static void fail(struct reporter *o, const char *folder, const struct err *err)
{
	if (!o->failing)
		log_error("%s%s%s/" REPORT_FILE ": %s; the site goes on", o->config->content,
		    *folder ? "/" : "", folder, err->text);
	o->failing = true;
	o->due = clock_ms() + RETRY_MS;
}

static void succeed(struct reporter *o)
{
	if (o->failing)
		log_info("reports are written again");
	o->failing = false;
	o->due = 0;
}

static const struct folder_report *find_report(const struct folder_reports *all, const char *folder)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->v[i].folder, folder))
			return &all->v[i];
	return NULL;
}

/* Whether a file of ours is not where it was: it was removed, or its folder was renamed. */
static bool any_moved(const struct reporter *o)
{
	struct buf bytes;
	bool moved = false;
	buf_init(&bytes, REPORT_MAX);
	for (size_t i = 0; i < o->n && !moved; i++) {
		int fd = open_folder(o, o->folders[i]);
		moved = fd < 0 || look_into(fd, &bytes) != THERE_OURS;
		if (fd >= 0)
			close(fd);
	}
	buf_release(&bytes);
	return moved;
}

/* Brings the files up to the reports. */
static void update(struct reporter *o, const struct folder_reports *wanted)
{
	struct buf text;
	struct err err;
	bool ok = true;
	if (any_moved(o))
		find_all(o);
	for (size_t i = 0; i < o->n; i++)
		if (!find_report(wanted, o->folders[i]) && !remove_report(o, o->folders[i], &err)) {
			fail(o, o->folders[i], &err);
			ok = false;
		}
	buf_init(&text, REPORT_MAX);
	for (size_t i = 0; i < wanted->n; i++)
		if (!write_report(o, &wanted->v[i], &text, &err)) {
			fail(o, wanted->v[i].folder, &err);
			ok = false;
		}
	buf_release(&text);
	arena_reset(&o->arena);
	o->folders = NULL;
	o->n = 0;
	for (size_t i = 0; i < wanted->n; i++)
		*ARENA_PUSH(&o->arena, o->folders, o->n) = arena_strdup(&o->arena, wanted->v[i].folder);
	if (ok)
		succeed(o);
}

/* --- the catalogue ---------------------------------------------------------------------------- */

static void close_catalogue(struct reporter *o)
{
	if (o->catalog)
		catalog_close(o->catalog);
	o->catalog = NULL;
}

/* False: there is none now, as before the first pass of the publisher, or it was not changed. */
static bool has_changed(struct reporter *o)
{
	char path[PATH_MAX];
	struct err ignored;
	int64_t changes = 0;
	if (o->catalog && catalog_was_replaced(o->catalog))
		close_catalogue(o);
	bool fresh = !o->catalog;
	snprintf(path, sizeof path, "%s/catalog.db", o->config->state);
	if (fresh)
		o->catalog = catalog_try_open(path, &ignored);
	if (!o->catalog)
		return false;
	if (!catalog_changes(o->catalog, &changes, &ignored)) {
		close_catalogue(o);
		return false;
	}
	bool changed = fresh || changes != o->seen || (o->due && clock_ms() >= o->due);
	o->seen = changes;
	return changed;
}

/* The place in a document is that in the text that it was turned into: of no use to who has the document. */
static void forget_lines(struct problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!str_ends(str_of(p->v[i].file), ".gmi"))
			p->v[i].line = 0;
}

static bool find_problems(struct reporter *o, struct problems *out)
{
	const char *const *langs = (const char *const *)o->config->site.tags;
	struct err ignored;
	if (!catalog_problems(o->catalog, out, &ignored))
		return false;
	struct problems crossed;
	problems_init(&crossed);
	bool ok = catalog_cross_check(o->catalog, langs, &crossed, &ignored);
	forget_lines(&crossed);
	problems_append(out, &crossed);
	problems_release(&crossed);
	return ok;
}

static void look(struct reporter *o)
{
	struct problems problems;
	struct folder_reports reports;
	int64_t began = clock_ms();
	problems_init(&problems);
	if (find_problems(o, &problems)) {
		folder_reports_make(&reports, &problems);
		update(o, &reports);
		folder_reports_release(&reports);
	} else {
		close_catalogue(o);
	}
	problems_release(&problems);
	o->rested = clock_ms() + REST_TIMES * (clock_ms() - began);
}

/* --- life ------------------------------------------------------------------------------------- */

static void pause_for(int64_t ms)
{
	if (!stopping)
		nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

static void live(struct reporter *o)
{
	find_all(o);
	while (!stopping) {
		if (clock_ms() >= o->rested && has_changed(o))
			look(o);
		pause_for(LOOK_MS);
	}
	close_catalogue(o);
}

/* Takes all of them away, however often it takes; the status to end with. */
static int clean_up(struct reporter *o)
{
	const struct folder_reports none = { 0 };
	while (!stopping) {
		find_all(o);
		update(o, &none);
		if (!o->due && unlinkat(o->own_fd, MARK, 0) == 0)
			return REPORTER_DONE;
		pause_for(RETRY_MS);
	}
	return 0;
}

bool reporter_is_wanted(const struct config *config)
{
	char mark[PATH_MAX];
	snprintf(mark, sizeof mark, "%s/" REPORTER_FOLDER "/" MARK, config->state);
	return (config->report && !config->follower) || access(mark, F_OK) == 0;
}

static int open_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		err_errno(err, "directory \"%s\"", path);
	return fd;
}

static bool start(struct reporter *o, struct err *err)
{
	char own[PATH_MAX];
	snprintf(own, sizeof own, "%s/" REPORTER_FOLDER, o->config->state);
	if (!process_become(&o->config->user, err) || !file_make_dirs(AT_FDCWD, own, err) ||
	    !sandbox_reporter(o->config, err))
		return false;
	o->content_fd = open_dir(o->config->content, err);
	o->own_fd = o->content_fd >= 0 ? open_dir(own, err) : -1;
	return o->own_fd >= 0 &&
	       (!o->config->report || file_replace(o->own_fd, MARK, STR(""), 0644, err) != FILE_FAILED);
}

static void release(struct reporter *o)
{
	arena_release(&o->arena);
	if (o->content_fd >= 0)
		close(o->content_fd);
	if (o->own_fd >= 0)
		close(o->own_fd);
}

int reporter_run(const struct config *config)
{
	struct reporter o = { .config = config, .content_fd = -1, .own_fd = -1 };
	struct sigaction a = { .sa_handler = on_stop };
	struct err err;
	int status = 1;
	sigaction(SIGTERM, &a, NULL); /* blocked until process_ready */
	arena_init(&o.arena);
	if (start(&o, &err)) {
		status = 0;
		process_ready();
		if (config->report)
			live(&o);
		else
			status = clean_up(&o);
	} else {
		log_error("%s", err.text);
	}
	release(&o);
	return status;
}
