#include "daemon/process.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

static pid_t supervisor;

void process_lead(void)
{
	supervisor = getpid();
}

static void end_with_supervisor(void)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor)
		_exit(1); /* it died before the line above */
}

bool process_become(const struct user *u, struct err *err)
{
	if (!user_become(u, err))
		return false;
	end_with_supervisor(); /* the kernel forgot it with the change */
	return true;
}

void process_begin(const char *name)
{
	end_with_supervisor();
	prctl(PR_SET_NAME, name);
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
}

void process_ready(void)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

void process_notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	if (!path || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof to.sun_path)
		return;
	memcpy(to.sun_path, path, strlen(path));
	if (to.sun_path[0] == '@')
		to.sun_path[0] = 0;
	socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to, len) < 0)
		log_warning("systemd was not told \"%s\"", state);
	if (fd >= 0)
		close(fd);
}
