/*
 * publish: which feeds are written, in which order, by how many threads.
 *
 * A task is one feed. The tasks go through three steps, pages of the history, feeds, lists, and each step is
 * complete and can be seen before the next one begins, so that a document never names one that is not there.
 * Where the items are those of the last time, all pages that a feed names are there already; then the feeds,
 * which readers ask for, come before the many pages.
 * Within a step the order does not matter: with many documents the tasks are divided among threads. When
 * several tasks fail, the error of the first one in the list is told, whatever the threads did.
 */
#include "feed/publish.h"

#include "base/pool.h"
#include "catalog/history.h"
#include "feed/sweep.h"
#include "feed/write.h"

/*
 * Documents from which on there is work for all cores. A feed has so many by itself.
 */
enum { MANY_DOCUMENTS = 96, FEED_DOCUMENTS = 3 };

/* One thread. */
struct worker {
	struct worker_ctx ctx;
	size_t failed; /* the task that failed; SIZE_MAX while none did */
};

/* A feed: of a project, or of the language (""). */
struct task {
	const struct lang *lang;
	const char *project;
};

struct publisher {
	const struct site *site;
	struct catalog *catalog;
	struct arena arena;
	const struct lang **langs; /* whose feeds are due */
	size_t lang_count;
	struct task *tasks;
	size_t task_count;
	bool much; /* to do: it is divided, and a step is shown whole or not at all */
	worker_task_fn *step;
	struct worker workers[POOL_MAX];
	size_t worker_count;
};

/* --- the tasks --------------------------------------------------------------------- */

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

/*
 * Where another language than the only one that is touched has no text of the site, it has that one's. What
 * only changed in an item is in no feed of another language.
 */
static bool list_languages(struct publisher *p, const struct touched *touched, struct err *err)
{
	const struct site *site = p->site;
	p->langs = arena_alloc(&p->arena, site->lang_count * sizeof *p->langs);
	for (size_t i = 0; i < site->lang_count; i++) {
		const char *tag = site->langs[i]->tag;
		struct text text = { .lang = "" };
		bool due = !touched->only || str_is(str_of(touched->only), tag);
		if (!due && !touched->all)
			continue;
		if (!due && catalog_site(p->catalog, tag, site->tags, &p->arena, &text, err) < 0)
			return false;
		if (due || !str_is(str_of(text.lang), tag))
			p->langs[p->lang_count++] = site->langs[i];
	}
	return true;
}

/* The site's feeds come first, as they are the longest: one for each language. */
static bool list_tasks(struct publisher *p, const struct touched *touched, struct err *err)
{
	const struct site *site = p->site;
	struct texts projects;
	if (!list_languages(p, touched, err))
		return false;
	if (!catalog_projects(p->catalog, site->tags[0], site->tags, &p->arena, &projects, err))
		return false;
	p->tasks = arena_alloc(&p->arena, (projects.n + 1) * p->lang_count * sizeof *p->tasks);
	for (size_t i = 0; i < p->lang_count; i++)
		p->tasks[p->task_count++] = (struct task){ p->langs[i], "" };
	for (size_t k = 0; k < projects.n; k++) {
		const char *project = projects.v[k].project;
		for (size_t i = 0; i < p->lang_count && is_touched(touched, project); i++)
			p->tasks[p->task_count++] = (struct task){ p->langs[i], project };
	}
	return true;
}

/* --- the threads ------------------------------------------------------------------- */

static void run_task(void *context, size_t thread, size_t number)
{
	struct publisher *p = context;
	struct worker *w = &p->workers[thread];
	const struct task *t = &p->tasks[number];
	if (w->failed != SIZE_MAX)
		return;
	struct feed_source s;
	if (!feed_source_init(&s, p->site, w->ctx.catalog, t->lang, &w->ctx.err) ||
	    !p->step(&w->ctx, &s, t->project))
		w->failed = number;
	feed_source_release(&s);
}

