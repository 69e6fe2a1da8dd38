/*
 * syscalls: three tables: calls that are allowed, calls that are allowed with some arguments, calls that
 * end the process.
 *
 * What is in none of them fails with ENOSYS, as it does on a kernel that is too old for it: libraries ask
 * for new calls and know what to do without. So a C library of the years to come still runs; what it asks
 * for need not be in the list. A call that only an intruder makes ends the process, and the supervisor
 * says so.
 *
 * The lists hold for Debian 12 and 13, on x86-64 (which has the old forms of many calls) and on arm64
 * (which has not).
 */
#include "daemon/syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

enum {
	P = 1 << ROLE_PUBLISHER,
	W = 1 << ROLE_WORKER,
	N = 1 << ROLE_NOTIFIER,
	R = 1 << ROLE_REPORTER,
	I = 1 << ROLE_PICTURER,
	ALL = P | W | N | R | I,
};

/* --- calls with any arguments ------------------------------------------------------------ */

struct allowed {
	unsigned roles;
	int call;
};
#define CALL(roles, name)                                                                                    \
	{                                                                                                    \
		roles, SCMP_SYS(name)                                                                        \
	}

static const struct allowed allowed[] = {
	/* Memory: never for code, see below. */
	CALL(ALL, brk),
	CALL(ALL, madvise),
	CALL(ALL, mremap),
	CALL(ALL, munmap),
	CALL(ALL, membarrier),

	/* Reading files. */
	CALL(ALL, read),
	CALL(ALL, readv),
	CALL(ALL, pread64),
	CALL(ALL, preadv),
	CALL(ALL, lseek),
	CALL(ALL, close),
	CALL(ALL, close_range),
	CALL(ALL, dup),
	CALL(ALL, dup2),
	CALL(ALL, dup3),
	CALL(ALL, stat),
	CALL(ALL, lstat),
	CALL(ALL, fstat),
	CALL(ALL, newfstatat),
	CALL(ALL, fstatat64),
	CALL(ALL, statx),
	CALL(ALL, statfs),
	CALL(ALL, fstatfs),
	CALL(ALL, access),
	CALL(ALL, faccessat),
	CALL(ALL, faccessat2),
	CALL(ALL, readlink),
	CALL(ALL, readlinkat),
	CALL(ALL, getdents),
	CALL(ALL, getdents64),
	CALL(ALL, getcwd),
	CALL(ALL, fadvise64),
	/* Its flags are in memory, where a filter cannot see them: landlock keeps it from writing. */
	CALL(ALL, openat2),

	/* Writing to what is open. */
	CALL(ALL, write),
	CALL(ALL, writev),
	CALL(P | I, pwrite64),
	CALL(P | I, pwritev),

	/* Writing files. */
	CALL(P | N | R | I, open),
	CALL(P | N | R | I, openat),
	CALL(P, creat),
	CALL(P | N | I, ftruncate),
	CALL(P, fallocate),
	CALL(P | N | R | I, fsync),
	CALL(P | N | I, fdatasync),
	CALL(P, syncfs),
	CALL(P, sync_file_range),
	CALL(P | N | R | I, rename),
	CALL(P | N | R | I, renameat),
	CALL(P | N | R | I, renameat2),
	CALL(P | N | R | I, unlink),
	CALL(P | N | R | I, unlinkat),
	CALL(P, rmdir),
	CALL(P | N, mkdir),
	CALL(P | N, mkdirat),
	CALL(P | N | R | I, fchmod),
	CALL(P | N, fchown),
	CALL(P | N | R | I, utimensat),
	CALL(P, flock),
	CALL(P | I, copy_file_range),
	CALL(P, umask),

	/* Waiting. */
	CALL(ALL, poll),
	CALL(ALL, ppoll),
	CALL(ALL, select),
	CALL(ALL, pselect6),
	CALL(ALL, epoll_create1),
	CALL(ALL, epoll_ctl),
	CALL(ALL, epoll_wait),
	CALL(ALL, epoll_pwait),
	CALL(ALL, epoll_pwait2),
	CALL(ALL, eventfd2),
	CALL(ALL, pipe2),
	CALL(ALL, timerfd_create),
	CALL(ALL, timerfd_settime),
	CALL(ALL, timerfd_gettime),
	CALL(P, inotify_add_watch),
	CALL(P, inotify_rm_watch),
	CALL(ALL, nanosleep),
	CALL(ALL, clock_nanosleep),
	CALL(I, alarm),
	CALL(I, setitimer),
	CALL(ALL, futex),
	CALL(ALL, futex_waitv),
	CALL(ALL, restart_syscall),
	CALL(ALL, sched_yield),

	/* Time and chance. */
	CALL(ALL, clock_gettime),
	CALL(ALL, clock_getres),
	CALL(ALL, gettimeofday),
	CALL(ALL, time),
	CALL(ALL, times),
	CALL(ALL, getrandom),

	/* Signals that come; none is sent, see below. */
	CALL(ALL, rt_sigaction),
	CALL(ALL, rt_sigprocmask),
	CALL(ALL, rt_sigreturn),
	CALL(ALL, rt_sigpending),
	CALL(ALL, rt_sigsuspend),
	CALL(ALL, rt_sigtimedwait),
	CALL(ALL, sigaltstack),

	/* Who and where it is. */
	CALL(ALL, getpid),
	CALL(ALL, gettid),
	CALL(ALL, getppid),
	CALL(ALL, getuid),
	CALL(ALL, geteuid),
	CALL(ALL, getgid),
	CALL(ALL, getegid),
	CALL(ALL, getresuid),
	CALL(ALL, getresgid),
	CALL(ALL, uname),
	CALL(ALL, sysinfo),
	CALL(ALL, getrusage),
	CALL(ALL, getrlimit),
	CALL(ALL, sched_getaffinity),
	CALL(ALL, getcpu),

	/* Threads (clone: below), and the end. */
	CALL(ALL, set_robust_list),
	CALL(ALL, rseq),
	CALL(ALL, set_tid_address),
	CALL(P | N | I, sched_getparam),
	CALL(P | N | I, sched_getscheduler),
	CALL(ALL, exit),
	CALL(ALL, exit_group),

	/* Connections: a worker accepts them, the notifier makes them. */
	CALL(W, accept4),
	CALL(W | N, recvfrom),
	CALL(W | N, recvmsg),
	CALL(N, recvmmsg),
	CALL(W | N, sendto),
	CALL(W | N, sendmsg),
	CALL(N, sendmmsg),
	CALL(W, sendfile),
	CALL(W | N, shutdown),
	CALL(W | N, getsockname),
	CALL(W | N, getpeername),
	CALL(W | N, getsockopt),
	CALL(N, connect),
};

