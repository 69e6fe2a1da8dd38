/*
 * sandbox: what each role may still do: a table of folders for landlock, a list of calls for seccomp
 * (syscalls.c).
 *
 * They are entered once, in this order, since the list forbids what landlock needs. A step that fails
 * leaves the ones before it in force: a sandbox is never taken off.
 */
#include "daemon/sandbox.h"

#include <errno.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/uri.h"
#include "daemon/landlock.h"
#include "daemon/rights.h"
#include "daemon/syscalls.h"
#include "picture/store.h"

static const char no_landlock[] = "sandbox: this kernel has no landlock";
static const char no_seccomp[] = "sandbox: this kernel has no filter of system calls";

/* An error where the sandbox is required, else a warning. */
static bool missing(const struct config *c, const char *why, struct err *err)
{
	if (c->sandbox == SANDBOX_REQUIRE)
		return err_set(err, "%s (sandbox = \"require\")", why);
	log_warning("%s; going on without", why);
	return true;
}

bool sandbox_check(const struct config *c, struct err *err)
{
	if (c->sandbox == SANDBOX_OFF)
		return true;
	return (landlock_version() || missing(c, no_landlock, err)) &&
	       (syscalls_can_be_restricted() || missing(c, no_seccomp, err));
}

/* What the kernel lacks was said at start; that a part which it has cannot be entered is said here. */
static bool enter_landlock(const struct config *c, const struct landlock_plan *p, struct err *err)
{
	struct err why;
	if (!landlock_version())
		return c->sandbox != SANDBOX_REQUIRE || missing(c, no_landlock, err);
	return landlock_enter(p, &why) || missing(c, why.text, err);
}

static bool enter_syscalls(const struct config *c, enum role role, struct err *err)
{
	struct err why;
	if (!syscalls_can_be_restricted())
		return c->sandbox != SANDBOX_REQUIRE || missing(c, no_seccomp, err);
	return syscalls_restrict(role, &why) || missing(c, why.text, err);
}

/* Root without capabilities is a user like any other: it may meet files that are closed to it. */
static bool check_folders(const struct landlock_plan *p, struct err *err)
{
	for (size_t i = 0; i < p->n && geteuid() == 0; i++) {
		const struct folder_right *f = &p->folders[i];
		int how = f->use == FOLDER_WRITE ? R_OK | W_OK | X_OK : R_OK | X_OK;
		if (access(f->path, how) != 0 && errno == EACCES)
			return err_set(err,
			    "\"%s\" belongs to another user: name that user in the configuration (user)",
			    f->path);
	}
	return true;
}

static bool enter(const struct config *c, const struct landlock_plan *p, enum role role, struct err *err)
{
	if (c->sandbox == SANDBOX_OFF)
		return true;
	rights_hide();
	if (role == ROLE_WORKER)
		rights_limit_to_one();
	if (!rights_drop(err) || !check_folders(p, err))
		return false;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_errno(err, "sandbox: no_new_privs");
	return enter_landlock(c, p, err) && enter_syscalls(c, role, err);
}

bool sandbox_supervisor(const struct config *c, struct err *err)
{
	if (c->sandbox == SANDBOX_OFF)
		return true;
	rights_hide();
	return rights_keep_for_supervisor(err);
}

bool sandbox_publisher(const struct config *c, struct err *err)
{
	const struct folder_right folders[] = { { c->content, FOLDER_READ }, { c->state, FOLDER_WRITE },
		{ c->feeds, FOLDER_WRITE }, { c->facts, c->follower ? FOLDER_READ : FOLDER_FILES } };
	const struct landlock_plan p = { folders, ARRAY_SIZE(folders) - !config_has_facts(c),
		.connects = false };
	return enter(c, &p, ROLE_PUBLISHER, err);
}

bool sandbox_worker(const struct config *c, struct err *err)
{
	const struct folder_right folders[] = { { c->content, FOLDER_READ }, { c->state, FOLDER_READ },
		{ c->feeds, FOLDER_READ }, { c->acme, FOLDER_READ } };
	/* The last only where it is configured. */
	const struct landlock_plan p = { folders, ARRAY_SIZE(folders) - !*c->acme, .connects = false };
	return enter(c, &p, ROLE_WORKER, err);
}

enum { NAMES_PORT = 53 }; /* of name servers: a long answer comes over TCP */

/* The ports of caches. A hub may be reached by a proxy, which the environment names: then there are none. */
static size_t list_ports(const struct config *c, uint16_t ports[PURGE_MAX + 1])
{
	size_t n = 0;
	struct uri u;
	uint64_t port;
	if (c->site.hub || !c->purge_count)
		return 0;
	for (size_t i = 0; i < c->purge_count; i++) {
		port = str_starts(str_of(c->purge[i]), "https:") ? 443 : 80;
		if (uri_parse(str_of(c->purge[i]), &u) && u.port.n)
			str_to_uint(u.port, UINT16_MAX, &port);
		ports[n++] = (uint16_t)port;
	}
	ports[n++] = NAMES_PORT;
	return n;
}

bool sandbox_notifier(const struct config *c, struct err *err)
{
	char own[4096];
	snprintf(own, sizeof own, "%s/" NOTIFIER_FOLDER, c->state);
	const struct folder_right folders[] = { { c->feeds, FOLDER_READ }, { own, FOLDER_WRITE },
		{ "/etc", FOLDER_READ }, { "/usr", FOLDER_READ }, { "/run", FOLDER_READ } };
	uint16_t ports[PURGE_MAX + 1];
	const struct landlock_plan p = { folders, ARRAY_SIZE(folders), .connects = true, .ports = ports,
		.port_count = list_ports(c, ports) };
	return enter(c, &p, ROLE_NOTIFIER, err);
}

bool sandbox_reporter(const struct config *c, struct err *err)
{
	char own[4096];
	snprintf(own, sizeof own, "%s/" REPORTER_FOLDER, c->state);
	const struct folder_right folders[] = { { c->content, FOLDER_FILES }, { c->state, FOLDER_READ },
		{ own, FOLDER_WRITE } };
	const struct landlock_plan p = { folders, ARRAY_SIZE(folders), .connects = false };
	return enter(c, &p, ROLE_REPORTER, err);
}

bool sandbox_picturer(const struct config *c, struct err *err)
{
	char own[4096];
	snprintf(own, sizeof own, "%s/" PICTURE_FOLDER, c->state);
	const struct folder_right folders[] = { { c->content, FOLDER_READ }, { own, FOLDER_WRITE } };
	const struct landlock_plan p = { folders, ARRAY_SIZE(folders), .connects = false };
	return enter(c, &p, ROLE_PICTURER, err);
}
