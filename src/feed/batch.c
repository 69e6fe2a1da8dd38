/*
 * batch: all temporary files first, then one wait for the disk, then all renames, then another wait.
 *
 * Of few files each is forced out, with its folder: syncfs waits for whatever else is written on that file
 * system, by any program. The first of them has a file system with a journal write what all of them need, so
 * that the others wait for little.
 */
#include "feed/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

void batch_init(struct batch *b, int dirfd)
{
	*b = (struct batch){ .dirfd = dirfd };
	arena_init(&b->arena);
}

/* Always the same, so that what a crash leaves is used up by the next batch. */
static const char *temporary(struct batch *b, const char *path)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash + 1 - path) : 0;
	return arena_printf(&b->arena, "%.*s.%s.tmp", folder, path, path + folder);
}

static int create(struct batch *b, const char *path, const char *name, struct err *err)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
	int fd = openat(b->dirfd, name, flags, 0644);
	const char *slash = strrchr(path, '/');
	if (fd >= 0 || errno != ENOENT || !slash)
		return fd;
	if (!file_make_dirs(
	        b->dirfd, arena_str(&b->arena, (struct str){ path, (size_t)(slash - path) }), err))
		return -1;
	return openat(b->dirfd, name, flags, 0644);
}

enum file_change batch_put(struct batch *b, const char *path, struct str bytes, int64_t at, struct err *err)
{
	if (file_holds(b->dirfd, path, bytes))
		return FILE_SAME;
	const char *name = temporary(b, path);
	int fd = create(b, path, name, err);
	if (fd < 0) {
		err_errno(err, "cannot write %s", path);
		return FILE_FAILED;
	}
	*ARENA_PUSH(&b->arena, b->paths, b->n) = arena_strdup(&b->arena, path);
	bool ok = file_write_all(fd, bytes) && fchmod(fd, 0644) == 0 &&
	          (at != INSTANT_NONE ? file_set_time(fd, at) : file_date_after(fd, b->dirfd, path));
	if (!ok)
		err_errno(err, "cannot write %s", path);
	if (close(fd) != 0 && ok)
		ok = err_errno(err, "cannot write %s", path);
	if (ok)
		return FILE_WRITTEN;
	unlinkat(b->dirfd, name, 0);
	b->n--; /* a part of a document is not shown with the others */
	return FILE_FAILED;
}

/* --- forcing out ------------------------------------------------------------------- */

/* Files of a batch from which on the whole file system is forced out. */
enum { SINGLY_MAX = 64 };

/* A file or a folder below dirfd. */
static bool force(int dirfd, const char *path, struct err *err)
{
	int fd = openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (!ok)
		err_errno(err, "cannot write %s", path);
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool force_files(struct batch *b, struct err *err)
{
	for (size_t i = 0; i < b->n; i++)
		if (!force(b->dirfd, temporary(b, b->paths[i]), err))
			return false;
	return true;
}

static const char *folder_of(struct batch *b, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_str(&b->arena, (struct str){ path, (size_t)(slash - path) }) : ".";
}

/* The folders of the files, each once. Before the files are shown, since the batch forgets them then. */
static void list_folders(struct batch *b, const char ***folders, size_t *n, struct arena *a)
{
	for (size_t i = 0; i < b->n; i++) {
		const char *folder = folder_of(b, b->paths[i]);
		size_t k = 0;
		while (k < *n && strcmp((*folders)[k], folder) != 0)
			k++;
		if (k == *n)
			*ARENA_PUSH(a, *folders, *n) = arena_strdup(a, folder);
	}
}

static bool show(struct batch *b, struct err *err)
{
	for (; b->n; b->n--, b->paths++) {
		if (renameat(b->dirfd, temporary(b, *b->paths), b->dirfd, *b->paths) != 0)
			return err_errno(err, "cannot write %s", *b->paths);
	}
	arena_reset(&b->arena);
	b->paths = NULL;
	return true;
}

static bool show_all(struct batch *const *batches, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!show(batches[i], err))
			return false;
	return true;
}

static bool commit_few(struct batch *const *batches, size_t n, int dirfd, struct err *err)
{
	struct arena a = { 0 };
	const char **folders = NULL;
	size_t count = 0;
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++) {
		ok = force_files(batches[i], err);
		list_folders(batches[i], &folders, &count, &a);
	}
	ok = ok && show_all(batches, n, err);
	for (size_t i = 0; ok && i < count; i++)
		ok = force(dirfd, folders[i], err);
	arena_release(&a);
	return ok;
}

static bool commit_many(struct batch *const *batches, size_t n, int dirfd, struct err *err)
{
	if (syncfs(dirfd) != 0)
		return err_errno(err, "cannot write the feeds");
	return show_all(batches, n, err) && (syncfs(dirfd) == 0 || err_errno(err, "cannot write the feeds"));
}

bool batch_commit_all(struct batch *const *batches, size_t n, struct err *err)
{
	int dirfd = -1;
	size_t files = 0;
	for (size_t i = 0; i < n; i++) {
		dirfd = batches[i]->n ? batches[i]->dirfd : dirfd;
		files += batches[i]->n;
	}
	if (!files)
		return true;
	return (files <= SINGLY_MAX ? commit_few : commit_many)(batches, n, dirfd, err);
}

bool batch_commit(struct batch *b, struct err *err)
{
	return batch_commit_all(&b, 1, err);
}

void batch_release(struct batch *b)
{
	for (; b->n; b->n--)
		unlinkat(b->dirfd, temporary(b, b->paths[b->n - 1]), 0);
	arena_release(&b->arena);
}
