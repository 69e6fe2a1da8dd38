/*
 * supervisor: one loop that waits for signals, for reports, and for children that are due.
 *
 *   supervisor_run     the publisher reports       SIGTERM, SIGINT
 *         └──▶ STARTING ───────────────▶ SERVING ──────────────────▶ STOPPING ──▶ end
 *                 └───────────────────────────────────────────────────▲
 *   SIGHUP and SIGUSR1 leave the state as it is; SIGUSR2 in SERVING becomes another program, which begins in STARTING.
 *
 *   STARTING  Nothing was published since this program began. A publisher runs, is due, or waits for the one before it to
 *             leave. No notifier; no worker but those of the program before this one, which serve until there are new ones.
 *   SERVING   Besides the publisher there is a worker in every slot, and a notifier where a hub is configured, or they are due.
 *   STOPPING  All were told to stop and none is started. It ends when the last has left, or kills the rest at `stop_by`.
 *
 * In SERVING there may be a change under way (struct change): another setup is open beside the one that holds, and new workers
 * start on it. When all are ready it takes the place of the old one, and the old workers leave; when one fails, it
 * is given up. So nothing that a signal asks for can leave the site without workers.
 *
 *   NO_CHANGE ──SIGUSR1, new content directory──────────▶ REPLACING ──all are ready──▶ NO_CHANGE, the new setup holds
 *       ▲ │ SIGHUP, SIGUSR2                                  ▲  │ one failed
 *       │ └──▶ CHECKING ──the trial is good──────────────────┤  │
 *       │          │  └──▶ PUBLISHING ──the publisher reports┘  │
 *       └──────────┴──────────┴─────────────────────────────────┴──▶ NO_CHANGE, the old setup holds
 *
 *   CHECKING    A process tries what the signal asks for (trial.h), as it may hang or crash: the configuration and what it names,
 *               or the new program, which becomes this one when it is good.
 *   PUBLISHING  The new state folder is another one. A publisher for the new setup works until there is something to show.
 *   REPLACING   New workers start.
 *
 * In every state:
 *   1. The signals in `handled` are blocked, and taken only from the descriptor `signals`: nothing is interrupted. SIGPIPE
 *      is ignored.
 *   2. The descriptors are those of the setup: one listening socket for each slot and address, open while no worker serves
 *      it, the access log, and the memory of the certificates. A child gets those of its slot through exec.
 *   3. `shared` and `tickets` were mapped before the first child and stay, through reloads too.
 *   4. There is no publisher while one leaves, nor a notifier (children.h).
 */
#include "daemon/supervisor.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/announce.h"
#include "daemon/certificate_watch.h"
#include "daemon/children.h"
#include "daemon/config_command.h"
#include "daemon/handover.h"
#include "daemon/rehearsal.h"
#include "daemon/rescue.h"
#include "daemon/role.h"
#include "daemon/sandbox.h"
#include "daemon/setup.h"
#include "daemon/shared.h"
#include "daemon/trial.h"
#include "daemon/upgrade.h"
#include "serve/tickets.h"

enum {
	STOP_MS = 35000,  /* a bit more than a worker's own deadline */
	AGAIN_MS = 30000, /* until the next try to replace workers that hold what is gone */
};

enum state { STARTING, SERVING, STOPPING };

/* What another setup is for; which setup each of them makes is in the functions on_…. */
enum change_kind {
	CHANGE_WORKERS,
	CHANGE_LOG,
	CHANGE_CONFIG,
	CHANGE_CERTIFICATES,
	CHANGE_PROGRAM,
	CHANGE_KINDS
};

enum step { NO_CHANGE, CHECKING, PUBLISHING, REPLACING };

struct change {
	enum step step;
	enum change_kind kind;
	bool own_publisher; /* the publisher is one for `next` */
	struct setup next;  /* shares with the setup that holds what does not change */
};

/* The argument of a child: which setup it is for. */
struct start {
	struct supervisor *supervisor;
	struct setup *setup;
};

struct supervisor {
	enum state state;
	char *file;             /* of the configuration; NULL: there is none so far */
	char program[PATH_MAX]; /* what to become on SIGUSR2 */
	int signals;            /* signalfd(2) */
	struct setup setup;
	struct change change;
	struct trial trial; /* in CHECKING */
	struct start current, next;
	bool asked[NSIG]; /* signals that wait until the change under way is over */
	bool announced;   /* that all workers are ready, since STARTING */
	int64_t again_at; /* when to try again to replace the workers; 0: no need */
	pid_t pid;
	struct memfile memory; /* of `shared` */
	struct shared *shared;
	int rescue;              /* rescue.h */
	struct tickets *tickets; /* of TLS sessions */
	struct children children;
	struct certificate_watch certificates;
	int64_t stop_by; /* in STOPPING; by clock_ms */
};

