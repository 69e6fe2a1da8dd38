/*
 * buf: the one growing buffer, with a maximum that is given when it is made.
 *
 * Adding more than the maximum adds nothing, sets `full`, and returns false; the
 * flag stays until buf_reset, so that a writer may check once at the end.
 * `data` always ends in a NUL that len does not count, also when empty.
 */
#ifndef JARCHY_BASE_BUF_H
#define JARCHY_BASE_BUF_H

#include "base/str.h"

struct buf {
	char *data; /* owned; never NULL after buf_init */
	size_t len;
	size_t cap;
	size_t max; /* bytes that len may reach */
	bool full;
};

void buf_init(struct buf *b, size_t max);
/* Frees the bytes; b may be initialised again. A zeroed struct is fine too. */
void buf_release(struct buf *b);
/* Empties it, keeps the memory, clears `full`. */
void buf_reset(struct buf *b);

bool buf_add(struct buf *b, const void *p, size_t n);
bool buf_add_char(struct buf *b, char c);
bool buf_add_str(struct buf *b, struct str s);
bool buf_puts(struct buf *b, const char *s);
__attribute__((format(printf, 2, 3))) bool buf_printf(struct buf *b, const char *fmt, ...);
/* Makes room for n more bytes and returns where they go; NULL when over max. */
char *buf_reserve(struct buf *b, size_t n);
/* Counts n bytes that were written at buf_reserve's pointer. */
void buf_commit(struct buf *b, size_t n);
/* Takes n bytes away from the front (the rest moves down). */
void buf_consume(struct buf *b, size_t n);
void buf_truncate(struct buf *b, size_t len);

struct str buf_str(const struct buf *b);
/* Hands the bytes to the caller, who frees them; b is empty afterwards. */
char *buf_detach(struct buf *b);

#endif
