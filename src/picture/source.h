/*
 * source: the bytes of a file that somebody else wrote and may be writing still, a few at a time.
 *
 * Read with pread and never mapped: a file that is cut short meanwhile gives fewer bytes, not a signal.
 * Private to picture/.
 */
#ifndef JARCHY_PICTURE_SOURCE_H
#define JARCHY_PICTURE_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SOURCE_WINDOW = 1 << 16 }; /* bytes that can be asked for at once */

struct source {
	int fd;        /* borrowed */
	uint64_t size; /* as it was when the source was opened */
	uint64_t at;   /* where the window begins */
	size_t n;      /* bytes in it */
	uint64_t left; /* how many bytes may be read still; as source_open sets it, any number */
	bool spent;    /* more were asked for than may be read */
	bool lost;     /* bytes that were there cannot be read */
	unsigned char window[SOURCE_WINDOW];
};

/* False and errno: fstat failed, or it is no regular file. */
bool source_open(struct source *s, int fd);
/* Whether the file has n bytes from `at` on. */
bool source_has(const struct source *s, uint64_t at, uint64_t n);
/*
 * n bytes from `at` on, valid until the next call; NULL: the file has no such bytes, they could not be
 * read, or `left` does not allow it. n ≤ SOURCE_WINDOW.
 */
const unsigned char *source_at(struct source *s, uint64_t at, size_t n);
/*
 * Writes n bytes from `at` on to the descriptor. False and errno: they could not be read (EIO at the end)
 * or written.
 */
bool source_copy(struct source *s, uint64_t at, uint64_t n, int to);

#endif
