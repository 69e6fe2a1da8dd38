/*
 * sandbox: what each role may still do, as two tables: folders for landlock, system calls for seccomp.
 *
 * Both are entered once, in this order, since the second forbids what the first needs. A step that fails leaves the ones
 * before it in force: a sandbox is never taken off.
 */
#include "daemon/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

/* --- landlock: which files ------------------------------------------------------ */

/* Debian's headers lack what came after ABI 2. */
#define ACCESS_TRUNCATE (1ULL << 14)  /* ABI 3 */
#define ACCESS_IOCTL_DEV (1ULL << 15) /* ABI 5 */

#define ACCESS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* Every right that the kernel's ABI knows: a right that is not handled stays open to all. */
static uint64_t handled_rights(long abi)
{
	uint64_t rights = (1ULL << 13) - 1;
	if (abi >= 2)
		rights |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		rights |= ACCESS_TRUNCATE;
	if (abi >= 5)
		rights |= ACCESS_IOCTL_DEV;
	return rights;
}

static bool allow_folder(int ruleset, const char *path, uint64_t rights, struct err *err)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights };
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return err_errno(err, "sandbox: %s", path);
	long e = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	int saved = errno;
	close(rule.parent_fd);
	errno = saved;
	return e == 0 || err_errno(err, "sandbox: %s", path);
}

struct folder {
	const char *path;
	bool writable;
};

static bool restrict_files(const struct folder *folders, size_t n, struct err *err)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 1)
		return err_errno(err, "sandbox: this kernel has no landlock");
	uint64_t all = handled_rights(abi);
	uint64_t write = all &
	                 ~(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
	                     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SOCK | ACCESS_IOCTL_DEV);
	struct landlock_ruleset_attr attr = { .handled_access_fs = all };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (ruleset < 0)
		return err_errno(err, "sandbox: landlock");
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = allow_folder(ruleset, folders[i].path, folders[i].writable ? write : ACCESS_READ, err);
	if (ok && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		ok = err_errno(err, "sandbox: landlock");
	close(ruleset);
	return ok;
}

/* --- seccomp: which system calls --------------------------------------------------- */

/* No process of ours starts programs or looks into others. */
static const int never[] = { SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(mount),
	SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare),
	SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open),
	SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(init_module),
	SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot), SCMP_SYS(listen) };

/* Only the notifier connects to others. */
static const int never_but_in_notifier[] = { SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect),
	SCMP_SYS(bind) };

/* A worker changes no file either (landlock says the same where the kernel has it), sends no signals and makes no thread. */
static const int never_in_worker[] = { SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(creat), SCMP_SYS(truncate),
	SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat),
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(link), SCMP_SYS(linkat),
	SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod),
	SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown),
	SCMP_SYS(fchownat), SCMP_SYS(kill), SCMP_SYS(tkill) };

static bool deny(scmp_filter_ctx ctx, const int *calls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), calls[i], 0) != 0)
			return false;
	return true;
}

/* open and openat for writing; openat2 keeps its flags in memory, where a filter cannot see them. */
static bool deny_writing(scmp_filter_ctx ctx)
{
	static const scmp_datum_t modes[] = { O_WRONLY, O_RDWR };
	for (size_t i = 0; i < 2; i++) {
		if (seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), 1,
		        SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, modes[i])) != 0 ||
		    seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
		        SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, modes[i])) != 0)
			return false;
	}
	return true;
}

enum role { PUBLISHER, WORKER, NOTIFIER };

static bool restrict_calls(enum role role, struct err *err)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	bool ok = ctx && deny(ctx, never, ARRAY_SIZE(never));
	if (ok && role != NOTIFIER)
		ok = deny(ctx, never_but_in_notifier, ARRAY_SIZE(never_but_in_notifier));
	if (ok && role == WORKER)
		ok = deny(ctx, never_in_worker, ARRAY_SIZE(never_in_worker)) && deny_writing(ctx);
	ok = ok && seccomp_load(ctx) == 0;
	seccomp_release(ctx);
	return ok || err_set(err, "sandbox: the system call filter cannot be loaded");
}

/* --- both together -------------------------------------------------------------------- */

/* A step that failed: an error where the sandbox is required, else a warning. */
static bool missing(const struct config *c, const struct err *why, struct err *err)
{
	if (c->sandbox == SANDBOX_REQUIRE)
		return err_set(err, "%s (sandbox = \"require\")", why->text);
	log_warning("%s; going on without", why->text);
	return true;
}

static bool enter(
    const struct config *c, const struct folder *folders, size_t n, enum role role, struct err *err)
{
	struct err why;
	if (c->sandbox == SANDBOX_OFF)
		return true;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_errno(err, "sandbox: no_new_privs");
	if (!restrict_files(folders, n, &why) && !missing(c, &why, err))
		return false;
	return restrict_calls(role, &why) || missing(c, &why, err);
}

bool sandbox_publisher(const struct config *c, struct err *err)
{
	const struct folder folders[] = { { c->content, false }, { c->state, true }, { c->feeds, true } };
	return enter(c, folders, ARRAY_SIZE(folders), PUBLISHER, err);
}

bool sandbox_worker(const struct config *c, struct err *err)
{
	const struct folder folders[] = { { c->content, false }, { c->state, false }, { c->feeds, false } };
	return enter(c, folders, ARRAY_SIZE(folders), WORKER, err);
}

bool sandbox_notifier(const struct config *c, struct err *err)
{
	char own[4096];
	snprintf(own, sizeof own, "%s/" NOTIFIER_FOLDER, c->state);
	const struct folder folders[] = { { c->feeds, false }, { own, true }, { "/etc", false },
		{ "/usr", false }, { "/run", false } };
	return enter(c, folders, ARRAY_SIZE(folders), NOTIFIER, err);
}
