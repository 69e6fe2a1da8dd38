/*
 * write: the documents of one feed as files. It knows the names of the files and when one is due; what is in
 * them is made by make.h and format.h.
 */
#include "feed/write.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "content/address.h"
#include "feed/format.h"
#include "feed/make.h"
#include "feed/sweep.h"
#include "feed/writers.h"

/* Over a page of the history whose entries all have the longest content that feeds take. */
enum { DOCUMENT_BYTES_MAX = 64 << 20 };

void worker_init(struct worker_ctx *w, struct catalog *catalog, const struct touched *touched,
    struct since *since, int feeds_dirfd)
{
	*w = (struct worker_ctx){
		.catalog = catalog, .touched = touched, .since = since, .dirfd = feeds_dirfd
	};
	buf_init(&w->out, DOCUMENT_BYTES_MAX);
	batch_init(&w->batch, feeds_dirfd);
}

void worker_release(struct worker_ctx *w)
{
	batch_release(&w->batch);
	buf_release(&w->out);
}

/* The second in which the file was written, or INSTANT_NONE. */
static int64_t time_of(int dirfd, const char *file)
{
	struct stat st;
	return fstatat(dirfd, file, &st, AT_SYMLINK_NOFOLLOW) == 0 ? st.st_mtim.tv_sec : INSTANT_NONE;
}

/* at: the time of the file, where it is written. */
static enum file_change put_file(struct worker_ctx *w, const char *file, int64_t at)
{
	enum file_change change = batch_put(&w->batch, file, buf_str(&w->out), at, &w->err);
	w->unchanged += change == FILE_SAME;
	w->written += change == FILE_WRITTEN;
	return change;
}

/* Writes the file as of the instant since when it has these bytes. */
static bool put_dated(struct worker_ctx *w, const char *path)
{
	const char *file = path + 1;
	int64_t there = time_of(w->dirfd, file);
	struct since_mark m;
	if (!since_find(w->since, path, buf_str(&w->out), there, &m, &w->err))
		return false;
	enum file_change change = put_file(w, file, m.at);
	/* What is as it was, and was never noted, was given out with the time of its file. */
	if (change == FILE_SAME && !m.known)
		m.at = there;
	if (change == FILE_SAME && !file_keep_time(w->dirfd, file, m.at))
		return err_errno(&w->err, "cannot set the time of %s", file);
	since_note(w->since, path, &m);
	return change != FILE_FAILED;
}

/* Writes w->out into the file of that path of the site. */
static bool put(struct worker_ctx *w, const char *path)
{
	if (w->out.full)
		return err_set(&w->err, "%s: over %d bytes", path + 1, DOCUMENT_BYTES_MAX);
	return w->since ? put_dated(w, path) : put_file(w, path + 1, INSTANT_NONE) != FILE_FAILED;
}

/* Page 0 is the feed itself. */
static bool write_document(struct worker_ctx *w, const struct feed_source *s, struct feed *f,
    const char *project, const struct feed_format *format, int64_t page)
{
	const char *path = path_of_history(&f->arena, s->lang->tag, project, format, (uint64_t)page);
	const char *self = site_url_of(&f->arena, s->site, SCHEME_HTTP, '0', path);
	buf_reset(&w->out);
	feed_writers[format - feed_formats](f, self, &w->out);
	return put(w, path);
}

/* There is none without events: an empty one is against RFC 5545. */
static bool write_calendar(
    struct worker_ctx *w, const struct feed_source *s, struct feed *f, const char *project)
{
	const char *path = path_of_feed(&f->arena, s->lang->tag, project, &feed_formats[FORMAT_ICAL]);
	buf_reset(&w->out);
	const struct entry_query q = { .project = *project ? project : NULL };
	int made = calendar_write(s, &q, 1, f->title, &w->out, &w->err);
	if (made == 0)
		return sweep_file(w->dirfd, path + 1, &w->removed, &w->err);
	return made > 0 && put(w, path);
}

/* In every format that has this page. */
static bool write_documents(
    struct worker_ctx *w, const struct feed_source *s, struct feed *f, const char *project, int64_t page)
{
	bool ok = true;
	for (const struct feed_format *format = feed_formats; ok && format->name; format++) {
		if (page ? format->history == HISTORY_KEPT : format->subscribed)
			ok = write_document(w, s, f, project, format, page);
	}
	return ok;
}

bool worker_write_feed(struct worker_ctx *w, const struct feed_source *s, const char *project)
{
	struct feed feed;
	int made = feed_make(s, project, &feed, &w->err);
	bool ok = made >= 0 || err_prefix(&w->err, "%s/%s", s->lang->tag, project);
	if (made > 0)
		ok = write_documents(w, s, &feed, project, 0) && write_calendar(w, s, &feed, project);
	feed_release(&feed);
	return ok;
}

static bool write_page(struct worker_ctx *w, const struct feed_source *s, const char *project, int64_t number)
{
	struct feed feed;
	int made = feed_make_page(s, project, number, &feed, &w->err);
	bool ok = made >= 0 || err_prefix(&w->err, "%s/%s", s->lang->tag, project);
	if (made > 0)
		ok = write_documents(w, s, &feed, project, number);
	feed_release(&feed);
	return ok;
}

static int page_order(const void *a, const void *b)
{
	const struct touched_page *x = a, *y = b;
	int order = strcmp(x->project, y->project);
	if (order == 0)
		order = strcmp(x->lang, y->lang);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool has_page(const struct touched *t, const char *project, const char *lang, int64_t number)
{
	const struct touched_page page = { project, lang, number };
	return t->page_count && bsearch(&page, t->pages, t->page_count, sizeof page, page_order);
}

/* The newest first: a page that is full names the next one. */
bool worker_write_pages(struct worker_ctx *w, const struct feed_source *s, const char *project)
{
	const struct touched *touched = w->touched;
	const char *lang = s->lang->tag;
	struct feed_pages pages;
	if (!feed_pages(s, project, &pages, &w->err))
		return false;
	bool all = touched->all || has_page(touched, project, "", 0);
	bool opened = has_page(touched, project, lang, pages.full);
	for (int64_t n = pages.count; n > 0; n--) {
		bool due = all || has_page(touched, project, lang, n) || (n > pages.full && opened);
		if (due && !write_page(w, s, project, n))
			return false;
	}
	return !touched->all || sweep_pages(w->dirfd, lang, project, pages.count, &w->removed, &w->err);
}

bool worker_write_opml(struct worker_ctx *w, const struct feed_source *s, const char *project)
{
	struct arena a = { 0 };
	struct texts projects;
	(void)project;
	bool ok = catalog_projects(w->catalog, s->lang->tag, s->site->tags, &a, &projects, &w->err);
	if (ok) {
		buf_reset(&w->out);
		opml_write(s, &projects, &w->out);
		ok = put(w, path_of_feed(&a, s->lang->tag, "", &feed_formats[FORMAT_OPML]));
	}
	arena_release(&a);
	return ok;
}
