/*
 * turns: in which order connections are served when there is more to do than time.
 *
 * While a turn of the event loop is short, whoever comes is served at once. Beyond that, connections wait
 * here: those of addresses that took little time lately go first (usage.h), answers that are dear go after
 * plain ones, and of equals the first to come. Dear answers together take half of the time at most. Nothing
 * is wasted: without others, an address gets all there is.
 *
 * Times are microseconds of turns_clock. Private to serve/.
 */
#ifndef JARCHY_SERVE_TURNS_H
#define JARCHY_SERVE_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "serve/usage.h"

struct event;
struct event_base;

enum {
	TURN_US = 2000,         /* of a turn of the loop, and of those served from the queue in one */
	TURNS_LEVELS = 9,       /* by how much time the address took */
	DEAR_RANKS = 3,         /* that a dear answer goes after a plain one of the same level */
	DEAR_US = 5000,         /* an answer that takes longer is dear */
	DEAR_BURST_US = 100000, /* of both: dear answers, and as much time for others */
};

/* One that may wait, embedded in it; zeroed is not waiting. */
struct turn {
	struct turn *next, **link; /* link: what points at this one; NULL when it does not wait */
	uint64_t key;              /* of its address */
	bool dear;
	unsigned char level;
};

struct turn_list {
	struct turn *first, **last;
};

struct turns {
	struct usage usage;
	struct turn_list plain[TURNS_LEVELS], dear[TURNS_LEVELS];
	size_t waiting;
	struct event_base *base;
	struct event *again;
	struct event *end; /* of the loop's turn: called after all that it has to call */
	bool begun;        /* the loop's turn has called something */
	int64_t began;     /* when it did */
	int64_t now;       /* when the run that is under way began (turns_begin); turns_clock */
	int64_t answered;  /* time of it that answers took which nothing was kept of */
	int64_t dear_from; /* no dear answer before */
	void (*go)(struct turn *t);
};

/* What may be answered now, of that of which nothing is kept. */
enum permit { PERMIT_ALL, PERMIT_PLAIN, PERMIT_NONE };

/* `go` serves one that has waited, and no more does. False: out of memory. */
bool turns_init(struct turns *t, struct event_base *base, void (*go)(struct turn *t));
void turns_release(struct turns *t);

int64_t turns_clock(void);
/* At the beginning of whatever the loop calls: now. */
int64_t turns_begin(struct turns *t);
/* Whether one of this address shall wait, as the loop's turn is long already. */
bool turns_is_late(const struct turns *t, uint64_t key, int64_t now);

void turns_wait(struct turns *t, struct turn *turn, uint64_t key, bool dear);
/* Harmless when it does not wait. */
void turns_leave(struct turns *t, struct turn *turn);

/* `served`: to one that has waited for it. */
enum permit turns_permit(const struct turns *t, bool served);
/* An answer took this much processor time. */
void turns_answered(struct turns *t, uint64_t us);
/* The address took this much time in all. */
void turns_charge(struct turns *t, uint64_t key, uint64_t us);

#endif
