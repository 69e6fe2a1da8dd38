/*
 * server: puts the parts of one worker together and takes them down: listeners, connections, TLS, speakers.
 *
 *     new --server_start--> accepting --server_drain--> draining --the last connection goes--> drained
 *
 *     state      sockets      connections                     `done`
 *     new        not watched  none                            not set
 *     accepting  watched      any                             not set
 *     draining   not watched  those under way, none is idle   is to be called
 *     drained    not watched  none                            was called
 *
 * No state is kept twice: draining is what the speakers see of it, drained is draining without a
 * connection. `done` is called from the event loop, never from within a call to the server.
 */
#include "serve/server.h"

#include <assert.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "serve/conns.h"
#include "serve/listener.h"
#include "serve/speaker.h"
#include "serve/tls.h"

struct server {
	struct event_base *base;
	struct speaker speaker;
	struct access_log access_log;
	struct tls *tls[SERVICE_COUNT];
	struct conns conns;
	struct listeners listeners;
	struct event *drained;
	void (*done)(void *arg); /* NULL: not draining, or called */
	void *done_arg;
};

static const struct protocol *const protocols[SERVICE_COUNT] = {
	[SERVICE_GEMINI] = &gemini_protocol,
	[SERVICE_GOPHER] = &gopher_protocol,
	[SERVICE_HTTP] = &http_protocol,
	[SERVICE_HTTPS] = &http_protocol,
	[SERVICE_SPARTAN] = &spartan_protocol,
	[SERVICE_FINGER] = &finger_protocol,
	[SERVICE_NEX] = &nex_protocol,
	[SERVICE_METRICS] = &metrics_protocol,
};

/* --- what the parts tell each other ---------------------------------------------------- */

static void on_woken(void *arg)
{
	struct server *s = arg;
	conns_sweep(&s->conns);
}

static void on_accepted(
    void *arg, int fd, const union peer_address *peer, const struct serve_listener *socket)
{
	struct server *s = arg;
	const struct service_row *row = &services[socket->service];
	if (row->tls && !s->tls[row->identity]) {
		close(fd);
		return;
	}
	bool proxied = networks_hold(socket->proxies, socket->proxy_count, &peer->any);
	conns_accept(&s->conns, fd, peer, socket->service, proxied);
}

/* The last connection of a draining server has gone, perhaps. */
static void on_gone(void *arg)
{
	struct server *s = arg;
	if (s->done && !s->conns.first)
		event_active(s->drained, 0, 0);
}

static void on_drained(evutil_socket_t fd, short what, void *arg)
{
	struct server *s = arg;
	(void)fd;
	(void)what;
	void (*done)(void *) = s->done;
	/* Another may have been accepted since: what was queued when accepting ended comes one by one. */
	if (!done || s->conns.first)
		return;
	s->done = NULL;
	done(s->done_arg);
}

/* --- beginning and end ----------------------------------------------------------------- */

/* Certificates of the services that are listened on; where TLS is only one way to begin, none is needed. */
static bool load_identities(struct server *s, const struct serve_options *o, struct err *err)
{
	for (size_t i = 0; i < o->listener_count; i++) {
		const struct service_row *row = &services[o->listeners[i].service];
		enum service service = row->identity;
		if (service == SERVICE_NONE)
			continue;
		struct err e;
		if (!s->tls[service])
			s->tls[service] = tls_new(o->identities, o->identity_count, service, o->hybrid, &e);
		bool awaits = service == SERVICE_HTTPS && o->https_awaits;
		if (!s->tls[service] && (row->tls || o->identity_count) && !awaits)
			return err_set(err, "%s", e.text);
		if (s->tls[service] && o->tickets[service] &&
		    !tls_resume(s->tls[service], o->tickets[service]))
			return err_set(err, "TLS sessions cannot be resumed");
	}
	return true;
}

static void fill_in(struct server *s, const struct serve_options *o)
{
	s->speaker = (struct speaker){ .handle = { .site = o->site,
		                           .path = o->catalog,
		                           .feeds_fd = o->feeds_fd,
		                           .content_fd = o->content_fd,
		                           .pictures_fd = o->pictures_fd,
		                           .generation = o->generation,
		                           .feeds_only = o->feeds_only,
		                           .draining = o->draining,
		                           .damaged = o->damaged },
		.counters = o->counters,
		.access_log = &s->access_log,
		.subscribers = o->subscribers,
		.figures = o->figures,
		.editors = o->editors,
		.editor_count = o->editor_count,
		.preview_links = o->preview_links,
		.redirect = o->redirect,
		.acme_fd = o->acme_fd,
		.keepalive_requests = o->limits.keepalive_requests };
	if (o->hsts_days)
		snprintf(s->speaker.hsts, sizeof s->speaker.hsts,
		    "Strict-Transport-Security: max-age=%llu\r\n", o->hsts_days * 86400ULL);
	s->conns = (struct conns){ .base = s->base,
		.limits = o->limits,
		.speaker = &s->speaker,
		.protocols = protocols,
		.tls = s->tls,
		.gone = on_gone,
		.arg = s };
	s->listeners = (struct listeners){ .base = s->base,
		.counters = o->counters,
		.open = &s->conns.open,
		.woken = on_woken,
		.accepted = on_accepted,
		.arg = s,
		.reserve = -1 };
}

static bool set_up(struct server *s, const struct serve_options *o, struct err *err)
{
	s->drained = event_new(s->base, -1, 0, on_drained, s);
	if (!conns_init(&s->conns, err))
		return false;
	if (!s->drained)
		return err_set(err, "cannot make a timer");
	return load_identities(s, o, err) &&
	       listeners_init(&s->listeners, o->listeners, o->listener_count, err);
}

struct server *server_new(struct event_base *base, const struct serve_options *o, struct err *err)
{
	struct server *s = xcalloc(1, sizeof *s);
	s->base = base;
	fill_in(s, o);
	speaker_init(&s->speaker, o->limits.cache_bytes, o->limits.feed_polls_per_hour);
	access_log_init(&s->access_log, base, o->access_fd, o->access_json);
	if (set_up(s, o, err))
		return s;
	server_free(s);
	return NULL;
}

bool server_start(struct server *s, struct err *err)
{
	assert(!s->speaker.draining);
	if (!catalog_handle_open(&s->speaker.handle, err))
		return false;
	listeners_start(&s->listeners);
	return true;
}

void server_drain(struct server *s, void (*done)(void *arg), void *arg)
{
	assert(!s->speaker.draining);
	s->speaker.draining = true;
	s->done = done;
	s->done_arg = arg;
	listeners_stop(&s->listeners);
	conns_drain(&s->conns);
	on_gone(s);
}

void server_free(struct server *s)
{
	if (!s)
		return;
	s->done = NULL;
	conns_release(&s->conns);
	listeners_release(&s->listeners);
	for (int i = 0; i < SERVICE_COUNT; i++)
		tls_free(s->tls[i]);
	speaker_release(&s->speaker);
	access_log_release(&s->access_log);
	if (s->drained)
		event_free(s->drained);
	free(s);
}
