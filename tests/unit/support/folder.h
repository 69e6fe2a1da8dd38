/*
 * folder: a temporary folder that goes with the test, and the files in it.
 *
 * Paths are relative to the folder; missing folders on the way are made. What cannot be done fails the test.
 */
#ifndef TESTS_UNIT_SUPPORT_FOLDER_H
#define TESTS_UNIT_SUPPORT_FOLDER_H

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "unit/support/test.h"

enum { FOLDER_FILE_MAX = 16 << 20 };

struct folder {
	char path[32];
	int fd;
	struct arena arena; /* of the strings that are returned */
};

static inline void folder_init(struct folder *f)
{
	*f = (struct folder){ .path = "/tmp/jarchy-unit-XXXXXX" };
	assert_non_null(mkdtemp(f->path));
	f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(f->fd >= 0);
}

static inline int folder_remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

static inline void folder_release(struct folder *f)
{
	close(f->fd);
	nftw(f->path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_release(&f->arena);
}

/* The absolute path, valid as long as the folder. */
static inline char *folder_path(struct folder *f, const char *name)
{
	return arena_printf(&f->arena, "%s/%s", f->path, name);
}

/* Makes or replaces a file below `dir`, as file_replace does, but does not wait for the disk. */
static inline void write_file(int dir, const char *path, struct str bytes)
{
	const char *slash = strrchr(path, '/');
	if (slash) {
		char *parent = xstrndup(path, (size_t)(slash - path));
		OK(file_make_dirs(dir, parent, &failure));
		free(parent);
	}
	int fd = openat(dir, ".new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	assert_true(fd >= 0 && file_write_all(fd, bytes) && close(fd) == 0);
	assert_int_equal(renameat(dir, ".new", dir, path), 0);
}

static inline void folder_write_bytes(struct folder *f, const char *path, struct str bytes)
{
	write_file(f->fd, path, bytes);
}

static inline void folder_write(struct folder *f, const char *path, const char *text)
{
	folder_write_bytes(f, path, str_of(text));
}

/* Valid as long as the folder. */
static inline const char *folder_read(struct folder *f, const char *path)
{
	struct buf bytes;
	buf_init(&bytes, FOLDER_FILE_MAX);
	OK(file_read(f->fd, path, FOLDER_FILE_MAX, &bytes, &failure));
	const char *text = arena_str(&f->arena, buf_str(&bytes));
	buf_release(&bytes);
	return text;
}

static inline bool folder_has(const struct folder *f, const char *path)
{
	return faccessat(f->fd, path, F_OK, 0) == 0;
}

static inline void folder_remove(const struct folder *f, const char *path)
{
	assert_int_equal(unlinkat(f->fd, path, 0), 0);
}

/* Makes the folder where it is missing. The caller closes the descriptor. */
static inline int folder_open(const struct folder *f, const char *path)
{
	OK(file_make_dirs(f->fd, path, &failure));
	int fd = openat(f->fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(fd >= 0);
	return fd;
}

#endif
