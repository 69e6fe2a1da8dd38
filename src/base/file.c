/*
 * file: reading whole small files, and replacing files so that no reader sees half of one.
 *
 * Every descriptor opened here is closed here, and a temporary file never outlives
 * the call that made it.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/hash.h"

enum {
	CHUNK = 16 * 1024,
	RESOLVE_TRIES = 1000, /* where files are renamed without a pause, one in three fails */
};

/* Closes without losing the errno of what went wrong before. */
static void close_quietly(int fd)
{
	int saved = errno;
	close(fd);
	errno = saved;
}

static ssize_t read_some(int fd, void *p, size_t n)
{
	ssize_t got;
	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

/* The descriptor, or -1 with errno, also when it is no regular file: nothing else has an end to read to. */
static int only_regular(int fd, struct stat *st)
{
	if (fd < 0)
		return -1;
	if (fstat(fd, st) == 0) {
		if (S_ISREG(st->st_mode))
			return fd;
		errno = S_ISDIR(st->st_mode) ? EISDIR : EINVAL;
	}
	close_quietly(fd);
	return -1;
}

/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
enum { READ_FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };

static bool read_all(
    int fd, const char *path, size_t size, size_t max, bool head, struct buf *out, struct err *err)
{
	size_t total = 0, want = size < max ? size + 1 : max;
	for (;;) {
		if (head && total == max)
			return true;
		/* At the bound one byte more is asked for, to see whether the file ends there. */
		char probe = 0;
		char *to = total == max ? &probe : buf_reserve(out, want);
		if (!to)
			return err_set(err, "%s: larger than %zu bytes", path, out->max);
		ssize_t got = read_some(fd, to, total == max ? 1 : want);
		if (got < 0)
			return err_errno(err, "cannot read %s", path);
		if (got == 0)
			return true;
		if (total == max)
			return err_set(err, "%s: larger than %zu bytes", path, max);
		buf_commit(out, (size_t)got);
		total += (size_t)got;
		want = max - total < CHUNK ? max - total : CHUNK;
	}
}

static bool read_file(int dirfd, const char *path, size_t max, bool head, struct buf *out, struct err *err)
{
	struct stat st;
	int fd = only_regular(openat(dirfd, path, READ_FLAGS), &st);
	if (fd < 0)
		return err_errno(err, "cannot read %s", path);
	size_t before = out->len;
	bool ok = read_all(fd, path, st.st_size > 0 ? (size_t)st.st_size : 0, max, head, out, err);
	if (!ok)
		buf_truncate(out, before);
	close(fd);
	return ok;
}

bool file_read(int dirfd, const char *path, size_t max, struct buf *out, struct err *err)
{
	return read_file(dirfd, path, max, false, out, err);
}

bool file_read_head(int dirfd, const char *path, size_t max, struct buf *out, struct err *err)
{
	return read_file(dirfd, path, max, true, out, err);
}

bool file_holds(int dirfd, const char *path, struct str bytes)
{
	struct stat st;
	int fd = only_regular(openat(dirfd, path, READ_FLAGS | O_NOFOLLOW), &st);
	if (fd < 0)
		return false;
	bool same = (uintmax_t)st.st_size == bytes.n;
	while (same && bytes.n) {
		char chunk[CHUNK];
		ssize_t got = read_some(fd, chunk, sizeof chunk);
		same = got > 0 && (size_t)got <= bytes.n && memcmp(chunk, bytes.p, (size_t)got) == 0;
		if (same)
			bytes = str_sub(bytes, (size_t)got, bytes.n);
	}
	close(fd);
	return same;
}

uint64_t file_stamp(uint64_t hash, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return hash_more(hash, STR("-"));
	const int64_t marks[] = { (int64_t)st.st_dev, (int64_t)st.st_ino, (int64_t)st.st_size,
		(int64_t)st.st_mtim.tv_sec, (int64_t)st.st_mtim.tv_nsec, (int64_t)st.st_ctim.tv_sec,
		(int64_t)st.st_ctim.tv_nsec };
	hash = hash_more(hash, str_of(path));
	return hash_more(hash, (struct str){ (const char *)marks, sizeof marks });
}

bool file_write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t put = write(fd, bytes.p, bytes.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes = str_sub(bytes, (size_t)put, bytes.n);
	}
	return true;
}

struct temporary {
	char name[64];
	int fd;
};