/* --- calls with some arguments ------------------------------------------------------------- */

enum { CHECKS_MAX = 3 };

/* Of argument number `arg` the bits of the mask must have this value. */
struct check {
	unsigned arg;
	uint64_t mask, value;
};

struct allowed_if {
	unsigned roles;
	int call;
	struct check checks[CHECKS_MAX]; /* up to one with mask 0 */
};

#define INT 0xffffffffULL /* an int: the upper half of its register means nothing */
#define WHOLE 0xffffffffffffffffULL

#define FCNTL(roles, command)                                                                                \
	{                                                                                                    \
		roles, SCMP_SYS(fcntl),                                                                      \
		{                                                                                            \
			{                                                                                    \
				1, INT, command                                                              \
			}                                                                                    \
		}                                                                                            \
	}
#define IOCTL(roles, request)                                                                                \
	{                                                                                                    \
		roles, SCMP_SYS(ioctl),                                                                      \
		{                                                                                            \
			{                                                                                    \
				1, INT, request                                                              \
			}                                                                                    \
		}                                                                                            \
	}
#define SOCKET_OPTION(roles, level, name)                                                                    \
	{                                                                                                    \
		roles, SCMP_SYS(setsockopt),                                                                 \
		{                                                                                            \
			{ 1, INT, level },                                                                   \
			{                                                                                    \
				2, INT, name                                                                 \
			}                                                                                    \
		}                                                                                            \
	}
