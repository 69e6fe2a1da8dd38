/*
 * world: a content directory, its catalogue in memory and a feeds folder, all beneath a
 * temporary folder that goes with the test.
 */
#ifndef TESTS_UNIT_FEED_WORLD_H
#define TESTS_UNIT_FEED_WORLD_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <ftw.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/file.h"
#include "feed/feed.h"
#include "feed/publish.h"

enum { WORLD_NOW = 1700000000 }; /* 2023-11-14T22:13:20Z */

struct world {
	char folder[32];
	int content, feeds;
	struct writer *writer;
	int64_t now; /* of the next compile */
	struct site site;
	struct feed_report report;
	struct err err;
	struct buf text;
};

static inline void world_languages(struct world *w, const char *const *tags)
{
	memset(w->site.langs, 0, sizeof w->site.langs);
	memset(w->site.tags, 0, sizeof w->site.tags);
	for (w->site.lang_count = 0; tags[w->site.lang_count]; w->site.lang_count++) {
		const struct lang *l = lang_find(str_of(tags[w->site.lang_count]));
		w->site.langs[w->site.lang_count] = l;
		w->site.tags[w->site.lang_count] = l->tag;
	}
}

static inline void world_open(struct world *w)
{
	char state[48];
	snprintf(state, sizeof state, "%s/state", w->folder);
	w->writer = writer_open(
	    &(struct writer_options){ .folder = state, .authority = "example.org", .basis = "test" },
	    &w->err);
	if (!w->writer)
		fail_msg("%s", w->err.text);
}

/* The catalogue is deleted; the facts stay. */
static inline void world_lose_catalogue(struct world *w)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	writer_close(w->writer);
	for (size_t i = 0; i < 3; i++) {
		char path[64];
		snprintf(path, sizeof path, "%s/state/catalog.db%s", w->folder, parts[i]);
		unlink(path);
	}
	world_open(w);
}

