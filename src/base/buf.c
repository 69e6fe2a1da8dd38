/*
 * buf: the one growing buffer, with a maximum that is given when it is made.
 *
 * An empty buffer owns no memory: cap is 0 and data points at a shared NUL that
 * is never written. Otherwise cap counts the NUL, so len < cap <= max + 1.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 128 };

static char nothing[1];

void buf_init(struct buf *b, size_t max)
{
	/* The bound keeps every sum below from wrapping. */
	*b = (struct buf){ .data = nothing, .max = max < PTRDIFF_MAX ? max : PTRDIFF_MAX - 1 };
}

void buf_release(struct buf *b)
{
	if (b->cap)
		free(b->data);
	*b = (struct buf){ 0 };
}

void buf_reset(struct buf *b)
{
	buf_truncate(b, 0);
	b->full = false;
}

static bool grow(struct buf *b, size_t n)
{
	if (n > b->max - b->len) {
		b->full = true;
		return false;
	}
	size_t need = b->len + n + 1;
	size_t cap = b->cap < FIRST_CAP / 2 ? FIRST_CAP : b->cap * 2;
	if (cap < need)
		cap = need;
	if (cap > b->max + 1)
		cap = b->max + 1;
	b->data = xrealloc(b->cap ? b->data : NULL, cap);
	b->cap = cap;
	b->data[b->len] = '\0';
	return true;
}

/* Whether n more bytes fit, after growing when needed. */
static inline bool room(struct buf *b, size_t n)
{
	return n < b->cap - b->len || grow(b, n);
}

bool buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return true;
	if (!room(b, n))
		return false;
	memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
	return true;
}

bool buf_add_char(struct buf *b, char c)
{
	if (!room(b, 1))
		return false;
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
	return true;
}

bool buf_add_str(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.n);
}

bool buf_puts(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

static int print_at_end(struct buf *b, const char *fmt, va_list args)
{
	return b->cap ? vsnprintf(b->data + b->len, b->cap - b->len, fmt, args)
	              : vsnprintf(NULL, 0, fmt, args);
}

bool buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = print_at_end(b, fmt, args);
	va_end(args);
	if (n < 0) {
		b->full = true;
	} else if ((size_t)n < b->cap - b->len) {
		b->len += (size_t)n;
		return true;
	} else if (grow(b, (size_t)n)) {
		va_start(args, fmt);
		print_at_end(b, fmt, args);
		va_end(args);
		b->len += (size_t)n;
		return true;
	}
	if (b->cap)
		b->data[b->len] = '\0';
	return false;
}

char *buf_reserve(struct buf *b, size_t n)
{
	return room(b, n) ? b->data + b->len : NULL;
}

void buf_commit(struct buf *b, size_t n)
{
	if (n == 0)
		return;
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_consume(struct buf *b, size_t n)
{
	if (n == 0)
		return;
	memmove(b->data, b->data + n, b->len - n);
	buf_truncate(b, b->len - n);
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = '\0';
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->data, b->len };
}

char *buf_detach(struct buf *b)
{
	char *data = b->cap ? b->data : xcalloc(1, 1);
	buf_init(b, b->max);
	return data;
}
