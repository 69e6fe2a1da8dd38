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

void source_report_message(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *message)
{
	if (s->reported > REPORT_MAX)
		return;
	if (s->reported++ == REPORT_MAX) {
		problem_add(s->problems, SEVERITY_ERROR, s->path, line, 0, "too-many",
		    "more is wrong from here on: correct what is above first");
		return;
	}
	if (s->lines) {
		line = source_line(s, line);
		column = 0;
	}
	problem_add_message(s->problems, severity, s->path, line, column, rule, message);
}

void source_report(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list ap;
	va_start(ap, fmt);
	message_vmake(message, fmt, ap);
	va_end(ap);
	source_report_message(s, severity, line, column, rule, message);
}

int source_column(struct str before)
{
	return (int)utf8_length(before) + 1;
}
