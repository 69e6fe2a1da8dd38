/*
 * pictures: asks the picture process for what readers get of pictures, and knows what waits for its
 * answers: pictures, and the texts that are to go out with them. When it has no picture to make, it is asked
 * for the words of files, for which nothing waits.
 *
 * It never waits unless told to. One file at a time is at the process: where that dies, this one is to
 * blame, and is given up after another try. Not for what a picture is (picture/).
 */
#ifndef JARCHY_PUBLISH_PICTURES_H
#define JARCHY_PUBLISH_PICTURES_H

#include "content/scan.h"
#include "picture/picture.h"

enum {
	/*
	 * So long after the last sign of the process nothing waits for it any more: texts go out without
	 * pictures.
	 */
	PICTURES_PATIENCE_MS = 60000,
	PICTURES_TRIES = 2, /* of a picture at which the process dies */
};

struct pictures;

/* fd: a socket to picture_serve, borrowed; it is made non-blocking. */
struct pictures *pictures_new(int fd);
/* NULL is fine. */
void pictures_free(struct pictures *p);

/*
 * What there is of the file with this stamp, with the whole if that is wanted. False: it is not known
 * yet, and asked for. Known also is what is given up (FAILED).
 */
bool pictures_find(
    struct pictures *p, const char *path, const struct file_stamp *stamp, bool full, struct picture *out);
/* Whether there is an answer for the file that pictures_find was not asked for yet. */
bool pictures_has_news(const struct pictures *p, const char *path);
/* Whether something below the folder ("project/item/") is asked for and may still be answered in time. */
bool pictures_waits_in(const struct pictures *p, const char *folder);
/* The text, which is below such a folder, is to be looked at when nothing there waits any more. */
void pictures_hold(struct pictures *p, const char *path);

/* --- words of files, for the search: one file at a time ------------------------------------ */

/* Whether another file can be asked for: there is a process, and no answer is awaited or not taken yet. */
bool pictures_can_read(const struct pictures *p);
/* To be called only then. The number is the caller's. */
void pictures_read(struct pictures *p, int64_t number, const char *path, const struct file_stamp *stamp);
/*
 * Takes the answer. False: there is none yet. READY: the words are in the store under the digest; FAILED:
 * they cannot be had; WAITING: another try may go well later.
 */
bool pictures_take_words(struct pictures *p, int64_t *number, struct picture *out);
/* Whether an answer is awaited, or not taken yet. */
bool pictures_reads(const struct pictures *p);
/* Whether pictures_take_words has something to take. */
bool pictures_has_words(const struct pictures *p);
/*
 * Waits for the answer, as pictures_wait does for those of pictures, but no longer than until the
 * descriptor `other` can be read (-1: none). Whether there is one; with ms -1 there is, and be it that
 * there is no process.
 */
bool pictures_wait_for_words(struct pictures *p, int64_t ms, int other);

/* --- the process --------------------------------------------------------------------------- */

/* For poll(2): readable when pictures_turn has something to do. */
int pictures_fd(const struct pictures *p);
/*
 * Takes answers, asks for the next. *paths, in the arena: files that can be taken now, each once; those
 * that pictures_hold named among them.
 */
void pictures_turn(struct pictures *p, struct arena *a, const char ***paths, size_t *n);
/*
 * Takes answers until nothing waits, `ms` at most, -1: until the process gives no sign for
 * PICTURES_PATIENCE_MS.
 */
void pictures_wait(struct pictures *p, int64_t ms);
/* A pass is over: what it did not ask for of what pictures_turn named is forgotten. */
void pictures_settle(struct pictures *p);

#endif
