#include "serve/pace.h"

#include "serve/wheel.h"

void pace_wait(struct pace *p, uint64_t now)
{
	p->progress = p->window = now;
	p->window_from = p->delivered;
}

enum pace_verdict pace_look(struct pace *p, const struct serve_limits *limits, uint64_t queued, uint64_t now)
{
	uint64_t delivered = p->sent > queued ? p->sent - queued : 0;
	if (delivered > p->delivered) {
		p->delivered = delivered;
		p->progress = now;
	}
	if (now - p->progress > (uint64_t)limits->progress_seconds * WHEEL_SECOND)
		return PACE_STALLED;
	if (now - p->window < (uint64_t)limits->rate_seconds * WHEEL_SECOND)
		return PACE_GOOD;
	uint64_t least = (uint64_t)limits->rate_bytes * limits->rate_seconds;
	if (p->delivered - p->window_from < least)
		return PACE_SLOW;
	p->window = now;
	p->window_from = p->delivered;
	return PACE_GOOD;
}
