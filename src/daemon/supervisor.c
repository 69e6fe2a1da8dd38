#include "daemon/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/certificates.h"
#include "daemon/child.h"
#include "daemon/notifier.h"
#include "daemon/process.h"
#include "daemon/publisher.h"
#include "daemon/setup.h"
#include "daemon/shared.h"
#include "daemon/sockets.h"
#include "daemon/upgrade.h"
#include "daemon/worker.h"
#include "serve/tickets.h"

enum { STOP_MS = 35000 }; /* a bit more than a worker's own deadline */

/* What stands for the processes that are there once, where others have the number of their slot. */
enum { SLOT_NOTIFIER = -2, SLOT_PUBLISHER = -1 };

struct supervisor {
	const char *file;
	char program[PATH_MAX]; /* what to become on SIGUSR2 */
	struct setup setup;
	struct shared *shared;
	struct tickets *tickets; /* of TLS sessions; kept through reloads and upgrades */
	struct child publisher;
	struct child notifier;   /* only when there is a hub to tell */
	pid_t leaving_publisher; /* the one before it: its lock on the catalogue must go first */
	struct child workers[WORKERS_MAX];
	bool serving; /* something was published: workers may run */
	bool stopping;
	int64_t stop_by;
	pid_t old[LEAVING_MAX];
	size_t old_count;
};

/* --- starting --------------------------------------------------------------------- */

/* A child keeps only the listening sockets it is to serve (slot -1: none). */
static void drop_sockets(struct supervisor *s, int slot)
{
	for (size_t i = 0; i < s->setup.sockets.n; i++)
		for (unsigned k = 0; k < s->setup.sockets.slots; k++)
			if ((int)k != slot)
				close(s->setup.sockets.v[i].fds[k]);
}

static int worker_main(struct supervisor *s, unsigned slot)
{
	drop_sockets(s, (int)slot);
	struct serve_listener *listeners = sockets_slot(&s->setup.sockets, slot);
	for (size_t i = 0; i < s->setup.sockets.n; i++) {
		enum service service = listeners[i].service;
		listeners[i].proxies = s->setup.config->proxies[service];
		listeners[i].proxy_count = s->setup.config->proxy_count[service];
	}
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

static int publisher_main(struct supervisor *s)
{
	drop_sockets(s, -1);
	tickets_free(s->tickets);
	return publisher_run(s->setup.config, s->shared);
}

static int notifier_main(struct supervisor *s)
{
	drop_sockets(s, -1);
	tickets_free(s->tickets);
	return notifier_run(s->setup.config, s->shared);
}

static int child_main(void *arg, int slot)
{
	struct supervisor *s = arg;
	if (slot == SLOT_PUBLISHER)
		return publisher_main(s);
	return slot == SLOT_NOTIFIER ? notifier_main(s) : worker_main(s, (unsigned)slot);
}

static struct child *child_of(struct supervisor *s, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return &s->publisher;
	return slot == SLOT_NOTIFIER ? &s->notifier : &s->workers[slot];
}

static bool is_wanted(const struct supervisor *s, int slot)
{
	if (slot == SLOT_PUBLISHER)
		return s->leaving_publisher == 0;
	return s->serving && (slot != SLOT_NOTIFIER || s->setup.config->site.hub);
}

/* Starts the children that are due; the time in ms until the next one is, -1 when none will be. */
static int64_t start_due(struct supervisor *s)
{
	int64_t next = -1;
	int64_t now = clock_ms();
	for (int slot = SLOT_NOTIFIER; slot < (int)s->setup.config->workers; slot++) {
		struct child *child = child_of(s, slot);
		if (child->pid || !is_wanted(s, slot))
			continue;
		if (child->due <= now)
			child_start(child, child_main, s, slot);
		else if (next < 0 || child->due - now < next)
			next = child->due - now;
	}
	return next;
}

/* --- children that end --------------------------------------------------------------- */

static bool forget_old(struct supervisor *s, pid_t pid)
{
	for (size_t i = 0; i < s->old_count; i++)
		if (s->old[i] == pid) {
			s->old[i] = s->old[--s->old_count];
			return true;
		}
	return false;
}

static void restart_workers(struct supervisor *s);

static void reap(struct supervisor *s)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == s->leaving_publisher)
			s->leaving_publisher = 0;
		if (forget_old(s, pid))
			continue;
		if (pid == s->publisher.pid && WIFEXITED(status) && WEXITSTATUS(status) == PUBLISHER_MOVED) {
			s->publisher = (struct child){ 0 };
			log_info("the content directory was replaced: starting anew on it");
			restart_workers(s);
		} else if (pid == s->publisher.pid) {
			child_ended(&s->publisher, "publisher", 0, status);
		} else if (pid == s->notifier.pid) {
			child_ended(&s->notifier, "notifier", 0, status);
		}
		for (unsigned i = 0; i < WORKERS_MAX; i++)
			if (pid == s->workers[i].pid)
				child_ended(&s->workers[i], "worker", i + 1, status);
	}
}

/* --- what the signals ask for ------------------------------------------------------------ */

static void stop_child(struct supervisor *s, struct child *child)
{
	if (!child->pid)
		return;
	kill(child->pid, SIGTERM);
	if (s->old_count < LEAVING_MAX) {
		s->old[s->old_count++] = child->pid;
	} else {
		/* More reloads than connections can outlive: the oldest has had its time. */
		kill(s->old[0], SIGKILL);
		s->old[0] = child->pid;
	}
	*child = (struct child){ 0 };
}

