/*
 * site_files: what files a directory has, as a sorted table.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_FILES_H
#define JARCHY_IMPORT_SITE_FILES_H

#include "base/arena.h"
#include "base/err.h"

enum { SITE_FILES_MAX = 200000, SITE_DEPTH_MAX = 24 };

struct site_page;
struct site_file {
	const char *path;       /* below the directory */
	struct site_page *page; /* that it is; NULL */
	bool taken;             /* a page has it beside it */
};

struct site_files {
	struct arena arena; /* owns the paths */
	int fd;
	struct site_file *v; /* sorted by path */
	size_t n;
};

/* Lists all regular files; links, hidden ones and those of programs are not looked at. Release in both cases. */
bool site_files_open(struct site_files *f, const char *dir, struct err *err);
/* NULL when there is none. */
struct site_file *site_files_find(const struct site_files *f, struct str path);
/* Whether there is a file in this folder, or a folder in it. */
bool site_files_have_folder(const struct site_files *f, const char *folder);
/* The first of the files whose paths begin so. */
size_t site_files_from(const struct site_files *f, struct str begin);
void site_files_release(struct site_files *f);

#endif
