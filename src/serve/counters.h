/*
 * counters: what a worker counts, in memory that other processes read.
 *
 * Each is written by one worker only, with plain stores: no count costs a lock or an instruction that other processors wait
 * for. Not for names and units (daemon/metrics.h).
 */
#ifndef JARCHY_SERVE_COUNTERS_H
#define JARCHY_SERVE_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>

struct serve_counters {
	_Atomic uint64_t accepted, refused, requests, failures, cache_hits, open, bytes;
};

/* One writer, so no read-modify-write instruction is needed. */
static inline void counter_add(_Atomic uint64_t *c, uint64_t n)
{
	atomic_store_explicit(c, atomic_load_explicit(c, memory_order_relaxed) + n, memory_order_relaxed);
}

/* Adds those of one to a sum, which nobody else writes meanwhile. */
void serve_counters_add(struct serve_counters *sum, const struct serve_counters *one);

#endif
