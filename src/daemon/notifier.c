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

#include "answer/http_headers.h"
#include "base/file.h"
#include "base/log.h"
#include "base/path.h"
#include "daemon/hub.h"
#include "daemon/name_services.h"
#include "daemon/process.h"
#include "daemon/purge.h"
#include "daemon/sandbox.h"

/* Between looks at the generation: caches are to show what was saved in less than a second. */
enum { LOOK_MS = 1000, LOOK_FOR_CACHES_MS = 100 };

struct notifier {
	const struct config *config;
	_Atomic uint64_t *pings; /* shared.h */
	struct transfers web;
	struct announced feeds;
	struct purge purge;
	struct hub hub;
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal)
{
	(void)signal;
	stopping = 1;
}

/* The key of its three documents: "ru/wells/atom.xml" is of "feed:ru/wells", "ru/atom.xml" of "feed:ru/". */
static void note_feed(void *arg, struct str path)
{
	struct notifier *o = arg;
	struct str lang, project, rest;
	char key[PATH_MAX_LEN];
	str_cut(path, '/', &lang, &rest);
	if (!str_cut(rest, '/', &project, &rest))
		project = STR("");
	int n = snprintf(key, sizeof key, HTTP_KEY_FEED "%.*s/%.*s", STR_ARG(lang), STR_ARG(project));
	if (n > 0 && (size_t)n < sizeof key)
		purge_note(&o->purge, str_of(key));
}

/* Something was published. What is no subscription document may be another one by that. */
static void look(struct notifier *o)
{
	bool begun = o->feeds.looks > 0;
	announced_look(&o->feeds);
	if (!begun)
		purge_note_all(&o->purge);
	purge_note(&o->purge, STR(HTTP_KEY_PAGE));
	announced_take_changes(&o->feeds, note_feed, o);
}

/*
 * Whether who asks for a feed gets the file that was looked at at this generation, from workers and from
 * caches.
 */
static bool is_shown(const struct notifier *o, const struct shared *shared, uint64_t seen)
{
	return !atomic_load(&shared->writing) && atomic_load(&shared->generation) == seen &&
	       purge_settled(&o->purge);
}

static void tell(struct notifier *o, const struct shared *shared, uint64_t seen)
{
	purge_turn(&o->purge);
	if (!config_tells_hub(o->config))
		return;
	if (is_shown(o, shared, seen))
		hub_turn(&o->hub);
	announced_record(&o->feeds);
}

static void live(struct notifier *o, const struct shared *shared)
{
	uint64_t seen = 0;
	while (!stopping) {
		uint64_t now = atomic_load_explicit(&shared->generation, memory_order_acquire);
		if (now != seen)
			look(o);
		seen = now;
		tell(o, shared, seen);
		transfers_run(&o->web, o->purge.n ? LOOK_FOR_CACHES_MS : LOOK_MS);
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
	return transfers_init(&o->web, err) && purge_init(&o->purge, c, &o->web, err) &&
	       (!config_tells_hub(c) || hub_init(&o->hub, &o->feeds, &o->web, o->pings, err)) &&
	       sandbox_notifier(c, err);
}

static void release(struct notifier *o)
{
	hub_release(&o->hub);
	purge_release(&o->purge);
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

int notifier_run(const struct config *config, struct shared *shared)
{
	struct notifier o = { .config = config,
		.pings = shared->pings,
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
