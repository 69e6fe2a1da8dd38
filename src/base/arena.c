/*
 * arena: many small allocations that die together.
 *
 * The head is the block that is being filled. What is too big for a block gets one of
 * its own, put after the head.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 4096 - 64, /* with both headers it stays within a page */
	BLOCK_MAX = 64 * 1024 - 64,
};

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

void arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void free_blocks(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
}

void arena_release(struct arena *a)
{
	free_blocks(a->head);
	arena_init(a);
}

void arena_reset(struct arena *a)
{
	a->used = 0;
	if (!a->head)
		return;
	free_blocks(a->head->next);
	a->head->next = NULL;
	a->head->used = 0;
}

static struct arena_block *new_block(size_t size)
{
	if (size > PTRDIFF_MAX - sizeof(struct arena_block))
		abort();
	struct arena_block *b = xmalloc(sizeof *b + size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

/* A block with n bytes free: a new head, or one of its own for what is big. */
static struct arena_block *add_block(struct arena *a, size_t n)
{
	if (n > BLOCK_MAX / 4) {
		struct arena_block *own = new_block(n);
		if (!a->head)
			a->head = new_block(BLOCK_FIRST);
		own->next = a->head->next;
		a->head->next = own;
		return own;
	}
	size_t size = a->head ? a->head->size * 2 : BLOCK_FIRST;
	while (size < n)
		size *= 2;
	struct arena_block *b = new_block(size < BLOCK_MAX ? size : BLOCK_MAX);
	b->next = a->head;
	a->head = b;
	return b;
}

/* Bytes that are not zeroed; align is a power of two. */
static void *take(struct arena *a, size_t n, size_t align)
{
	struct arena_block *b = a->head;
	size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;
	if (!b || at > b->size || n > b->size - at) {
		b = add_block(a, n);
		at = 0;
	}
	b->used = at + n;
	a->used += n;
	return b->data + at;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(take(a, n, alignof(max_align_t)), 0, n);
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_str(a, str_of(s)) : NULL;
}

char *arena_str(struct arena *a, struct str s)
{
	char *copy = take(a, s.n + 1, 1);
	if (s.n)
		memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	char small[256];
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	if (n < 0)
		abort();
	if ((size_t)n < sizeof small)
		return arena_str(a, (struct str){ small, (size_t)n });
	char *text = take(a, (size_t)n + 1, 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, args);
	va_end(args);
	return text;
}

void *arena_push(struct arena *a, void *v, size_t *n, size_t size)
{
	enum { FIRST = 4 };
	char *elements;
	memcpy(&elements, v, sizeof elements);
	/* The capacity is the power of two at or above n, so it need not be stored. */
	if (*n == 0 || (*n >= FIRST && (*n & (*n - 1)) == 0)) {
		size_t count = *n ? *n : FIRST / 2, bytes;
		if (__builtin_mul_overflow(count, 2 * size, &bytes))
			abort();
		char *more = take(a, bytes, alignof(max_align_t));
		if (*n)
			memcpy(more, elements, *n * size);
		elements = more;
		memcpy(v, &elements, sizeof elements);
	}
	return memset(elements + (*n)++ * size, 0, size);
}
