/*
 * timer_wheel: the deadlines of all connections, at a cost that does not grow with their number.
 *
 * Arming, disarming and one turn are O(1) for each timer concerned; a timer that only
 * waits costs nothing. Times are ticks of 200 ms of the monotonic clock. Not for
 * anything that must be exact: a timer fires up to one tick late, never early.
 */
#ifndef JARCHY_SERVE_TIMER_WHEEL_H
#define JARCHY_SERVE_TIMER_WHEEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMER_WHEEL_SLOTS = 256, TIMER_WHEEL_TICK_MS = 200, TIMER_WHEEL_SECOND = 1000 / TIMER_WHEEL_TICK_MS };

/* Embedded in what it is the deadline of; zeroed is disarmed. */
struct timer {
	struct timer *next, **link; /* link: what points at this one; NULL when disarmed */
	uint64_t due;
};

struct timer_wheel {
	struct timer *slot[TIMER_WHEEL_SLOTS];
	uint64_t turned; /* the last tick that was looked at */
};

/* The tick of now. */
uint64_t timer_wheel_clock(void);

void timer_wheel_init(struct timer_wheel *w, uint64_t now);
/* Fires once `due` has come (it must be after the last turn); an armed timer is moved. */
void timer_wheel_arm(struct timer_wheel *w, struct timer *t, uint64_t due);
void timer_wheel_disarm(struct timer *t);
/* Disarms and reports every timer due by `now`. The callback may arm and disarm any timer. */
void timer_wheel_turn(struct timer_wheel *w, uint64_t now, void (*expired)(struct timer *t));

#endif
