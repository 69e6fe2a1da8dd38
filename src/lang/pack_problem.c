/*
 * pack_problem: keeps what was found.
 */
#include "lang/pack_problem.h"

#include <string.h>

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

static size_t count_alike(const struct pack_problems *p, size_t from, size_t to, const char *message)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += strcmp(p->v[i].message, message) == 0;
	return n;
}

void pack_problems_cut(struct pack_problems *p, size_t from, size_t max, size_t alike)
{
	struct pack_problem first = { .line = 0 };
	size_t n = from, all = p ? p->n : 0;

	for (size_t i = from; i < all; i++) {
		if (n - from < max && count_alike(p, from, n, p->v[i].message) < alike)
			p->v[n++] = p->v[i];
		else if (!first.file)
			first = p->v[i];
	}
	if (!first.file)
		return;
	p->n = n;
	pack_problem(p, first.file, first.line,
	    "here and after it there are %zu more faults: mend the others first", all - n);
}

void pack_problems_release(struct pack_problems *p)
{
	arena_release(&p->arena);
	*p = (struct pack_problems){ .n = 0 };
}