static inline struct world *world_new(void)
{
	struct world *w = xcalloc(1, sizeof *w);
	strcpy(w->folder, "/tmp/feed-test-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	int root = open(w->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(file_make_dirs(root, "content", &w->err) && file_make_dirs(root, "feeds", &w->err) &&
	            file_make_dirs(root, "state", &w->err));
	w->content = openat(root, "content", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	w->feeds = openat(root, "feeds", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	close(root);
	assert_true(date_set_zone("Asia/Bishkek", &w->err));
	w->now = WORLD_NOW;
	world_open(w);
	w->site = (struct site){ .host = "localhost",
		.authority = "example.org",
		.ports[SCHEME_GEMINI] = 1965,
		.gopher_host = "localhost",
		.ports[SCHEME_GOPHER] = 7070,
		.http_url = "http://localhost:8080" };
	world_languages(w, (const char *const[]){ "ru", "ky", NULL });
	buf_init(&w->text, 16 << 20);
	return w;
}

static inline int world_remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void world_free(struct world *w)
{
	writer_close(w->writer);
	close(w->content);
	close(w->feeds);
	nftw(w->folder, world_remove_one, 8, FTW_DEPTH | FTW_PHYS);
	buf_release(&w->text);
	free(w);
}

static inline void world_put(struct world *w, const char *path, const char *text)
{
	assert_int_equal(file_replace(w->content, path, str_of(text), 0644, &w->err), FILE_WRITTEN);
}

static inline void world_take(struct world *w, const char *path)
{
	assert_int_equal(unlinkat(w->content, path, 0), 0);
}

static inline void world_compile_file(struct world *w, const struct scanned *file, struct problems *problems)
{
	if (file->name.role == ROLE_ATTACHMENT) {
		struct file_type type = { "application/pdf", false };
		assert_true(writer_put_attachment(w->writer, file, &type, &w->err));
		return;
	}
	struct document d;
	buf_reset(&w->text);
	assert_true(file_read(w->content, file->path, DOCUMENT_MAX, &w->text, &w->err));
	if (!document_parse(file->path, &file->name, buf_str(&w->text), &d, problems)) {
		for (size_t i = 0; i < problems->n; i++)
			if (problems->v[i].severity == SEVERITY_ERROR)
				fail_msg("%s: %s", file->path, problems->v[i].text);
	}
	assert_true(writer_put_document(w->writer, file, &d, problems, &w->err));
	document_release(&d);
}

/* The content into the catalogue, with every check that it went well. */
static inline void world_compile(struct world *w)
{
	struct scan scan;
	struct problems problems;
	int64_t next;
	problems_init(&problems);
	assert_true(scan_run(w->content, &scan, &problems, &w->err));
	assert_true(writer_begin(w->writer, &w->err));
	assert_true(writer_drop_missing(w->writer, &scan, w->now, &w->err));
	for (size_t i = 0; i < scan.file_count; i++)
		if (!writer_knows(w->writer, scan.files[i].path, &scan.files[i].stamp))
			world_compile_file(w, &scan.files[i], &problems);
	assert_true(writer_advance(w->writer, w->now, &next, &w->err));
	assert_true(writer_commit(w->writer, &w->err));
	assert_int_equal(problems.errors, 0);
	problems_release(&problems);
	scan_release(&scan);
}

static inline bool world_publish(struct world *w, const struct touched *touched)
{
	return feeds_publish(&w->site, writer_catalog(w->writer), w->feeds, touched, &w->report, &w->err);
}

/* As the publisher does it: only what was touched. */
static inline void world_publish_changes(struct world *w)
{
	world_compile(w);
	struct touched touched = writer_touched(w->writer);
	if (!world_publish(w, &touched))
		fail_msg("%s", w->err.text);
}

static inline void world_publish_all(struct world *w)
{
	world_compile(w);
	if (!world_publish(w, &(struct touched){ .any = true, .all = true }))
		fail_msg("%s", w->err.text);
}

static inline bool world_has(struct world *w, const char *path)
{
	return faccessat(w->feeds, path, F_OK, 0) == 0;
}

/* Valid until the next call. */
static inline const char *world_feed(struct world *w, const char *path)
{
	buf_reset(&w->text);
	if (!file_read(w->feeds, path, w->text.max, &w->text, &w->err))
		fail_msg("%s", w->err.text);
	return w->text.data;
}

/* The text, number or first node's text that an XPath finds in a feed. Valid until the next call. */
static inline const char *world_find(struct world *w, const char *feed, const char *path)
{
	world_feed(w, feed);
	xmlDoc *doc = xmlReadMemory(w->text.data, (int)w->text.len, NULL, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	xmlXPathContext *context = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
	xmlXPathRegisterNs(context, BAD_CAST "t", BAD_CAST "http://purl.org/atompub/tombstones/1.0");
	xmlXPathRegisterNs(context, BAD_CAST "h", BAD_CAST "http://purl.org/syndication/history/1.0");
	xmlXPathRegisterNs(context, BAD_CAST "c", BAD_CAST "http://purl.org/rss/1.0/modules/content/");
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
	assert_non_null(found);
	xmlChar *text = xmlXPathCastToString(found);
	buf_reset(&w->text);
	buf_puts(&w->text, (const char *)text);
	xmlFree(text);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	xmlFreeDoc(doc);
	return w->text.data;
}

static inline bool world_fits(struct world *w, const char *feed, const char *grammar)
{
	world_feed(w, feed);
	xmlDoc *doc = xmlReadMemory(w->text.data, (int)w->text.len, NULL, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt(grammar);
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);
	assert_non_null(schema);
	xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(schema);
	bool fits = xmlRelaxNGValidateDoc(validator, doc) == 0;
	xmlRelaxNGFreeValidCtxt(validator);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	xmlFreeDoc(doc);
	return fits;
}

#endif
