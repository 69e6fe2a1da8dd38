#include "feed/publish.h"

#include "base/file.h"
#include "feed/feed.h"
#include "feed/sweep.h"
#include "page/paths.h"

enum { DOCUMENT_BYTES_MAX = 16 << 20 };

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
};

/* Puts what is in p->out where that path of the site belongs. */
static bool put(struct publisher *p, const char *path)
{
	const char *file = path + 1;
	if (p->out.full)
		return err_set(p->err, "%s: over %d bytes", file, DOCUMENT_BYTES_MAX);
	switch (file_replace(p->dirfd, file, buf_str(&p->out), 0644, p->err)) {
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

static bool publish_feed(struct publisher *p, const struct feed_source *s, const char *project)
{
	struct feed feed;
	int made = feed_make(s, project, &feed, p->err);
	bool ok = made >= 0 || err_prefix(p->err, "%s/%s", s->lang->tag, project);
	for (size_t i = 0; ok && made > 0 && i < sizeof writers / sizeof *writers; i++) {
		const char *path = path_below(&feed.arena, s->lang->tag, project, writers[i].name);
		struct buf self;
		buf_init(&self, 2 * PATH_MAX_LEN);
		site_url(s->site, SCHEME_HTTP, '0', path, &self);
		buf_reset(&p->out);
		writers[i].write(&feed, self.data, &p->out);
		buf_release(&self);
		ok = put(p, path);
	}
	feed_release(&feed);
	return ok;
}

static bool is_touched(const struct touched *t, const char *project)
{
	for (size_t i = 0; !t->all && i < t->n; i++) {
		if (str_is(str_of(t->projects[i]), project))
			return true;
	}
	return t->all;
}

static bool publish_language(struct publisher *p, const struct feed_source *s, const struct texts *projects,
    const struct touched *touched)
{
	struct arena a;
	arena_init(&a);
	bool ok = publish_feed(p, s, "");
	for (size_t i = 0; ok && i < projects->n; i++) {
		if (is_touched(touched, projects->v[i].project))
			ok = publish_feed(p, s, projects->v[i].project);
	}
	if (ok) {
		buf_reset(&p->out);
		opml_write(s, projects, &p->out);
		ok = put(p, path_below(&a, s->lang->tag, "", "feeds.opml"));
	}
	arena_release(&a);
	return ok;
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
	bool ok = publish_all(&p, site, catalog, touched) && sweep(&p, site, catalog, touched);
	buf_release(&p.out);
	catalog_end(catalog);
	return ok;
}
