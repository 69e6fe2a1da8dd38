/*
 * child: forks, listens to what is reported, counts short lives, and makes the pause before the next try
 * longer with each of them.
 */
#include "daemon/child.h"

#include <fcntl.h>
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

bool child_start(struct child *c, child_run *run, void *arg, int slot, unsigned place, struct err *err)
{
	int ends[2];
	c->started = clock_ms();
	c->due = c->started + BACKOFF_LAST_MS; /* should it fail */
	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_errno(err, "cannot start a process");
	pid_t pid = fork();
	if (pid == 0) {
		/* No exit handlers: the supervisor's state is not the child's to clean up. */
		int status = run(arg, slot, place, ends[1]);
		fflush(NULL);
		_exit(status);
	}
	if (pid < 0) {
		err_errno(err, "cannot start a process");
		close(ends[0]);
	} else {
		c->pid = pid;
		c->reports = ends[0];
		c->ready = false;
		c->turns = 0;
		c->silent_ms = 0;
	}
	close(ends[1]);
	return pid > 0;
}

bool child_read_reports(struct child *c)
{
	char reports[64];
	bool published = false;
	ssize_t n = 1;
	while (c->reports && (n = read(c->reports, reports, sizeof reports)) > 0)
		for (ssize_t i = 0; i < n; i++) {
			c->ready = c->ready || reports[i] == REPORT_READY;
			published = published || reports[i] == REPORT_PUBLISHED;
		}
	/* Closed: it reports no more, or ended, which waitpid(2) tells. */
	if (c->reports && n == 0) {
		close(c->reports);
		c->reports = 0;
	}
	return published;
}

void child_forget(struct child *c)
{
	if (c->reports)
		close(c->reports);
	*c = (struct child){ 0 };
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
	unsigned failures = c->failures;
	int64_t started = c->started;
	child_forget(c);
	c->failures = now - started >= STEADY_MS ? 0 : failures + 1;
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
