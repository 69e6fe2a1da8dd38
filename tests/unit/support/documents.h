/*
 * documents: a text parsed as a content file; problems in short, without file and rule.
 */
#ifndef TESTS_UNIT_SUPPORT_DOCUMENTS_H
#define TESTS_UNIT_SUPPORT_DOCUMENTS_H

#include "content/document.h"
#include "content/scan.h"
#include "unit/support/folder.h"

#define ITEM "p/2023-09-08-forum.ky.gmi"
#define PROJECT "p/project.ky.gmi"
#define SITE "site.ky.gmi"

/* What the path of a content file says. */
static inline struct content_name name_of(const char *path)
{
	struct content_name name;
	struct err err = { .text = "" };
	content_name(path, &name, &err);
	assert_string_equal(err.text, "");
	return name;
}

/* A file of a scan of `dir`; false when it has errors. Release in both cases. */
static inline bool document_read(
    int dir, const struct scanned *file, struct document *out, struct problems *problems)
{
	struct buf bytes;
	buf_init(&bytes, DOCUMENT_MAX);
	OK(file_read(dir, file->path, DOCUMENT_MAX, &bytes, &failure));
	bool good = document_parse(file->path, &file->name, buf_str(&bytes), out, problems);
	buf_release(&bytes);
	return good;
}

struct parsed {
	bool good;
	struct document doc;
	struct problems problems;
	struct buf report; /* ":line:column: [warning: ]message", one line a problem */
};

static inline void print_short(const struct problem *p, struct buf *out)
{
	if (p->line)
		buf_printf(out, ":%d", p->line);
	if (p->column)
		buf_printf(out, ":%d", p->column);
	buf_printf(out, "%s%s\n", p->severity == SEVERITY_WARNING ? ": warning: " : ": ", p->text);
}

static inline void parsed_bytes(struct parsed *p, const char *path, struct str bytes)
{
	struct content_name name = name_of(path);
	OK(date_set_zone("Asia/Bishkek", &failure));
	problems_init(&p->problems);
	buf_init(&p->report, 1 << 20);
	p->good = document_parse(path, &name, bytes, &p->doc, &p->problems);
	problems_sort(&p->problems);
	for (size_t i = 0; i < p->problems.n; i++) {
		assert_string_equal(p->problems.v[i].file, path);
		print_short(&p->problems.v[i], &p->report);
	}
}

static inline void parsed_init(struct parsed *p, const char *path, const char *text)
{
	parsed_bytes(p, path, str_of(text));
}

static inline void parsed_release(struct parsed *p)
{
	document_release(&p->doc);
	problems_release(&p->problems);
	buf_release(&p->report);
}

/* The text as an item gives exactly these lines of problems. */
static inline void expect_report(const char *path, const char *text, const char *report)
{
	struct parsed p;
	parsed_init(&p, path, text);
	assert_string_equal(p.report.data, report);
	assert_int_equal(p.good, p.problems.errors == 0);
	parsed_release(&p);
}

#endif
