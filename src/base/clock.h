/*
 * clock: time that only goes forward, for deadlines and durations. Not for dates (date.h).
 */
#ifndef JARCHY_BASE_CLOCK_H
#define JARCHY_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds of the monotonic clock. */
int64_t clock_ms(void);
/* Processor time of this thread in microseconds. A system call. */
int64_t clock_cpu_us(void);
/* As clock_ms, right to a few milliseconds only, at a fraction of the cost: for what happens in each request. */
int64_t clock_coarse_ms(void);

#endif
