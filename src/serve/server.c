#include "serve/server.h"

#include <stdlib.h>

#include "serve/engine.h"

static const struct protocol *const protocols[SERVICE_COUNT] = {
	[SERVICE_GEMINI] = &gemini_protocol,
	[SERVICE_GOPHER] = &gopher_protocol,
	[SERVICE_HTTP] = &http_protocol,
	[SERVICE_HTTPS] = &http_protocol,
	[SERVICE_SPARTAN] = &spartan_protocol,
	[SERVICE_FINGER] = &finger_protocol,
	[SERVICE_NEX] = &nex_protocol,
};

const struct protocol *server_protocol(enum service service)
{
	return protocols[service];
}

/* --- beginning and end ------------------------------------------------------------- */

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
			s->tls[service] = tls_new(o->identities, o->identity_count, service, &e);
		if (!s->tls[service] && (row->tls || o->identity_count))
			return err_set(err, "%s", e.text);
		if (s->tls[service] && o->tickets[service] &&
		    !tls_resume(s->tls[service], o->tickets[service]))
			return err_set(err, "TLS sessions cannot be resumed");
	}
	return true;
}

static void on_drained(evutil_socket_t fd, short what, void *arg)
{
	struct server *s = arg;
	(void)fd;
	(void)what;
	void (*done)(void *) = s->done;
	s->done = NULL;
	if (done)
		done(s->done_arg);
}

static bool set_up(struct server *s, const struct serve_options *o, struct err *err)
{
	s->drained = event_new(s->base, -1, 0, on_drained, s);
	if (!s->drained || !timer_wheel_attach(&s->wheel, s->base))
		return err_set(err, "cannot make a timer");
	return load_identities(s, o, err) && catalog_handle_open(&s->speaker.handle, err) &&
	       listeners_init(s, o->listeners, o->listener_count, err);
}

struct server *server_new(struct event_base *base, const struct serve_options *o, struct err *err)
{
	struct server *s = xcalloc(1, sizeof *s);
	s->base = base;
	s->limits = o->limits;
	s->counters = o->counters;
	s->speaker = (struct speaker){ .handle = { .site = o->site,
		                           .path = o->catalog,
		                           .feeds_fd = o->feeds_fd,
		                           .content_fd = o->content_fd,
		                           .generation = o->generation },
		.counters = o->counters,
		.access_log = &s->access_log,
		.subscribers = o->subscribers,
		.editors = o->editors,
		.editor_count = o->editor_count,
		.keepalive_requests = o->limits.keepalive_requests };
	s->listeners.reserve = -1;
	s->parked_tail = &s->parked;
	speaker_init(&s->speaker, o->limits.cache_bytes, o->limits.feed_polls_per_hour);
	limits_init(&s->addresses, o->limits.connections, o->limits.per_address);
	access_log_init(&s->access_log, base, o->access_fd);
	timer_wheel_init(&s->wheel, timer_wheel_clock(), conn_expired);
	io_shared_init(&s->io);
	if (set_up(s, o, err))
		return s;
	server_free(s);
	return NULL;
}

void server_start(struct server *s)
{
	listeners_start(s);
}

void server_conn_gone(struct server *s)
{
	if (s->draining && !s->conns && s->done)
		event_active(s->drained, 0, 0);
}

void server_drain(struct server *s, void (*done)(void *arg), void *arg)
{
	s->draining = s->speaker.draining = true;
	s->done = done;
	s->done_arg = arg;
	listeners_stop(s);
	event_del(s->listeners.resume);
	for (struct conn *c = s->conns, *next; c; c = next) {
		next = c->next;
		conn_drain(c);
	}
	server_conn_gone(s);
}

void server_free(struct server *s)
{
	if (!s)
		return;
	s->done = NULL;
	while (s->conns)
		conn_close(s->conns, CLOSE_STOPPED);
	listeners_release(s);
	for (int i = 0; i < SERVICE_COUNT; i++)
		tls_free(s->tls[i]);
	speaker_release(&s->speaker);
	limits_release(&s->addresses);
	access_log_release(&s->access_log);
	io_shared_release(&s->io);
	timer_wheel_release(&s->wheel);
	if (s->drained)
		event_free(s->drained);
	free(s);
}
