/*
 * child: forks, counts short lives, and makes the pause before the next try longer with each of them.
 */
#include "daemon/child.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/process.h"

enum {
	STEADY_MS = 10000, /* a child that lived this long was no false start */
	BACKOFF_FIRST_MS = 100,
	BACKOFF_LAST_MS = 30000,
};

void child_start(struct child *c, int (*run)(void *arg, int slot), void *arg, int slot)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		/* No exit handlers: the supervisor's state is not the child's to clean up. */
		int status = run(arg, slot);
		fflush(NULL);
		_exit(status);
	}
	c->started = clock_ms();
	if (pid < 0) {
		log_error("cannot start a process: %s", strerror(errno));
		c->due = c->started + BACKOFF_LAST_MS;
		return;
	}
	c->pid = pid;
}

static const char *describe(int status, char text[64])
{
	if (WIFSIGNALED(status))
		snprintf(
		    text, 64, "was killed by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(text, 64, "ended with status %d", WEXITSTATUS(status));
	return text;
}

void child_ended(struct child *c, const char *name, unsigned number, int status)
{
	char text[64];
	int64_t now = clock_ms();
	c->pid = 0;
	c->failures = now - c->started >= STEADY_MS ? 0 : c->failures + 1;
	int64_t pause = 0;
	if (c->failures > 1) {
		unsigned doubling = c->failures - 2 > 9 ? 9 : c->failures - 2;
		pause = BACKOFF_FIRST_MS << doubling;
		pause = pause > BACKOFF_LAST_MS ? BACKOFF_LAST_MS : pause;
	}
	c->due = now + pause;
	describe(status, text);
	if (number)
		log_warning("%s %u %s; starting it again in %lld ms", name, number, text, (long long)pause);
	else
		log_warning("%s %s; starting it again in %lld ms", name, text, (long long)pause);
}
