/*
 * landlock: which files, ports, signals and sockets a process may still reach (landlock(7)), by every right
 * that this kernel knows.
 *
 * Private to daemon/.
 */
#ifndef JARCHY_DAEMON_LANDLOCK_H
#define JARCHY_DAEMON_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What a folder and all below it may be used for; of a folder that is in no list, nothing. */
enum folder_use {
	FOLDER_READ,
	FOLDER_WRITE,
	FOLDER_FILES, /* files in it may be made, written and removed, no folders */
};

struct folder_right {
	const char *path;
	enum folder_use use;
};

struct landlock_plan {
	const struct folder_right
	    *folders; /* one that is not there is left out: nothing of it can be reached */
	size_t n;
	bool connects;         /* over TCP, to anywhere … */
	const uint16_t *ports; /* … or where there are some, to these alone */
	size_t port_count;
};

/* The version of the kernel's landlock; 0: it has none. */
int landlock_version(void);
/* For this process and its threads to come, for good. False without any: landlock_version. */
bool landlock_enter(const struct landlock_plan *p, struct err *err);

#endif
