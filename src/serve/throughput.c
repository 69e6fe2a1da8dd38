/* throughput: what the peer has acknowledged, looked at each second. */
#include "serve/throughput.h"

#include "serve/timer_wheel.h"

void throughput_wait(struct throughput *p, uint64_t now)
{
	p->progress = p->window = now;
	p->window_from = p->delivered;
}

enum throughput_verdict throughput_look(
    struct throughput *p, const struct serve_limits *limits, uint64_t queued, uint64_t now)
{
	uint64_t delivered = p->sent > queued ? p->sent - queued : 0;
	if (delivered > p->delivered) {
		p->delivered = delivered;
		p->progress = now;
	}
	if (now - p->progress > (uint64_t)limits->progress_seconds * TIMER_WHEEL_SECOND)
		return THROUGHPUT_STALLED;
	if (now - p->window < (uint64_t)limits->rate_seconds * TIMER_WHEEL_SECOND)
		return THROUGHPUT_OK;
	uint64_t least = (uint64_t)limits->rate_bytes * limits->rate_seconds;
	if (p->delivered - p->window_from < least)
		return THROUGHPUT_SLOW;
	p->window = now;
	p->window_from = p->delivered;
	return THROUGHPUT_OK;
}
