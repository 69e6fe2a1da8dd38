/*
 * request: which setup each kind of change is made of, and the trials before it.
 */
#include "daemon/request.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "daemon/change.h"
#include "daemon/config_command.h"
#include "daemon/rehearsal.h"
#include "daemon/title.h"
#include "daemon/upgrade.h"

void request_reopen_log(struct supervisor *s)
{
	struct err err;
	if (setup_reopen_log(&s->change.next, &s->setup, &err))
		change_begin(s, CHANGE_LOG);
	else
		change_say_failed(s, CHANGE_LOG, &err);
}

/* --- certificates ------------------------------------------------------------------------ */

/* What was changed, and is good, is shown. */
static void look_at_certificates(struct supervisor *s)
{
	struct identities fresh;
	struct err err;
	switch (
	    certificate_watch_look(&s->certificates, s->setup.config, &s->setup.identities, &fresh, &err)) {
	case WATCHED_CHANGED:
		setup_renew(&s->change.next, &s->setup, &fresh);
		change_begin(s, CHANGE_CERTIFICATES);
		break;
	case WATCHED_FAULTY:
		change_say_failed(s, CHANGE_CERTIFICATES, &err);
		break;
	case WATCHED_SAME:
		break;
	}
}

void request_certificates(struct supervisor *s)
{
	certificate_watch_skip(&s->certificates);
	if (s->state != SERVING || s->change.step != NO_CHANGE)
		return;
	change_note_shown(s, false);
	bool soon = ticket_watch_look(&s->ticket_file, s->setup.config, s->tickets);
	if (acme_folder_moved(s->setup.config, &s->setup.acme))
		change_workers(s);
	else
		look_at_certificates(s);
	if (soon)
		certificate_watch_soon(&s->certificates);
}

/* --- trials --------------------------------------------------------------------------- */

static int try_reload(void *arg, int out)
{
	struct supervisor *s = arg;
	notify_leave();
	title_set("trial", s->file);
	return rehearse_file(s->file, &s->setup.sockets, out);
}

static int try_program(void *arg, int out)
{
	struct supervisor *s = arg;
	notify_leave();
	upgrade_try(s->program, s->file, &s->setup.sockets, out);
	return 127;
}

static void begin_trial(struct supervisor *s, enum change_kind kind, int (*body)(void *arg, int out))
{
	struct err err;
	if (!trial_start(&s->trial, body, s, &err)) {
		change_say_failed(s, kind, &err);
		return;
	}
	s->change.kind = kind;
	s->change.step = CHECKING;
	s->children.trial = s->trial.pid;
}

void request_reload(struct supervisor *s)
{
	notify_reloading(&s->notify);
	if (s->change.step != NO_CHANGE)
		change_give_up(s); /* the newest configuration is the one that is wanted */
	begin_trial(s, CHANGE_CONFIG, try_reload);
}

void request_upgrade(struct supervisor *s)
{
	struct err err;
	notify_reloading(&s->notify);
	if (s->state != SERVING)
		err_set(&err, "the last start is still under way");
	else if (!*s->program)
		err_set(
		    &err, "this system does not tell where the program is: stop it and start the new one");
	else {
		begin_trial(s, CHANGE_PROGRAM, try_program);
		return;
	}
	change_say_failed(s, CHANGE_PROGRAM, &err);
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
		change_begin(s, CHANGE_CONFIG);
		return;
	}
	change_say_failed(s, CHANGE_CONFIG, &err);
}

/*
 * The same pid becomes the new program; the workers of this one serve until that has published and started
 * its own.
 */
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
	notify_reloaded(&s->notify);
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

void request_tried(struct supervisor *s)
{
	struct err err;
	struct buf out;
	enum change_kind kind = s->change.kind;
	bool timed_out = s->trial.timed_out;
	buf_init(&out, TRIAL_OUT_MAX);
	trial_end(&s->trial, &out);
	s->change = (struct change){ 0 };
	if (!is_good(s, kind, timed_out, buf_str(&out), &err))
		change_say_failed(s, kind, &err);
	else if (kind == CHANGE_PROGRAM)
		upgrade(s);
	else
		reload(s, buf_str(&out));
	buf_release(&out);
}
