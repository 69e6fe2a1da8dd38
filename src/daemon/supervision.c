/*
 * supervision: which children there have to be, and what each is given.
 */
#include "daemon/supervision.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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
static int child_main(void *arg, int slot, unsigned place, int report)
{
	const struct start *start = arg;
	struct supervisor *s = start->supervisor;
	struct handover h;
	char name[24], title[40];
	handover_init(&h);
	h.slot = slot;
	h.place = (int)place;
	h.supervisor = s->pid;
	h.quiet = log_is_quiet();
	h.log_level = (int)start->setup->config->log_level;
	h.log_form = (int)log_form_for(start->setup->config->log_json);
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
	notify_leave();
	role_name(slot, name);
	snprintf(title, sizeof title, "jarchy: %s", name);
	handover_exec(&h, title);
	role_run(&h);
}

struct children_plan supervision_plan(struct supervisor *s)
{
	bool serving = s->state == SERVING;
	bool workers = serving || (s->state == STARTING && s->inherited);
	/*
	 * It begins by telling caches that all is old: not while workers answer that another program wrote.
	 */
	bool tells = (config_tells_hub(s->setup.config) || s->setup.config->purge_count) &&
	             s->change.step != REPLACING;
	return (struct children_plan){ .workers = workers ? s->setup.config->workers : 0,
		.notifier = serving && !s->change.own_publisher && tells,
		.reporter = serving && !s->change.own_publisher && reporter_is_wanted(s->setup.config),
		.run = child_main,
		.shared = s->shared,
		.worker_arg = &s->current,
		.writer_arg = s->change.own_publisher ? &s->next : &s->current };
}

void supervision_set_log(const struct config *c)
{
	log_set_level(c->log_level);
	log_set_form(log_form_for(c->log_json));
}

/* --- how it is ------------------------------------------------------------------------ */

enum { NUMBER_MAX = 32 };

/* "1,234,567" */
static const char *grouped(uint64_t n, char out[NUMBER_MAX])
{
	char digits[24];
	size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, n), to = 0;
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			out[to++] = ',';
		out[to++] = digits[i];
	}
	out[to] = 0;
	return out;
}

static void starting(const struct progress_view *p, char out[STATUS_MAX])
{
	char done[NUMBER_MAX], total[NUMBER_MAX];
	grouped(atomic_load(&p->done), done);
	switch ((enum progress_step)atomic_load(&p->step)) {
	case PROGRESS_READING:
		snprintf(out, STATUS_MAX, "starting: %s of %s files read", done,
		    grouped(atomic_load(&p->total), total));
		break;
	case PROGRESS_FEEDS:
		snprintf(out, STATUS_MAX, "starting: %s feed documents written", done);
		break;
	default:
		snprintf(out, STATUS_MAX, "starting");
	}
}

static void serving(const struct supervisor *s, char out[STATUS_MAX])
{
	char items[NUMBER_MAX], at[32] = "-";
	const struct publisher_view *v = &s->shared->published;
	time_t published = (time_t)atomic_load(&v->at);
	struct tm tm;
	if (gmtime_r(&published, &tm))
		strftime(at, sizeof at, "%Y-%m-%d %H:%M:%SZ", &tm);
	snprintf(out, STATUS_MAX, "serving %s items, published %s%s%.150s",
	    grouped(atomic_load(&v->items), items), at, *s->failure ? "; " : "", s->failure);
}

void supervision_status(const struct supervisor *s, char out[STATUS_MAX])
{
	if (s->state == STOPPING)
		snprintf(out, STATUS_MAX, "stopping: %zu processes finish what they have begun",
		    s->children.leaving_count);
	else if (s->drain_until)
		snprintf(out, STATUS_MAX, "draining for %u s: balancers are told to send readers elsewhere",
		    s->setup.config->drain_seconds);
	else if (s->state == STARTING)
		starting(&s->shared->published.progress, out);
	else
		serving(s, out);
}
