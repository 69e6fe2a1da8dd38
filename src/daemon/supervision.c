/*
 * supervision: which children there have to be, and what each is given.
 */
#include "daemon/supervision.h"

#include <stdio.h>

#include "base/log.h"
#include "daemon/handover.h"
#include "daemon/reporter.h"
#include "daemon/role.h"

static void give_sockets(const struct sockets *s, unsigned slot, struct handover *h)
{
	for (size_t i = 0; i < s->n; i++) {
		h->sockets[h->socket_count].service = s->v[i].service;
		h->sockets[h->socket_count++].fd = s->v[i].fds[slot];
	}
}

/* Where the program cannot be executed again, as without /proc, the process goes on as it was forked. */
static int child_main(void *arg, int slot, int report)
{
	const struct start *start = arg;
	struct supervisor *s = start->supervisor;
	struct handover h;
	char name[24], title[40];
	handover_init(&h);
	h.slot = slot;
	h.supervisor = s->pid;
	h.quiet = !log_shows(LOG_LEVEL_INFO);
	h.report = report;
	h.config = start->setup->copy.fd;
	h.shared = s->memory.fd;
	if (slot == SLOT_PUBLISHER)
		h.rescue = s->rescue;
	if (slot == SLOT_PUBLISHER || slot == SLOT_PICTURER)
		h.pictures = s->pictures[slot == SLOT_PICTURER];
	if (slot >= 0) {
		h.tickets = tickets_fd(s->tickets);
		h.certificates = start->setup->identities.memory.fd;
		h.access = start->setup->access_fd;
		give_sockets(&start->setup->sockets, (unsigned)slot, &h);
	}
	role_name(slot, name);
	snprintf(title, sizeof title, "jarchy: %s", name);
	handover_exec(&h, title);
	role_run(&h);
}

struct children_plan supervision_plan(struct supervisor *s)
{
	bool serving = s->state == SERVING;
	bool workers = serving || (s->state == STARTING && s->inherited);
	return (struct children_plan){ .workers = workers ? s->setup.config->workers : 0,
		.notifier = serving && !s->change.own_publisher && s->setup.config->site.hub,
		.reporter = serving && !s->change.own_publisher && reporter_is_wanted(s->setup.config),
		.run = child_main,
		.worker_arg = &s->current,
		.writer_arg = s->change.own_publisher ? &s->next : &s->current };
}