static void check_state(const struct supervisor *s)
{
	const struct children *c = &s->children;
	assert(!c->publisher.pid || !c->leaving_publisher);
	assert(s->state == SERVING || !c->notifier.pid);
	assert(s->state == SERVING || s->change.step == NO_CHANGE || s->change.step == CHECKING);
	assert((s->change.step == CHECKING) == (s->trial.pid != 0));
	assert((s->change.step == REPLACING) == (c->fresh_count > 0));
	assert(s->state != STOPPING || (!c->publisher.pid && !c->workers[0].pid));
	assert(s->shared && s->tickets && s->setup.config);
	(void)c;
}

/* --- the children's side ------------------------------------------------------------ */

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

static struct children_plan plan(struct supervisor *s)
{
	bool serving = s->state == SERVING;
	return (struct children_plan){ .workers = serving ? s->setup.config->workers : 0,
		.notifier = serving && !s->change.own_publisher && s->setup.config->site.hub,
		.run = child_main,
		.worker_arg = &s->current,
		.writer_arg = s->change.own_publisher ? &s->next : &s->current };
}

/* --- a change ------------------------------------------------------------------------ */

/* What is said of each kind: when it came to its end, and when it did not. */
static const struct {
	const char *done, *failed, *kept;
} said[CHANGE_KINDS] = {
	[CHANGE_WORKERS] = { NULL, "new workers", "the old ones serve on, next try in 30 s" },
	[CHANGE_LOG] = { "access log reopened", "access log", "the old one stays" },
	[CHANGE_CONFIG] = { "reloaded", "reload", "nothing was changed" },
	[CHANGE_CERTIFICATES] = { "certificates: the changed ones are shown from now on", "certificates",
	    "the old ones stay" },
	[CHANGE_PROGRAM] = { NULL, "upgrade", "nothing was changed" },
};

static void say_failed(enum change_kind kind, const struct err *err)
{
	log_error("%s: %s; %s", said[kind].failed, err->text, said[kind].kept);
}

static void give_up(struct supervisor *s)
{
	if (s->change.step == CHECKING) {
		trial_give_up(&s->trial);
		s->children.trial = 0;
		s->change = (struct change){ 0 };
		return;
	}
	children_drop_fresh(&s->children);
	if (s->change.own_publisher)
		children_stop_writers(&s->children);
	if (s->change.kind == CHANGE_WORKERS)
		s->again_at = clock_ms() + AGAIN_MS;
	setup_abandon(&s->change.next, &s->setup);
	s->change = (struct change){ 0 };
}

static void fail(struct supervisor *s, const struct err *err)
{
	say_failed(s->change.kind, err);
	give_up(s);
}

static void note_shown(struct supervisor *s, bool say)
{
	struct err err;
	if (s->announced && !certificates_note(s->setup.config, &err) && say)
		log_warning("%s: a lost certificate will be replaced without a warning", err.text);
}

static void finish(struct supervisor *s)
{
	enum change_kind kind = s->change.kind;
	bool own_publisher = s->change.own_publisher;
	if (s->change.step == REPLACING) {
		children_accept_fresh(&s->children);
		s->again_at = 0;
	}
	setup_replace(&s->setup, &s->change.next);
	s->change = (struct change){ 0 };
	if (kind == CHANGE_CONFIG && !own_publisher)
		children_stop_writers(&s->children);
	if (kind == CHANGE_CONFIG) {
		announce_state("READY=1");
		certificate_watch_shown(&s->certificates, &s->setup.identities);
		note_shown(s, true);
	}
	if (said[kind].done)
		log_info("%s", said[kind].done);
}

static void replace_workers(struct supervisor *s)
{
	struct err err;
	struct children_plan p = plan(s);
	p.worker_arg = &s->next;
	p.workers = s->change.next.config->workers;
	s->change.step = REPLACING;
	if (!children_start_fresh(&s->children, &p, &err))
		fail(s, &err);
}

