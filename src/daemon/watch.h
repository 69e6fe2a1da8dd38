/*
 * watch: tells when the content has to be looked at, and at which files.
 *
 * It hears of changes in the folders that it watches, of the instant at which something is due, and of a
 * clock that was set. Not for what the content is. Where the system gives no events or no timer, waiting
 * ends after WATCH_RESCAN_MS at the latest.
 */
#ifndef JARCHY_DAEMON_WATCH_H
#define JARCHY_DAEMON_WATCH_H

#include <signal.h>

#include "base/arena.h"
#include "content/document.h"
#include "content/scan.h"

enum { WATCH_RESCAN_MS = 60000 }; /* for file systems without events */

struct watch {
	const char *content; /* path of the directory */
	int inotify, timer;  /* -1: the system gives none */
	int also;            /* a descriptor that ends waiting when it can be read; -1: none */
	char **folders;      /* what each watch descriptor up to `highest` watches, below the content */
	int highest;
	const char *file;     /* a name for which a folder outside of the content is watched; NULL: none */
	bool all;             /* everything has to be looked at, or … */
	bool compare;         /* and all that is published has to be compared: somebody wrote into it */
	int64_t output_heard; /* when something was last done to what is published (clock_ms); 0: nothing */
	bool output_written;  /* … and it was not only taken away */
	const char **changed; /* … only these paths, each once; in `arena` */
	size_t changed_count;
	struct arena arena;
};

/* Begins with everything to be looked at. Logs what the system does not give. */
void watch_open(struct watch *w, const char *content);
void watch_close(struct watch *w);

/*
 * Watches every folder of the scan; true when one of them was not watched before, or under another name, so
 * its files may have changed unheard.
 */
bool watch_folders(struct watch *w, const struct scan *scan);

/*
 * Sets the instant at which waiting ends (INSTANT_NONE: none). False: the clock was set since the last
 * time.
 */
bool watch_at(struct watch *w, int64_t instant);

/*
 * Watches a folder that is published into, and its folders: when files go from there, or are written into
 * other than by renaming, waiting ends as soon as that pauses for a second. Those that begin with a dot
 * do not count.
 */
void watch_output(struct watch *w, const char *folder);

/*
 * Watches a folder for this one file, a literal: when it is written or put there, waiting ends.
 * Before any other.
 */
void watch_file(struct watch *w, const char *folder, const char *name);

/* What is asked about once a second while waiting; true ends it. */
struct watch_look {
	bool (*due)(void *arg); /* NULL: nothing */
	void *arg;
};

/*
 * Waits `ms` at most, for SIGTERM (which is let in only here, also when there is no time to wait, and whose
 * handler sets *stopping), the instant, or a change, then until changes pause. content_fd: the directory, to
 * look at what is new; -1 while it is not open. False: the time is over and nothing of that happened.
 */
bool watch_wait(struct watch *w, int content_fd, int64_t ms, const struct watch_look *look,
    const volatile sig_atomic_t *stopping);

/* The file is to be looked at: the next wait ends at once. */
void watch_add(struct watch *w, const char *path);

/* What changed was looked at. */
void watch_forget(struct watch *w);

#endif
