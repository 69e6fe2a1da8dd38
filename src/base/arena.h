/*
 * arena: many small allocations that die together.
 *
 * A document, a page and the rows of one query each live in an arena: their strings
 * are never freed one by one. Not for what outlives one piece of work.
 */
#ifndef JARCHY_BASE_ARENA_H
#define JARCHY_BASE_ARENA_H

#include "base/str.h"

struct arena_block;
struct arena {
	struct arena_block *head;
	size_t used; /* bytes handed out */
};

/* A zeroed struct arena is a valid empty one. */
void arena_init(struct arena *a);
void arena_release(struct arena *a);
/* Forgets everything but keeps one block for the next round. */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t n);
char *arena_strdup(struct arena *a, const char *s); /* NULL stays NULL */
char *arena_str(struct arena *a, struct str s);     /* a C string */
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *a, const char *fmt, ...);

/*
 * A growing array in an arena: makes room for one more element of `size` bytes
 * after the *n that *v holds (doubling, the old copy stays until release),
 * counts it, and returns it zeroed.
 */
void *arena_push(struct arena *a, void *v, size_t *n, size_t size);
/* Has the type of v, so that the compiler sees what is put there: *ARENA_PUSH(a, list->v, list->n) = x; */
#define ARENA_PUSH(a, v, n) ((__typeof__(v))arena_push((a), (void *)&(v), &(n), sizeof *(v)))

#endif