/* Runs one step over the first tasks, and shows what it wrote; of few feeds also when one of them failed. */
static bool run_step(struct publisher *p, worker_task_fn *step, size_t tasks, struct err *err)
{
	const struct worker *failed = NULL;
	p->step = step;
	pool_run(p->worker_count, tasks, run_task, p);
	for (size_t i = 0; i < p->worker_count; i++) {
		const struct worker *w = &p->workers[i];
		if (w->failed != SIZE_MAX && (!failed || w->failed < failed->failed))
			failed = w;
	}
	if (failed && p->much)
		return err_set(err, "%s", failed->ctx.err.text);
	struct batch *batches[POOL_MAX];
	for (size_t i = 0; i < p->worker_count; i++)
		batches[i] = &p->workers[i].ctx.batch;
	bool ok = batch_commit_all(batches, p->worker_count, err);
	return failed ? err_set(err, "%s", failed->ctx.err.text) : ok;
}

/* Whether all pages of its history are due. */
static bool is_whole(const struct touched *t, const char *project)
{
	bool whole = t->all;
	for (size_t i = 0; i < t->page_count && !whole; i++)
		whole = t->pages[i].number == 0 && str_is(str_of(t->pages[i].project), project);
	return whole;
}

/* Whether it is worth while to divide the work. */
static bool is_much(struct publisher *p, const struct touched *touched, bool *much, struct err *err)
{
	size_t documents = touched->page_count;
	for (size_t i = 0; i < p->task_count && documents < MANY_DOCUMENTS; i++) {
		const struct task *t = &p->tasks[i];
		int64_t length = 0;
		if (is_whole(touched, t->project) &&
		    !history_length(p->catalog, t->project, t->lang->tag, &length, err))
			return false;
		documents += FEED_DOCUMENTS + (size_t)(length / HISTORY_PAGE);
	}
	*much = documents >= MANY_DOCUMENTS;
	return true;
}

/* The first worker takes the caller's handle of the catalogue, each other one a twin of it. */
static bool add_worker(
    struct publisher *p, const struct touched *touched, struct since *since, int dirfd, struct err *err)
{
	struct catalog *catalog = p->worker_count ? catalog_open_twin(p->catalog, err) : p->catalog;
	if (!catalog)
		return false;
	struct worker *w = &p->workers[p->worker_count++];
	worker_init(&w->ctx, catalog, touched, since, dirfd);
	w->failed = SIZE_MAX;
	return catalog_begin(catalog, err);
}

/* Lists what there is to do, and finds the threads for it. */
static bool start(
    struct publisher *p, const struct touched *touched, struct since *since, int dirfd, struct err *err)
{
	if (!add_worker(p, touched, since, dirfd, err) || !list_tasks(p, touched, err) ||
	    !is_much(p, touched, &p->much, err))
		return false;
	while (p->much && p->worker_count < pool_size())
		if (!add_worker(p, touched, since, dirfd, err))
			return false;
	return true;
}

static void stop(struct publisher *p)
{
	for (size_t i = 0; i < p->worker_count; i++) {
		struct worker_ctx *w = &p->workers[i].ctx;
		worker_release(w);
		catalog_end(w->catalog);
		if (i)
			catalog_close(w->catalog);
	}
	arena_release(&p->arena);
}

static bool sweep(struct publisher *p, const struct touched *touched, struct err *err)
{
	struct texts projects;
	struct worker_ctx *w = &p->workers[0].ctx;
	return catalog_projects(p->catalog, p->site->tags[0], p->site->tags, &p->arena, &projects, err) &&
	       sweep_feeds(w->dirfd, p->site, &projects, touched, &w->removed, err);
}

bool feeds_publish(const struct site *site, struct catalog *catalog, struct since *since, int feeds_dirfd,
    const struct touched *touched, struct feed_report *report, struct err *err)
{
	*report = (struct feed_report){ 0 };
	if (!touched->any && !touched->all)
		return true;
	struct publisher p = { .site = site, .catalog = catalog };
	worker_task_fn *const first = touched->same_items ? worker_write_feed : worker_write_pages;
	worker_task_fn *const then = touched->same_items ? worker_write_pages : worker_write_feed;
	bool ok = start(&p, touched, since, feeds_dirfd, err) && run_step(&p, first, p.task_count, err) &&
	          run_step(&p, then, p.task_count, err) &&
	          run_step(&p, worker_write_opml, p.lang_count, err) && sweep(&p, touched, err);
	for (size_t i = 0; i < p.worker_count; i++) {
		report->written += p.workers[i].ctx.written;
		report->unchanged += p.workers[i].ctx.unchanged;
		report->removed += p.workers[i].ctx.removed;
	}
	stop(&p);
	if (ok && since && touched->all && p.lang_count == site->lang_count)
		since_is_whole(since);
	return ok;
}
