/* acme_folder: stat(2) of the path that the configuration names. */
#include "daemon/acme_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"

/* Whoever runs the client of the authority writes into it; workers, of another user perhaps, read. */
static bool make(const char *path, struct stat *st, struct err *err)
{
	return (file_make_dirs(AT_FDCWD, path, err) && chmod(path, 0755) == 0 && stat(path, st) == 0) ||
	       err_set(err, "acme: the folder \"%s\" cannot be made: make it, or name another", path);
}

bool acme_folder_make(const struct config *c, struct acme_folder *out, struct err *err)
{
	struct stat st;
	*out = (struct acme_folder){ 0 };
	if (!*c->acme)
		return true;
	if (stat(c->acme, &st) != 0 && errno == ENOENT && !make(c->acme, &st, err))
		return false;
	if (stat(c->acme, &st) != 0)
		return err_errno(err, "acme: the folder \"%s\"", c->acme);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, "acme: \"%s\" is no folder: name one", c->acme);
	*out = (struct acme_folder){ st.st_dev, st.st_ino };
	return true;
}

bool acme_folder_moved(const struct config *c, struct acme_folder *f)
{
	struct acme_folder before = *f;
	struct err err;
	if (!acme_folder_make(c, f, &err)) {
		if (before.number)
			log_error("%s; no challenge is answered until then", err.text);
		return false;
	}
	return f->number != before.number || f->device != before.device;
}
