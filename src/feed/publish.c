#include "feed/publish.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "feed/batch.h"
#include "feed/calendar.h"
#include "feed/feed.h"
#include "feed/sweep.h"
#include "page/paths.h"

/* Over a page of the history whose entries all have the longest content that feeds take. */
enum { DOCUMENT_BYTES_MAX = 64 << 20 };
/* Pages of the history of one feed, or touched pages in all, from which on a language is written as a batch. */
enum { BATCH_FROM = 100 };

/* The order in which a feed's documents are written. */
static const struct {
	const char *name; /* as in feed_formats */
	feed_write_fn *write;
} writers[] = {
	{ "atom.xml", feed_write_atom },
	{ "rss.xml", feed_write_rss },
	{ "feed.json", feed_write_json },
};

struct publisher {
	int dirfd;
	struct feed_report *report;
	struct err *err;
	struct buf out;
	bool many; /* documents: they go into the batch */
	struct batch batch;
};

/* Puts what is in p->out where that path of the site belongs. */
static bool put(struct publisher *p, const char *path)
{
	const char *file = path + 1;
	if (p->out.full)
		return err_set(p->err, "%s: over %d bytes", file, DOCUMENT_BYTES_MAX);
	switch (p->many ? batch_put(&p->batch, file, buf_str(&p->out), p->err)
	                : file_replace(p->dirfd, file, buf_str(&p->out), 0644, p->err)) {
	case FILE_SAME:
		p->report->unchanged++;
		return true;
	case FILE_WRITTEN:
		p->report->written++;
		return true;
	default:
		return false;
	}
}

static bool write_document(struct publisher *p, const struct feed_source *s, struct feed *f,
    const char *project, const char *name, feed_write_fn *write)
{
	const char *path = path_below(&f->arena, s->lang->tag, project, name);
	struct buf self;
	buf_init(&self, 2 * PATH_MAX_LEN);
	site_url(s->site, SCHEME_HTTP, '0', path, &self);
	buf_reset(&p->out);
	write(f, self.data, &p->out);
	buf_release(&self);
	return put(p, path);
}

/* There is none without events: an empty one is against RFC 5545. */
static bool publish_calendar(
    struct publisher *p, const struct feed_source *s, struct feed *f, const char *project)
{
	const char *path = path_below(&f->arena, s->lang->tag, project, "events.ics");
	buf_reset(&p->out);
	int made = calendar_write(s, project, f->title, &p->out, p->err);
	if (made == 0)
		return sweep_file(p->dirfd, path + 1, &p->report->removed, p->err);
	return made > 0 && put(p, path);
}

static bool publish_feed(struct publisher *p, const struct feed_source *s, const char *project)
{
	struct feed feed;
	int made = feed_make(s, project, &feed, p->err);
	bool ok = made >= 0 || err_prefix(p->err, "%s/%s", s->lang->tag, project);
	for (size_t i = 0; ok && made > 0 && i < sizeof writers / sizeof *writers; i++)
		ok = write_document(p, s, &feed, project, writers[i].name, writers[i].write);
	if (made > 0)
		ok = ok && publish_calendar(p, s, &feed, project);
	feed_release(&feed);
	return ok;
}

static bool publish_page(
    struct publisher *p, const struct feed_source *s, const char *project, int64_t number)
{
	struct feed feed;
	int made = feed_make_page(s, project, number, &feed, p->err);
	bool ok = made >= 0 || err_prefix(p->err, "%s/%s", s->lang->tag, project);
	if (made > 0)
		ok = write_document(
		    p, s, &feed, project, feed_page_name(&feed.arena, number), feed_write_atom);
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
static bool publish_pages(
    struct publisher *p, const struct feed_source *s, const char *project, const struct touched *touched)
{
	const char *lang = s->lang->tag;
	struct feed_pages pages;
	if (!feed_pages(s, project, &pages, p->err))
		return false;
	bool all = touched->all || has_page(touched, project, "", 0);
	bool opened = has_page(touched, project, lang, pages.full);
	for (int64_t n = pages.count; n > 0; n--) {
		bool due = all || has_page(touched, project, lang, n) || (n > pages.full && opened);
		if (due && !publish_page(p, s, project, n))
			return false;
	}
	return !touched->all ||
	       sweep_pages(p->dirfd, lang, project, pages.count, &p->report->removed, p->err);
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

static bool publish_opml(struct publisher *p, const struct feed_source *s, const struct texts *projects)
{
	struct arena a = { 0 };
	buf_reset(&p->out);
	opml_write(s, projects, &p->out);
	bool ok = put(p, path_below(&a, s->lang->tag, "", "feeds.opml"));
	arena_release(&a);
	return ok;
}

/* First what is named, then what names it. */
static bool publish_language(struct publisher *p, const struct feed_source *s, const struct texts *projects,
    const struct touched *touched)
{
	struct feed_pages pages;
	if (!feed_pages(s, "", &pages, p->err))
		return false;
	p->many = touched->page_count >= BATCH_FROM || (touched->all && pages.count >= BATCH_FROM);
	bool ok = publish_pages(p, s, "", touched);
	for (size_t i = 0; ok && i < projects->n; i++)
		ok = publish_pages(p, s, projects->v[i].project, touched);
	ok = ok && batch_commit(&p->batch, p->err) && publish_feed(p, s, "");
	for (size_t i = 0; ok && i < projects->n; i++) {
		const char *project = projects->v[i].project;
		ok = !is_touched(touched, project) || publish_feed(p, s, project);
	}
	return ok && publish_opml(p, s, projects) && batch_commit(&p->batch, p->err);
}

static bool publish_all(
    struct publisher *p, const struct site *site, struct catalog *catalog, const struct touched *touched)
{
	bool ok = true;
	for (size_t i = 0; ok && i < site->lang_count; i++) {
		struct feed_source s;
		struct texts projects;
		ok = feed_source_init(&s, site, catalog, site->langs[i], p->err) &&
		     catalog_projects(catalog, s.lang->tag, site->tags, &s.arena, &projects, p->err) &&
		     publish_language(p, &s, &projects, touched);
		feed_source_release(&s);
	}
	return ok;
}

static bool sweep(
    struct publisher *p, const struct site *site, struct catalog *catalog, const struct touched *touched)
{
	struct arena a;
	struct texts projects;
	arena_init(&a);
	bool ok = catalog_projects(catalog, site->tags[0], site->tags, &a, &projects, p->err) &&
	          sweep_feeds(p->dirfd, site, &projects, touched, &p->report->removed, p->err);
	arena_release(&a);
	return ok;
}

bool feeds_publish(const struct site *site, struct catalog *catalog, int feeds_dirfd,
    const struct touched *touched, struct feed_report *report, struct err *err)
{
	*report = (struct feed_report){ 0 };
	if (!touched->any && !touched->all)
		return true;
	if (!catalog_begin(catalog, err))
		return false;
	struct publisher p = { .dirfd = feeds_dirfd, .report = report, .err = err };
	buf_init(&p.out, DOCUMENT_BYTES_MAX);
	batch_init(&p.batch, feeds_dirfd, DOCUMENT_BYTES_MAX);
	bool ok = publish_all(&p, site, catalog, touched) && sweep(&p, site, catalog, touched);
	batch_release(&p.batch);
	buf_release(&p.out);
	catalog_end(catalog);
	return ok;
}
