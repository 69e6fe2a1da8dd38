/*
 * supervisor: one loop that waits for signals and for children that are due.
 *
 *   supervisor_run     SIGNAL_PUBLISHED            SIGTERM, SIGINT
 *         └──▶ STARTING ───────────────▶ SERVING ──────────────────▶ STOPPING ──▶ end
 *                 └───────────────────────────────────────────────────▲
 *   SIGHUP and SIGUSR1 leave the state as it is; SIGUSR2 in SERVING becomes another program, which begins in STARTING.
 *
 *   STARTING  Nothing was published since this program began. A publisher runs, is due, or waits for the one before it to
 *             leave. No notifier; no worker but those of the program before this one, which serve until there are new ones.
 *   SERVING   Besides the publisher there is a worker in every slot, and a notifier where a hub is configured, or they are due.
 *   STOPPING  All were told to stop and none is started. It ends when the last has left, or kills the rest at `stop_by`.
 *
 * In every state:
 *   1. The signals in `handled` are blocked, and taken only by wait_for_signal: nothing is interrupted. SIGPIPE is ignored.
 *   2. The descriptors are those of the setup: one listening socket for each slot and address, open while no worker serves
 *      it, and the access log. A child closes the sockets that are not of its slot.
 *   3. `shared` and `tickets` were mapped before the first child and stay, through reloads too.
 *   4. There is no publisher while one leaves (children.h).
 */
#include "daemon/supervisor.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/announce.h"
#include "daemon/certificates.h"
#include "daemon/children.h"
#include "daemon/notifier.h"
#include "daemon/process.h"
#include "daemon/publisher.h"
#include "daemon/setup.h"
#include "daemon/shared.h"
#include "daemon/upgrade.h"
#include "daemon/worker.h"
#include "serve/tickets.h"

enum { STOP_MS = 35000 }; /* a bit more than a worker's own deadline */

enum state { STARTING, SERVING, STOPPING };

struct supervisor {
	enum state state;
	const char *file;
	char program[PATH_MAX]; /* what to become on SIGUSR2 */
	struct setup setup;
	struct shared *shared;
	struct tickets *tickets; /* of TLS sessions */
	struct children children;
	int64_t stop_by; /* in STOPPING; by clock_ms */
};

static void check_state(const struct supervisor *s)
{
	const struct children *c = &s->children;
	assert(!c->publisher.pid || !c->leaving_publisher);
	assert(s->state == SERVING || !c->notifier.pid);
	assert(s->state != STOPPING || (!c->publisher.pid && !c->workers[0].pid));
	assert(s->shared && s->tickets && s->setup.config);
	(void)c;
}

/* --- the children's side ------------------------------------------------------------ */

static int worker_main(struct supervisor *s, unsigned slot)
{
	sockets_keep(&s->setup.sockets, (int)slot);
	struct serve_listener *listeners = sockets_slot(&s->setup.sockets, s->setup.config, slot);
	struct worker_options o = { .config = s->setup.config,
		.shared = s->shared,
		.slot = slot,
		.listeners = listeners,
		.listener_count = s->setup.sockets.n,
		.tickets = s->tickets,
		.access_fd = s->setup.access_fd };
	int status = worker_run(&o);
	free(listeners);
	return status;
}

static int child_main(void *arg, int slot)
{
	struct supervisor *s = arg;
	if (slot >= 0)
		return worker_main(s, (unsigned)slot);
	sockets_keep(&s->setup.sockets, -1);
	tickets_free(s->tickets);
	return slot == SLOT_PUBLISHER ? publisher_run(s->setup.config, s->shared)
	                              : notifier_run(s->setup.config, s->shared);
}

/* --- what the signals ask for --------------------------------------------------------- */

static struct children_plan plan(struct supervisor *s)
{
	bool serving = s->state == SERVING;
	return (struct children_plan){ .workers = serving ? s->setup.config->workers : 0,
		.notifier = serving && s->setup.config->site.hub,
		.run = child_main,
		.arg = s };
}

static void restart_workers(struct supervisor *s)
{
	struct children_plan p = plan(s);
	if (s->state == SERVING)
		children_restart_workers(&s->children, &p);
}

static void on_child(struct supervisor *s)
{
	if (!children_reap(&s->children))
		return;
	log_info("the content directory was replaced: starting again on the new one");
	restart_workers(s);
}

/* Of a publisher before this one nothing is believed. */
static void on_published(struct supervisor *s)
{
	if (s->state != STARTING || !s->children.publisher.pid)
		return;
	s->state = SERVING;
	restart_workers(s);
	announce_addresses(&s->setup);
	announce_state("READY=1");
}

static void on_reopen_log(struct supervisor *s)
{
	struct err err;
	if (!setup_reopen_log(&s->setup, &err)) {
		log_error("%s; the old one stays", err.text);
		return;
	}
	restart_workers(s);
	log_info("access log reopened");
}

static void on_reload(struct supervisor *s)
{
	struct err err;
	if (!setup_reload(&s->setup, s->file, &err)) {
		log_error("reload: %s; nothing was changed", err.text);
		return;
	}
	children_stop_writers(&s->children);
	restart_workers(s);
	if (s->state == SERVING)
		announce_state("READY=1");
	log_info("reloaded");
}

