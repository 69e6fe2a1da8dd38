/*
 * landlock: Debian 12 has headers of the first two versions, so the later ones are written out here.
 */
#include "daemon/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

/* Since version 2, 3 and 5. */
#define FS_REFER (1ULL << 13)
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL_DEV (1ULL << 15)
/* Since version 4. */
#define NET_BIND_TCP (1ULL << 0)
#define NET_CONNECT_TCP (1ULL << 1)
#define RULE_NET_PORT 2
/* Since version 6. */
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1)

#define FS_FIRST_VERSION ((1ULL << 13) - 1)

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING                                                                                              \
	(READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                           \
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |     \
	    FS_REFER | FS_TRUNCATE)
#define FILING                                                                                               \
	(READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |                          \
	    LANDLOCK_ACCESS_FS_MAKE_REG | FS_TRUNCATE)

static const uint64_t uses[] = { [FOLDER_READ] = READING, [FOLDER_WRITE] = WRITING, [FOLDER_FILES] = FILING };

/* As the kernel has it since version 6; an older one takes a longer struct when the rest of it is 0. */
struct ruleset {
	uint64_t files, net, scoped;
};

/* The attributes of RULE_NET_PORT. */
struct port_rule {
	uint64_t access, port;
};

int landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return version > 0 ? (int)version : 0;
}

/* Every right that the kernel knows: one that is not handled stays open to all. */
static struct ruleset handled(int version, const struct landlock_plan *p)
{
	struct ruleset r = { .files = FS_FIRST_VERSION };
	if (version >= 2)
		r.files |= FS_REFER;
	if (version >= 3)
		r.files |= FS_TRUNCATE;
	if (version >= 4)
		r.net = NET_BIND_TCP | (p->connects && !p->port_count ? 0 : NET_CONNECT_TCP);
	if (version >= 5)
		r.files |= FS_IOCTL_DEV;
	if (version >= 6)
		r.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
	return r;
}

static bool allow_folder(int ruleset, const struct folder_right *f, uint64_t known, struct err *err)
{
	struct landlock_path_beneath_attr rule = { .parent_fd = open(f->path, O_PATH | O_CLOEXEC) };
	rule.allowed_access = uses[f->use] & known;
	if (rule.parent_fd < 0)
		return true;
	long e = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	int saved = errno;
	close(rule.parent_fd);
	errno = saved;
	return e == 0 || err_errno(err, "sandbox: %s", f->path);
}

static bool allow_port(int ruleset, uint16_t port, struct err *err)
{
	struct port_rule rule = { NET_CONNECT_TCP, port };
	return syscall(SYS_landlock_add_rule, ruleset, RULE_NET_PORT, &rule, 0) == 0 ||
	       err_errno(err, "sandbox: port %u", port);
}

bool landlock_enter(const struct landlock_plan *p, struct err *err)
{
	struct ruleset rights = handled(landlock_version(), p);
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
	if (ruleset < 0)
		return err_errno(err, "sandbox: landlock");
	bool ok = true;
	for (size_t i = 0; ok && i < p->n; i++)
		ok = allow_folder(ruleset, &p->folders[i], rights.files, err);
	for (size_t i = 0; ok && i < p->port_count && (rights.net & NET_CONNECT_TCP); i++)
		ok = allow_port(ruleset, p->ports[i], err);
	if (ok && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		ok = err_errno(err, "sandbox: landlock");
	close(ruleset);
	return ok;
}
