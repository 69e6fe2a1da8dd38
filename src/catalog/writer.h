/*
 * writer: changes the catalogue, one transaction a change.
 *
 * Only one writer exists at a time (a lock file beside the database holds off a
 * second process). Durable facts (which ids were given out, when an item vanished) are kept in a
 * database of their own, `facts.db`, that a deleted catalogue does not take along.
 */
#ifndef JARCHY_CATALOG_WRITER_H
#define JARCHY_CATALOG_WRITER_H

#include "base/buf.h"
#include "catalog/catalog.h"
#include "catalog/touched.h"
#include "content/filetype.h"
#include "content/problem.h"
#include "content/scan.h"

struct writer;

struct writer_options {
	const char *folder;    /* holds catalog.db and facts.db; NULL: both in memory, for a check */
	const char *authority; /* for ids that are minted here */
	/* What the rows depend on besides the content (authority, languages, time zone): when it
	 * differs from the last time, the catalogue is emptied and built again. */
	const char *basis;
	/*
	 * The tags of the site's languages, parted by spaces: by their rules words are found. "" or NULL:
	 * all.
	 */
	const char *languages;
	/*
	 * It takes facts over and never mints any (follow.h); or, where it is the origin, it exports
	 * them, so each change that readers see has a number of its own.
	 */
	bool follower, exports;
	int64_t grace; /* seconds for which readers are served what is in a file that is not there any more */
};

/*
 * Opens or makes the databases. A catalogue that is damaged or of another schema is set aside and begun
 * again (logged); damaged facts are an error. Where facts and catalogue do not belong together, what the
 * facts lack is taken from the catalogue, and the next change builds that again (reconcile.h). NULL with
 * err on failure.
 */
struct writer *writer_open(const struct writer_options *o, struct err *err);
void writer_close(struct writer *w);

/* Remembers how the files in the folder are; to be called whenever nothing is under way any more. */
void writer_rest(struct writer *w);
/* Which of them another program has removed, replaced or written into since then; NULL: none. */
const char *writer_disturbed(struct writer *w);
/*
 * Looks over the catalogue as another process sees it. False: it is damaged, and writer_close sets it
 * aside. It takes as long as it takes to read the file.
 */
bool writer_check(struct writer *w);
/*
 * writer_close of one that was disturbed. image becomes all of the facts, for backup_put_back; it stays
 * empty where they are not to be had. Facts that another program wrote into are set aside when they are
 * not whole any more.
 */
void writer_close_disturbed(struct writer *w, struct buf *image);
/* Removes catalogues that were set aside a week before `now` (seconds since 1970). */
void writer_sweep(struct writer *w, int64_t now);
/* Whether readers can be served what the catalogue holds already: it was there, be it of another basis. */
bool writer_current(const struct writer *w);
/* The reader's view of the same database, also inside the transaction. Owned by the writer. */
struct catalog *writer_catalog(struct writer *w);

/* Whether it has no file at all yet, or none any more since everything is built again; in a change. */
bool writer_is_empty(const struct writer *w);

/* Between these everything below happens. A commit that fails changes nothing. */
bool writer_begin(struct writer *w, struct err *err);
bool writer_commit(struct writer *w, struct err *err);
void writer_rollback(struct writer *w);

/* Whether the catalogue has this file with this stamp (then it need not be read). */
bool writer_knows(struct writer *w, const char *path, const struct file_stamp *stamp);
/*
 * Puts a document in the place of what the file held before, and forgets the file's
 * problems. When another file already holds the same item in the same language, or the same
 * id, nothing is changed and a problem is added.
 */
bool writer_put_document(struct writer *w, const struct scanned *file, const struct document *d,
    struct problems *problems, struct err *err);
/*
 * picture: what is made of it for readers (picture/picture.h), and its digest, of any file; seconds:
 * how long it plays, 0: not known.
 */
bool writer_put_attachment(struct writer *w, const struct scanned *file, const struct file_type *type,
    const struct picture *picture, int64_t seconds, struct err *err);
/*
 * The file has errors: its last good rows stay, its stamp is kept with the
 * problems, so that it is not read again before it changes.
 */
bool writer_put_broken(
    struct writer *w, const struct scanned *file, const struct problems *problems, struct err *err);
/* A file of which readers get something made of it. */
struct picture_row {
	const char *path, *project, *stem;
	struct file_stamp stamp;
	struct picture picture;
	bool wants_full; /* a text offers the whole, which is not there */
};
/* All of them, or only those that want the whole, in the arena. Outside of a change. */
bool writer_pictures(
    struct writer *w, bool all, struct arena *a, struct picture_row **rows, size_t *n, struct err *err);
/* Keeps the warnings of a good file beside it. */
bool writer_put_warnings(
    struct writer *w, const struct scanned *file, const struct problems *problems, struct err *err);
