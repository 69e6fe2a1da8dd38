/*
 * shim: calls to the system and for memory that fail when a test says so; preloaded (LD_PRELOAD) into every process.
 *
 * The test writes struct control into the file that CHAOS_CONTROL names; every process has it mapped from its first
 * moment, over fork and exec. A call fails with `error` when its bit is in `calls`, the process is the one meant, it is
 * about a regular file or a folder (sockets, pipes and terminals are left alone), and the dice, one sequence for all
 * processes that `seed` begins, fall so. No other system calls are made than fstat on what is written to.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As in tests/support/chaos.py. */
enum call {
	CALL_OPEN,
	CALL_READ,
	CALL_WRITE,
	CALL_SYNC,
	CALL_RENAME,
	CALL_MMAP,
	CALL_MEMORY,
	CALL_TRUNCATE,
	CALLS
};

struct control {
	_Atomic uint32_t calls;  /* a bit for each enum call; 0: nothing fails */
	_Atomic uint32_t pid;    /* whose; 0: all */
	_Atomic uint32_t error;  /* errno */
	_Atomic uint32_t one_in; /* of so many calls one fails */
	_Atomic uint32_t seed;
	_Atomic uint32_t thrown; /* dice, so far */
	_Atomic uint32_t failed[CALLS];
};

static struct control *control;
static uint32_t self;

static void *next_of(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static void note_self(void)
{
	self = (uint32_t)getpid();
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("CHAOS_CONTROL");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	note_self();
	pthread_atfork(NULL, NULL, note_self);
	if (fd < 0)
		return;
	void *p = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (p != MAP_FAILED)
		control = p;
}

/* splitmix32 */
static uint32_t mix(uint32_t z)
{
	z += 0x9e3779b9;
	z = (z ^ (z >> 16)) * 0x21f0aaad;
	z = (z ^ (z >> 15)) * 0x735a2d97;
	return z ^ (z >> 15);
}

static bool on_disk(int fd)
{
	struct stat st;
	int saved = errno;
	bool file = fd > 2 && fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
	errno = saved;
	return file;
}

/* Whether this call is one to fail; fd: -1 where it has none. */
static bool fails(enum call call, int fd)
{
	if (!control || !(control->calls & 1u << call) || (control->pid && control->pid != self))
		return false;
	if (mix(control->seed + atomic_fetch_add(&control->thrown, 1)) % control->one_in)
		return false;
	if (fd >= 0 && !on_disk(fd))
		return false;
	atomic_fetch_add(&control->failed[call], 1);
	errno = (int)control->error;
	return true;
}

/* --- memory: what glibc's allocator is called within --------------------------------- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t count, size_t n);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
	return fails(CALL_MEMORY, -1) ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t n)
{
	return fails(CALL_MEMORY, -1) ? NULL : __libc_calloc(count, n);
}

void *realloc(void *p, size_t n)
{
	return fails(CALL_MEMORY, -1) ? NULL : __libc_realloc(p, n);
}

/* --- files ------------------------------------------------------------------------------ */

/* A call that is passed on to the next of its name, unless it fails. `failure` is what it then returns. */
#define PASS(type, name, parameters, arguments, call, fd, failure)                                           \
	type name parameters                                                                                 \
	{                                                                                                    \
		static type(*_Atomic next) parameters;                                                       \
		if (!next)                                                                                   \
			next = (type(*) parameters)next_of(#name);                                           \
		return fails(call, fd) ? failure : next arguments;                                           \
	}

/* The mode comes after flags that may make a file. */
#define PASS_OPEN(name, parameters, arguments)                                                               \
	int name parameters                                                                                  \
	{                                                                                                    \
		static int(*_Atomic next) parameters;                                                        \
		mode_t mode = 0;                                                                             \
		va_list v;                                                                                   \
		va_start(v, flags);                                                                          \
		if (flags & (O_CREAT | O_TMPFILE))                                                           \
			mode = va_arg(v, mode_t);                                                            \
		va_end(v);                                                                                   \
		if (!next)                                                                                   \
			next = (int(*) parameters)next_of(#name);                                            \
		return fails(CALL_OPEN, -1) ? -1 : next arguments;                                           \
	}

PASS_OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
PASS_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
PASS_OPEN(openat, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))
PASS_OPEN(openat64, (int dir, const char *path, int flags, ...), (dir, path, flags, mode))
PASS(int, __open_2, (const char *path, int flags), (path, flags), CALL_OPEN, -1, -1)
PASS(int, __open64_2, (const char *path, int flags), (path, flags), CALL_OPEN, -1, -1)
PASS(int, __openat_2, (int dir, const char *path, int flags), (dir, path, flags), CALL_OPEN, -1, -1)
PASS(int, __openat64_2, (int dir, const char *path, int flags), (dir, path, flags), CALL_OPEN, -1, -1)
PASS(int, mkdirat, (int dir, const char *path, mode_t mode), (dir, path, mode), CALL_OPEN, -1, -1)
PASS(int, stat, (const char *path, struct stat *st), (path, st), CALL_OPEN, -1, -1)

PASS(ssize_t, read, (int fd, void *p, size_t n), (fd, p, n), CALL_READ, fd, -1)
PASS(ssize_t, pread, (int fd, void *p, size_t n, off_t at), (fd, p, n, at), CALL_READ, fd, -1)
PASS(ssize_t, pread64, (int fd, void *p, size_t n, off_t at), (fd, p, n, at), CALL_READ, fd, -1)
PASS(ssize_t, sendfile, (int to, int fd, off_t *at, size_t n), (to, fd, at, n), CALL_READ, fd, -1)
PASS(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), CALL_WRITE, fd, -1)
PASS(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), CALL_WRITE, fd, -1)
PASS(ssize_t, pwrite64, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), CALL_WRITE, fd, -1)
PASS(int, ftruncate, (int fd, off_t n), (fd, n), CALL_TRUNCATE, fd, -1)
PASS(int, ftruncate64, (int fd, off_t n), (fd, n), CALL_TRUNCATE, fd, -1)
PASS(int, fsync, (int fd), (fd), CALL_SYNC, fd, -1)
PASS(int, fdatasync, (int fd), (fd), CALL_SYNC, fd, -1)
PASS(int, rename, (const char *from, const char *to), (from, to), CALL_RENAME, -1, -1)
PASS(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), CALL_RENAME, -1, -1)
PASS(void *, mmap, (void *p, size_t n, int prot, int flags, int fd, off_t at), (p, n, prot, flags, fd, at),
    CALL_MMAP, fd, MAP_FAILED)
PASS(void *, mmap64, (void *p, size_t n, int prot, int flags, int fd, off_t at), (p, n, prot, flags, fd, at),
    CALL_MMAP, fd, MAP_FAILED)

/* openat2 has no function of its own. */
long syscall(long number, ...)
{
	static long (*_Atomic next)(long number, ...);
	long a[6];
	va_list v;
	va_start(v, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(v, long);
	va_end(v);
	if (!next)
		next = (long (*)(long, ...))next_of("syscall");
	if (number == SYS_openat2 && fails(CALL_OPEN, -1))
		return -1;
	return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