static void stop_publisher(struct supervisor *s)
{
	if (!s->publisher.pid)
		return; /* the one before it may be leaving still */
	s->leaving_publisher = s->publisher.pid;
	stop_child(s, &s->publisher);
}

/* New workers on the same sockets first, then the old ones finish: nobody is left waiting. */
static void restart_workers(struct supervisor *s)
{
	if (!s->serving)
		return;
	struct child old[WORKERS_MAX];
	memcpy(old, s->workers, sizeof old);
	memset(s->workers, 0, sizeof s->workers);
	start_due(s);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(s, &old[i]);
}

static void on_usr1(struct supervisor *s)
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
	stop_publisher(s);
	stop_child(s, &s->notifier);
	restart_workers(s);
	process_notify("READY=1");
	log_info("reloaded");
}

/* The same pid becomes the new program; the workers of this one serve until that has published and started its own. */
static void on_upgrade(struct supervisor *s)
{
	struct err err;
	struct identities identities;
	if (!s->serving) {
		log_error("upgrade: the last start is still under way; nothing was changed");
		return;
	}
	if (!upgrade_check(s->program, s->file, &err) ||
	    !identities_load(s->setup.config, &identities, &err)) {
		log_error("upgrade: %s; nothing was changed", err.text);
		return;
	}
	identities_release(&identities);
	stop_publisher(s);
	stop_child(s, &s->notifier);
	struct inherited h = { .sockets = s->setup.sockets,
		.publisher = s->leaving_publisher,
		.leaving_count = s->old_count,
		.tickets = tickets_send(s->tickets) };
	memcpy(h.leaving, s->old, sizeof h.leaving);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		h.workers[i] = s->workers[i].pid;
	log_info("upgrade: becoming %s", s->program);
	upgrade_exec(s->program, s->file, &h, &err);
	if (h.tickets >= 0)
		close(h.tickets);
	log_error("upgrade: %s; nothing was changed", err.text);
}

static void begin_stop(struct supervisor *s)
{
	s->stopping = true;
	s->stop_by = clock_ms() + STOP_MS;
	process_notify("STOPPING=1");
	stop_publisher(s);
	stop_child(s, &s->notifier);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		stop_child(s, &s->workers[i]);
}

static void print_addresses(const struct supervisor *s)
{
	const struct site *site = &s->setup.config->site;
	for (size_t i = 0; i < s->setup.sockets.n; i++)
		log_info("listening on %s (%s)", s->setup.sockets.v[i].text,
		    services[s->setup.sockets.v[i].service].name);
	struct buf b;
	buf_init(&b, 4096);
	bool told[SCHEME_COUNT + 1] = { false };
	for (size_t i = 0; i < s->setup.config->listen_count; i++)
		told[services[s->setup.config->listen[i].service].scheme] = true;
	for (int scheme = 0; scheme < SCHEME_COUNT; scheme++)
		if (told[scheme]) {
			buf_puts(&b, "  ");
			site_url(site, (enum scheme)scheme, '1', "/", &b);
		}
	log_info("ready:%s", b.data);
	buf_release(&b);
}

static void on_published(struct supervisor *s)
{
	/* Of a publisher before this one nothing is believed. */
	if (s->serving || !s->publisher.pid)
		return;
	s->serving = true;
	restart_workers(s);
	print_addresses(s);
	process_notify("READY=1");
}

static void on_signal(struct supervisor *s, int signal)
{
	if (signal == SIGCHLD)
		reap(s);
	else if (signal == SIGNAL_PUBLISHED)
		on_published(s);
	else if (s->stopping)
		return;
	else if (signal == SIGHUP)
		on_reload(s);
	else if (signal == SIGUSR1)
		on_usr1(s);
	else if (signal == SIGUSR2)
		on_upgrade(s);
	else
		begin_stop(s);
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
	int signal = ms < 0 ? sigwaitinfo(set, NULL) : sigtimedwait(set, NULL, &t);
	if (signal > 0)
		on_signal(s, signal);
}

static void live(struct supervisor *s, const sigset_t *set)
{
	reap(s); /* who ended while this became a new program */
	while (!s->stopping) {
		int64_t turn = 1000 * tickets_turn(s->tickets, tickets_clock());
		int64_t due = start_due(s);
		wait_for_signal(s, set, due < 0 || turn < due ? turn : due);
	}
	while (s->old_count && clock_ms() < s->stop_by) {
		wait_for_signal(s, set, 1000);
		reap(s);
	}
	for (size_t i = 0; i < s->old_count; i++)
		kill(s->old[i], SIGKILL);
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

/* The children and the keys that a program before this one left. */
static void take_inherited(struct supervisor *s, struct inherited *h)
{
	if (h->tickets >= 0 && !tickets_receive(s->tickets, h->tickets))
		log_warning("the keys of TLS sessions are of another version: clients begin new ones");
	h->tickets = -1;
	s->leaving_publisher = h->publisher;
	memcpy(s->old, h->leaving, sizeof s->old);
	s->old_count = h->leaving_count;
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		s->workers[i].pid = h->workers[i];
}

/* Takes the configuration. On failure nothing is left open. */
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
	take_inherited(s, &h);
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
	setup_close(&s->setup);
	shared_free(s->shared);
	tickets_wipe(s->tickets);
	tickets_free(s->tickets);
}

int supervisor_run(const char *file, struct config *config)
{
	struct supervisor s = { .file = file };
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
