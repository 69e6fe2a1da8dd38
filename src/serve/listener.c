/* listener: accepting in bursts, and what is done when it fails. */
#include "serve/listener.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "serve/descriptors.h"

enum {
	ACCEPT_BURST = 64, /* connections of one wakeup: others want to be served too */
	LAST_BURSTS = 64,  /* of what is queued when accepting ends */
	PAUSE_MS = 100,
	DEFER_SECONDS = 1,
};

static void unwatch(struct listeners *all)
{
	for (size_t i = 0; i < all->n; i++)
		event_del(all->v[i].event);
}

static void pause_accept(struct listeners *all)
{
	const struct timeval t = { 0, PAUSE_MS * 1000 };
	unwatch(all);
	event_add(all->resume, &t);
}

static void on_resume(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	listeners_start(arg);
}

/* Gives the reserve up for one connection, so that its peer learns of the refusal at once. */
static void shed(struct listeners *all, int listening)
{
	if (all->reserve >= 0) {
		close(all->reserve);
		int fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0) {
			counter_add(&all->counters->refused[REFUSED_DESCRIPTORS], 1);
			close(fd);
		}
	}
	all->reserve = fcntl(listening, F_DUPFD_CLOEXEC, 0);
	if (all->told != EMFILE)
		log_warning("no descriptors left: accepting pauses");
	all->told = EMFILE;
	pause_accept(all);
}

/* One line for a fault, however often it comes back. */
static void tell(const struct listener *l, int error)
{
	if (l->all->told != error)
		log_error("%s: cannot accept connections: %s: accepting pauses",
		    services[l->socket.service].name, strerror(error));
	l->all->told = error;
}

/*
 * What an accept that failed means (accept(2)). False: no more for now. What is not known stays as it is for
 * a while, most likely: going on would only spin.
 */
static bool go_on(const struct listener *l, int error)
{
	switch (error) {
	case EAGAIN:
		return false;
	case EMFILE:
	case ENFILE:
		shed(l->all, l->socket.fd);
		return false;
	/* About one connection, which has gone already. */
	case EINTR:
	case ECONNABORTED:
	case ECONNRESET:
	case EPROTO:
	case EPERM:
	case ETIMEDOUT:
	case ENOPROTOOPT:
	case EOPNOTSUPP:
	case ENETDOWN:
	case ENETUNREACH:
	case EHOSTDOWN:
	case EHOSTUNREACH:
	case ENONET:
		return true;
	case ENOBUFS:
	case ENOMEM:
		pause_accept(l->all);
		return false;
	default:
		tell(l, error);
		pause_accept(l->all);
		return false;
	}
}

/* Accepts what is queued, a burst at most. True: there may be more. */
static bool accept_burst(const struct listener *l)
{
	struct listeners *all = l->all;
	bool any = false;
	for (int i = 0; i < ACCEPT_BURST; i++) {
		if (*all->open >= all->room) {
			pause_accept(all);
			return false;
		}
		union peer_address peer = { .any.sa_family = AF_UNSPEC };
		socklen_t n = sizeof peer;
		int fd = accept4(l->socket.fd, &peer.any, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd < 0 && !go_on(l, errno))
			return false;
		if (fd < 0)
			continue;
		any = true;
		all->told = 0;
		all->accepted(all->arg, fd, &peer, &l->socket);
	}
	if (!any)
		pause_accept(all);
	return any;
}

static void on_accept(evutil_socket_t listening, short what, void *arg)
{
	const struct listener *l = arg;
	(void)listening;
	(void)what;
	l->all->woken(l->all->arg);
	accept_burst(l);
}

/*
 * Accepted sockets inherit both. Deferring makes the first read succeed; a silent peer is let in after a
 * second.
 */
static void set_options(int fd)
{
	int on = 1, seconds = DEFER_SECONDS;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
}

bool listeners_init(struct listeners *all, const struct serve_listener *v, size_t n, struct err *err)
{
	all->v = xcalloc(n + 1, sizeof *all->v);
	all->n = 0;
	all->reserve = n ? fcntl(v[0].fd, F_DUPFD_CLOEXEC, 0) : -1;
	all->room = descriptors_for_connections();
	all->resume = event_new(all->base, -1, 0, on_resume, all);
	for (; all->n < n; all->n++) {
		struct listener *l = &all->v[all->n];
		*l = (struct listener){ .all = all, .socket = v[all->n] };
		set_options(l->socket.fd);
		l->event = event_new(all->base, l->socket.fd, EV_READ | EV_PERSIST, on_accept, l);
		if (!l->event)
			return err_set(err, "cannot watch a listening socket");
	}
	return all->resume || err_set(err, "cannot make a timer");
}

void listeners_release(struct listeners *all)
{
	for (size_t i = 0; i < all->n; i++)
		event_free(all->v[i].event);
	if (all->resume)
		event_free(all->resume);
	if (all->reserve >= 0)
		close(all->reserve);
	free(all->v);
	*all = (struct listeners){ .reserve = -1 };
}

void listeners_start(struct listeners *all)
{
	for (size_t i = 0; i < all->n; i++)
		event_add(all->v[i].event, NULL);
}

void listeners_stop(struct listeners *all)
{
	for (size_t i = 0; i < all->n; i++) {
		for (int n = 0; n < LAST_BURSTS && accept_burst(&all->v[i]); n++)
			;
	}
	unwatch(all);
	event_del(all->resume);
}
