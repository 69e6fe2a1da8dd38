/*
 * turns: a list for each level and price, and an event of no delay that comes back in each turn of the loop
 * while anybody waits.
 */
#include "serve/turns.h"

#include <event2/event.h>
#include <time.h>

#include "base/str.h"

/* Microseconds of the last seconds, from which on an address is at the next level. */
static const uint64_t levels[TURNS_LEVELS - 1] = { 500, 1000, 2000, 4000, 8000, 16000, 64000, 512000 };

int64_t turns_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static unsigned char level_of(const struct turns *t, uint64_t key, int64_t now)
{
	uint64_t us = usage_of(&t->usage, key, now / 1000);
	unsigned char level = 0;
	while (level < ARRAY_SIZE(levels) && us >= levels[level])
		level++;
	return level;
}

/* What is made active by a call comes after all that was active in this turn of the loop. */
int64_t turns_begin(struct turns *t)
{
	int64_t now = t->now = turns_clock();
	if (!t->begun) {
		t->begun = true;
		t->began = now;
		t->answered = 0;
		event_active(t->end, EV_TIMEOUT, 1);
	}
	return now;
}

static void on_end(evutil_socket_t fd, short what, void *arg)
{
	struct turns *t = arg;
	(void)fd;
	(void)what;
	t->begun = false;
}

bool turns_is_late(const struct turns *t, uint64_t key, int64_t now)
{
	return now - t->began >= TURN_US && level_of(t, key, now) > 0;
}

/* --- the lists ------------------------------------------------------------------- */

static void list_init(struct turn_list *l)
{
	*l = (struct turn_list){ NULL, &l->first };
}

static void push(struct turns *t, struct turn *turn)
{
	struct turn_list *l = (turn->dear ? t->dear : t->plain) + turn->level;
	turn->next = NULL;
	turn->link = l->last;
	*l->last = turn;
	l->last = &turn->next;
	t->waiting++;
}

void turns_leave(struct turns *t, struct turn *turn)
{
	struct turn_list *l = (turn->dear ? t->dear : t->plain) + turn->level;
	if (!turn->link)
		return;
	*turn->link = turn->next;
	if (turn->next)
		turn->next->link = turn->link;
	else
		l->last = turn->link;
	turn->link = NULL;
	t->waiting--;
}

/* The first of a list whose address is at that level still; others move on. */
static struct turn *first_of(struct turns *t, struct turn_list *l, int64_t now)
{
	for (struct turn *turn; (turn = l->first);) {
		unsigned char level = level_of(t, turn->key, now);
		if (level <= turn->level)
			return turn;
		turns_leave(t, turn);
		turn->level = level;
		push(t, turn);
	}
	return NULL;
}

/* A dear answer counts as some levels more than a plain one. */
static struct turn *next(struct turns *t, int64_t now)
{
	bool dear_too = now >= t->dear_from;
	for (int rank = 0; rank < TURNS_LEVELS + DEAR_RANKS; rank++) {
		struct turn *found = rank < TURNS_LEVELS ? first_of(t, &t->plain[rank], now) : NULL;
		if (!found && dear_too && rank >= DEAR_RANKS)
			found = first_of(t, &t->dear[rank - DEAR_RANKS], now);
		if (found)
			return found;
	}
	return NULL;
}

/* --- the loop --------------------------------------------------------------------- */

static bool has_plain(const struct turns *t)
{
	for (int i = 0; i < TURNS_LEVELS; i++)
		if (t->plain[i].first)
			return true;
	return false;
}

static void come_again(struct turns *t)
{
	int64_t wait = has_plain(t) ? 0 : t->dear_from - turns_clock();
	const struct timeval delay = { 0, wait > 0 ? (wait < 999999 ? wait : 999999) : 0 };
	event_add(t->again, &delay);
}

static void on_again(evutil_socket_t fd, short what, void *arg)
{
	struct turns *t = arg;
	int64_t now = turns_begin(t), end = now + TURN_US;
	(void)fd;
	(void)what;
	while (now < end) {
		struct turn *turn = next(t, now);
		if (!turn)
			break;
		turns_leave(t, turn);
		t->go(turn);
		now = turns_clock();
	}
	if (t->waiting)
		come_again(t);
}

bool turns_init(struct turns *t, struct event_base *base, void (*go)(struct turn *t))
{
	*t = (struct turns){ .base = base, .go = go };
	for (int i = 0; i < TURNS_LEVELS; i++) {
		list_init(&t->plain[i]);
		list_init(&t->dear[i]);
	}
	usage_init(&t->usage);
	t->again = event_new(base, -1, 0, on_again, t);
	t->end = event_new(base, -1, 0, on_end, t);
	return t->again && t->end;
}

void turns_release(struct turns *t)
{
	if (t->again)
		event_free(t->again);
	if (t->end)
		event_free(t->end);
	t->again = t->end = NULL;
	usage_release(&t->usage);
}

void turns_wait(struct turns *t, struct turn *turn, uint64_t key, bool dear)
{
	turns_leave(t, turn);
	turn->key = key;
	turn->dear = dear;
	turn->level = level_of(t, key, turns_clock());
	push(t, turn);
	/* One that is plain does not wait for the time of the dear. */
	if (!evtimer_pending(t->again, NULL) || !dear)
		come_again(t);
}

/* --- what may be done ---------------------------------------------------------------- */

enum permit turns_permit(const struct turns *t, bool served)
{
	if (!served && (t->waiting || t->answered >= TURN_US))
		return PERMIT_NONE;
	return turns_clock() >= t->dear_from ? PERMIT_ALL : PERMIT_PLAIN;
}

void turns_answered(struct turns *t, uint64_t us)
{
	int64_t now = turns_clock();
	t->answered += (int64_t)us;
	if (us < DEAR_US)
		return;
	int64_t from = t->dear_from > now - DEAR_BURST_US ? t->dear_from : now - DEAR_BURST_US;
	t->dear_from = from + 2 * (int64_t)us;
}

void turns_charge(struct turns *t, uint64_t key, uint64_t us)
{
	usage_add(&t->usage, key, turns_clock() / 1000, us);
}
