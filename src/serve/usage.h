/*
 * usage: how much of the worker's time each address took in the last seconds.
 *
 * A table of fixed size: the address that took least makes room for another. What was taken halves every few seconds. An
 * address is a key of limits.h. Private to serve/.
 */
#ifndef JARCHY_SERVE_USAGE_H
#define JARCHY_SERVE_USAGE_H

#include <stdint.h>

struct usage_slot {
	uint64_t key;
	int64_t at;  /* when it was counted, ms */
	uint64_t us; /* at that time */
};

struct usage {
	struct usage_slot *slots;
	uint64_t seed;
};

void usage_init(struct usage *u);
void usage_release(struct usage *u);

/* Microseconds; `now` in milliseconds of any clock that only rises. 0 of an uncounted address. */
uint64_t usage_of(const struct usage *u, uint64_t key, int64_t now);
void usage_add(struct usage *u, uint64_t key, int64_t now, uint64_t us);

#endif
