#include "serve/timer_wheel.h"

#include "base/clock.h"

uint64_t timer_wheel_clock(void)
{
	return (uint64_t)clock_coarse_ms() / TIMER_WHEEL_TICK_MS;
}

void timer_wheel_init(struct timer_wheel *w, uint64_t now)
{
	*w = (struct timer_wheel){ .turned = now };
}

static void list_push(struct timer **head, struct timer *t)
{
	t->next = *head;
	t->link = head;
	if (t->next)
		t->next->link = &t->next;
	*head = t;
}

void timer_wheel_arm(struct timer_wheel *w, struct timer *t, uint64_t due)
{
	timer_wheel_disarm(t);
	t->due = due;
	list_push(&w->slot[due % TIMER_WHEEL_SLOTS], t);
}

void timer_wheel_disarm(struct timer *t)
{
	if (!t->link)
		return;
	*t->link = t->next;
	if (t->next)
		t->next->link = t->link;
	t->link = NULL;
	t->next = NULL;
}

/* The slot's timers move to a list of this function, so that a callback may arm into the same slot. */
static void turn_slot(struct timer_wheel *w, size_t slot, uint64_t now, void (*expired)(struct timer *t))
{
	struct timer *list = w->slot[slot];
	if (!list)
		return;
	w->slot[slot] = NULL;
	list->link = &list;
	while (list) {
		struct timer *t = list;
		timer_wheel_disarm(t);
		if (t->due <= now)
			expired(t);
		else
			list_push(&w->slot[slot], t);
	}
}

void timer_wheel_turn(struct timer_wheel *w, uint64_t now, void (*expired)(struct timer *t))
{
	uint64_t from = w->turned + 1;
	if (now >= TIMER_WHEEL_SLOTS && from <= now - TIMER_WHEEL_SLOTS)
		from = now - TIMER_WHEEL_SLOTS + 1;
	w->turned = now;
	for (uint64_t tick = from; tick <= now; tick++)
		turn_slot(w, tick % TIMER_WHEEL_SLOTS, now, expired);
}