/*
 * Gives texts of names that were made (content_name.made) the place that they had: their ids and
 * addresses stay when their time changes. Takes those out of the scan that are refused and that readers
 * do not know; the others keep their place. To be called first of all.
 */
bool writer_keep_names(struct writer *w, struct scan *scan, struct err *err);
/*
 * Drops the rows of every file that is not in this scan (of a partial one: that it missed) and has been
 * missed for the grace time; an item that was given to readers is noted as vanished at `now` in the
 * facts. A scan without any file is an error, when there were some: a folder that is not mounted looks
 * so. To be called before anything is put: then an item whose file moved is known again, keeps its id,
 * and its old path leads to the new one.
 */
bool writer_drop_missing(struct writer *w, const struct scan *scan, int64_t now, struct err *err);
/* The same of one file, also of one that has no rows: it went after the scan, before it was read. */
bool writer_drop(struct writer *w, const char *path, int64_t now, struct err *err);
/*
 * The files whose grace time is over at `now`, and those that wait for another file to go, for the next
 * scan_paths, in the arena. Outside of writer_begin.
 */
bool writer_missed(
    struct writer *w, int64_t now, struct arena *a, const char ***paths, size_t *count, struct err *err);

/*
 * Sets the state of every item for the instant `now` (publish, expires, withdrawn; an item dated in the
 * future waits for its date). *next is the next instant at which a state changes or a grace time is over,
 * INSTANT_NONE when there is none.
 */
bool writer_advance(struct writer *w, int64_t now, int64_t *next, struct err *err);

/*
 * Gives each project that has items which readers see, and no text, a page that is called like its
 * folder; takes it away when that is no longer so. Call it after writer_advance.
 */
bool writer_name_projects(struct writer *w, struct err *err);

/*
 * Search comes later than the rest: this indexes up to `limit` of the files that are not in its index
 * yet, fewer where they are long, in a change of its own. *left: more are waiting. Call it when nothing more
 * urgent is due, outside of writer_begin.
 */
bool writer_index_pending(struct writer *w, size_t limit, bool *left, struct err *err);
/*
 * Each change leaves a part of its own in the index, and searches ask all of them: this joins some, for a few
 * milliseconds, in a change of its own. *left: there may be more to join. Call it when none waits, outside of
 * writer_begin. A failure leaves all as it was.
 */
bool writer_join_index(struct writer *w, bool *left, struct err *err);

/* A file beside an item that may have words to look for, and whose words are not known yet. */
struct words_owed {
	int64_t file;
	const char *path; /* below the content */
	struct file_stamp stamp;
	const char *digest; /* of its bytes, as of struct picture */
};
/* The next one after the number `after`: 1, 0 when there is none, -1 failed. Outside of writer_begin. */
int writer_words_owed(
    struct writer *w, int64_t after, struct arena *a, struct words_owed *out, struct err *err);
/*
 * Keeps its words, valid UTF-8, a paragraph a line; "": it has none. Nothing happens where the file is
 * another one by now. When the words of all files of an item are known, the item is owed to the index. A
 * change of its own.
 */
bool writer_put_words(struct writer *w, const struct words_owed *of, const char *words, struct err *err);
/* Appends the digests of all files that may have words, in the arena. */
bool writer_words_digests(
    struct writer *w, struct arena *a, const char ***digests, size_t *n, struct err *err);

/*
 * Keeps the problems of a scan (of a partial one: of the paths that it looked at) in the place of those
 * of the last one, for editors (catalog_problems). Changes nothing that readers see.
 */
bool writer_put_strays(
    struct writer *w, const struct scan *scan, const struct problems *problems, struct err *err);

/* The problems of all files as they were last read. */
bool writer_problems(struct writer *w, struct problems *out, struct err *err);

/*
 * What needs more than one file, over the whole catalogue: links that lead nowhere, missing translations,
 * items without id, the same `updated` on several entries, topics and places without a name, attachment
 * titles without a file, a podcast without a cover. Warnings.
 */
bool writer_cross_check(struct writer *w, const char *const *langs, struct problems *out, struct err *err);

/*
 * What the changes since writer_begin touch, and from the commit on the pages of history; `all` when the
 * site's own texts changed. Valid until writer_begin or close.
 */
struct touched writer_touched(struct writer *w);

/*
 * Whether a commit that changed what readers see was not followed by writer_feeds_written yet, also in an
 * earlier life of the process: then all feeds are due.
 */
bool writer_feeds_owed(struct writer *w, bool *owed, struct err *err);
/* The feeds are on disk as the last commit has them. `since`: what the pass over them noted, or NULL. */
struct since;
bool writer_feeds_written(struct writer *w, struct since *since, struct err *err);

#endif
