/*
 * role: opens what was given, runs the process, and leaves without a glance back: what it held ends with it.
 */
#include "daemon/role.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "daemon/certificates.h"
#include "daemon/children.h"
#include "daemon/config_copy.h"
#include "daemon/notifier.h"
#include "daemon/picturer.h"
#include "daemon/process.h"
#include "daemon/publisher.h"
#include "daemon/reporter.h"
#include "daemon/shared.h"
#include "daemon/worker.h"
#include "serve/tickets.h"

struct role {
	struct config config;
	struct memfile memory;
	struct shared *shared;
	struct identities identities;
	struct tickets *tickets;
};

void role_name(int slot, char out[24])
{
	static const char *const names[] = { [-SLOT_PUBLISHER] = "publisher",
		[-SLOT_NOTIFIER] = "notifier",
		[-SLOT_REPORTER] = "reporter",
		[-SLOT_PICTURER] = "picture" };
	if (slot >= 0)
		snprintf(out, 24, "worker %d", slot + 1);
	else
		snprintf(out, 24, "%s", names[-slot]);
}

static int run_worker(struct role *r, const struct handover *h)
{
	assert(h->place >= 0 && h->place < PLACES);
	struct serve_listener *listeners = xcalloc(h->socket_count + 1, sizeof *listeners);
	for (size_t i = 0; i < h->socket_count; i++) {
		enum service service = h->sockets[i].service;
		listeners[i] = (struct serve_listener){ .fd = h->sockets[i].fd,
			.service = service,
			.proxies = r->config.proxies[service],
			.proxy_count = r->config.proxy_count[service] };
	}
	struct worker_options o = { .config = &r->config,
		.shared = r->shared,
		.place = &r->shared->places[h->place],
		.listeners = listeners,
		.listener_count = h->socket_count,
		.identities = &r->identities,
		.tickets = r->tickets,
		.access_fd = h->access };
	return worker_run(&o);
}

static bool open_role(struct role *r, const struct handover *h, struct err *err)
{
	r->shared = shared_open(&r->memory, h->shared, err);
	if (!r->shared || !config_copy_load(h->config, h->slot == SLOT_PUBLISHER, &r->config, err) ||
	    !identities_open(&r->identities, h->certificates, err))
		return false;
	r->tickets = h->tickets >= 0 ? tickets_open(h->tickets, err) : NULL;
	return r->tickets || h->tickets < 0;
}

static int run(struct role *r, const struct handover *h)
{
	if (h->slot >= 0)
		return run_worker(r, h);
	if (h->slot == SLOT_REPORTER)
		return reporter_run(&r->config);
	if (h->slot == SLOT_PICTURER)
		return picturer_run(&r->config, h->pictures);
	return h->slot == SLOT_PUBLISHER ? publisher_run(&r->config, r->shared, h->rescue, h->pictures)
	                                 : notifier_run(&r->config, r->shared);
}

void role_run(const struct handover *h)
{
	struct role r = { 0 };
	struct err err;
	char name[24];
	int status = 1;
	if (h->quiet)
		log_quieten();
	log_set_level((enum log_level)h->log_level);
	log_set_form((enum log_form)h->log_form);
	role_name(h->slot, name);
	process_begin(name, h->supervisor, h->report);
	if (open_role(&r, h, &err))
		status = run(&r, h);
	else
		log_error("%s", err.text);
	fflush(NULL);
	_exit(status);
}
