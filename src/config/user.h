/*
 * user: the account that every process which reads from the network or from content runs as.
 *
 * Only root can become somebody else. The supervisor stays root: it opens ports below 1024, certificates and their keys, and the
 * log, again at every reload and upgrade, and never reads a byte from the network or from content.
 */
#ifndef JARCHY_CONFIG_USER_H
#define JARCHY_CONFIG_USER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

struct user {
	char name[64]; /* "": no other, everything below does nothing */
	uid_t uid;
	gid_t gid;
};

/* Looks the name up ("" is good); false when there is no such user, or it is root. */
bool user_find(const char *name, struct user *out, struct err *err);

/* Whether this process is root or that user already. */
bool user_check(const struct user *u, struct err *err);

/* Makes the folder and its parents where they are missing; a folder that was made belongs to the user. */
bool user_make_folder(const struct user *u, const char *path, struct err *err);

/* Makes the folder where it is missing, then becomes the user: what is written into it from now on is the user's. */
bool user_become_for(const struct user *u, const char *folder, struct err *err);

/* Becomes that user, with its groups, for good: that there is no way back is tried. */
bool user_become(const struct user *u, struct err *err);

#endif
