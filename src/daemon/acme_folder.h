/*
 * acme_folder: the folder of challenges (serve/acme.h) as the supervisor sees it: made when it is missing,
 * and known again.
 *
 * Workers hold on to the folder that was there when they began, so another one in its place needs other
 * workers. Not for what is in it. Private to daemon/.
 */
#ifndef JARCHY_DAEMON_ACME_FOLDER_H
#define JARCHY_DAEMON_ACME_FOLDER_H

#include <sys/types.h>

#include "config/config.h"

/* Which one it is; zero: there is none. */
struct acme_folder {
	dev_t device;
	ino_t number;
};

/* Finds it, and makes it where it is configured and missing. False: it cannot be used; out is zero. */
bool acme_folder_make(const struct config *c, struct acme_folder *out, struct err *err);

/* Looks again. True: it is another one than *f, which is that one now. What is wrong is logged once. */
bool acme_folder_moved(const struct config *c, struct acme_folder *f);

#endif
