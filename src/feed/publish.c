#include "feed/publish.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/pool.h"
#include "catalog/history.h"
#include "content/address.h"
#include "feed/batch.h"
#include "feed/feed.h"
#include "feed/format.h"
#include "feed/make.h"
#include "feed/sweep.h"

/* Over a page of the history whose entries all have the longest content that feeds take. */
enum { DOCUMENT_BYTES_MAX = 64 << 20 };
/* Pages of the history of one feed, or touched pages in all, from which on there is work for all cores. */
enum { MANY_PAGES = 100 };

/* Of the formats that are subscribed to. */
static feed_write_fn *const writers[FORMAT_COUNT] = {
	[FORMAT_ATOM] = feed_write_atom,
	[FORMAT_RSS] = feed_write_rss,
	[FORMAT_JSON] = feed_write_json,
};

/* What one thread writes with. */
struct hand {
	struct catalog *catalog;
	const struct touched *touched;
	int dirfd;
	bool many; /* documents: they go into the batch, as a disk cannot be waited for after each */
	struct batch batch;
	struct buf out;
	struct feed_report report;
	struct err err;
	size_t failed; /* the task that failed; SIZE_MAX while none did */
};

/* A feed: of a project, or of the language (""). */
struct task {
	const struct lang *lang;
	const char *project;
};

typedef bool task_fn(struct hand *h, const struct feed_source *s, const char *project);

struct publisher {
	const struct site *site;
	struct catalog *catalog;
	struct arena arena;
	struct task *tasks;
	size_t task_count;
	task_fn *step;
	struct hand hands[POOL_MAX];
	size_t hand_count;
};

/* Puts what is in h->out where that path of the site belongs. */
static bool put(struct hand *h, const char *path)
{
	const char *file = path + 1;
	if (h->out.full)
		return err_set(&h->err, "%s: over %d bytes", file, DOCUMENT_BYTES_MAX);
	switch (h->many ? batch_put(&h->batch, file, buf_str(&h->out), &h->err)
	                : file_replace(h->dirfd, file, buf_str(&h->out), 0644, &h->err)) {
	case FILE_SAME:
		h->report.unchanged++;
		return true;
	case FILE_WRITTEN:
		h->report.written++;
		return true;
	default:
		return false;
	}
}

/* Page 0 is the feed itself. */
static bool write_document(struct hand *h, const struct feed_source *s, struct feed *f, const char *project,
    const struct feed_format *format, int64_t page)
{
	const char *path = path_of_history(&f->arena, s->lang->tag, project, format, (uint64_t)page);
	struct buf self;
	buf_init(&self, 2 * PATH_MAX_LEN);
	site_url(s->site, SCHEME_HTTP, '0', path, &self);
	buf_reset(&h->out);
	writers[format - feed_formats](f, self.data, &h->out);
	buf_release(&self);
	return put(h, path);
}

/* There is none without events: an empty one is against RFC 5545. */
static bool publish_calendar(struct hand *h, const struct feed_source *s, struct feed *f, const char *project)
{
	const char *path = path_of_feed(&f->arena, s->lang->tag, project, &feed_formats[FORMAT_ICAL]);
	buf_reset(&h->out);
	int made = calendar_write(s, project, f->title, &h->out, &h->err);
	if (made == 0)
		return sweep_file(h->dirfd, path + 1, &h->report.removed, &h->err);
	return made > 0 && put(h, path);
}

static bool publish_feed(struct hand *h, const struct feed_source *s, const char *project)
{
	struct feed feed;
	int made = feed_make(s, project, &feed, &h->err);
	bool ok = made >= 0 || err_prefix(&h->err, "%s/%s", s->lang->tag, project);
	for (const struct feed_format *f = feed_formats; ok && made > 0 && f->subscribed; f++)
		ok = write_document(h, s, &feed, project, f, 0);
	if (made > 0)
		ok = ok && publish_calendar(h, s, &feed, project);
	feed_release(&feed);
	return ok;
}

