/*
 * compile: one pass from the content directory to the catalogue to the feeds.
 *
 * The catalogue changes in one transaction. What of the feeds could not be written after it is owed (feeds_owed, and in the
 * catalogue for a process that ends meanwhile), and the next pass writes all of them.
 */
#include "publish/compile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "content/address.h"
#include "feed/whole.h"
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

/* folder: of the catalogue; NULL: in memory. */
static bool open_catalog(struct compiler *c, const char *folder, struct err *err)
{
	char *basis = config_basis(c->config);
	struct writer_options o = {
		.folder = folder,
		.authority = c->config->site.authority,
		.basis = basis,
		.grace = folder ? c->config->grace : 0,
	};
	c->writer = writer_open(&o, err);
	free(basis);
	return c->writer != NULL;
}

bool compiler_open(struct compiler *c, const struct config *config, bool check_only, struct err *err)
{
	*c = (struct compiler){ .config = config, .content_fd = -1, .feeds_fd = -1 };
	bool ok = open_content(c, err);
	if (check_only)
		ok = ok && open_catalog(c, NULL, err);
	else
		ok = ok && open_feeds(c, err) && file_make_dirs(AT_FDCWD, config->state, err) &&
		     open_catalog(c, config->state, err) && find_owed(c, err);
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
	if (c->writer)
		writer_close(c->writer);
	if (c->content_fd >= 0)
		close(c->content_fd);
	if (c->feeds_fd >= 0)
		close(c->feeds_fd);
	*c = (struct compiler){ .content_fd = -1, .feeds_fd = -1 };
}

void compile_report_release(struct compile_report *r)
{
	problems_release(&r->names);
	problems_release(&r->problems);
	scan_release(&r->scan);
}

/* --- the passes ----------------------------------------------------------------- */

static bool take_files(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	struct intake in = { .scan = &r->scan,
		.content_fd = c->content_fd,
		.types = c->config->file_types,
		.writer = c->writer,
		.now = now,
		.problems = &r->problems,
		.progress = c->progress };
	progress_step(c->progress, "reading", "files", r->scan.file_count);
	bool ok = intake_run(&in, err);
	r->read = in.read;
	return ok;
}

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
 * Before anything changes: whether somebody took a document away. Then all are looked at, and those that are not as they were are written. What is missing
 * after that is not asked for again and again.
 */
static bool find_missing(struct compiler *c, struct err *err)
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

/* Takes what the scan in the report found. */
static bool take_scan(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	if (!update_catalog(c, now, r, err))
		return false;
	r->files = r->scan.file_count;
	struct touched touched = writer_touched(c->writer);
	r->changed = touched.any || touched.all;
	if (c->feeds_fd < 0)
		return true;
	touched.all = touched.all || c->feeds_owed;
	if (!touched.any && !touched.all)
		return true;
	c->feeds_owed = true;
	progress_step(c->progress, "writing feeds", "documents", 0);
	if (!feeds_publish(
	        &c->config->site, writer_catalog(c->writer), c->feeds_fd, &touched, &r->feeds, err))
		return false;
	progress_at(c->progress, r->feeds.written + r->feeds.unchanged);
	c->feeds_owed = !writer_feeds_written(c->writer, err);
	return !c->feeds_owed;
}

static void begin_report(struct compile_report *r)
{
	*r = (struct compile_report){ .next = INSTANT_NONE };
	problems_init(&r->names);
	problems_init(&r->problems);
}

bool compile_run(struct compiler *c, int64_t now, struct compile_report *r, struct err *err)
{
	begin_report(r);
	return find_missing(c, err) && scan_run(c->content_fd, &r->scan, &r->names, err) &&
	       take_scan(c, now, r, err);
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

	begin_report(r);
	bool ok = add_missed(c, now, &a, &paths, &n, err);
	if (ok)
		scan_paths(c->content_fd, paths, n, &r->scan, &r->names);
	arena_release(&a);
	return ok && take_scan(c, now, r, err);
}

bool compile_index(struct compiler *c, bool *left, struct err *err)
{
	return writer_index_pending(c->writer, COMPILE_INDEX_STEP, left, err);
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
		log_text("%s", line.data);
	}
	buf_release(&line);
}
