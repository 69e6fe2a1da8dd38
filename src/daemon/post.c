#include "daemon/post.h"

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

void post_fill(struct post *p, int (*run)(void *arg, int slot), void *arg, int slot)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		/* No exit handlers: the supervisor's state is not the child's to clean up. */
		int status = run(arg, slot);
		fflush(NULL);
		_exit(status);
	}
	p->started = clock_ms();
	if (pid < 0) {
		log_error("cannot start a process: %s", strerror(errno));
		p->due = p->started + BACKOFF_LAST_MS;
		return;
	}
	p->pid = pid;
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

void post_vacate(struct post *p, const char *name, unsigned number, int status)
{
	char text[64];
	int64_t now = clock_ms();
	p->pid = 0;
	p->failures = now - p->started >= STEADY_MS ? 0 : p->failures + 1;
	int64_t pause = 0;
	if (p->failures > 1) {
		unsigned doubling = p->failures - 2 > 9 ? 9 : p->failures - 2;
		pause = BACKOFF_FIRST_MS << doubling;
		pause = pause > BACKOFF_LAST_MS ? BACKOFF_LAST_MS : pause;
	}
	p->due = now + pause;
	describe(status, text);
	if (number)
		log_warning("%s %u %s; starting it again in %lld ms", name, number, text, (long long)pause);
	else
		log_warning("%s %s; starting it again in %lld ms", name, text, (long long)pause);
}
