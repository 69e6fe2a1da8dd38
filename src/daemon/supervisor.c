/*
 * supervisor: one loop that waits for signals, for reports, and for children that are due.
 *
 *   supervisor_run     the publisher reports       SIGTERM, SIGINT
 *         └──▶ STARTING ───────────────▶ SERVING ──────────────────▶ STOPPING ──▶ end
 *                 └───────────────────────────────────────────────────▲
 *   SIGHUP and SIGUSR1 leave the state as it is; SIGUSR2 in SERVING becomes another program, which begins in
 *   STARTING.
 *
 *   STARTING  Nothing was published since this program began. A publisher runs, is due, or waits for the one
 *             before it to leave. No notifier, no reporter. Workers only if there were some of the program
 *             before this one: they serve until there are new ones, and a slot that has none gets one.
 *   SERVING   Besides the publisher there is a worker in every slot, a notifier where a hub or caches are
 *             configured, and a reporter where it is wanted (reporter.h), or they are due. With drain_seconds
 *             SIGTERM only begins to drain: workers tell balancers so until `drain_until`, or until the next
 *             SIGTERM.
 *   STOPPING  All were told to stop and none is started. It ends when the last has left, or kills the rest at
 *             `stop_by`.
 *
 * In SERVING there may be a change under way (change.h): of what a signal asks for (request.h), or of
 * workers that hold what is gone.
 *
 * In every state:
 *   1. The signals in `handled` are blocked, and taken only from the descriptor `signals`: nothing is
 *      interrupted. SIGPIPE is ignored.
 *   2. The descriptors are those of the setup: one listening socket for each slot and address, open while no
 *      worker serves it, the access log, and the memory of the certificates. A child gets those of its slot
 *      through exec.
 *   3. `shared` and `tickets` were mapped before the first child and stay, through reloads too.
 *   4. There is no publisher while one leaves, nor a notifier or reporter (children.h).
 */
#include "daemon/supervisor.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/announce.h"
#include "daemon/change.h"
#include "daemon/picturer.h"
#include "daemon/pulse.h"
#include "daemon/request.h"
#include "daemon/rescue.h"
#include "daemon/sandbox.h"
#include "daemon/supervision.h"
#include "daemon/title.h"
#include "daemon/upgrade.h"

enum {
	STOP_MS = 35000,  /* a bit more than a worker's own deadline */
	MARGIN_MS = 5000, /* that the service manager is asked for on top of it */
};

static void check_state(const struct supervisor *s)
{
	const struct children *c = &s->children;
	assert(!c->publisher.pid || !c->leaving_publisher);
	assert(s->state == SERVING || (!c->notifier.pid && !c->reporter.pid));
	assert(s->state == SERVING || s->change.step == NO_CHANGE || s->change.step == CHECKING);
	assert((s->change.step == CHECKING) == (s->trial.pid != 0));
	assert((s->change.step == REPLACING) == (c->fresh_count > 0));
	assert(s->state != STOPPING || (!c->publisher.pid && !c->workers[0].pid));
	assert(s->shared && s->tickets && s->setup.config);
	(void)c;
}

/* --- children --------------------------------------------------------------------------- */

/* Of a publisher before this one nothing is believed. */
static void on_published(struct supervisor *s)
{
	if (s->change.step == PUBLISHING)
		change_replace_workers(s);
	if (s->state == SERVING && s->again_at)
		s->again_at = clock_ms();
	if (s->state != STARTING)
		return;
	/* Workers of the program before this one have a catalogue. */
	if (children_any_worker(&s->children) && atomic_load(&s->shared->feeds_only))
		return;
	s->state = SERVING;
	if (children_any_worker(&s->children))
		change_workers(s); /* those of the program before this one */
}

static void on_child(struct supervisor *s)
{
	unsigned ended = children_reap(&s->children, s->shared);
	if ((ended & ENDED_PUBLISHER) && s->change.step == PUBLISHING) {
		struct err err;
		err_set(&err, "the new publisher could not work");
		change_fail(s, &err);
	}
	if ((ended & ENDED_TRIAL) && s->change.step == CHECKING && s->state != STOPPING)
		request_tried(s);
	if (!(ended & ENDED_MOVED))
		return;
	/*
	 * A folder was deleted or replaced. Notifier and reporter hold on to it too; a sandbox can name
	 * only what is there.
	 */
	struct err err;
	if (!setup_make_folders(s->setup.config, &err))
		log_error("%s", err.text);
	children_stop_writers(&s->children);
	s->again_at = clock_ms() + AGAIN_MS; /* or as soon as the next one reports */
}