#define SOCKET_TYPE (INT & ~(uint64_t)(SOCK_NONBLOCK | SOCK_CLOEXEC))
#define SOCKET(family, type)                                                                                 \
	{                                                                                                    \
		N, SCMP_SYS(socket),                                                                         \
		{                                                                                            \
			{ 0, INT, family },                                                                  \
			{                                                                                    \
				1, SOCKET_TYPE, type                                                         \
			}                                                                                    \
		}                                                                                            \
	}

/* Nothing that makes, cuts or writes; O_TMPFILE has a bit that only goes with writing. */
#define OPEN_WRITES (O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY))
/* A thread of this process, in no namespace of its own. */
#define CLONE_NEW                                                                                            \
	(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |        \
	    CLONE_NEWNET | CLONE_PTRACE | CLONE_VFORK)
#define CLONE_AS_THREAD (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)

static const struct allowed_if allowed_if[] = {
	/* What can be written is never run. */
	{ ALL, SCMP_SYS(mmap), { { 2, PROT_EXEC, 0 } } },
	{ ALL, SCMP_SYS(mprotect), { { 2, PROT_EXEC, 0 } } },

	{ W, SCMP_SYS(open), { { 1, OPEN_WRITES, O_RDONLY } } },
	{ W, SCMP_SYS(openat), { { 2, OPEN_WRITES, O_RDONLY } } },

	/* Not F_SETOWN and F_SETSIG, by which the kernel sends signals, nor leases and seals. */
	FCNTL(ALL, F_DUPFD),
	FCNTL(ALL, F_DUPFD_CLOEXEC),
	FCNTL(ALL, F_GETFD),
	FCNTL(ALL, F_SETFD),
	FCNTL(ALL, F_GETFL),
	FCNTL(ALL, F_SETFL),
	FCNTL(ALL, F_GETLK),
	FCNTL(ALL, F_SETLK),
	FCNTL(ALL, F_SETLKW),
	FCNTL(ALL, F_OFD_GETLK),
	FCNTL(ALL, F_OFD_SETLK),
	FCNTL(ALL, F_OFD_SETLKW),

	IOCTL(ALL, FIONREAD),
	IOCTL(ALL, FIONBIO),
	IOCTL(W, SIOCOUTQ),
	IOCTL(ALL, TCGETS),
	IOCTL(P, TIOCGWINSZ),

	SOCKET_OPTION(W, SOL_SOCKET, SO_LINGER),
	SOCKET_OPTION(W, SOL_SOCKET, SO_RCVBUF),
	SOCKET_OPTION(W, SOL_SOCKET, SO_SNDBUF),
	SOCKET_OPTION(W, SOL_SOCKET, SO_KEEPALIVE),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_NODELAY),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_QUICKACK),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_DEFER_ACCEPT),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_CORK),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_NOTSENT_LOWAT),
	SOCKET_OPTION(W, IPPROTO_TCP, TCP_USER_TIMEOUT),
	{ N, SCMP_SYS(setsockopt), { { 1, INT, SOL_SOCKET } } },
	{ N, SCMP_SYS(setsockopt), { { 1, INT, IPPROTO_TCP } } },
	{ N, SCMP_SYS(setsockopt), { { 1, INT, IPPROTO_IP } } },
	{ N, SCMP_SYS(setsockopt), { { 1, INT, IPPROTO_IPV6 } } },

	/*
	 * Names are asked for over UDP and TCP, and of services of this machine; netlink tells which
	 * families it has.
	 */
	SOCKET(AF_INET, SOCK_STREAM),
	SOCKET(AF_INET, SOCK_DGRAM),
	SOCKET(AF_INET6, SOCK_STREAM),
	SOCKET(AF_INET6, SOCK_DGRAM),
	SOCKET(AF_UNIX, SOCK_STREAM),
	SOCKET(AF_UNIX, SOCK_DGRAM),
	{ N, SCMP_SYS(socket),
	    { { 0, INT, AF_NETLINK }, { 1, SOCKET_TYPE, SOCK_RAW }, { 2, INT, NETLINK_ROUTE } } },
	/* Shorter than an address of the network: only netlink has such. */
	{ N, SCMP_SYS(bind), { { 2, INT, sizeof(struct sockaddr_nl) } } },
	{ N, SCMP_SYS(socketpair), { { 0, INT, AF_UNIX } } },

	{ P | N | I, SCMP_SYS(clone), { { 0, CLONE_AS_THREAD | CLONE_NEW, CLONE_AS_THREAD } } },

	/* Looking at its own limits. */
	{ ALL, SCMP_SYS(prlimit64), { { 0, INT, 0 }, { 2, WHOLE, 0 } } },
	{ P | N | I, SCMP_SYS(prctl), { { 0, INT, PR_SET_NAME } } },
};

