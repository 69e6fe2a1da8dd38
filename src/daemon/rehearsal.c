/*
 * rehearsal: looks where setup.c makes.
 *
 * What the user that is configured may do is tried by a process that becomes that user.
 */
#include "daemon/rehearsal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "daemon/certificates.h"
#include "daemon/ticket_watch.h"

/* --- as the user -------------------------------------------------------------------- */

/* 0, or the errno of why the user may not. */
static int try_as(const struct user *u, const char *path, int mode)
{
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		struct err ignored;
		bool is = user_become(u, &ignored);
		_exit(is && access(path, mode) == 0 ? 0 : is ? errno : EPERM);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
}

static bool may(const struct config *c, const char *path, int mode, struct err *err)
{
	errno = *c->user.name && geteuid() == 0 ? try_as(&c->user, path, mode)
	        : access(path, mode) == 0       ? 0
	                                        : errno;
	if (!errno)
		return true;
	if (errno != EACCES && errno != EPERM)
		return err_errno(err, "cannot be opened");
	return *c->user.name ? err_errno(err, "user \"%s\" may not use it", c->user.name)
	                     : err_errno(err, "this user may not use it");
}

/* --- what is made when it is missing ---------------------------------------------------- */

/* The folder that something would be made in: the nearest one that is there. */
static void find_folder(const char *path, char folder[PATH_MAX])
{
	snprintf(folder, PATH_MAX, "%s", path);
	do {
		char *slash = strrchr(folder, '/');
		if (!slash)
			snprintf(folder, PATH_MAX, ".");
		else if (slash == folder)
			slash[1] = 0;
		else
			*slash = 0;
	} while (access(folder, F_OK) != 0 && errno == ENOENT && strcmp(folder, "/") != 0 &&
	         strcmp(folder, ".") != 0);
}

static bool can_make(const char *path, struct err *err)
{
	char folder[PATH_MAX];
	find_folder(path, folder);
	return access(folder, W_OK | X_OK) == 0 || err_errno(err, "cannot be made");
}

static bool check_folder(const struct config *c, const char *path, int mode, struct err *err)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? can_make(path, err) : err_errno(err, "cannot be opened");
	close(fd);
	return may(c, path, mode, err);
}

/* Its folder is not made. */
static bool can_make_log(const char *path, struct err *err)
{
	char folder[PATH_MAX];
	snprintf(folder, sizeof folder, "%s", path);
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = 0;
	return access(slash ? folder : ".", W_OK | X_OK) == 0 || err_errno(err, "cannot be made");
}

static bool check_log(const struct config *c, struct err *err)
{
	if (!*c->access_log || !strcmp(c->access_log, "-"))
		return true;
	int fd = open(c->access_log, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd >= 0)
		close(fd);
	return fd >= 0 ||
	       (errno == ENOENT ? can_make_log(c->access_log, err) : err_errno(err, "cannot be opened"));
}

static bool check_certificates(const struct config *c, struct err *err)
{
	struct identities found;
	char folder[PATH_MAX];
	bool made;
	if (!certificates_missing(c, &made, err))
		return false;
	snprintf(folder, sizeof folder, "%s/%s.crt", c->certs, c->site.host);
	if (made && !can_make(folder, err))
		return err_prefix(err, "certificate \"%s\"", folder);
	if (!(made ? identities_load_others(c, &found, err) : identities_load(c, &found, err)))
		return false;
	identities_release(&found);
	return true;
}

/* --- ports -------------------------------------------------------------------------------- */

/* Whether somebody publishes into the same state folder: the lock of the catalogue says so. */
static bool is_served(const struct config *c)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/lock", c->state);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0;
	if (fd >= 0)
		close(fd);
	return locked;
}

static bool check_acme(const struct config *c, struct err *err)
{
	return !*c->acme || check_folder(c, c->acme, R_OK | X_OK, err) ||
	       err_prefix(err, "acme: \"%s\"", c->acme);
}

static bool check_folders(const struct config *c, struct err *err)
{
	if (!may(c, c->content, R_OK | X_OK, err))
		return err_prefix(err, "content directory \"%s\"", c->content);
	if (!check_folder(c, c->state, R_OK | W_OK | X_OK, err))
		return err_prefix(err, "state directory \"%s\"", c->state);
	if (!check_folder(c, c->feeds, R_OK | W_OK | X_OK, err))
		return err_prefix(err, "feeds directory \"%s\"", c->feeds);
	return check_acme(c, err);
}

bool rehearse(struct config *c, struct sockets *old, struct err *err)
{
	return user_check(&c->user, err) && check_folders(c, err) &&
	       (check_log(c, err) || err_prefix(err, "access log \"%s\"", c->access_log)) &&
	       check_certificates(c, err) && ticket_watch_check(c, err) &&
	       sockets_try(c, old, !old->n && is_served(c), err);
}

static int refuse(int out, const char *why)
{
	file_write_all(out, str_of(why));
	return 1;
}

int rehearse_file(const char *file, struct sockets *old, int out)
{
	struct config c;
	struct err err;
	if (!config_load(file, &c))
		return refuse(out, "the configuration has errors");
	if (!rehearse(&c, old, &err))
		return refuse(out, err.text);
	const char *name = c.file ? c.file : "";
	bool ok = file_write_all(out, (struct str){ name, strlen(name) + 1 }) &&
	          file_write_all(out, buf_str(&c.text));
	return ok ? 0 : refuse(out, "there is no memory for the configuration");
}
