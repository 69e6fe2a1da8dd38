/*
 * throughput: whether the reader of a response takes it, and fast enough.
 *
 * What counts is what has reached the peer, not what the kernel took from us: its buffer holds megabytes and
 * reports room only when a third of it is free, long after a slow reader has moved on. Times are ticks of
 * the timer wheel. Private to serve/.
 */
#ifndef JARCHY_SERVE_THROUGHPUT_H
#define JARCHY_SERVE_THROUGHPUT_H

#include "serve/settings.h"

struct throughput {
	uint64_t sent, delivered;     /* bytes of the response, to the kernel and to the peer */
	uint64_t progress;            /* when more was delivered, as far as anybody looked */
	uint64_t window, window_from; /* when the seconds of the rate began, and what was delivered by then */
};

enum throughput_verdict { THROUGHPUT_OK, THROUGHPUT_STALLED, THROUGHPUT_SLOW };

/* Waiting begins: looks are due from now on, each second. */
void throughput_wait(struct throughput *p, uint64_t now);
/* `queued` bytes have not reached the peer yet. */
enum throughput_verdict throughput_look(
    struct throughput *p, const struct serve_limits *limits, uint64_t queued, uint64_t now);

#endif
