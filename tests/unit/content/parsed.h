/*
 * parsed: a text parsed as a content file, for tests; problems in short, without file and rule.
 */
#ifndef JARCHY_TESTS_PARSED_H
#define JARCHY_TESTS_PARSED_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "content/document.h"

#define ITEM "p/2023-09-08-forum.ky.gmi"
#define PROJECT "p/project.ky.gmi"
#define SITE "site.ky.gmi"

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
	struct content_name name;
	struct err err = { "" };
	assert_true(date_set_zone("Asia/Bishkek", &err));
	content_name(path, &name, &err);
	assert_string_equal(err.text, "");
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
