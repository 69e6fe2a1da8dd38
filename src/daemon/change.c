/*
 * change: the steps of a change, from the next setup to the one that holds.
 *
 * In SERVING there may be a change under way (struct change): another setup is open beside the one that
 * holds, and new workers start on it. When all are ready it takes the place of the old one, and the old
 * workers leave; when one fails, it is given up. So nothing that a signal asks for can leave the site
 * without workers.
 *
 *   NO_CHANGE ──SIGUSR1, new content directory──────────▶ REPLACING ──all are ready──▶ NO_CHANGE, the new setup holds
 *       ▲ │ SIGHUP, SIGUSR2                                  ▲  │ one failed
 *       │ └──▶ CHECKING ──the trial is good──────────────────┤  │
 *       │          │  └──▶ PUBLISHING ──the publisher reports┘  │
 *       └──────────┴──────────┴─────────────────────────────────┴──▶ NO_CHANGE, the old setup holds
 *
 *   CHECKING    A process tries what the signal asks for (trial.h), as it may hang or crash: the
 *               configuration and what it names, or the new program, which becomes this one when it is good.
 *   PUBLISHING  The new state folder is another one. A publisher for the new setup works until there is
 *               something to show.
 *   REPLACING   New workers start.
 */
#include "daemon/change.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"

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

void change_say_failed(struct supervisor *s, enum change_kind kind, const struct err *err)
{
	log_error("%s: %s; %s", said[kind].failed, err->text, said[kind].kept);
	snprintf(s->failure, sizeof s->failure, "%s: %s; %s", said[kind].failed, err->text, said[kind].kept);
	if (kind == CHANGE_CONFIG || kind == CHANGE_PROGRAM)
		notify_reloaded(&s->notify);
}

void change_give_up(struct supervisor *s)
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

void change_fail(struct supervisor *s, const struct err *err)
{
	change_say_failed(s, s->change.kind, err);
	change_give_up(s);
}

void change_note_shown(struct supervisor *s, bool say)
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
	s->failure[0] = 0;
	if (kind == CHANGE_CONFIG && !own_publisher)
		children_stop_writers(&s->children);
	if (kind == CHANGE_CONFIG) {
		supervision_set_log(s->setup.config);
		notify_reloaded(&s->notify);
		certificate_watch_shown(&s->certificates, &s->setup.identities);
		ticket_watch_begin(&s->ticket_file, s->setup.config, s->tickets);
		change_note_shown(s, true);
	}
	if (said[kind].done)
		log_info("%s", said[kind].done);
}

void change_replace_workers(struct supervisor *s)
{
	struct err err;
	struct children_plan p = supervision_plan(s);
	p.worker_arg = &s->next;
	p.workers = s->change.next.config->workers;
	s->change.step = REPLACING;
	if (!children_start_fresh(&s->children, &p, &err))
		change_fail(s, &err);
}

void change_begin(struct supervisor *s, enum change_kind kind)
{
	s->change.kind = kind;
	if (s->state == STARTING) {
		finish(s);
		return;
	}
	if (kind != CHANGE_CONFIG || setup_same_state(&s->setup, &s->change.next)) {
		change_replace_workers(s);
		return;
	}
	log_info("reload: the old workers serve until the new state folder has something to show");
	children_stop_writers(&s->children);
	s->change.step = PUBLISHING;
	s->change.own_publisher = true;
}

void change_advance(struct supervisor *s)
{
	struct err err;
	enum fresh fresh = children_fresh(&s->children, &err);
	if (s->change.step != REPLACING)
		return;
	if (fresh == FRESH_READY)
		finish(s);
	else if (fresh == FRESH_FAILED)
		change_fail(s, &err);
}

void change_workers(struct supervisor *s)
{
	if (s->change.step != NO_CHANGE) {
		s->again_at = clock_ms(); /* afterwards, unless they are new by then */
		return;
	}
	s->again_at = 0;
	s->change.next = s->setup;
	change_begin(s, CHANGE_WORKERS);
}
