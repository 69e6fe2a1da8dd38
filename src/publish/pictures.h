/*
 * pictures: asks the picture process for what readers get of pictures, and knows what waits for its
 * answers: pictures, and the texts that are to go out with them.
 *
 * It never waits unless told to. One picture at a time is at the process: where that dies, this one is to
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
