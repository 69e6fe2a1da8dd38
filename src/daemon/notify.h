/*
 * notify: tells the service manager (systemd) how the service is, as sd_notify(3) does, without its library.
 *
 * Nothing is sent, and nothing costs anything, where NOTIFY_SOCKET names no socket. All times are in ms of
 * clock_ms.
 *
 *   READY=1       all workers serve; after a reload, that it is over, also when it failed
 *   RELOADING=1   a signal asked for another configuration or program, and this is under way
 *   STOPPING=1    the end has begun, draining too
 *   WATCHDOG=1    at half of the time that WATCHDOG_USEC gives, as long as notify_turn finds that all is well
 *   EXTEND_TIMEOUT_USEC  as long as the first build gets on, and for all of the time that stopping may take
 *   STATUS        one sentence, whenever it is another one
 *
 * MAINPID is never told: a new version takes the place of the program, in the same process (upgrade.h).
 */
#ifndef JARCHY_DAEMON_NOTIFY_H
#define JARCHY_DAEMON_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

struct notify {
	int64_t watchdog_ms;            /* between two words; 0: there is no watchdog */
	int64_t watchdog_at, extend_at; /* when the next one is due */
	bool ready;                     /* was told, in this program */
	bool reloading;                 /* was told, and not its end */
	uint64_t moves;                 /* of the first build, as it was seen last, */
	int64_t moved_at;               /* and when */
	char status[256];               /* what was told last */
};

/* Reads what the manager asks for from the environment. */
void notify_init(struct notify *n);
/* In a process that is started: it is no business of its. */
void notify_leave(void);

/* `status` is a sentence. */
void notify_ready(struct notify *n, const char *status);
void notify_reloading(struct notify *n);
/* Nothing where no reload was told of. */
void notify_reloaded(struct notify *n);
/* The end takes `ms` at most. */
void notify_stopping(struct notify *n, const char *status, int64_t ms);

/*
 * In each turn of the supervisor's loop: what is due, and another status. well: the workers move. moves: of
 * the first build (progress.h), while there is nothing to serve yet.
 */
void notify_turn(struct notify *n, const char *status, bool well, uint64_t moves, int64_t now);
/* The time until the next turn is needed; -1: none. */
int64_t notify_left(const struct notify *n, int64_t now);

#endif
