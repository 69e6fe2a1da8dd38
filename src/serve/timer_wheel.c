/*
 * timer_wheel: one slot a tick, 256 of them; a slot is a list of the timers that are due at its tick, or at that
 * tick of a later turn of the wheel.
 */
#include "serve/timer_wheel.h"

#include <event2/event.h>

#include "base/clock.h"

uint64_t timer_wheel_clock(void)
{
	return (uint64_t)clock_coarse_ms() / TIMER_WHEEL_TICK_MS;
}

/* --- the event loop ------------------------------------------------------------- */

static void wake_at_next_tick(struct timer_wheel *w)
{
	static const struct timeval tick = { 0, TIMER_WHEEL_TICK_MS * 1000 };
	w->ticking = true;
	event_add(w->tick, &tick);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct timer_wheel *w = arg;
	(void)fd;
	(void)what;
	timer_wheel_turn(w, timer_wheel_clock());
	if (w->armed)
		wake_at_next_tick(w);
	else
		w->ticking = false;
}

void timer_wheel_init(struct timer_wheel *w, uint64_t now, void (*expired)(struct timer *t))
{
	*w = (struct timer_wheel){ .turned = now, .expired = expired };
}

bool timer_wheel_attach(struct timer_wheel *w, struct event_base *base)
{
	w->tick = event_new(base, -1, 0, on_tick, w);
	return w->tick != NULL;
}

void timer_wheel_release(struct timer_wheel *w)
{
	if (w->tick)
		event_free(w->tick);
	w->tick = NULL;
	w->ticking = false;
}

/* --- timers ----------------------------------------------------------------------- */

static void list_push(struct timer **head, struct timer *t)
{
	t->next = *head;
	t->link = head;
	if (t->next)
		t->next->link = &t->next;
	*head = t;
}

static void list_remove(struct timer *t)
{
	*t->link = t->next;
	if (t->next)
		t->next->link = t->link;
	t->link = NULL;
	t->next = NULL;
}

void timer_wheel_arm(struct timer_wheel *w, struct timer *t, uint64_t due)
{
	timer_wheel_disarm(w, t);
	t->due = due;
	list_push(&w->slot[due % TIMER_WHEEL_SLOTS], t);
	w->armed++;
	if (w->tick && !w->ticking)
		wake_at_next_tick(w);
}

void timer_wheel_disarm(struct timer_wheel *w, struct timer *t)
{
	if (!t->link)
		return;
	list_remove(t);
	w->armed--;
}

/* The slot's timers move to a list of this function, so that a callback may arm into the same slot. */
static void turn_slot(struct timer_wheel *w, size_t slot, uint64_t now)
{
	struct timer *list = w->slot[slot];
	if (!list)
		return;
	w->slot[slot] = NULL;
	list->link = &list;
	while (list) {
		struct timer *t = list;
		list_remove(t);
		if (t->due > now) {
			list_push(&w->slot[slot], t);
		} else {
			w->armed--;
			w->expired(t);
		}
	}
}

void timer_wheel_turn(struct timer_wheel *w, uint64_t now)
{
	uint64_t from = w->turned + 1;
	if (now >= TIMER_WHEEL_SLOTS && from <= now - TIMER_WHEEL_SLOTS)
		from = now - TIMER_WHEEL_SLOTS + 1;
	w->turned = now;
	for (uint64_t tick = from; tick <= now; tick++)
		turn_slot(w, tick % TIMER_WHEEL_SLOTS, now);
}
