/*
 * sweep: removes feeds, and temporary files that a killed publisher left. Only names that are ours, only
 * in folders of ours.
 */
#include "feed/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "content/address.h"
#include "lang/bcp47.h"

static int open_folder(int parent, const char *name)
{
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* After a failed open or rmdir: there is no such folder of ours. */
static bool not_ours(void)
{
	return errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
}

static bool remove_file(int folder, const char *name, unsigned *removed, struct err *err)
{
	if (unlinkat(folder, name, 0) == 0) {
		++*removed;
		return true;
	}
	return errno == ENOENT || err_errno(err, "%s", name);
}

bool sweep_file(int feeds_dirfd, const char *path, unsigned *removed, struct err *err)
{
	return remove_file(feeds_dirfd, path, removed, err);
}

/* A listing of its own: NULL with err when it cannot be had. */
static DIR *list(int folder, struct err *err)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	if (dir)
		return dir;
	err_errno(err, "cannot read the folder");
	if (copy >= 0)
		close(copy);
	return NULL;
}

static bool remove_pages(int folder, int64_t last, unsigned *removed, struct err *err)
{
	DIR *dir = list(folder, err);
	if (!dir)
		return false;
	bool ok = true;
	for (struct dirent *d; ok && (d = readdir(dir));) {
		uint64_t number;
		if (feed_format_of(str_of(d->d_name), &number) && number > (uint64_t)last)
			ok = remove_file(folder, d->d_name, removed, err);
	}
	closedir(dir);
	return ok;
}

bool sweep_pages(
    int feeds_dirfd, const char *lang, const char *project, int64_t last, unsigned *removed, struct err *err)
{
	struct arena a = { 0 };
	const char *path = *project ? arena_printf(&a, "%s/%s", lang, project) : lang;
	int folder = open_folder(feeds_dirfd, path);
	bool ok = folder >= 0 ? remove_pages(folder, last, removed, err) || err_prefix(err, "%s", path)
	                      : not_ours() || err_errno(err, "%s", path);
	if (folder >= 0)
		close(folder);
	arena_release(&a);
	return ok;
}

static bool remove_feeds(int parent, const char *name, unsigned *removed, struct err *err)
{
	int folder = open_folder(parent, name);
	if (folder < 0)
		return not_ours() || err_errno(err, "%s", name);
	bool ok = true;
	for (const struct feed_format *f = feed_formats; ok && f->name; f++)
		ok = remove_file(folder, f->name, removed, err);
	ok = ok && remove_pages(folder, 0, removed, err);
	if (!ok)
		err_prefix(err, "%s", name);
	close(folder);
	if (!ok)
		return false;
	if (unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOTEMPTY && errno != EEXIST && !not_ours())
		return err_errno(err, "%s", name);
	return fsync(parent) == 0 || err_errno(err, "%s", name);
}

/* Temporary files of a publisher that was killed: only one writes here at a time, and this is it. */
static bool remove_leftovers(int parent, const char *name, struct err *err)
{
	int folder = open_folder(parent, name);
	DIR *dir = folder < 0 ? NULL : list(folder, err);
	bool ok = folder < 0 ? not_ours() || err_errno(err, "%s", name) : dir != NULL;
	unsigned removed = 0;
	for (struct dirent *d; ok && dir && (d = readdir(dir));) {
		if (d->d_name[0] == '.' && str_ends(str_of(d->d_name), ".tmp"))
			ok = remove_file(folder, d->d_name, &removed, err);
	}
	if (dir)
		closedir(dir);
	if (folder >= 0)
		close(folder);
	return ok;
}

static bool listed(const struct texts *projects, const char *name)
{
	for (size_t i = 0; i < projects->n; i++) {
		if (str_is(str_of(projects->v[i].project), name))
			return true;
	}
	return false;
}

/* Every folder of a project in a language's folder, except those of `keep`. */
static bool sweep_language(int folder, const struct texts *keep, unsigned *removed, struct err *err)
{
	DIR *dir = list(folder, err);
	if (!dir)
		return false;
	bool ok = remove_leftovers(folder, ".", err);
	for (struct dirent *d; ok && (d = readdir(dir));) {
		if (!path_is_slug(str_of(d->d_name)))
			continue;
		ok = remove_leftovers(folder, d->d_name, err) &&
		     (listed(keep, d->d_name) || remove_feeds(folder, d->d_name, removed, err));
	}
	closedir(dir);
	return ok;
}

static bool sweep_touched(
    int folder, const struct texts *keep, const struct touched *touched, unsigned *removed, struct err *err)
{
	for (size_t i = 0; i < touched->n; i++) {
		const char *project = touched->projects[i];
		if (!listed(keep, project) && !remove_feeds(folder, project, removed, err))
			return false;
	}
	return true;
}

/* The whole of a language that the site has not got any more. */
static bool remove_language(int feeds_dirfd, const char *tag, unsigned *removed, struct err *err)
{
	const struct texts none = { 0 };
	int folder = open_folder(feeds_dirfd, tag);
	if (folder < 0)
		return true;
	bool ok = sweep_language(folder, &none, removed, err);
	close(folder);
	return ok ? remove_feeds(feeds_dirfd, tag, removed, err) : err_prefix(err, "%s", tag);
}

/* By its name, and by the list that each language has: another folder may be called "img". */
static bool is_old_language(int feeds_dirfd, const struct site *site, const char *name)
{
	struct bcp47 tag;
	char written[TAG_BYTES], list[NAME_MAX + 32];
	if (site_lang(site, str_of(name)) || !bcp47_parse(str_of(name), &tag))
		return false;
	bcp47_write(&tag, written);
	snprintf(list, sizeof list, "%s/%s", name, feed_formats[FORMAT_OPML].name);
	return strcmp(written, name) == 0 && faccessat(feeds_dirfd, list, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool remove_old_languages(int feeds_dirfd, const struct site *site, unsigned *removed, struct err *err)
{
	DIR *dir = list(feeds_dirfd, err);
	if (!dir)
		return false;
	bool ok = true;
	for (struct dirent *d; ok && (d = readdir(dir));)
		if (is_old_language(feeds_dirfd, site, d->d_name))
			ok = remove_language(feeds_dirfd, d->d_name, removed, err);
	closedir(dir);
	return ok;
}

bool sweep_feeds(int feeds_dirfd, const struct site *site, const struct texts *projects,
    const struct touched *touched, unsigned *removed, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && site->tags[i]; i++) {
		int folder = open_folder(feeds_dirfd, site->tags[i]);
		if (folder < 0)
			continue;
		ok = touched->all ? sweep_language(folder, projects, removed, err)
		                  : sweep_touched(folder, projects, touched, removed, err);
		close(folder);
		if (!ok)
			err_prefix(err, "%s", site->tags[i]);
	}
	return ok && (!touched->all || remove_old_languages(feeds_dirfd, site, removed, err));
}
