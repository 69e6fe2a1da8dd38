/*
 * user: looks accounts up, and gives the rights of root up for good.
 */
#include "config/user.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

bool user_find(const char *name, struct user *out, struct err *err)
{
	*out = (struct user){ 0 };
	if (!*name)
		return true;
	errno = 0;
	const struct passwd *p = strlen(name) < sizeof out->name ? getpwnam(name) : NULL;
	if (!p && errno)
		return err_errno(err, "user \"%s\"", name);
	if (!p)
		return err_set(err, "there is no user \"%s\"", name);
	if (p->pw_uid == 0)
		return err_set(
		    err, "user \"%s\" is root, and jarchy must not run as root: name another user", name);
	snprintf(out->name, sizeof out->name, "%s", name);
	out->uid = p->pw_uid;
	out->gid = p->pw_gid;
	return true;
}

/* Whether there is somebody else to become. */
static bool is_due(const struct user *u)
{
	return *u->name && geteuid() != u->uid;
}

bool user_check(const struct user *u, struct err *err)
{
	if (!is_due(u) || geteuid() == 0)
		return true;
	return err_set(err, "only root can run as user \"%s\"", u->name);
}

bool user_make_folder(const struct user *u, const char *path, struct err *err)
{
	bool missing = access(path, F_OK) != 0;
	if (!file_make_dirs(AT_FDCWD, path, err))
		return false;
	if (missing && is_due(u) && chown(path, u->uid, u->gid) != 0)
		return err_errno(err, "cannot give \"%s\" to user \"%s\"", path, u->name);
	return true;
}

/* Each of these would succeed for root. */
static bool can_go_back(const struct user *u)
{
	uid_t real, effective, saved;
	gid_t group, effective_group, saved_group;
	return getresuid(&real, &effective, &saved) != 0 ||
	       getresgid(&group, &effective_group, &saved_group) != 0 || real != u->uid ||
	       effective != u->uid || saved != u->uid || group != u->gid || effective_group != u->gid ||
	       saved_group != u->gid || setuid(0) == 0 || setgid(0) == 0 || setgroups(0, NULL) == 0;
}

bool user_become(const struct user *u, struct err *err)
{
	if (!is_due(u))
		return true;
	if (initgroups(u->name, u->gid) != 0 || setresgid(u->gid, u->gid, u->gid) != 0 ||
	    setresuid(u->uid, u->uid, u->uid) != 0)
		return err_errno(err, "cannot run as user \"%s\"", u->name);
	return !can_go_back(u) || err_set(err, "user \"%s\" could become root again", u->name);
}

bool user_become_for(const struct user *u, const char *folder, struct err *err)
{
	return user_check(u, err) && user_make_folder(u, folder, err) && user_become(u, err);
}
