/*
 * source: the content file that is being parsed, and where its problems go.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_SOURCE_H
#define JARCHY_CONTENT_SOURCE_H

#include "base/err.h"
#include "content/problem.h"

struct document;

/* The file being parsed, and where its problems go. */
struct source {
	const char *path;
	struct document *doc;
	struct problems *problems;
	size_t reported;
	bool markdown;    /* the file ends in .md */
	const int *lines; /* of a manuscript: the paragraph for each line of what is parsed; else NULL */
	size_t line_count;
};

/* Adds a problem of this file; after a hundred of them one more says that the rest is left out. */
__attribute__((format(printf, 6, 7))) void source_report(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *fmt, ...);

/* The same of a whole message: a literal without "%", or that of an err. */
void source_report_message(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *message);

/* What the editor knows the line as: its number, or that of its paragraph. */
int source_line(const struct source *s, int line);
/* The column, 1…, of what follows these characters of a line. */
int source_column(struct str before);

#endif
