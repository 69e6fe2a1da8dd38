/*
 * compile: one pass from the content directory to the catalogue to the feeds.
 *
 * The catalogue changes in one transaction. What of the feeds could not be written after it is owed
 * (feeds_owed, and in the catalogue for a process that ends meanwhile), and the next pass writes all of
 * them.
 */
#include "publish/compile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "content/address.h"
#include "feed/whole.h"
#include "picture/store.h"
#include "publish/intake.h"

/* Whether all feeds are due: an earlier process ended before it wrote them, or somebody took them away. */
static bool find_owed(struct compiler *c, struct err *err)
{
	if (!writer_feeds_owed(c->writer, &c->feeds_owed, err))
		return false;
	for (const char *const *tag = c->config->site.tags; *tag; tag++) {
		char list[64];
		snprintf(list, sizeof list, "%s/%s", *tag, feed_formats[FORMAT_OPML].name);
		if (faccessat(c->feeds_fd, list, F_OK, 0) != 0)
			c->feeds_owed = true;
	}
	return true;
}

static bool open_content(struct compiler *c, struct err *err)
{
	c->content_fd = open(c->config->content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return c->content_fd >= 0 || err_errno(err, "content directory \"%s\"", c->config->content);
}

static bool open_feeds(struct compiler *c, struct err *err)
{
	if (!file_make_dirs(AT_FDCWD, c->config->feeds, err))
		return false;
	c->feeds_fd = open(c->config->feeds, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return c->feeds_fd >= 0 || err_errno(err, "feeds directory \"%s\"", c->config->feeds);
}

/* Where the copies of pictures are. */
static bool open_store(struct compiler *c, struct err *err)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/" PICTURE_FOLDER, c->config->state);
	if (!file_make_dirs(AT_FDCWD, path, err))
		return false;
	c->store_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return c->store_fd >= 0 || err_errno(err, "the folder \"%s\" of pictures cannot be opened", path);
}

/* folder: of the catalogue; NULL: in memory. */
static bool open_catalog(struct compiler *c, const char *folder, struct err *err)
{
	char *basis = config_basis(c->config), *languages = config_languages(c->config);
	struct writer_options o = {
		.folder = folder,
		.authority = c->config->site.authority,
		.basis = basis,
		.languages = languages,
		.follower = folder && c->config->follower,
		.exports = folder && config_exports(c->config),
		.grace = folder ? c->config->grace : 0,
	};
	c->writer = writer_open(&o, err);
	free(basis);
	free(languages);
	return c->writer != NULL;
}

bool compiler_open(struct compiler *c, const struct config *config, bool check_only, struct err *err)
{
	*c = (struct compiler){ .config = config, .content_fd = -1, .feeds_fd = -1, .store_fd = -1 };
	bool ok = open_content(c, err);
	if (check_only)
		ok = ok && open_catalog(c, NULL, err);
	else
		ok = ok && open_feeds(c, err) && file_make_dirs(AT_FDCWD, config->state, err) &&
		     open_store(c, err) && open_catalog(c, config->state, err) && find_owed(c, err);
	if (ok)
		writer_rest(c->writer);
	else
		compiler_close(c);
	return ok;
}

void compiler_close_disturbed(struct compiler *c, struct buf *image)
{
	writer_close_disturbed(c->writer, image);
	c->writer = NULL;
	compiler_close(c);
}

void compiler_close(struct compiler *c)
{
	since_free(c->since);
	if (c->writer)
		writer_close(c->writer);
	if (c->content_fd >= 0)
		close(c->content_fd);
	if (c->feeds_fd >= 0)
		close(c->feeds_fd);
	if (c->store_fd >= 0)
		close(c->store_fd);
	*c = (struct compiler){ .content_fd = -1, .feeds_fd = -1, .store_fd = -1 };
}

void compile_report_release(struct compile_report *r)
{
	problems_release(&r->names);
	problems_release(&r->problems);
	scan_release(&r->scan);
}

static bool take_files(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	struct intake in = { .scan = &r->scan,
		.content_fd = c->content_fd,
		.types = c->config->file_types,
		.writer = c->writer,
		.now = now,
		.problems = &r->problems,
		.progress = c->progress,
		.pictures = c->pictures,
		.all_new = c->pictures && (c->patience < 0 || writer_is_empty(c->writer)),
		.patience = c->patience };
	progress_step(c->progress, PROGRESS_READING, r->scan.file_count);
	bool ok = intake_run(&in, err);
	r->read = in.read;
	return ok;
}

/* --- pictures ------------------------------------------------------------------- */

/* Whether what the catalogue says of it is not there: nothing was made so far, or somebody took it away. */
static bool is_missing(const struct compiler *c, const struct picture *p)
{
	struct picture there;
	struct err ignored;
	if (p->state == PICTURE_WAITING)
		return true;
	return p->state == PICTURE_READY && c->store_fd >= 0 &&
	       picture_store_read(c->store_fd, p->digest, p->role, &there, &ignored) != 1;
}

static int by_digest(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What no file needs any more, once it is old enough that no pass may be just about to need it. */
static bool sweep_store(
    struct compiler *c, struct arena *a, const struct picture_row *rows, size_t n, struct err *err)
{
	enum { KEPT_SECONDS = 24 * 60 * 60 };
	const char **digests = NULL;
	size_t count = 0, removed;
	struct err why;
	if (c->store_fd < 0)
		return true;
	if (!writer_words_digests(c->writer, a, &digests, &count, err))
		return false;
	for (size_t i = 0; i < n; i++)
		*ARENA_PUSH(a, digests, count) = rows[i].picture.digest;
	if (count)
		qsort(digests, count, sizeof *digests, by_digest);
	if (!picture_store_sweep(c->store_fd, digests, count, KEPT_SECONDS, &removed, &why))
		log_warning("%s", why.text);
	return true;
}

/*
 * After a pass: what has no copies yet is asked for once more, and what a text offers in full size; the
 * passes to come take the answers.
 */
static bool ask_again(struct compiler *c, const struct compile_report *r, struct err *err)
{
	struct arena a = { 0 };
	struct picture_row *rows;
	struct picture ignored;
	size_t n = 0;
	bool whole = !r->scan.partial;
	pictures_settle(c->pictures);
	if (whole || r->read)
		words_again(&c->words, whole);
	if (!whole && !r->changed)
		return true;
	bool ok = writer_pictures(c->writer, whole, &a, &rows, &n, err);
	for (size_t i = 0; i < n; i++) {
		bool full = rows[i].wants_full && (whole || rows[i].picture.fault == FAULT_NONE);
		if (full || (whole && is_missing(c, &rows[i].picture)))
			pictures_find(
			    c->pictures, rows[i].path, &rows[i].stamp, rows[i].wants_full, &ignored);
	}
	ok = ok && (!whole || sweep_store(c, &a, rows, n, err));
	arena_release(&a);
	return ok;
}

/* --- the passes ----------------------------------------------------------------- */

static bool update_catalog(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	if (!writer_begin(c->writer, err))
		return false;
	/* What is gone goes first: a renamed file must not meet its old self. */
	if (writer_keep_names(c->writer, &r->scan, err) &&
	    writer_drop_missing(c->writer, &r->scan, now, err) && take_files(c, now, r, err) &&
	    writer_put_strays(c->writer, &r->scan, &r->names, err) &&
	    writer_advance(c->writer, now, &r->next, err) && writer_name_projects(c->writer, err) &&
	    writer_commit(c->writer, err))
		return true;
	writer_rollback(c->writer);
	return false;
}

/*
 * Before anything changes: whether somebody took a document away. Then all are looked at, and those that
 * are not as they were are written. What is missing after that is not asked for again and again.
 */
bool compile_find_missing(struct compiler *c, struct err *err)
{
	struct buf missing;
	if (c->feeds_fd < 0 || c->feeds_owed)
		return true;
	buf_init(&missing, 1 << 16);
	bool ok = feeds_missing(&c->config->site, writer_catalog(c->writer), c->feeds_fd, &missing, err);
	if (ok && missing.len && strcmp(missing.data, c->missing) != 0) {
		log_warning(
		    "%s/%s was not there any more: it is written again", c->config->feeds, missing.data);
		c->feeds_owed = true;
	}
	if (ok)
		snprintf(c->missing, sizeof c->missing, "%s", missing.data);
	buf_release(&missing);
	return ok;
}

static void forget_since(struct compiler *c)
{
	since_free(c->since);
	c->since = NULL;
}

bool compile_settle(struct compiler *c, struct err *err)
{
	if (!c->since)
		return true;
	bool ok = writer_feeds_written(c->writer, c->since, err);
	c->feeds_owed = c->feeds_owed || !ok;
	forget_since(c);
	return ok;
}

/*
 * Whether all that changed is the text of the site, with which all of its feeds are due: no page leads to a
 * feed then that is not there yet, as one of a project with another name would.
 */
static bool takes_long(const struct touched *t)
{
	return t->all && t->only && t->same_items;
}

/* Writes the feeds of the change that was committed last, and those that are owed. */
static bool publish_feeds(struct compiler *c, struct compile_report *r, struct err *err)
{
	r->files = r->scan.file_count;
	struct touched touched = writer_touched(c->writer);
	r->changed = touched.any || touched.all;
	if (c->feeds_fd < 0)
		return true;
	if (c->committed && r->changed && takes_long(&touched))
		c->committed(c->committed_arg);
	touched.all = touched.all || c->feeds_owed;
	touched.same_items = touched.same_items && !c->feeds_owed;
	if (c->feeds_owed)
		touched.only = NULL;
	if (!touched.any && !touched.all)
		return true;
	c->feeds_owed = true;
	progress_step(c->progress, PROGRESS_FEEDS, 0);
	if (!compile_settle(c, err) || !(c->since = since_new(c->writer, err)))
		return false;
	c->feeds_owed = !feeds_publish(
	    &c->config->site, writer_catalog(c->writer), c->since, c->feeds_fd, &touched, &r->feeds, err);
	progress_at(c->progress, r->feeds.written + r->feeds.unchanged);
	if (c->feeds_owed)
		forget_since(c);
	return !c->feeds_owed;
}

/* Takes what the scan in the report found. */
static bool take_scan(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	return update_catalog(c, now, r, err) && publish_feeds(c, r, err);
}

void compile_report_init(struct compile_report *r)
{
	*r = (struct compile_report){ .next = INSTANT_NONE };
	problems_init(&r->names);
	problems_init(&r->problems);
}

bool compile_run(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	compile_report_init(r);
	return compile_find_missing(c, err) && scan_run(c->content_fd, &r->scan, &r->names, err) &&
	       take_scan(c, now, r, err) && (!c->pictures || ask_again(c, r, err));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files whose grace time is over are looked for once more. Each path is in *paths once. */
static bool add_missed(
    struct compiler *c, int64_t now, struct arena *a, const char *const **paths, size_t *n, struct err *err)
{
	const char **all;
	size_t count, kept = 0;

	if (!writer_missed(c->writer, now, a, &all, &count, err))
		return false;
	if (!count)
		return true;
	for (size_t i = 0; i < *n; i++)
		*ARENA_PUSH(a, all, count) = (*paths)[i];
	qsort(all, count, sizeof *all, by_name);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(all[kept - 1], all[i]) != 0)
			all[kept++] = all[i];
	*paths = all;
	*n = kept;
	return true;
}

bool compile_paths(struct compiler *c, const char *const *paths, size_t n, int64_t now,
    struct compile_report *r, struct err *err)
{
	struct arena a = { 0 };

	compile_report_init(r);
	bool ok = add_missed(c, now, &a, &paths, &n, err);
	if (ok)
		scan_paths(c->content_fd, paths, n, &r->scan, &r->names);
	arena_release(&a);
	return ok && take_scan(c, now, r, err) && (!c->pictures || ask_again(c, r, err));
}

/* --- of a follower ---------------------------------------------------------------- */

/* What is to be read, in the form of a scan. */
static void make_scan(const struct compile_following *f, struct scan *s)
{
	s->files = xcalloc(f->export->file_count + 1, sizeof *s->files);
	for (size_t i = 0; i < f->export->file_count; i++) {
		const struct export_file *file = &f->export->files[i];
		if (f->take[i])
			s->files[s->file_count++] = (struct scanned){ .path = file->path,
				.name = file->name,
				.stamp = f->stamps[i],
				.digest = file->digest,
				.id = *file->id ? file->id : NULL };
	}
}

/* Rows of another place or id go before their file comes in, so that it does not meet another one there. */
static bool drop_rows(struct compiler *c, const struct compile_following *f, struct err *err)
{
	bool ok = writer_drop_rows(c->writer, f->drops, f->drop_count, err);
	for (size_t i = 0; ok && i < f->export->file_count; i++)
		if (f->take[i] && f->rows->moves[i])
			ok = writer_drop_rows(c->writer, &f->export->files[i].path, 1, err);
	return ok;
}

static bool update_followed(struct compiler *c, struct compile_following *f, struct intake *in,
    struct compile_report *r, struct err *err)
{
	int64_t now = f->export->head.now;
	if (!writer_begin(c->writer, err))
		return false;
	if (drop_rows(c, f, err) && intake_run(in, err) && writer_advance(c->writer, now, &r->next, err) &&
	    writer_name_projects(c->writer, err) && writer_commit(c->writer, err))
		return true;
	f->unfit = in->unfit;
	writer_rollback(c->writer);
	return false;
}

int compile_follow(struct compiler *c, struct compile_following *f, struct compile_report *r, struct err *err)
{
	compile_report_init(r);
	make_scan(f, &r->scan);
	struct intake in = { .scan = &r->scan,
		.content_fd = c->content_fd,
		.types = c->config->file_types,
		.writer = c->writer,
		.now = f->export->head.now,
		.problems = &r->problems,
		.progress = c->progress,
		.pictures = c->pictures,
		.all_new = c->pictures && !writer_current(c->writer),
		.patience = c->patience,
		.follows = true };
	if (!intake_is_ready(&in))
		return 0;
	progress_step(c->progress, PROGRESS_READING, r->scan.file_count);
	bool ok = writer_take_facts(c->writer, f->export, &f->takeover, err) &&
	          update_followed(c, f, &in, r, err) && publish_feeds(c, r, err) &&
	          feeds_keep_times(c->writer, c->feeds_fd, err) && (!c->pictures || ask_again(c, r, err));
	r->read = in.read;
	r->next = INSTANT_NONE; /* the origin says when something is due */
	return ok ? 1 : -1;
}

bool compile_words(struct compiler *c, bool *awaited, struct err *err)
{
	*awaited = false;
	return !c->pictures || c->store_fd < 0 ||
	       words_take(&c->words, c->writer, c->pictures, c->store_fd, awaited, err);
}

bool compile_index(struct compiler *c, size_t files, bool *left, struct err *err)
{
	return writer_index_pending(c->writer, files, left, err);
}

void compile_print_problems(const struct config *config, struct problems *problems)
{
	struct buf line;
	buf_init(&line, 1 << 16);
	problems_sort(problems);
	for (size_t i = 0; i < problems->n; i++) {
		buf_reset(&line);
		buf_printf(&line, "%s/", config->content);
		problem_print(&problems->v[i], message_spoken(), &line);
		log_text(problems->v[i].severity == SEVERITY_ERROR ? LOG_LEVEL_ERROR : LOG_LEVEL_WARNING,
		    "%s", line.data);
	}
	buf_release(&line);
}
