/*
 * worker: an event loop around the server, from its birth with the rights of the supervisor to its end
 * after SIGTERM.
 *
 * Keys come from the supervisor, then the rights are given up, then the catalogue is opened, for reading
 * only, then the first reader is accepted. The first SIGTERM lets what is under way finish, long downloads
 * too; the rest is cut after LEAVE_SECONDS, or after DRAIN_SECONDS when all of jarchy ends.
 */
#include "daemon/worker.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "answer/preview_links.h"
#include "base/log.h"
#include "daemon/metrics.h"
#include "daemon/process.h"
#include "daemon/pulse.h"
#include "daemon/sandbox.h"
#include "picture/store.h"
#include "serve/server.h"
#include "serve/tickets.h"

enum { LEAVE_SECONDS = 900, DRAIN_SECONDS = 30 };

struct worker {
	struct event_base *base;
	struct server *server;
	struct event *stop, *deadline, *pulse;
	const struct shared *shared;
	_Atomic uint64_t *turns; /* pulse.h */
	struct metrics metrics;
	struct serve_figures figures;
	int feeds_fd, content_fd, pictures_fd; /* the folders */
	int acme_fd;                           /* that of challenges; -1: none */
	char catalog[PATH_MAX]; /* its path: the server reopens it when another file is there */
	char links[PATH_MAX];   /* the file of links to the preview */
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
	bool ends = atomic_load(&w->shared->stopping);
	struct timeval limit = { .tv_sec = ends ? DRAIN_SECONDS : LEAVE_SECONDS };
	event_del(w->stop);
	evtimer_add(w->deadline, &limit);
	server_drain(w->server, on_drained, w);
}

static void on_pulse(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;
	(void)fd;
	(void)what;
	counter_add(w->turns, 1);
}

static bool open_folders(struct worker *w, const struct config *c, struct err *err)
{
	w->feeds_fd = open(c->feeds, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w->feeds_fd < 0)
		return err_errno(err, "feeds directory \"%s\"", c->feeds);
	w->content_fd = open(c->content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w->content_fd < 0)
		return err_errno(err, "content directory \"%s\"", c->content);
	char pictures[PATH_MAX];
	snprintf(pictures, sizeof pictures, "%s/" PICTURE_FOLDER, c->state);
	w->pictures_fd = open(pictures, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return w->pictures_fd >= 0 || err_errno(err, "directory \"%s\"", pictures);
}

/* Without it the site is served all the same. */
static void open_acme(struct worker *w, const struct config *c)
{
	if (!*c->acme)
		return;
	w->acme_fd = open(c->acme, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (w->acme_fd < 0)
		log_error("acme: \"%s\": %s: challenges are not answered", c->acme, strerror(errno));
}

static void close_folders(struct worker *w)
{
	if (w->acme_fd >= 0)
		close(w->acme_fd);
	if (w->pictures_fd >= 0)
		close(w->pictures_fd);
	if (w->content_fd >= 0)
		close(w->content_fd);
	if (w->feeds_fd >= 0)
		close(w->feeds_fd);
}

static bool open_server(struct worker *w, const struct worker_options *o, struct err *err)
{
	const struct config *c = o->config;
	snprintf(w->catalog, sizeof w->catalog, "%s/catalog.db", c->state);
	snprintf(w->links, sizeof w->links, "%s/" PREVIEW_LINKS_FILE, c->state);
	metrics_init(&w->metrics, c, o->shared, o->identities->v, o->identities->n);
	w->figures = (struct serve_figures){ metrics_write, &w->metrics };
	struct serve_options so = { .site = &c->site,
		.catalog = w->catalog,
		.feeds_fd = w->feeds_fd,
		.content_fd = w->content_fd,
		.pictures_fd = w->pictures_fd,
		.listeners = o->listeners,
		.listener_count = o->listener_count,
		.identities = o->identities->v,
		.identity_count = o->identities->n,
		.editors = c->editors,
		.editor_count = c->editor_count,
		.preview_links = w->links,
		.https_awaits = !identities_have(o->identities, SERVICE_HTTPS),
		.redirect = c->redirect && identities_have(o->identities, SERVICE_HTTPS),
		.hsts_days = c->hsts_days,
		.acme_fd = w->acme_fd,
		.limits = c->limits,
		.generation = &o->shared->generation,
		.damaged = &o->shared->damaged,
		.draining = &o->shared->draining,
		.feeds_only = &o->shared->feeds_only,
		.counters = &o->place->counters,
		.subscribers = &o->shared->subscribers,
		.figures = &w->figures,
		.access_fd = o->access_fd,
		.access_json = c->log_json,
		.hybrid = c->hybrid };
	for (int i = 0; i < SERVICE_COUNT; i++)
		so.tickets[i] = c->resumption[i] ? o->tickets : NULL;
	w->server = server_new(w->base, &so, err);
	identities_release(o->identities);
	return w->server != NULL;
}

/* SIGTERM stays blocked until process_ready. */
static bool watch_signals(struct worker *w, struct err *err)
{
	w->stop = evsignal_new(w->base, SIGTERM, on_stop, w);
	w->deadline = evtimer_new(w->base, on_deadline, w);
	return (w->stop && w->deadline && event_add(w->stop, NULL) == 0) ||
	       err_set(err, "cannot watch for signals");
}

/* The supervisor sees that the event loop turns. */
static bool start_pulse(struct worker *w, const struct worker_options *o, struct err *err)
{
	int64_t ms = pulse_interval(o->config->limits.hang_seconds);
	struct timeval interval = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
	w->turns = &o->place->turns;
	w->pulse = event_new(w->base, -1, EV_PERSIST, on_pulse, w);
	return (w->pulse && (!ms || event_add(w->pulse, &interval) == 0)) ||
	       err_set(err, "cannot make a timer");
}

static void free_events(struct worker *w)
{
	if (w->pulse)
		event_free(w->pulse);
	if (w->deadline)
		event_free(w->deadline);
	if (w->stop)
		event_free(w->stop);
}

int worker_run(const struct worker_options *o)
{
	struct worker w = {
		.feeds_fd = -1, .content_fd = -1, .pictures_fd = -1, .acme_fd = -1, .shared = o->shared
	};
	struct err err = { .text = "cannot make an event loop" };
	int status = 1;
	w.base = event_base_new();
	if (!w.base)
		goto err1;
	open_acme(&w, o->config);
	if (!open_folders(&w, o->config, &err) || !open_server(&w, o, &err))
		goto err2;
	if (!process_become(&o->config->user, &err) || !sandbox_worker(o->config, &err) ||
	    !watch_signals(&w, &err) || !start_pulse(&w, o, &err) || !server_start(w.server, &err))
		goto err3;
	process_ready();
	event_base_dispatch(w.base);
	status = 0;
err3:
	server_free(w.server);
	free_events(&w);
err2:
	metrics_release(&w.metrics);
	close_folders(&w);
	event_base_free(w.base);
err1:
	if (status)
		log_error("%s", err.text);
	return status;
}
