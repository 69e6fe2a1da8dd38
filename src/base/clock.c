/*
 * clock: three of Linux's clocks.
 */
#include "base/clock.h"

#include <time.h>

static int64_t read_clock(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_cpu_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_coarse_ms(void)
{
	return read_clock(CLOCK_MONOTONIC_COARSE);
}
