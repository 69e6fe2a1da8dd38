/*
 * progress: says on standard error how far work has come, once it takes more than a second.
 *
 * On a terminal that is one line, drawn again and again and at last removed; elsewhere one line of the
 * log for each step that ends. In the language of the process (message_speak); silent when the log is
 * (log_shows). Not for work in the background.
 */
#ifndef JARCHY_PUBLISH_PROGRESS_H
#define JARCHY_PUBLISH_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum progress_step {
	PROGRESS_NONE, /* none is under way */
	PROGRESS_READING,
	PROGRESS_FEEDS,       /* the total is not known */
	PROGRESS_ATTACHMENTS, /* likewise */
	PROGRESS_INDEXING,
	PROGRESS_IMPORTING, /* the total is not known */
};

/* The same for another process, in memory that it sees; one writer. */
struct progress_view {
	_Atomic int step; /* enum progress_step */
	_Atomic uint64_t done, total;
	_Atomic uint64_t moves; /* of any of these */
};

struct progress {
	int fd;
	bool terminal, silent;
	int64_t (*clock)(void); /* ms */
	enum progress_step step;
	size_t done, total; /* total 0: not known */
	int64_t begun, step_begun, drawn;
	size_t width;               /* columns of what the terminal shows; 0: nothing */
	struct progress_view *view; /* or NULL */
};

enum { PROGRESS_PATIENCE_MS = 1000, PROGRESS_REDRAW_MS = 100 };

/* Begins the work. */
void progress_init(struct progress *p, int fd, int64_t (*clock)(void));
/* The others do nothing where p is NULL. Ends the step under way and begins another. */
void progress_step(struct progress *p, enum progress_step step, size_t total);
void progress_at(struct progress *p, size_t done);
/* Ends the step under way; nothing is left on the terminal. */
void progress_end(struct progress *p);

#endif