static bool make_temporary(int dir, struct temporary *t)
{
	static atomic_ulong serial; /* threads write feeds side by side */
	for (int tries = 0; tries < 100; tries++) {
		snprintf(t->name, sizeof t->name, ".jarchy-%ld-%lu.tmp", (long)getpid(),
		    atomic_fetch_add(&serial, 1));
		t->fd = openat(dir, t->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		/* EEXIST: left by a process of this number that was killed. */
		if (t->fd >= 0 || errno != EEXIST)
			break;
	}
	return t->fd >= 0;
}

int64_t file_time_ns(struct timespec t)
{
	int64_t ns;
	if (__builtin_mul_overflow((int64_t)t.tv_sec, INT64_C(1000000000), &ns) ||
	    __builtin_add_overflow(ns, (int64_t)t.tv_nsec, &ns))
		return t.tv_sec < 0 ? INT64_MIN : INT64_MAX;
	return ns;
}

bool file_date_after(int fd, int dirfd, const char *path)
{
	struct stat old, new;
	if (fstatat(dirfd, path, &old, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT;
	if (fstat(fd, &new) != 0)
		return false;
	time_t next = old.st_mtim.tv_sec;
	next += next < INT64_MAX; /* some file systems take any time */
	return new.st_mtim.tv_sec > old.st_mtim.tv_sec || file_set_time(fd, next);
}

bool file_set_time(int fd, int64_t at)
{
	const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = at } };
	return futimens(fd, times) == 0;
}

bool file_keep_time(int dirfd, const char *path, int64_t at)
{
	const struct timespec times[] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = at } };
	struct stat st;
	if (fstatat(dirfd, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	return (st.st_mtim.tv_sec == at && st.st_mtim.tv_nsec == 0) ||
	       utimensat(dirfd, path, times, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool fill_temporary(struct temporary *t, int dir, const char *name, struct str bytes, unsigned mode)
{
	bool ok = file_write_all(t->fd, bytes) && fchmod(t->fd, (mode_t)mode) == 0 &&
	          file_date_after(t->fd, dir, name) && fsync(t->fd) == 0;
	if (!ok)
		close_quietly(t->fd);
	else
		ok = close(t->fd) == 0;
	return ok;
}

static bool replace_in(int dir, const char *name, struct str bytes, unsigned mode)
{
	struct temporary t;
	if (!make_temporary(dir, &t))
		return false;
	if (!fill_temporary(&t, dir, name, bytes, mode) || renameat(dir, t.name, dir, name) != 0) {
		int saved = errno;
		unlinkat(dir, t.name, 0);
		errno = saved;
		return false;
	}
	return fsync(dir) == 0;
}

/* Opens the folder that path is in; *name is what follows the folder. */
static int open_parent(int dirfd, const char *path, const char **name, struct err *err)
{
	char folder[PATH_MAX] = ".";
	const char *slash = strrchr(path, '/');
	*name = slash ? slash + 1 : path;
	if (slash) {
		size_t n = slash == path ? 1 : (size_t)(slash - path);
		if (n >= sizeof folder) {
			errno = ENAMETOOLONG;
			err_errno(err, "cannot write %s", path);
			return -1;
		}
		memcpy(folder, path, n);
		folder[n] = '\0';
		if (!file_make_dirs(dirfd, folder, err))
			return -1;
	}
	int dir = openat(dirfd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		err_errno(err, "cannot open the folder %s", folder);
	return dir;
}

enum file_change file_replace(int dirfd, const char *path, struct str bytes, unsigned mode, struct err *err)
{
	if (file_holds(dirfd, path, bytes))
		return FILE_SAME;
	const char *name;
	int dir = open_parent(dirfd, path, &name, err);
	if (dir < 0)
		return FILE_FAILED;
	bool ok = replace_in(dir, name, bytes, mode);
	if (!ok)
		err_errno(err, "cannot write %s", path);
	close(dir);
	return ok ? FILE_WRITTEN : FILE_FAILED;
}

static bool make_dir(int dirfd, const char *path)
{
	struct stat st;
	if (mkdirat(dirfd, path, 0755) == 0)
		return true;
	if (errno != EEXIST || fstatat(dirfd, path, &st, 0) != 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(st.st_mode);
}

bool file_make_dirs(int dirfd, const char *path, struct err *err)
{
	char part[PATH_MAX];
	size_t n = strlen(path);
	if (n >= sizeof part) {
		errno = ENAMETOOLONG;
		return err_errno(err, "cannot make the folder %s", path);
	}
	memcpy(part, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		bool whole = part[i] == '\0' || part[i] == '/';
		if (!whole || part[i - 1] == '/')
			continue;
		part[i] = '\0';
		if (!make_dir(dirfd, part))
			return err_errno(err, "cannot make the folder %s", part);
		part[i] = path[i];
	}
	return true;
}

/* Relative, and without ".." segments. */
static bool stays_beneath(struct str path)
{
	struct str segment;
	if (path.n == 0 || path.p[0] == '/')
		return false;
	for (bool more = true; more;) {
		more = str_cut(path, '/', &segment, &path);
		if (str_is(segment, ".."))
			return false;
	}
	return true;
}

/* For kernels without openat2: one segment at a time, none of them a link. */
static int open_by_segment(int dirfd, struct str path)
{
	char name[NAME_MAX + 1];
	struct str segment;
	int dir = dirfd;
	for (bool more = true; more;) {
		more = str_cut(path, '/', &segment, &path);
		if (segment.n >= sizeof name) {
			errno = ENAMETOOLONG;
			break;
		}
		if (segment.n == 0)
			segment = STR(".");
		memcpy(name, segment.p, segment.n);
		name[segment.n] = '\0';
		int next = openat(
		    dir, name, O_NOFOLLOW | (more ? O_PATH | O_DIRECTORY | O_CLOEXEC : READ_FLAGS));
		if (dir != dirfd)
			close_quietly(dir);
		if (next < 0 || !more)
			return next;
		dir = next;
	}
	if (dir != dirfd)
		close_quietly(dir);
	return -1;
}

int file_open_resolved(int dirfd, const char *path, uint64_t flags, uint64_t resolve)
{
	struct open_how how = { .flags = flags, .resolve = resolve };
	int fd, tries = RESOLVE_TRIES;
	do
		fd = (int)syscall(SYS_openat2, dirfd, path, &how, sizeof how);
	while (fd < 0 && errno == EAGAIN && --tries);
	return fd;
}

static int open_beneath(int dirfd, const char *path, uint64_t links)
{
	struct stat st;
	struct str slice = str_of(path);
	if (!stays_beneath(slice)) {
		errno = EXDEV;
		return -1;
	}
	int fd = file_open_resolved(dirfd, path, READ_FLAGS, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | links);
	if (fd < 0 && errno == ENOSYS)
		fd = open_by_segment(dirfd, slice);
	return only_regular(fd, &st);
}

int file_open_beneath(int dirfd, const char *path)
{
	return open_beneath(dirfd, path, RESOLVE_NO_SYMLINKS);
}

int file_follow_beneath(int dirfd, const char *path)
{
	return open_beneath(dirfd, path, 0);
}
