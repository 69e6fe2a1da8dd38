/*
 * expression: the parts of a query, and what it is narrowed to, as one expression of FTS5.
 */
#include "catalog/search/expression.h"

static void add_marks(struct buf *out, struct buf *classes, const char *const *marks, size_t n)
{
	buf_puts(out, "(");
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%s\"%s\"", i ? " OR " : "", marks[i]);
		buf_add_char(classes, '.');
	}
	buf_puts(out, ")");
}

/* All parts of one kind, with the operator between them; true: there are some. */
static bool add_parts(
    const struct search_query *m, bool loose, const char *between, struct buf *out, struct buf *classes)
{
	bool any = false;

	for (size_t i = 0; i < m->part_n; i++) {
		if (m->parts[i].loose != loose)
			continue;
		buf_printf(out, "%s(%s)", any ? between : "", m->parts[i].e.text);
		buf_puts(classes, m->parts[i].e.classes);
		any = true;
	}
	return any;
}

static void add_words(const struct search_query *m, bool some, struct buf *out, struct buf *classes)
{
	static const char *const everything = "#";
	size_t phrases = m->part_n - m->loose;

	if (!m->part_n)
		add_marks(out, classes, &everything, 1);
	if (m->loose) {
		buf_add_char(out, '(');
		add_parts(m, true, some ? " OR " : " AND ", out, classes);
		buf_puts(out, phrases ? ") AND " : ")");
	}
	add_parts(m, false, " AND ", out, classes);
}

static void add_only(const struct search_query *m, const char *const only[SEARCH_FILTERS], struct buf *out,
    struct buf *classes)
{
	static const enum asked_by by[SEARCH_FILTERS] = { [SEARCH_BY_YEAR] = ASKED_BY_YEAR,
		[SEARCH_BY_PROJECT] = ASKED_BY_PROJECT,
		[SEARCH_BY_KIND] = ASKED_BY_KIND };

	for (size_t i = 0; i < SEARCH_FILTERS; i++) {
		if (!only[i])
			continue;
		const char *mark = filter_mark(m->arena, by[i], only[i]);
		buf_puts(out, " AND ");
		add_marks(out, classes, &mark, 1);
	}
}

static void add_typed_filters(
    const struct search_query *m, bool without, struct buf *out, struct buf *classes)
{
	for (size_t i = 0; i < m->filter_n; i++) {
		if (m->filters[i].without != without)
			continue;
		buf_puts(out, without ? " NOT " : " AND ");
		add_marks(out, classes, m->filters[i].marks, m->filters[i].n);
	}
}

struct expression search_query_expression(
    const struct search_query *m, const char *const only[SEARCH_FILTERS], bool some)
{
	struct buf out, classes;

	buf_init(&out, EXPRESSION_MAX * 3);
	buf_init(&classes, EXPRESSION_MAX * 3);
	buf_add_char(&out, '(');
	add_words(m, some, &out, &classes);
	add_only(m, only, &out, &classes);
	add_typed_filters(m, false, &out, &classes);
	buf_add_char(&out, ')');
	add_typed_filters(m, true, &out, &classes);
	if (m->without.text)
		buf_printf(&out, " NOT (%s)", m->without.text);
	struct expression e = { arena_str(m->arena, buf_str(&out)), arena_str(m->arena, buf_str(&classes)) };
	buf_release(&out);
	buf_release(&classes);
	return e;
}
