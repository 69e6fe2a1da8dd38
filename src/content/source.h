/*
 * source: the content file that is being parsed, and where its problems go.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_SOURCE_H
#define JARCHY_CONTENT_SOURCE_H

#include "content/problem.h"

struct document;

/* The file being parsed, and where its problems go. */
struct source {
	const char *path;
	struct document *doc;
	struct problems *problems;
	size_t reported;
};

/* Adds a problem of this file; after a hundred of them one more says that the rest is left out. */
__attribute__((format(printf, 6, 7))) void source_report(
    struct source *s, enum severity severity, int line, int column, const char *rule, const char *fmt, ...);

/* The column, 1…, of what follows these characters of a line. */
int source_column(struct str before);

#endif
