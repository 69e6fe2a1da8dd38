/*
 * child: a process that is always to be there: its pid, and when the next one is due after it ended.
 *
 * Not for what the process does, nor for whether there should be one at the moment: the supervisor knows both.
 */
#ifndef JARCHY_DAEMON_CHILD_H
#define JARCHY_DAEMON_CHILD_H

#include <stdint.h>
#include <sys/types.h>

struct child {
	pid_t pid;       /* 0: there is none */
	int64_t started; /* ms */
	int64_t due;     /* when to start it again */
	unsigned failures;
};

/*
 * Starts a process that ends with what run(arg, slot) returns. Where the system starts none, that is logged and
 * the next try is due after half a minute.
 */
void child_start(struct child *c, int (*run)(void *arg, int slot), void *arg, int slot);

/*
 * The process ended with this status (waitpid(2)), which is logged under its name and number (0: it has none). After a long
 * life the next one is due at once, after a short one when a pause has passed, which doubles each time.
 */
void child_ended(struct child *c, const char *name, unsigned number, int status);

#endif
