/*
 * post: a place that is always to be filled by a process: who is there, and when the next one is due.
 *
 * Not for what the process does, nor for whether there should be one at the moment: the supervisor knows both.
 */
#ifndef JARCHY_DAEMON_POST_H
#define JARCHY_DAEMON_POST_H

#include <stdint.h>
#include <sys/types.h>

struct post {
	pid_t pid;       /* 0: empty */
	int64_t started; /* ms */
	int64_t due;     /* when to start it again */
	unsigned failures;
};

/* Starts a process that ends with what run(arg, slot) returns. */
void post_fill(struct post *p, int (*run)(void *arg, int slot), void *arg, int slot);

/*
 * The process ended so (waitpid(2)), which is logged under its name and number (0: it has none). A good long life is followed
 * by an immediate restart, a short one by a pause that doubles.
 */
void post_vacate(struct post *p, const char *name, unsigned number, int status);

#endif
