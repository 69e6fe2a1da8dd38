#include "serve/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "serve/engine.h"

enum {
	ACCEPT_BURST = 64, /* connections of one wakeup: others want to be served too */
	LAST_BURSTS = 64,  /* of what is queued when accepting ends */
	PAUSE_MS = 100,
	KEPT_DESCRIPTORS = 24, /* for files, the catalogue, the log */
	DEFER_SECONDS = 1,
};

static void unwatch(struct server *s)
{
	for (size_t i = 0; i < s->listeners.n; i++)
		event_del(s->listeners.v[i].event);
}

static void pause_accept(struct server *s)
{
	const struct timeval t = { 0, PAUSE_MS * 1000 };
	unwatch(s);
	event_add(s->listeners.resume, &t);
}

static void on_resume(evutil_socket_t fd, short what, void *arg)
{
	struct server *s = arg;
	(void)fd;
	(void)what;
	if (!s->draining)
		listeners_start(s);
}

/* Gives the reserve up for one connection, so that its peer learns of the refusal at once. */
static void shed(struct server *s, const struct listener *l)
{
	struct listeners *all = &s->listeners;
	if (all->reserve >= 0) {
		close(all->reserve);
		int fd = accept4(l->what.fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0) {
			counter_add(&s->counters->refused, 1);
			close(fd);
		}
	}
	all->reserve = fcntl(l->what.fd, F_DUPFD_CLOEXEC, 0);
	log_warning("no descriptors left: accepting pauses");
	pause_accept(s);
}

static void welcome(struct server *s, const struct listener *l, int fd, const union peer_address *peer)
{
	bool proxied = networks_hold(l->what.proxies, l->what.proxy_count, &peer->any);
	uint64_t key = proxied ? LIMITS_UNCOUNTED : limits_key(&peer->any);
	if (limits_enter(&s->addresses, key)) {
		counter_add(&s->counters->accepted, 1);
		conn_start(s, fd, peer, key, l->what.service, proxied, false);
	} else if (conn_may_reply_overload(s, server_protocol(l->what.service))) {
		limits_exceed(&s->addresses);
		conn_start(s, fd, peer, LIMITS_UNCOUNTED, l->what.service, proxied, true);
	} else {
		close(fd);
	}
}

/* What an accept that failed means. False: no more for now. */
static bool go_on(struct server *s, const struct listener *l, int error)
{
	switch (error) {
	case EAGAIN:
		return false;
	case EMFILE:
	case ENFILE:
		shed(s, l);
		return false;
	case ENOBUFS:
	case ENOMEM:
		pause_accept(s);
		return false;
	default: /* about one connection that has gone already */
		return true;
	}
}

/* Lets in what is queued, a burst at most. True: there may be more. */
static bool accept_burst(struct listener *l)
{
	struct server *s = l->server;
	for (int i = 0; i < ACCEPT_BURST; i++) {
		if (s->addresses.total >= s->listeners.room) {
			pause_accept(s);
			return false;
		}
		union peer_address peer = { .any.sa_family = AF_UNSPEC };
		socklen_t n = sizeof peer;
		int fd = accept4(l->what.fd, &peer.any, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0)
			welcome(s, l, fd, &peer);
		else if (!go_on(s, l, errno))
			return false;
	}
	return true;
}

static void on_accept(evutil_socket_t listening, short what, void *arg)
{
	struct listener *l = arg;
	(void)listening;
	(void)what;
	conn_sweep(l->server);
	accept_burst(l);
}

/* Accepted sockets inherit both. Deferring makes the first read succeed; a silent peer is let in after a second. */
static void set_options(int fd)
{
	int on = 1, seconds = DEFER_SECONDS;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
}

static size_t room_for_connections(void)
{
	struct rlimit r;
	if (getrlimit(RLIMIT_NOFILE, &r) != 0 || r.rlim_cur == RLIM_INFINITY)
		return SIZE_MAX;
	size_t n = (size_t)r.rlim_cur, kept = KEPT_DESCRIPTORS;
	return n > 2 * kept ? n - kept : n / 2;
}

bool listeners_init(struct server *s, const struct serve_listener *v, size_t n, struct err *err)
{
	struct listeners *all = &s->listeners;
	all->v = xcalloc(n + 1, sizeof *all->v);
	all->reserve = -1;
	all->room = room_for_connections();
	all->resume = event_new(s->base, -1, 0, on_resume, s);
	for (; all->n < n; all->n++) {
		struct listener *l = &all->v[all->n];
		*l = (struct listener){ .server = s, .what = v[all->n] };
		set_options(l->what.fd);
		l->event = event_new(s->base, l->what.fd, EV_READ | EV_PERSIST, on_accept, l);
		if (!l->event)
			return err_set(err, "cannot watch a listening socket");
	}
	if (n)
		all->reserve = fcntl(v[0].fd, F_DUPFD_CLOEXEC, 0);
	return all->resume || err_set(err, "cannot make a timer");
}

void listeners_release(struct server *s)
{
	struct listeners *all = &s->listeners;
	for (size_t i = 0; i < all->n; i++)
		event_free(all->v[i].event);
	if (all->resume)
		event_free(all->resume);
	if (all->reserve >= 0)
		close(all->reserve);
	free(all->v);
	*all = (struct listeners){ .reserve = -1 };
}

void listeners_start(struct server *s)
{
	for (size_t i = 0; i < s->listeners.n; i++)
		event_add(s->listeners.v[i].event, NULL);
}

void listeners_stop(struct server *s)
{
	for (size_t i = 0; i < s->listeners.n; i++) {
		for (int n = 0; n < LAST_BURSTS && accept_burst(&s->listeners.v[i]); n++)
			;
	}
	unwatch(s);
}
