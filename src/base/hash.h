/*
 * hash: FNV-1a, for tables in memory and for marks that are kept; a quicker one for long texts.
 *
 * Values of FNV-1a are kept in catalogues and facts: they never change. Whoever knows the function can make collisions: where
 * that does harm, mix a secret in first.
 */
#ifndef JARCHY_BASE_HASH_H
#define JARCHY_BASE_HASH_H

#include <string.h>

#include "base/str.h"

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* h after the bytes of s; begin with HASH_START. */
static inline uint64_t hash_more(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* For a table whose size is a power of two: the low bits depend on the high ones too. */
static inline uint64_t hash_fold(uint64_t h)
{
	return h ^ h >> 32;
}

/* The finaliser of splitmix64: every bit of the result depends on every bit of h. */
static inline uint64_t hash_end(uint64_t h)
{
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

/* Of a long text, eight bytes a step. For tables in memory only: it depends on the order of bytes. */
static inline uint64_t hash_long(struct str s)
{
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t h = 0, part;
	for (; s.n >= sizeof part; s = str_sub(s, sizeof part, s.n)) {
		memcpy(&part, s.p, sizeof part);
		h = (h ^ part) * factor;
		h ^= h >> 32;
	}
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * factor;
	return hash_fold(h);
}

#endif
