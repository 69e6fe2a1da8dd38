/*
 * counters: what a worker counts, in memory that other processes read.
 *
 * Each is written by one worker only, with plain stores: no count costs a lock or an instruction that other
 * processors wait for. Not for names and units (daemon/metrics.h).
 */
#ifndef JARCHY_SERVE_COUNTERS_H
#define JARCHY_SERVE_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>

#include "content/service.h"

enum {
	STATUS_KINDS = 24, /* of one service; what comes after them is counted as "other" */
	STATUS_MAX_LEN = 8,
	DURATIONS = 13, /* bounds of durations; there is one more place, for what takes longer */
};

/* Why a connection was refused. */
enum refusal {
	REFUSED_ADDRESS,     /* too many from one address */
	REFUSED_CONNECTIONS, /* too many in all */
	REFUSED_DESCRIPTORS, /* the process may not open more */
	REFUSALS
};
extern const char *const refusal_names[REFUSALS];

/* Microseconds, and the same as seconds in words. */
extern const struct duration_bound {
	uint64_t us;
	const char *seconds;
} duration_bounds[DURATIONS];

struct status_count {
	_Atomic uint64_t status; /* its bytes, padded with zeros; 0: none yet */
	_Atomic uint64_t n;
};

/* Responses of a service: by status, and by how long they took; and all bytes of them. */
struct service_counters {
	struct status_count statuses[STATUS_KINDS];
	_Atomic uint64_t durations[DURATIONS + 1];
	_Atomic uint64_t us; /* all of them together */
	_Atomic uint64_t bytes;
};

struct serve_counters {
	_Atomic uint64_t accepted, requests, failures, cache_hits, cache_misses, open;
	_Atomic uint64_t refused[REFUSALS];
	struct service_counters services[SERVICE_COUNT];
};

/* One writer, so no read-modify-write instruction is needed. */
static inline void counter_add(_Atomic uint64_t *c, uint64_t n)
{
	atomic_store_explicit(c, atomic_load_explicit(c, memory_order_relaxed) + n, memory_order_relaxed);
}

/*
 * A response was sent that took so long. The status has STATUS_MAX_LEN bytes at most, the rest is not looked
 * at.
 */
void serve_counters_note(struct serve_counters *c, enum service service, const char *status, uint64_t us);
/* The text of a status. */
void status_text(const struct status_count *s, char out[STATUS_MAX_LEN + 1]);

/* Adds those of one to a sum, which no other thread writes meanwhile. */
void serve_counters_add(struct serve_counters *sum, const struct serve_counters *one);

#endif
