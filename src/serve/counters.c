/* counters: sums. */
#include "serve/counters.h"

static void add(_Atomic uint64_t *sum, const _Atomic uint64_t *one)
{
	counter_add(sum, atomic_load_explicit(one, memory_order_relaxed));
}

void serve_counters_add(struct serve_counters *sum, const struct serve_counters *one)
{
	add(&sum->accepted, &one->accepted);
	add(&sum->refused, &one->refused);
	add(&sum->requests, &one->requests);
	add(&sum->failures, &one->failures);
	add(&sum->cache_hits, &one->cache_hits);
	add(&sum->open, &one->open);
	add(&sum->bytes, &one->bytes);
}
