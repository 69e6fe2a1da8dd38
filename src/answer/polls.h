/*
 * polls: how often a client fetches a feed whole, without a validator.
 *
 * A client is an address (as limits_key sees it), an agent and a feed: together one number, from which no address can
 * be read.
 * Memory is fixed: when there are too many clients, those that asked least are forgotten. Conditional requests are
 * not to be reported here. Each worker counts for itself.
 */
#ifndef JARCHY_ANSWER_POLLS_H
#define JARCHY_ANSWER_POLLS_H

#include "base/str.h"

struct polls {
	uint64_t *slots; /* pairs: who, and the time up to which the allowance is used up */
	uint64_t seed;
	unsigned per_hour;
};

/* per_hour 0: everything is allowed. */
void polls_init(struct polls *p, unsigned per_hour);
void polls_release(struct polls *p);

/* Counts one poll at a time in ms. 0: it is allowed; else it does not count, and one is after so many seconds. */
unsigned polls_take(struct polls *p, uint64_t address, struct str agent, struct str path, uint64_t now);

#endif