/* --- calls that end the process -------------------------------------------------------------- */

static const int fatal[] = { SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd), SCMP_SYS(mount),
	SCMP_SYS(umount2), SCMP_SYS(move_mount), SCMP_SYS(fsopen), SCMP_SYS(open_tree), SCMP_SYS(pivot_root),
	SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(bpf), SCMP_SYS(userfaultfd),
	SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot), SCMP_SYS(swapon),
	SCMP_SYS(swapoff), SCMP_SYS(acct), SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(modify_ldt) };

/* --- the filter --------------------------------------------------------------------------- */

/* A number below zero is that of a call which this machine's kind has not. */
static bool is_here(int call)
{
	return call >= 0;
}

static bool add_allowed(scmp_filter_ctx ctx, unsigned role)
{
	bool ok = true;
	for (size_t i = 0; ok && i < ARRAY_SIZE(allowed); i++)
		if ((allowed[i].roles & role) && is_here(allowed[i].call))
			ok = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i].call, 0) == 0;
	return ok;
}

static bool add_one_if(scmp_filter_ctx ctx, int call, const struct check *checks)
{
	struct scmp_arg_cmp v[CHECKS_MAX];
	unsigned n = 0;
	for (; n < CHECKS_MAX && checks[n].mask; n++)
		v[n] = (struct scmp_arg_cmp){ checks[n].arg, SCMP_CMP_MASKED_EQ, checks[n].mask,
			checks[n].value };
	return !is_here(call) || seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, call, n, v) == 0;
}

static bool add_allowed_if(scmp_filter_ctx ctx, unsigned role)
{
	bool ok = true;
	for (size_t i = 0; ok && i < ARRAY_SIZE(allowed_if); i++)
		if (allowed_if[i].roles & role)
			ok = add_one_if(ctx, allowed_if[i].call, allowed_if[i].checks);
	return ok;
}

/* abort(3) is a signal of the process to itself. */
static bool add_abort(scmp_filter_ctx ctx)
{
	const struct check self[CHECKS_MAX] = { { 0, INT, (uint64_t)getpid() } };
	return add_one_if(ctx, SCMP_SYS(tgkill), self);
}

static bool add_fatal(scmp_filter_ctx ctx)
{
	bool ok = true;
	for (size_t i = 0; ok && i < ARRAY_SIZE(fatal); i++)
		if (is_here(fatal[i]))
			ok = seccomp_rule_add(ctx, SCMP_ACT_KILL_PROCESS, fatal[i], 0) == 0;
	return ok;
}

bool syscalls_restrict(enum role role, struct err *err)
{
	unsigned bit = 1U << role;
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	bool ok = ctx && add_allowed(ctx, bit) && add_allowed_if(ctx, bit) && add_abort(ctx) &&
	          add_fatal(ctx);
	/* A tree: the calls of a busy worker must not wait for a walk along the list. */
	ok = ok && seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
	     seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
	     seccomp_load(ctx) == 0;
	seccomp_release(ctx);
	return ok || err_set(err, "sandbox: the list of system calls cannot be loaded");
}

bool syscalls_can_be_restricted(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}