static bool check_upgrade(const struct supervisor *s, struct err *err)
{
	struct identities identities;
	if (s->state != SERVING)
		return err_set(err, "the last start is still under way");
	if (!upgrade_check(s->program, s->file, err) || !identities_load(s->setup.config, &identities, err))
		return false;
	identities_release(&identities);
	return true;
}

/* The same pid becomes the new program; the workers of this one serve until that has published and started its own. */
static void on_upgrade(struct supervisor *s)
{
	struct err err;
	if (!check_upgrade(s, &err)) {
		log_error("upgrade: %s; nothing was changed", err.text);
		return;
	}
	children_stop_writers(&s->children);
	struct inherited left = {
		.sockets = s->setup.sockets, .children = s->children, .tickets = tickets_send(s->tickets)
	};
	log_info("upgrade: becoming %s", s->program);
	upgrade_exec(s->program, s->file, &left, &err);
	if (left.tickets >= 0)
		close(left.tickets);
	log_error(
	    "upgrade: %s; publisher and notifier are started again; nothing else was changed", err.text);
}

static void on_stop(struct supervisor *s)
{
	s->state = STOPPING;
	s->stop_by = clock_ms() + STOP_MS;
	announce_state("STOPPING=1");
	children_stop(&s->children);
}

static void on_signal(struct supervisor *s, int signal)
{
	if (signal == SIGCHLD)
		on_child(s);
	else if (signal == SIGNAL_PUBLISHED)
		on_published(s);
	else if (s->state == STOPPING)
		return;
	else if (signal == SIGHUP)
		on_reload(s);
	else if (signal == SIGUSR1)
		on_reopen_log(s);
	else if (signal == SIGUSR2)
		on_upgrade(s);
	else
		on_stop(s);
}

/* --- life ------------------------------------------------------------------------------- */

static const int handled[] = { SIGCHLD, SIGHUP, SIGUSR1, SIGUSR2, SIGTERM, SIGINT };

static sigset_t block_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(handled); i++)
		sigaddset(&set, handled[i]);
	sigaddset(&set, SIGNAL_PUBLISHED);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return set;
}

static void wait_for_signal(struct supervisor *s, const sigset_t *set, int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	int signal = sigtimedwait(set, NULL, &t);
	if (signal > 0)
		on_signal(s, signal);
	check_state(s);
}

static void live(struct supervisor *s, const sigset_t *set)
{
	on_child(s); /* who ended while this became a new program */
	while (s->state != STOPPING) {
		struct children_plan p = plan(s);
		int64_t turn = 1000 * tickets_turn(s->tickets, tickets_clock());
		int64_t due = children_start(&s->children, &p);
		wait_for_signal(s, set, due < 0 || turn < due ? turn : due);
	}
	while (s->children.leaving_count && clock_ms() < s->stop_by) {
		wait_for_signal(s, set, 1000);
		on_child(s);
	}
	children_kill(&s->children);
	log_info("stopped");
}

/* As many descriptors as the system allows: each connection is one. */
static void raise_descriptor_limit(void)
{
	struct rlimit l;
	if (getrlimit(RLIMIT_NOFILE, &l) == 0) {
		l.rlim_cur = l.rlim_max;
		setrlimit(RLIMIT_NOFILE, &l);
	}
}

static void take_tickets(struct supervisor *s, struct inherited *h)
{
	if (h->tickets >= 0 && !tickets_receive(s->tickets, h->tickets))
		log_warning("the keys of TLS sessions are of another version: clients begin new ones");
	h->tickets = -1;
}

/* Takes the configuration, and what a program before this one left. On failure nothing is left open. */
static bool open_supervisor(struct supervisor *s, struct config *config, struct err *err)
{
	struct inherited h;
	inherited_take(&h);
	if (!setup_open(&s->setup, config, &h.sockets, err))
		goto err1;
	s->tickets = tickets_new(tickets_clock(), err);
	if (!s->tickets)
		goto err2;
	s->shared = shared_new(err);
	if (!s->shared)
		goto err3;
	take_tickets(s, &h);
	s->children = h.children;
	return true;
err3:
	tickets_wipe(s->tickets);
	tickets_free(s->tickets);
err2:
	setup_close(&s->setup);
err1:
	inherited_release(&h);
	return false;
}

static void close_supervisor(struct supervisor *s)
{
	shared_free(s->shared);
	tickets_wipe(s->tickets);
	tickets_free(s->tickets);
	setup_close(&s->setup);
}

int supervisor_run(const char *file, struct config *config)
{
	struct supervisor s = { .state = STARTING, .file = file };
	struct err err;
	process_lead();
	upgrade_program(s.program);
	sigset_t set = block_signals();
	raise_descriptor_limit();
	struct config *own = xmalloc(sizeof *own);
	*own = *config;
	*config = (struct config){ 0 };
	if (!open_supervisor(&s, own, &err)) {
		log_error("%s", err.text);
		return 2;
	}
	live(&s, &set);
	close_supervisor(&s);
	return 0;
}
