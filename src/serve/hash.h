/*
 * hash: FNV-1a, for tables in memory. Not for anything that a stranger gains by colliding: mix a secret in first.
 */
#ifndef JARCHY_SERVE_HASH_H
#define JARCHY_SERVE_HASH_H

#include "base/str.h"

#define HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t hash_more(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* The finaliser of splitmix64: every bit of the result depends on every bit of h. */
static inline uint64_t hash_end(uint64_t h)
{
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

#endif