/* The next setup is open in the change. Where nothing is served yet it holds at once. */
static void begin(struct supervisor *s, enum change_kind kind)
{
	s->change.kind = kind;
	if (s->state == STARTING) {
		finish(s);
		return;
	}
	if (kind != CHANGE_CONFIG || setup_same_state(&s->setup, &s->change.next)) {
		replace_workers(s);
		return;
	}
	log_info("reload: the old workers serve until the new state folder has something to show");
	children_stop_writers(&s->children);
	s->change.step = PUBLISHING;
	s->change.own_publisher = true;
}

/* Takes the change to its end when the new workers are ready, or one failed. */
static void advance(struct supervisor *s)
{
	struct err err;
	enum fresh fresh = children_fresh(&s->children, &err);
	if (s->change.step != REPLACING)
		return;
	if (fresh == FRESH_READY)
		finish(s);
	else if (fresh == FRESH_FAILED)
		fail(s, &err);
}

/* They hold on to what is gone: the content directory, or the program before this one. */
static void change_workers(struct supervisor *s)
{
	if (s->change.step != NO_CHANGE) {
		s->again_at = clock_ms(); /* afterwards, unless they are new by then */
		return;
	}
	s->again_at = 0;
	s->change.next = s->setup;
	begin(s, CHANGE_WORKERS);
}

/* --- what the signals and the children ask for ------------------------------------------ */

