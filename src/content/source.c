/*
 * source: the problems of one content file, and how many of them are said.
 */
#include "content/source.h"

#include <stdarg.h>

#include "base/utf8.h"

enum { REPORT_MAX = 100 }; /* problems of one file */

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
	va_list ap;
	va_start(ap, fmt);
	problem_vadd(s->problems, severity, s->path, line, column, rule, fmt, ap);
	va_end(ap);
}

int source_column(struct str before)
{
	return (int)utf8_length(before) + 1;
}
