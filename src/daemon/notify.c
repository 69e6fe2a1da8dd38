/*
 * notify: a datagram for each thing that is told.
 */
#include "daemon/notify.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"

enum {
	TEXT_MAX = 512,
	EXTEND_MS = 60000, /* that a build which gets on is given at a time */
	EXTEND_AGAIN = 10000,
	STILL_MS = 120000, /* a build that has not moved for so long is given no more */
};

static const char *const variables[] = { "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID" };

/* --- the socket ------------------------------------------------------------------------ */

static bool find_socket(struct sockaddr_un *to, socklen_t *len)
{
	const char *path = getenv("NOTIFY_SOCKET");
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (!path || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof to->sun_path)
		return false;
	memcpy(to->sun_path, path, strlen(path));
	if (to->sun_path[0] == '@')
		to->sun_path[0] = 0;
	*len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	return true;
}

static void put(const char *text)
{
	static bool failed;
	struct sockaddr_un to;
	socklen_t len;
	if (!find_socket(&to, &len))
		return;
	const struct timeval patience = { .tv_sec = 1 }; /* while the manager has much to read */
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	bool sent = fd >= 0 && sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&to, len) >= 0;
	if (!sent && !failed)
		log_warning(
		    "the service manager could not be told \"%s\": it may take the service for one that "
		    "does not start or hangs",
		    text);
	failed = !sent;
	if (fd >= 0)
		close(fd);
}

__attribute__((format(printf, 1, 2))) static void tell(const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	put(text);
}

static void keep_status(struct notify *n, const char *status)
{
	snprintf(n->status, sizeof n->status, "%s", status);
	for (char *c = n->status; (c = strchr(c, '\n'));)
		*c = ' '; /* a line ends what is told */
}

/* --- what is asked for ------------------------------------------------------------------- */

/* sd_watchdog_enabled(3): it is for the process that is named, or for any. */
static int64_t watchdog_ms(void)
{
	const char *us = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	uint64_t n, who = (uint64_t)getpid();
	if (!us || !str_to_uint(str_of(us), INT64_MAX, &n) || !n)
		return 0;
	if (pid && (!str_to_uint(str_of(pid), INT64_MAX, &who) || who != (uint64_t)getpid()))
		return 0;
	return n / 2000 ? (int64_t)(n / 2000) : 1;
}

void notify_init(struct notify *n)
{
	*n = (struct notify){ .watchdog_ms = watchdog_ms(), .moved_at = clock_ms() };
}

void notify_leave(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(variables); i++)
		unsetenv(variables[i]);
}

/* --- what is told ------------------------------------------------------------------------ */

void notify_ready(struct notify *n, const char *status)
{
	n->ready = true;
	n->reloading = false;
	keep_status(n, status);
	tell("READY=1\nSTATUS=%s", n->status);
}

void notify_reloading(struct notify *n)
{
	struct timespec now;
	if (!n->ready)
		return; /* it starts still, and is not ready by the end of this */
	n->reloading = true;
	clock_gettime(CLOCK_MONOTONIC, &now);
	tell("RELOADING=1\nMONOTONIC_USEC=%lld", (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

void notify_reloaded(struct notify *n)
{
	if (!n->reloading)
		return;
	n->reloading = false;
	put("READY=1");
}

void notify_stopping(struct notify *n, const char *status, int64_t ms)
{
	keep_status(n, status);
	tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=%lld\nSTATUS=%s", (long long)ms * 1000, n->status);
}

static void extend(struct notify *n, uint64_t moves, int64_t now)
{
	if (moves != n->moves)
		n->moved_at = now;
	n->moves = moves;
	if (now < n->extend_at)
		return;
	n->extend_at = now + EXTEND_AGAIN;
	if (now - n->moved_at <= STILL_MS)
		tell("EXTEND_TIMEOUT_USEC=%lld", EXTEND_MS * 1000LL);
}

void notify_turn(struct notify *n, const char *status, bool well, uint64_t moves, int64_t now)
{
	if (!n->ready)
		extend(n, moves, now);
	char before[sizeof n->status];
	memcpy(before, n->status, sizeof before);
	keep_status(n, status);
	if (strcmp(n->status, before) != 0)
		tell("STATUS=%s", n->status);
	if (!n->watchdog_ms || now < n->watchdog_at)
		return;
	n->watchdog_at = now + (well ? n->watchdog_ms : n->watchdog_ms / 4 + 1);
	if (well)
		put("WATCHDOG=1");
}

int64_t notify_left(const struct notify *n, int64_t now)
{
	int64_t at = n->watchdog_ms ? n->watchdog_at : INT64_MAX;
	if (!n->ready && n->extend_at < at)
		at = n->extend_at;
	return at == INT64_MAX ? -1 : at > now ? at - now : 0;
}
