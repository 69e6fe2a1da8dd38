/*
 * pack_problem: keeps what was found.
 */
#include "lang/pack_problem.h"

enum { PROBLEMS_MAX = 1000 }; /* a file that is no pack at all has one in each line */

void pack_problem(struct pack_problems *p, const char *file, unsigned line, const char *fmt, ...)
{
	char message[MESSAGE_MAX];
	va_list args;

	if (!p || p->n == PROBLEMS_MAX)
		return;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	*ARENA_PUSH(&p->arena, p->v, p->n) = (struct pack_problem){
		.file = arena_strdup(&p->arena, file),
		.line = line,
		.message = arena_strdup(&p->arena, message),
	};
}

void pack_problems_sort(struct pack_problems *p, size_t from)
{
	for (size_t i = from + 1; p && i < p->n; i++) {
		struct pack_problem one = p->v[i];
		size_t at = i;
		for (; at > from && p->v[at - 1].line > one.line; at--)
			p->v[at] = p->v[at - 1];
		p->v[at] = one;
	}
}

void pack_problems_cut(struct pack_problems *p, size_t from, size_t max)
{
	if (!p || p->n - from <= max)
		return;
	size_t more = p->n - from - max;
	const struct pack_problem *first = &p->v[from + max];
	p->n = from + max;
	pack_problem(p, first->file, first->line,
	    "here and after it there are %zu more faults: mend the others first", more);
}

void pack_problems_release(struct pack_problems *p)
{
	arena_release(&p->arena);
	*p = (struct pack_problems){ .n = 0 };
}
