/*
 * source: the problems of one content file, and how many of them are said.
 */
#include "content/source.h"

#include <stdarg.h>

#include "base/utf8.h"

enum { REPORT_MAX = 100 }; /* problems of one file */

int source_line(const struct source *s, int line)
{
	if (!s->lines)
		return line;
	return line > 0 && (size_t)line <= s->line_count ? s->lines[line - 1] : 0;
}

void source_report(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *fmt, ...)
{
	if (s->reported > REPORT_MAX)
		return;
	if (s->reported++ == REPORT_MAX) {
		problem_add(s->problems, SEVERITY_ERROR, s->path, line, 0, "too-many",
		    "more is wrong from here on: mend what is above first");
		return;
	}
	if (s->lines) {
		line = source_line(s, line);
		column = 0;
	}
	va_list ap;
	va_start(ap, fmt);
	problem_vadd(s->problems, severity, s->path, line, column, rule, fmt, ap);
	va_end(ap);
}

int source_column(struct str before)
{
	return (int)utf8_length(before) + 1;
}