/* Of a publisher before this one nothing is believed. */
static void on_published(struct supervisor *s)
{
	if (s->change.step == PUBLISHING)
		replace_workers(s);
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

static void on_reopen_log(struct supervisor *s)
{
	struct err err;
	if (setup_reopen_log(&s->change.next, &s->setup, &err))
		begin(s, CHANGE_LOG);
	else
		say_failed(CHANGE_LOG, &err);
}

/* --- certificates ------------------------------------------------------------------------ */

/* What was changed, and is good, is shown. */
static void look_at_certificates(struct supervisor *s)
{
	struct identities fresh;
	struct err err;
	if (s->state != SERVING || s->change.step != NO_CHANGE) {
		certificate_watch_skip(&s->certificates);
		return;
	}
	note_shown(s, false);
	switch (
	    certificate_watch_look(&s->certificates, s->setup.config, &s->setup.identities, &fresh, &err)) {
	case WATCHED_CHANGED:
		setup_renew(&s->change.next, &s->setup, &fresh);
		begin(s, CHANGE_CERTIFICATES);
		break;
	case WATCHED_FAULTY:
		say_failed(CHANGE_CERTIFICATES, &err);
		break;
	case WATCHED_SAME:
		break;
	}
}

/* --- trials --------------------------------------------------------------------------- */

static int try_reload(void *arg, int out)
{
	struct supervisor *s = arg;
	return rehearse_file(s->file, &s->setup.sockets, out);
}

static int try_program(void *arg, int out)
{
	struct supervisor *s = arg;
	upgrade_try(s->program, s->file, &s->setup.sockets, out);
	return 127;
}

static void begin_trial(struct supervisor *s, enum change_kind kind, int (*body)(void *arg, int out))
{
	struct err err;
	if (!trial_start(&s->trial, body, s, &err)) {
		say_failed(kind, &err);
		return;
	}
	s->change.kind = kind;
	s->change.step = CHECKING;
	s->children.trial = s->trial.pid;
}

static void on_reload(struct supervisor *s)
{
	if (s->change.step != NO_CHANGE)
		give_up(s); /* the newest configuration is the one that is wanted */
	begin_trial(s, CHANGE_CONFIG, try_reload);
}

static void on_upgrade(struct supervisor *s)
{
	struct err err;
	if (s->state != SERVING)
		err_set(&err, "the last start is still under way");
	else if (!*s->program)
		err_set(
		    &err, "this system does not tell where the program is: stop it and start the new one");
	else {
		begin_trial(s, CHANGE_PROGRAM, try_program);
		return;
	}
	say_failed(CHANGE_PROGRAM, &err);
}

static void reload(struct supervisor *s, struct str tried)
{
	struct err err;
	struct str file, text;
	if (!str_cut(tried, '\0', &file, &text))
		err_set(&err, "the configuration could not be tried");
	else if (setup_reload(&s->change.next, &s->setup, file.n ? file.p : NULL, text, &err)) {
		if (!s->file && file.n)
			s->file = xstrdup(file.p);
		begin(s, CHANGE_CONFIG);
		return;
	}
	say_failed(CHANGE_CONFIG, &err);
}

/* The same pid becomes the new program; the workers of this one serve until that has published and started its own. */
static void upgrade(struct supervisor *s)
{
	struct err err;
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

static bool is_good(
    struct supervisor *s, enum change_kind kind, bool timed_out, struct str out, struct err *err)
{
	int status = s->children.trial_status;
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (timed_out)
		return err_set(err, "%s did not answer within %d s",
		    kind == CHANGE_PROGRAM ? s->program : "what the configuration names", TRIAL_MS / 1000);
	if (kind == CHANGE_PROGRAM)
		return (good && str_ends(out, CONFIG_TEST_GOOD)) ||
		       err_set(err, "%s cannot be run or does not accept the configuration", s->program);
	return good || err_set(err, "%.*s", STR_ARG(out.n ? out : STR("the configuration cannot be tried")));
}

static void on_trial(struct supervisor *s)
{
	struct err err;
	struct buf out;
	enum change_kind kind = s->change.kind;
	bool timed_out = s->trial.timed_out;
	buf_init(&out, TRIAL_OUT_MAX);
	trial_end(&s->trial, &out);
	s->change = (struct change){ 0 };
	if (!is_good(s, kind, timed_out, buf_str(&out), &err))
		say_failed(kind, &err);
	else if (kind == CHANGE_PROGRAM)
		upgrade(s);
	else
		reload(s, buf_str(&out));
	buf_release(&out);
}

/* --- children --------------------------------------------------------------------------- */

static void on_child(struct supervisor *s)
{
	unsigned ended = children_reap(&s->children);
	if ((ended & ENDED_PUBLISHER) && s->change.step == PUBLISHING) {
		struct err err;
		err_set(&err, "the new publisher could not work");
		fail(s, &err);
	}
	if ((ended & ENDED_TRIAL) && s->change.step == CHECKING && s->state != STOPPING)
		on_trial(s);
	if (!(ended & ENDED_MOVED))
		return;
	/* A folder was deleted or replaced. The notifier holds on to it too; a sandbox can name only what is there. */
	struct err err;
	if (!setup_make_folders(s->setup.config, &err))
		log_error("%s", err.text);
	children_stop_writers(&s->children);
	s->again_at = clock_ms() + AGAIN_MS; /* or as soon as the next one reports */
}

static void on_stop(struct supervisor *s)
{
	if (s->state == STOPPING)
		return;
	if (s->change.step != NO_CHANGE)
		give_up(s);
	s->state = STOPPING;
	s->stop_by = clock_ms() + STOP_MS;
	announce_state("STOPPING=1");
	children_stop(&s->children);
}

/* What was asked for meanwhile, one after the other. */
static void do_what_was_asked(struct supervisor *s)
{
	static const struct {
		int signal;
		void (*act)(struct supervisor *s);
	} acts[] = { { SIGHUP, on_reload }, { SIGUSR1, on_reopen_log }, { SIGUSR2, on_upgrade } };
	for (size_t i = 0; i < ARRAY_SIZE(acts) && s->state != STOPPING; i++) {
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
	if (s->state != STOPPING) {
		advance(s);
		do_what_was_asked(s);
		if (certificate_watch_left(&s->certificates) == 0)
			look_at_certificates(s);
	}
	check_state(s);
}

static void announce(struct supervisor *s)
{
	struct children_plan p = plan(s);
	if (s->announced || s->state != SERVING || s->change.step != NO_CHANGE || s->again_at ||
	    !children_serve(&s->children, &p))
		return;
	s->announced = true;
	note_shown(s, true);
	announce_addresses(&s->setup);
	announce_state("READY=1");
}

/* The time in ms until there is something to do without being asked; starts those that are due. */
static int64_t next_turn(struct supervisor *s)
{
	struct children_plan p = plan(s);
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
	}
	while (s->children.leaving_count && clock_ms() < s->stop_by) {
		turn(s, 1000);
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
	s->shared = shared_new(&s->memory, err);
	if (!s->shared)
		goto err3;
	s->rescue = rescue_new();
	take_tickets(s, &h);
	sockets_take_over(&s->setup.sockets, &h.sockets);
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
	memfile_release(&s->memory);
	if (s->rescue >= 0)
		close(s->rescue);
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
	struct config *own = xmalloc(sizeof *own);
	*own = *config;
	*config = (struct config){ 0 };
	/* Also one that was not named: should it go, that is no reason to serve the defaults. */
	s.file = own->file ? xstrdup(own->file) : NULL;
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
