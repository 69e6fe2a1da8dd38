/*
 * trial: fork(2), a process group, and a deadline.
 */
#include "daemon/trial.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"

static void lead_a_group(void)
{
	sigset_t none;
	setpgid(0, 0);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

bool trial_start(struct trial *t, int (*body)(void *arg, int out), void *arg, struct err *err)
{
	*t = (struct trial){ .out = memfd_create("jarchy: trial", MFD_CLOEXEC),
		.until = clock_ms() + TRIAL_MS };
	if (t->out < 0)
		return err_errno(err, "cannot start a process");
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		lead_a_group();
		int status = body(arg, t->out);
		fflush(NULL);
		_exit(status);
	}
	if (pid < 0) {
		err_errno(err, "cannot start a process");
		close(t->out);
		return false;
	}
	setpgid(pid, pid); /* whoever comes first */
	t->pid = pid;
	return true;
}

int64_t trial_left(struct trial *t)
{
	if (!t->pid || t->timed_out)
		return -1;
	int64_t left = t->until - clock_ms();
	if (left > 0)
		return left;
	kill(-t->pid, SIGKILL);
	t->timed_out = true;
	return -1;
}

void trial_end(struct trial *t, struct buf *out)
{
	char bytes[4096];
	ssize_t n;
	off_t at = 0;
	kill(-t->pid, SIGKILL); /* what it left running */
	while (out->len < TRIAL_OUT_MAX && (n = pread(t->out, bytes, sizeof bytes, at)) > 0) {
		buf_add(out, bytes, (size_t)n);
		at += n;
	}
	close(t->out);
	*t = (struct trial){ 0 };
}

void trial_give_up(struct trial *t)
{
	if (!t->pid)
		return;
	kill(-t->pid, SIGKILL);
	close(t->out);
	*t = (struct trial){ 0 };
}
