/*
 * bytes: numbers in the two orders of bytes, and names of four letters as numbers. Private to picture/.
 */
#ifndef JARCHY_PICTURE_BYTES_H
#define JARCHY_PICTURE_BYTES_H

#include <stdint.h>

#include "base/str.h"

/* "ftyp" as bytes_big reads it: of the names of parts in PNG, RIFF and ISO/IEC 14496-12. */
#define NAME4(a, b, c, d)                                                                                    \
	((uint32_t)(unsigned char)(a) << 24 | (uint32_t)(unsigned char)(b) << 16 |                           \
	    (uint32_t)(unsigned char)(c) << 8 | (uint32_t)(unsigned char)(d))

/* n bytes, at most 8, the highest first. */
static inline uint64_t bytes_big(const unsigned char *p, size_t n)
{
	uint64_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* The lowest first. */
static inline uint64_t bytes_little(const unsigned char *p, size_t n)
{
	uint64_t v = 0;
	while (n)
		v = v << 8 | p[--n];
	return v;
}

static inline void bytes_put_big(unsigned char *p, size_t n, uint64_t v)
{
	for (; n; v >>= 8)
		p[--n] = (unsigned char)v;
}

static inline void bytes_put_little(unsigned char *p, size_t n, uint64_t v)
{
	for (size_t i = 0; i < n; i++, v >>= 8)
		p[i] = (unsigned char)v;
}

#endif
