/*
 * notifier: looks at the feeds after each publish, and sees to it that who is to hear of it does.
 *
 * One loop in one thread: what is told to one server waits for no other (transfer.h).
 */
#include "daemon/notifier.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "daemon/hub.h"
#include "daemon/name_services.h"
#include "daemon/process.h"
#include "daemon/sandbox.h"

enum { LOOK_MS = 1000 }; /* between looks at the generation */

struct notifier {
	const struct config *config;
	struct transfers web;
	struct announced feeds;
	struct hub hub;
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

static void live(struct notifier *o, const struct shared *shared)
{
	uint64_t seen = 0;
	while (!stopping) {
		uint64_t now = atomic_load_explicit(&shared->generation, memory_order_acquire);
		if (now != seen)
			announced_look(&o->feeds);
		seen = now;
		hub_turn(&o->hub);
		announced_record(&o->feeds);
		transfers_run(&o->web, LOOK_MS);
	}
}

/* The folder of the record belongs to the notifier alone. */
static bool open_record(struct notifier *o, struct err *err)
{
	char folder[4096];
	snprintf(folder, sizeof folder, "%s/" NOTIFIER_FOLDER, o->config->state);
	if (!file_make_dirs(AT_FDCWD, folder, err))
		return false;
	o->feeds.record_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->feeds.record_fd >= 0 || err_errno(err, "state directory \"%s\"", folder);
}

static bool open_feeds(struct notifier *o, struct err *err)
{
	o->feeds.feeds_fd = open(o->config->feeds, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->feeds.feeds_fd >= 0 || err_errno(err, "feeds directory \"%s\"", o->config->feeds);
}

/* What the C library would load when it is needed: in a sandbox that is too late. */
static void load_code(void)
{
	name_services_load(NAME_SERVICES_FILE);
	dlopen("libgcc_s.so.1", RTLD_LAZY); /* by which a thread ends that is cancelled */
}

static bool start(struct notifier *o, struct err *err)
{
	const struct config *c = o->config;
	if (!process_become(&c->user, err) || !open_record(o, err) || !open_feeds(o, err))
		return false;
	load_code();
	return transfers_init(&o->web, err) && hub_init(&o->hub, &o->feeds, &o->web, err) &&
	       sandbox_notifier(c, err);
}

static void release(struct notifier *o)
{
	hub_release(&o->hub);
	transfers_release(&o->web);
	announced_release(&o->feeds);
	if (o->feeds.feeds_fd >= 0)
		close(o->feeds.feeds_fd);
	if (o->feeds.record_fd >= 0)
		close(o->feeds.record_fd);
}

/* SIGTERM stays blocked until process_ready. */
static void handle_stop(void)
{
	struct sigaction a = { .sa_handler = on_stop };
	sigaction(SIGTERM, &a, NULL);
}

int notifier_run(const struct config *config, const struct shared *shared)
{
	struct notifier o = { .config = config,
		.feeds = { .site = &config->site, .feeds_fd = -1, .record_fd = -1 } };
	struct err err;
	handle_stop();
	bool ok = start(&o, &err);
	if (ok) {
		process_ready();
		announced_open(&o.feeds);
		live(&o, shared);
	} else {
		log_error("%s", err.text);
	}
	release(&o);
	return ok ? 0 : 1;
}
