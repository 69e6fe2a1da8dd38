/*
 * counters: statuses lie in the order in which they were met first, so the usual ones are found at once.
 */
#include "serve/counters.h"

#include <string.h>

#include "base/str.h"

const char *const refusal_names[REFUSALS] = {
	[REFUSED_ADDRESS] = "address",
	[REFUSED_CONNECTIONS] = "connections",
	[REFUSED_DESCRIPTORS] = "descriptors",
};

const struct duration_bound duration_bounds[DURATIONS] = {
	{ 100, "0.0001" },
	{ 250, "0.00025" },
	{ 500, "0.0005" },
	{ 1000, "0.001" },
	{ 2500, "0.0025" },
	{ 5000, "0.005" },
	{ 10000, "0.01" },
	{ 25000, "0.025" },
	{ 100000, "0.1" },
	{ 250000, "0.25" },
	{ 1000000, "1.0" },
	{ 5000000, "5.0" },
	{ 30000000, "30.0" },
};

static uint64_t load(const _Atomic uint64_t *c)
{
	return atomic_load_explicit(c, memory_order_relaxed);
}

static void add(_Atomic uint64_t *sum, const _Atomic uint64_t *one)
{
	counter_add(sum, load(one));
}

static uint64_t pack(const char *status)
{
	uint64_t packed = 0;
	memcpy(&packed, status, strnlen(status, STATUS_MAX_LEN));
	return packed;
}

void status_text(const struct status_count *s, char out[STATUS_MAX_LEN + 1])
{
	uint64_t packed = load(&s->status);
	memcpy(out, &packed, STATUS_MAX_LEN);
	out[STATUS_MAX_LEN] = 0;
}

/* The place of a status; the last is that of all which have none. */
static struct status_count *place_of(struct service_counters *c, uint64_t status)
{
	struct status_count *p = c->statuses;
	for (; p < c->statuses + STATUS_KINDS - 1; p++) {
		uint64_t there = load(&p->status);
		if (!there)
			atomic_store_explicit(&p->status, status, memory_order_relaxed);
		if (!there || there == status)
			return p;
	}
	atomic_store_explicit(&p->status, pack("other"), memory_order_relaxed);
	return p;
}

void serve_counters_note(struct serve_counters *c, enum service service, const char *status, uint64_t us)
{
	struct service_counters *s = &c->services[service];
	size_t i = 0;
	while (i < DURATIONS && us > duration_bounds[i].us)
		i++;
	counter_add(&place_of(s, pack(status))->n, 1);
	counter_add(&s->durations[i], 1);
	counter_add(&s->us, us);
}

static void add_service(struct service_counters *sum, const struct service_counters *one)
{
	for (size_t i = 0; i < STATUS_KINDS; i++) {
		uint64_t status = load(&one->statuses[i].status);
		if (status)
			counter_add(&place_of(sum, status)->n, load(&one->statuses[i].n));
	}
	for (size_t i = 0; i <= DURATIONS; i++)
		add(&sum->durations[i], &one->durations[i]);
	add(&sum->us, &one->us);
	add(&sum->bytes, &one->bytes);
}

void serve_counters_add(struct serve_counters *sum, const struct serve_counters *one)
{
	add(&sum->accepted, &one->accepted);
	add(&sum->requests, &one->requests);
	add(&sum->failures, &one->failures);
	add(&sum->cache_hits, &one->cache_hits);
	add(&sum->cache_misses, &one->cache_misses);
	add(&sum->open, &one->open);
	for (size_t i = 0; i < REFUSALS; i++)
		add(&sum->refused[i], &one->refused[i]);
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		add_service(&sum->services[i], &one->services[i]);
}
