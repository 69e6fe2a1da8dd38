#include "daemon/worker.h"

#include <event2/event.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "daemon/certificates.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"
#include "serve/server.h"
#include "serve/tickets.h"

enum { DRAIN_SECONDS = 30 };

struct worker {
	struct event_base *base;
	struct server *server;
	struct event *stop, *deadline;
};

static void on_drained(void *arg)
{
	struct worker *w = arg;
	event_base_loopexit(w->base, NULL);
}

static void on_deadline(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	on_drained(arg);
}

static void on_stop(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	struct worker *w = arg;
	struct timeval limit = { .tv_sec = DRAIN_SECONDS };
	event_del(w->stop);
	evtimer_add(w->deadline, &limit);
	server_drain(w->server, on_drained, w);
}

static bool open_server(struct worker *w, const struct worker_options *o, struct err *err)
{
	const struct config *c = o->config;
	struct identities identities;
	if (!identities_load(c, &identities, err))
		return false;
	char catalog[4096];
	snprintf(catalog, sizeof catalog, "%s/catalog.db", c->state);
	struct serve_options so = { .site = &c->site,
		.catalog = catalog,
		.feeds_fd = open(c->feeds, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.content_fd = open(c->content, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.listeners = o->listeners,
		.listener_count = o->listener_count,
		.identities = identities.v,
		.identity_count = identities.n,
		.editors = c->editors,
		.editor_count = c->editor_count,
		.limits = c->limits,
		.generation = &o->shared->generation,
		.counters = &o->shared->workers[o->slot],
		.subscribers = &o->shared->subscribers,
		.access_fd = o->access_fd };
	for (int i = 0; i < SERVICE_COUNT; i++)
		so.tickets[i] = c->resumption[i] ? o->tickets : NULL;
	tickets_seal(o->tickets);
	if (so.feeds_fd < 0 || so.content_fd < 0)
		err_errno(err, "%s", so.feeds_fd < 0 ? c->feeds : c->content);
	else
		w->server = server_new(w->base, &so, err);
	identities_release(&identities);
	return w->server != NULL;
}

int worker_run(const struct worker_options *o)
{
	struct worker w = { .base = NULL };
	struct err err;
	char name[24];
	snprintf(name, sizeof name, "worker %u", o->slot + 1);
	process_begin(name);
	w.base = event_base_new();
	if (!w.base) {
		log_error("cannot make an event loop");
		return 1;
	}
	/* Keys of certificates are root's to read. */
	if (!open_server(&w, o, &err) || !process_become(&o->config->user, &err) ||
	    !sandbox_worker(o->config, &err)) {
		log_error("%s", err.text);
		return 1;
	}
	w.stop = evsignal_new(w.base, SIGTERM, on_stop, &w);
	w.deadline = evtimer_new(w.base, on_deadline, &w);
	if (!w.stop || !w.deadline || event_add(w.stop, NULL) != 0) {
		log_error("cannot watch for signals");
		return 1;
	}
	server_start(w.server);
	process_ready();
	event_base_dispatch(w.base);
	server_free(w.server);
	event_free(w.stop);
	event_free(w.deadline);
	event_base_free(w.base);
	return 0;
}