static void stop(struct supervisor *s)
{
	char status[STATUS_MAX];
	if (s->state == STOPPING)
		return;
	if (s->change.step != NO_CHANGE)
		change_give_up(s);
	s->state = STOPPING;
	s->stop_by = clock_ms() + STOP_MS;
	atomic_store(&s->shared->stopping, true);
	children_stop(&s->children);
	supervision_status(s, status);
	notify_stopping(&s->notify, status, STOP_MS + MARGIN_MS);
}

/*
 * Goes on as before, but for what workers say to balancers; what is asked for from now on is not done any
 * more.
 */
static void drain(struct supervisor *s)
{
	char status[STATUS_MAX];
	int64_t ms = (int64_t)s->setup.config->drain_seconds * 1000;
	if (s->change.step == CHECKING)
		change_give_up(s);
	s->drain_until = clock_ms() + ms;
	atomic_store(&s->shared->draining, true);
	log_info("draining for %u s: /readyz answers 503, so that balancers send readers elsewhere; a second "
	         "signal ends that",
	    s->setup.config->drain_seconds);
	supervision_status(s, status);
	notify_stopping(&s->notify, status, ms + STOP_MS + MARGIN_MS);
}

/* The first time; the second time it does not wait for balancers. */
static void on_stop(struct supervisor *s)
{
	if (s->state == SERVING && s->setup.config->drain_seconds && !s->drain_until)
		drain(s);
	else
		stop(s);
}

/* What was asked for meanwhile, one after the other. */
static void do_what_was_asked(struct supervisor *s)
{
	static const struct {
		int signal;
		void (*act)(struct supervisor *s);
	} acts[] = { { SIGHUP, request_reload }, { SIGUSR1, request_reopen_log },
		{ SIGUSR2, request_upgrade } };
	for (size_t i = 0; i < ARRAY_SIZE(acts) && s->state != STOPPING && !s->drain_until; i++) {
		bool waits = s->change.step != NO_CHANGE &&
		             (acts[i].signal != SIGHUP || s->change.kind != CHANGE_CONFIG);
		if (!s->asked[acts[i].signal] || waits)
			continue;
		s->asked[acts[i].signal] = false;
		acts[i].act(s);
	}
	if (s->state == SERVING && s->change.step == NO_CHANGE && s->again_at && clock_ms() >= s->again_at)
		change_workers(s);
}

static void on_signal(struct supervisor *s, int signal)
{
	if (signal == SIGCHLD)
		on_child(s);
	else if (signal == SIGTERM || signal == SIGINT)
		on_stop(s);
	else
		s->asked[signal] = true;
}

/* --- life ------------------------------------------------------------------------------- */

static const int handled[] = { SIGCHLD, SIGHUP, SIGUSR1, SIGUSR2, SIGTERM, SIGINT };

