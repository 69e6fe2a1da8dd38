/*
 * folders: whether the folders of a publisher are still those that it began with.
 *
 * Sandboxes and descriptors hold on to a folder that is deleted or renamed; whoever is to work in the new
 * one has to begin again.
 */
#ifndef JARCHY_DAEMON_FOLDERS_H
#define JARCHY_DAEMON_FOLDERS_H

#include <limits.h>

#include "config/config.h"

enum { FOLDER_CONTENT, FOLDER_FACTS, FOLDER_FEEDS, FOLDER_STATE, FOLDER_PICTURES, FOLDER_COUNT };

enum {
	FOLDERS_AWAY_MS = 5000
}; /* a folder may be away for a moment: somebody renames it, or mounts something there */

struct folders {
	bool follower;
	char pictures[PATH_MAX];
	struct held_folder {
		const char *path;   /* NULL: there is none */
		int fd;             /* holds it, so that no other gets its number; -1: it was not there */
		int64_t gone_since; /* clock_ms; 0: it is there */
	} v[FOLDER_COUNT];
};

/* Borrows the paths of the configuration. To be called before a sandbox is entered. */
void folders_hold(struct folders *f, const struct config *c);
void folders_release(struct folders *f);

/*
 * The path of one that is another folder now, or that is gone and can be made again; NULL: all are there.
 * Content that is gone is waited for, and so are the facts on a follower. *gone: it is not there.
 */
const char *folders_moved(struct folders *f, bool *gone);
/* Whether one that is written into is not there now, be it for a moment. */
bool folders_away(const struct folders *f);

#endif