static bool publish_page(struct hand *h, const struct feed_source *s, const char *project, int64_t number)
{
	struct feed feed;
	int made = feed_make_page(s, project, number, &feed, &h->err);
	bool ok = made >= 0 || err_prefix(&h->err, "%s/%s", s->lang->tag, project);
	for (const struct feed_format *f = feed_formats; ok && made > 0 && f->name; f++)
		if (f->has_history)
			ok = write_document(h, s, &feed, project, f, number);
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
static bool publish_pages(struct hand *h, const struct feed_source *s, const char *project)
{
	const struct touched *touched = h->touched;
	const char *lang = s->lang->tag;
	struct feed_pages pages;
	if (!feed_pages(s, project, &pages, &h->err))
		return false;
	bool all = touched->all || has_page(touched, project, "", 0);
	bool opened = has_page(touched, project, lang, pages.full);
	for (int64_t n = pages.count; n > 0; n--) {
		bool due = all || has_page(touched, project, lang, n) || (n > pages.full && opened);
		if (due && !publish_page(h, s, project, n))
			return false;
	}
	return !touched->all ||
	       sweep_pages(h->dirfd, lang, project, pages.count, &h->report.removed, &h->err);
}

static bool is_touched(const struct touched *t, const char *project)
{
	for (size_t i = 0; i < t->n; i++) {
		if (str_is(str_of(t->projects[i]), project))
			return true;
	}
	for (size_t i = 0; i < t->page_count; i++) {
		if (str_is(str_of(t->pages[i].project), project))
			return true;
	}
	return t->all;
}

/* --- the lists -------------------------------------------------------------------- */

static bool publish_opml(struct hand *h, const struct feed_source *s, const char *project)
{
	struct arena a = { 0 };
	struct texts projects;
	(void)project;
	bool ok = catalog_projects(h->catalog, s->lang->tag, s->site->tags, &a, &projects, &h->err);
	if (ok) {
		buf_reset(&h->out);
		opml_write(s, &projects, &h->out);
		ok = put(h, path_of_feed(&a, s->lang->tag, "", &feed_formats[FORMAT_OPML]));
	}
	arena_release(&a);
	return ok;
}

/* --- the work, divided ------------------------------------------------------------- */

static void run_task(void *context, size_t thread, size_t number)
{
	struct publisher *p = context;
	struct hand *h = &p->hands[thread];
	const struct task *t = &p->tasks[number];
	if (h->failed != SIZE_MAX)
		return;
	struct feed_source s;
	if (!feed_source_init(&s, p->site, h->catalog, t->lang, &h->err) || !p->step(h, &s, t->project))
		h->failed = number;
	feed_source_release(&s);
}

/* Runs one step over the first tasks, and shows what it wrote. */
static bool run_step(struct publisher *p, task_fn *step, size_t tasks, struct err *err)
{
	const struct hand *failed = NULL;
	p->step = step;
	pool_run(p->hand_count, tasks, run_task, p);
	for (size_t i = 0; i < p->hand_count; i++) {
		const struct hand *h = &p->hands[i];
		if (h->failed != SIZE_MAX && (!failed || h->failed < failed->failed))
			failed = h;
	}
	if (failed)
		return err_set(err, "%s", failed->err.text);
	for (size_t i = 0; i < p->hand_count; i++) {
		if (!batch_commit(&p->hands[i].batch, err))
			return false;
	}
	return true;
}

/* The site's feeds come first, as they are the longest: one for each language. */
static bool list_tasks(struct publisher *p, const struct touched *touched, struct err *err)
{
	const struct site *site = p->site;
	struct texts projects;
	if (!catalog_projects(p->catalog, site->tags[0], site->tags, &p->arena, &projects, err))
		return false;
	p->tasks = arena_alloc(&p->arena, (projects.n + 1) * site->lang_count * sizeof *p->tasks);
	for (size_t i = 0; i < site->lang_count; i++)
		p->tasks[p->task_count++] = (struct task){ site->langs[i], "" };
	for (size_t k = 0; k < projects.n; k++) {
		const char *project = projects.v[k].project;
		for (size_t i = 0; i < site->lang_count && is_touched(touched, project); i++)
			p->tasks[p->task_count++] = (struct task){ site->langs[i], project };
	}
	return true;
}

/* Whether it is worth while to divide the work. */
static bool is_much(struct publisher *p, const struct touched *touched, bool *much, struct err *err)
{
	*much = touched->page_count >= MANY_PAGES;
	for (size_t i = 0; touched->all && !*much && i < p->site->lang_count; i++) {
		int64_t length;
		if (!history_length(p->catalog, "", p->site->tags[i], &length, err))
			return false;
		*much = length / HISTORY_PAGE >= MANY_PAGES;
	}
	return true;
}

/* The first hand takes the publisher's own catalogue, each other one a twin of it. */
static bool hire(struct publisher *p, const struct touched *touched, int dirfd, struct err *err)
{
	bool much;
	if (!is_much(p, touched, &much, err))
		return false;
	size_t wanted = much ? pool_size() : 1;
	for (size_t i = 0; i < wanted; i++) {
		struct catalog *catalog = i ? catalog_open_twin(p->catalog, err) : p->catalog;
		if (!catalog)
			return false;
		struct hand *h = &p->hands[p->hand_count++];
		*h = (struct hand){ .catalog = catalog,
			.touched = touched,
			.dirfd = dirfd,
			.many = much,
			.failed = SIZE_MAX };
		buf_init(&h->out, DOCUMENT_BYTES_MAX);
		batch_init(&h->batch, dirfd, DOCUMENT_BYTES_MAX);
		if (!catalog_begin(catalog, err))
			return false;
	}
	return true;
}

static void dismiss(struct publisher *p)
{
	for (size_t i = 0; i < p->hand_count; i++) {
		struct hand *h = &p->hands[i];
		batch_release(&h->batch);
		buf_release(&h->out);
		catalog_end(h->catalog);
		if (i)
			catalog_close(h->catalog);
	}
	arena_release(&p->arena);
}

static bool sweep(struct publisher *p, const struct touched *touched, struct err *err)
{
	struct texts projects;
	struct hand *h = &p->hands[0];
	return catalog_projects(p->catalog, p->site->tags[0], p->site->tags, &p->arena, &projects, err) &&
	       sweep_feeds(h->dirfd, p->site, &projects, touched, &h->report.removed, err);
}

bool feeds_publish(const struct site *site, struct catalog *catalog, int feeds_dirfd,
    const struct touched *touched, struct feed_report *report, struct err *err)
{
	*report = (struct feed_report){ 0 };
	if (!touched->any && !touched->all)
		return true;
	struct publisher p = { .site = site, .catalog = catalog };
	/* First what is named, then what names it. */
	bool ok = hire(&p, touched, feeds_dirfd, err) && list_tasks(&p, touched, err) &&
	          run_step(&p, publish_pages, p.task_count, err) &&
	          run_step(&p, publish_feed, p.task_count, err) &&
	          run_step(&p, publish_opml, site->lang_count, err) && sweep(&p, touched, err);
	for (size_t i = 0; i < p.hand_count; i++) {
		report->written += p.hands[i].report.written;
		report->unchanged += p.hands[i].report.unchanged;
		report->removed += p.hands[i].report.removed;
	}
	dismiss(&p);
	return ok;
}
