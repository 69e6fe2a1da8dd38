/*
 * process: ties a child to its supervisor and gives it signals of its own.
 */
#include "daemon/process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "daemon/rights.h"
#include "daemon/title.h"

/* Of this process. */
static pid_t supervisor;
static int reports = -1;

/* A pipe that is not emptied is full of reports that say the same. */
void process_report(enum report what)
{
	const char byte = (char)what;
	ssize_t done = write(reports, &byte, 1);
	(void)done;
}

static void end_with_supervisor(void)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor)
		_exit(1); /* it died before the line above */
}

bool process_become(const struct user *u, struct err *err)
{
	if (!rights_drop_bounding(err) || !user_become(u, err))
		return false;
	end_with_supervisor(); /* the kernel forgot it with the change */
	return true;
}

void process_begin(const char *name, pid_t parent, int report)
{
	supervisor = parent;
	reports = report;
	end_with_supervisor();
	prctl(PR_SET_NAME, name);
	title_set(name, NULL);
	log_set_name(name);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN); /* a terminal's hang-up reaches the whole group */
	signal(SIGINT, SIG_IGN); /* and its Ctrl-C too: the supervisor passes on what to do */
	sigset_t term;
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_SETMASK, &term, NULL);
	log_never_wait();
}

void process_ready(void)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	process_report(REPORT_READY);
}