/* False: the system gives no descriptor. */
static bool block_signals(struct supervisor *s, struct err *err)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(handled); i++)
		sigaddset(&set, handled[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return s->signals >= 0 || err_errno(err, "cannot watch for signals");
}

static void take_signals(struct supervisor *s)
{
	struct signalfd_siginfo info;
	while (read(s->signals, &info, sizeof info) == (ssize_t)sizeof info)
		on_signal(s, (int)info.ssi_signo);
}

/* Waits `ms` at most (-1: without end) and does what is to be done then. */
static void turn(struct supervisor *s, int64_t ms)
{
	struct pollfd fds[1 + CHILDREN_FDS] = { { .fd = s->signals, .events = POLLIN } };
	poll(fds, 1 + children_poll(&s->children, fds + 1), ms > INT_MAX ? INT_MAX : (int)ms);
	/* What was reported came before the signal that its sender has ended. */
	if (children_read_reports(&s->children) && s->state != STOPPING)
		on_published(s);
	take_signals(s);
	if (s->state != STOPPING && s->drain_until && clock_ms() >= s->drain_until)
		stop(s);
	if (s->state != STOPPING) {
		change_advance(s);
		do_what_was_asked(s);
		if (certificate_watch_left(&s->certificates) == 0)
			request_certificates(s);
	}
	check_state(s);
}

static void announce(struct supervisor *s)
{
	char status[STATUS_MAX];
	struct children_plan p = supervision_plan(s);
	if (s->announced || s->state != SERVING || s->change.step != NO_CHANGE || s->again_at ||
	    !children_serve(&s->children, &p))
		return;
	s->announced = true;
	change_note_shown(s, true);
	announce_addresses(&s->setup);
	supervision_status(s, status);
	notify_ready(&s->notify, status);
}

/* Tells the service manager what is due. */
static void tell_manager(struct supervisor *s)
{
	char status[STATUS_MAX];
	bool well = s->state != SERVING || pulse_any(&s->children, s->setup.config->limits.hang_seconds);
	supervision_status(s, status);
	notify_turn(&s->notify, status, well, atomic_load(&s->shared->published.progress.moves), clock_ms());
}

static int64_t look_at_workers(struct supervisor *s)
{
	unsigned seconds = s->setup.config->limits.hang_seconds;
	return pulse_look(&s->children, s->shared, seconds, clock_ms(), &s->pulse_at);
}

/* The time in ms until there is something to do without being asked; starts those that are due. */
static int64_t next_turn(struct supervisor *s)
{
	struct children_plan p = supervision_plan(s);
	int64_t next = 1000 * tickets_turn(s->tickets, tickets_clock());
	int64_t due = children_start(&s->children, &p);
	int64_t trial = trial_left(&s->trial);
	int64_t again = s->again_at ? s->again_at - clock_ms() : -1;
	if (due >= 0 && due < next)
		next = due;
	if (trial >= 0 && trial < next)
		next = trial;
	int64_t look = certificate_watch_left(&s->certificates);
	if (look < next)
		next = look;
	int64_t pulse = look_at_workers(s);
	if (pulse >= 0 && pulse < next)
		next = pulse;
	if (s->drain_until && s->drain_until - clock_ms() < next)
		next = s->drain_until > clock_ms() ? s->drain_until - clock_ms() : 0;
	int64_t word = notify_left(&s->notify, clock_ms());
	if (word >= 0 && word < next)
		next = word;
	if (s->again_at && s->change.step == NO_CHANGE && again < next)
		next = again < 0 ? 0 : again;
	return next;
}

static void live(struct supervisor *s)
{
	on_child(s); /* who ended while this became a new program */
	while (s->state != STOPPING) {
		turn(s, next_turn(s));
		announce(s);
		tell_manager(s);
	}
	while (s->children.leaving_count && clock_ms() < s->stop_by) {
		turn(s, 1000);
		on_child(s);
		tell_manager(s);
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
	s->shared = shared_new(&s->memory, err);
	if (!s->shared)
		goto err3;
	s->rescue = rescue_new();
	picturer_sockets(s->pictures);
	take_tickets(s, &h);
	ticket_watch_begin(&s->ticket_file, config, s->tickets);
	sockets_take_over(&s->setup.sockets, &h.sockets);
	s->children = h.children;
	s->inherited = children_any_worker(&s->children);
	/* Until the publisher knows better: a worker that is started before must not need the catalogue. */
	atomic_store(&s->shared->feeds_only, s->inherited);
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
	memfile_release(&s->memory);
	if (s->rescue >= 0)
		close(s->rescue);
	for (size_t i = 0; i < ARRAY_SIZE(s->pictures); i++)
		if (s->pictures[i] >= 0)
			close(s->pictures[i]);
	tickets_wipe(s->tickets);
	tickets_free(s->tickets);
	setup_close(&s->setup);
	close(s->signals);
	free(s->file);
}

int supervisor_run(struct config *config)
{
	struct supervisor s = { .state = STARTING };
	struct err err;
	s.current = (struct start){ &s, &s.setup };
	s.next = (struct start){ &s, &s.change.next };
	s.pid = getpid();
	signal(SIGPIPE, SIG_IGN);
	log_never_wait();
	upgrade_program(s.program);
	raise_descriptor_limit();
	notify_init(&s.notify);
	struct config *own = xmalloc(sizeof *own);
	*own = *config;
	*config = (struct config){ 0 };
	/* Also one that was not named: should it go, that is no reason to serve the defaults. */
	s.file = own->file ? xstrdup(own->file) : NULL;
	title_set("supervisor", s.file);
	supervision_set_log(own);
	if (!block_signals(&s, &err) || !sandbox_check(own, &err) || !sandbox_supervisor(own, &err) ||
	    !open_supervisor(&s, own, &err)) {
		log_error("%s", err.text);
		return 2;
	}
	if (geteuid() == 0 && !*s.setup.config->user.name)
		log_warning("started as root, and every process stays root: name a user in the "
		            "configuration, as user = \"jarchy\"");
	certificate_watch_begin(&s.certificates, &s.setup.identities);
	live(&s);
	close_supervisor(&s);
	return 0;
}
