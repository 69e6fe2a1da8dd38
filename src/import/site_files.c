/*
 * site_files: walks the directory once.
 */
#include "import/site_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

static bool walk(struct site_files *f, int fd, const char *path, int depth, struct err *err);

/* Folders of programs: what they fetched and what they made. */
static bool is_for_programs(const char *name)
{
	static const char *const names[] = { "node_modules", "_site", "resources", "vendor", "themes",
		"_includes", "_layouts", "_sass", "__pycache__" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* The setting of Hugo that says in which languages it is may be below "config/". */
static bool visit(
    struct site_files *f, int fd, const char *path, const char *name, int depth, struct err *err)
{
	struct stat st;
	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !utf8_valid(str_of(name), NULL) ||
	    !utf8_xml_safe(str_of(name), NULL))
		return true;
	const char *whole = *path ? arena_printf(&f->arena, "%s/%s", path, name)
	                          : arena_strdup(&f->arena, name);
	if (S_ISREG(st.st_mode)) {
		if (f->n == SITE_FILES_MAX)
			return err_set(
			    err, "there are more than %d files: import a part of it", SITE_FILES_MAX);
		*ARENA_PUSH(&f->arena, f->v, f->n) = (struct site_file){ .path = whole };
		return true;
	}
	if (!S_ISDIR(st.st_mode) || is_for_programs(name))
		return true;
	if (depth == SITE_DEPTH_MAX)
		return err_set(err, "%s: there are too many folders in one another", whole);
	int below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return below < 0 ? err_errno(err, "%s", whole) : walk(f, below, whole, depth + 1, err);
}

/* Takes fd over. */
static bool walk(struct site_files *f, int fd, const char *path, int depth, struct err *err)
{
	DIR *d = fdopendir(fd);
	bool good = true;
	if (!d) {
		close(fd);
		return err_errno(err, "%s", path);
	}
	for (struct dirent *e; good && (e = readdir(d));)
		if (e->d_name[0] != '.' || !strcmp(e->d_name, ".eleventy.js"))
			good = visit(f, fd, path, e->d_name, depth, err);
	closedir(d);
	return good;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct site_file *)a)->path, ((const struct site_file *)b)->path);
}

bool site_files_open(struct site_files *f, const char *dir, struct err *err)
{
	*f = (struct site_files){ .fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	int copy = f->fd < 0 ? -1 : fcntl(f->fd, F_DUPFD_CLOEXEC, 3);
	if (copy < 0)
		return err_errno(err, "%s", dir);
	if (!walk(f, copy, "", 0, err))
		return false;
	if (f->n)
		qsort(f->v, f->n, sizeof *f->v, by_path);
	return true;
}

size_t site_files_from(const struct site_files *f, struct str begin)
{
	size_t low = 0, high = f->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		struct str path = str_of(f->v[mid].path);
		size_t n = path.n < begin.n ? path.n : begin.n;
		int order = n ? memcmp(path.p, begin.p, n) : 0;
		if (order < 0 || (order == 0 && path.n < begin.n))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct site_file *site_files_find(const struct site_files *f, struct str path)
{
	size_t at = site_files_from(f, path);
	return at < f->n && str_eq(str_of(f->v[at].path), path) ? &f->v[at] : NULL;
}

bool site_files_have_folder(const struct site_files *f, const char *folder)
{
	struct arena a = { 0 };
	struct str begin = str_of(arena_printf(&a, "%s/", folder));
	size_t at = site_files_from(f, begin);
	bool has = at < f->n && str_starts(str_of(f->v[at].path), begin.p);
	arena_release(&a);
	return has;
}

void site_files_release(struct site_files *f)
{
	if (f->fd >= 0)
		close(f->fd);
	arena_release(&f->arena);
	*f = (struct site_files){ .fd = -1 };
}
