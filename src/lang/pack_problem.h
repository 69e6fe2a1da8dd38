/*
 * pack_problem: what is wrong in language packs, each with its file and line.
 */
#ifndef JARCHY_LANG_PACK_PROBLEM_H
#define JARCHY_LANG_PACK_PROBLEM_H

#include "base/arena.h"
#include "base/message.h"

struct pack_problem {
	const char *file;
	unsigned line;       /* 0: the whole file */
	const char *message; /* (base/message.h) */
};
/* A zeroed one is empty. */
struct pack_problems {
	struct arena arena; /* of everything in it */
	struct pack_problem *v;
	size_t n;
};

/* Adds one; p may be NULL: they are not asked for. */
__attribute__((format(printf, 4, 5))) void pack_problem(
    struct pack_problems *p, const char *file, unsigned line, const char *fmt, ...);
/* Sorts those from `from` on by their lines; those of one line stay as they are. */
void pack_problems_sort(struct pack_problems *p, size_t from);
/*
 * Keeps at most so many of those from `from` on, and of those that say the same at most so many; then says
 * how many more there are.
 */
void pack_problems_cut(struct pack_problems *p, size_t from, size_t max, size_t alike);
void pack_problems_release(struct pack_problems *p);

#endif
