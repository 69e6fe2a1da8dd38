/*
 * compile: brings the catalogue up to the content directory, and the feeds up to the catalogue.
 *
 * Used by the publisher, by `build` and by `check` alike. Only changed files are read. A compiler is
 * open, from compiler_open to compiler_close, or closed; passes follow one another in an open one, and
 * one that failed may be tried again.
 */
#ifndef JARCHY_PUBLISH_COMPILE_H
#define JARCHY_PUBLISH_COMPILE_H

#include "catalog/follow.h"
#include "config/config.h"
#include "feed/publish.h"
#include "publish/progress.h"
#include "publish/words.h"

struct compiler {
	const struct config *config;
	int content_fd, feeds_fd, store_fd; /* the last two are -1 for a check */
	struct writer *writer;
	bool feeds_owed;           /* feeds could not be written, or are missing: all of them are due */
	struct since *since;       /* of the last pass, until compile_settle; else NULL */
	char missing[256];         /* the document that was missing at the last look; "" */
	struct progress *progress; /* told of each step, while somebody waits for the end; else NULL */
	/*
	 * pictures.h; the caller's. NULL: what the heads of pictures say is believed, and no copies are
	 * made.
	 */
	struct pictures *pictures;
	struct words_intake words; /* asks the same process */
	/*
	 * Called when another text of the site is in the catalogue, before all of its feeds are written: pages
	 * need not wait for them. NULL: no call.
	 */
	void (*committed)(void *arg);
	void *committed_arg;
	/* How long a pass that has nothing to keep waits for all pictures (ms; -1: to the end). */
	int64_t patience;
};

/*
 * Opens the folders (those of the feeds and of the catalogue are made when missing) and the catalogue;
 * for a check it is kept in memory. `config` must outlive the compiler. On failure nothing is open.
 */
bool compiler_open(struct compiler *c, const struct config *config, bool check_only, struct err *err);
/* Does nothing where nothing is open. */
void compiler_close(struct compiler *c);
/* The same of one whose catalogue was disturbed: writer_close_disturbed. */
void compiler_close_disturbed(struct compiler *c, struct buf *image);

struct compile_report {
	size_t files, read; /* content files that were looked at, and those that had changed */
	bool changed;       /* readers see something new */
	int64_t next;       /* when to compile again without a change of files; INSTANT_NONE */
	struct feed_report feeds;
	struct problems names;    /* files that fit no rule, all of them in each full pass */
	struct problems problems; /* of the files read this time */
	struct scan scan;         /* what was seen */
};
void compile_report_init(struct compile_report *r);
void compile_report_release(struct compile_report *r);

/*
 * One pass over everything at the instant `now`: scan, parse, commit, write the feeds. False: err says
 * what failed, what is published is whole, and another pass may be tried; the report is valid in both
 * cases.
 */
bool compile_run(struct compiler *c, int64_t now, struct compile_report *report, struct err *err);
/* The same over these paths only (below the content directory, files, each once). */
bool compile_paths(struct compiler *c, const char *const *paths, size_t n, int64_t now,
    struct compile_report *report, struct err *err);

/*
 * After each pass that succeeded, and after readers were shown it, since it waits for the disk: notes that
 * the feeds are written, and since when they are as they are. A crash before it leaves feeds that are owed.
 */
bool compile_settle(struct compiler *c, struct err *err);

/*
 * Notes when a document is not there any more: then the next pass writes it again. Part of compile_run;
 * a follower asks by itself, whether there is a step to be made.
 */
bool compile_find_missing(struct compiler *c, struct err *err);

/* A step of a follower (catalog/follow.h). All but the last two is the caller's. */
struct compile_following {
	const struct export *export;
	const struct following *rows; /* of that */
	const bool *take; /* of each file of the export: it is here with these bytes, and is to be read */
	const struct file_stamp *stamps; /* of those */
	const char *const *drops;        /* rows that go */
	size_t drop_count;
	struct takeover takeover;
	const char *unfit; /* after a failure: the file that was in the way, if it was one */
};
/*
 * Takes over the facts of the export, and of its files those that are here. 1; 0: pictures are not made
 * yet, and nothing was changed; -1: failed as compile_run does. The report is valid in any case.
 */
int compile_follow(
    struct compiler *c, struct compile_following *f, struct compile_report *report, struct err *err);

/* Takes the words of files that were read, and asks for the next; *awaited: there will be an answer. */
bool compile_words(struct compiler *c, bool *awaited, struct err *err);
/*
 * Brings search a step of at most so many files nearer to what is published: who follows a feed does not
 * wait for it. *left: there is more to do. A failure leaves all as it was.
 */
bool compile_index(struct compiler *c, size_t files, bool *left, struct err *err);
/*
 * Of a step. COMPILE_INDEX_STEP: takes less than a second, as other changes may come. COMPILE_INDEX_MANY: for
 * who has nothing else to do; the larger a step, the less of the index is written twice.
 */
enum { COMPILE_INDEX_STEP = 4000, COMPILE_INDEX_MANY = 32000 };

/* Prints each problem on standard error, one line each, the content folder before the file. */
void compile_print_problems(const struct config *config, struct problems *problems);

#endif
