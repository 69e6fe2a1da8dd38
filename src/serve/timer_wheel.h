/*
 * timer_wheel: the deadlines of all connections, at a cost that does not grow with their number.
 *
 * Arming, disarming and one turn are O(1) for each timer concerned; a timer that only
 * waits costs nothing. Times are ticks of 200 ms of the monotonic clock. While a timer is armed, the wheel
 * wakes the event loop once a tick, else never. Not for anything that must be exact: a timer fires up
 * to one tick late, never early. Private to serve/.
 */
#ifndef JARCHY_SERVE_TIMER_WHEEL_H
#define JARCHY_SERVE_TIMER_WHEEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMER_WHEEL_SLOTS = 256, TIMER_WHEEL_TICK_MS = 200, TIMER_WHEEL_SECOND = 1000 / TIMER_WHEEL_TICK_MS };

struct event;
struct event_base;

/* Embedded in what it is the deadline of; zeroed is disarmed. */
struct timer {
	struct timer *next, **link; /* link: what points at this one; NULL when disarmed */
	uint64_t due;
};

struct timer_wheel {
	struct timer *slot[TIMER_WHEEL_SLOTS];
	uint64_t turned; /* the last tick that was looked at */
	size_t armed;    /* timers */
	void (*expired)(struct timer *t);
	struct event *tick; /* NULL: it is turned by hand */
	bool ticking;       /* the event is pending, or a turn is under way */
};

/* The tick of now. */
uint64_t timer_wheel_clock(void);

/* `expired` gets each timer that is due, disarmed; it may arm and disarm any timer. */
void timer_wheel_init(struct timer_wheel *w, uint64_t now, void (*expired)(struct timer *t));
/* From now on it turns by itself in this event loop. False: out of memory. */
bool timer_wheel_attach(struct timer_wheel *w, struct event_base *base);
/* Timers that are still armed never fire. */
void timer_wheel_release(struct timer_wheel *w);

/* Fires once `due` has come (it must be after the last turn); an armed timer is moved. */
void timer_wheel_arm(struct timer_wheel *w, struct timer *t, uint64_t due);
void timer_wheel_disarm(struct timer_wheel *w, struct timer *t);
static inline bool timer_is_armed(const struct timer *t)
{
	return t->link != NULL;
}
/* Every timer due by `now` fires. */
void timer_wheel_turn(struct timer_wheel *w, uint64_t now);

#endif
