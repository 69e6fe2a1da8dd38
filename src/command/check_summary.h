/*
 * check_summary: in which order problems are told, and which are told in one line for many.
 *
 * Private to command/.
 */
#ifndef JARCHY_COMMAND_CHECK_SUMMARY_H
#define JARCHY_COMMAND_CHECK_SUMMARY_H

#include "content/problem.h"

/* Problems that are told together; one that is told alone is a group of one. */
struct problem_group {
	const struct problem *first;
	size_t n;
	const char
	    *place; /* the folder that all are in, "" for the content as a whole; only of more than one */
	const char *names; /* the first of them, below that folder: "a.gmi, b.gmi, …" */
};

struct problem_groups {
	struct arena arena;
	struct problem_group *v;
	size_t n;
};

/*
 * What harms readers is first: errors, then what leads nowhere or shows wrongly, then the rest; last what
 * is told together. `each`: nothing is. The problems are sorted (problems_sort) and outlive the groups.
 */
void problem_groups_make(struct problem_groups *g, const struct problems *all, bool each);
void problem_groups_release(struct problem_groups *g);
/*
 * Appends "folder: warning: what it is: how many (names) [rule]" in a language, of a group of more than
 * one.
 */
void problem_group_print(
    const struct problem_group *g, const char *content, const struct messages *language, struct buf *out);

#endif
