/*
 * own_page: a folder with an index text is a page's; one with a project's text or with items is a project's.
 */
#include "content/own_page.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "content/address.h"

enum { SEEN_INDEX = 1, SEEN_PROJECT = 2 };

/* What a name in such a folder is a sign of. */
static unsigned sign_of(const char *folder, const char *file)
{
	char path[2 * NAME_MAX + 2];
	struct content_name name;
	int n = snprintf(path, sizeof path, "%s/%s", folder, file);
	if (n < 0 || (size_t)n >= sizeof path)
		return 0;
	content_name(path, &name, NULL);
	if (name.role == ROLE_PROJECT || (name.role == ROLE_ITEM && !name.page) ||
	    (name.role == ROLE_ERROR && address_is_stem(str_of(file))))
		return SEEN_PROJECT;
	return name.role == ROLE_ITEM && name.page ? SEEN_INDEX : 0;
}

/* Set of SEEN_…; the folders of items are a project's too. */
static unsigned look(int root, const char *folder)
{
	unsigned seen = 0;
	int fd = openat(root, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (fd >= 0 && !dir)
		close(fd);
	for (struct dirent *d; dir && (d = readdir(dir));)
		seen |= sign_of(folder, d->d_name);
	if (dir)
		closedir(dir);
	return seen;
}

bool own_page_has_folder(int root, struct str folder)
{
	char name[SLUG_MAX + 1];
	int n = snprintf(name, sizeof name, "%.*s", STR_ARG(folder));
	return n > 0 && (size_t)n < sizeof name && look(root, name) == SEEN_INDEX;
}

bool own_page_is_project(int root, const char *slug)
{
	return look(root, slug) & SEEN_PROJECT;
}

bool own_page_plain_names(int root)
{
	static const char *const files[] = { "site.gmi", "site.md", "site.docx", "site.odt" };
	bool found = content_name_is_plain();
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		found = found || faccessat(root, files[i], F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	return found;
}
