/*
 * walk: one way through the parts of a file, for both that ask: the probe wants the head, the cleaning
 * what may stay.
 *
 * A walker of a format (formats.h) says of each part whether it is kept, replaced or left out; what is
 * left out is what the probe calls private. So a cleaned file has nothing private by making, and neither
 * can know a part that the other does not. A format that cannot move its parts (boxes of ISO/IEC 14496-12)
 * notes patches on a copy instead. Private to picture/.
 */
#ifndef JARCHY_PICTURE_WALK_H
#define JARCHY_PICTURE_WALK_H

#include "base/arena.h"
#include "picture/head.h"
#include "picture/picture.h"
#include "picture/source.h"

enum { WALK_NO_FILE = -1, WALK_PATCHES_MAX = 1 << 16, WALK_PATCH = 4 };

struct walk_patch {
	uint64_t at, n;
	char bytes[WALK_PATCH];
	bool zeros; /* instead of bytes */
};

struct walk {
	struct source *s;
	struct picture_head *head;
	int to;           /* WALK_NO_FILE: nothing is written, only the head is wanted */
	uint64_t written; /* bytes that would be in the cleaned file so far */
	bool changed;     /* something is left out */
	bool unwritten;   /* `to` could not be written */
	struct arena arena;
	struct walk_patch *patches;
	size_t n;
	uint64_t
	    patched; /* bytes; never more than the file has, so that hostile tables cost no more than a copy */
};

/* s and head stay the caller's; the head is emptied. */
void walk_init(struct walk *w, struct source *s, struct picture_head *head, int to);
void walk_release(struct walk *w);
/* What went wrong outside of the format comes first. */
enum picture_fault walk_fault(const struct walk *w, enum picture_fault found);
/* Whether only the head is wanted. */
bool walk_probes(const struct walk *w);

/* n bytes of the file stay. False: it cannot be read or written; the walk ends. */
bool walk_keep(struct walk *w, uint64_t at, uint64_t n);
/* New bytes. */
bool walk_put(struct walk *w, const void *bytes, size_t n);
/* m bytes in the place of n of the file: a change where they differ. */
bool walk_replace(struct walk *w, uint64_t at, uint64_t n, const void *bytes, size_t m);
/* A part is left out. */
void walk_drop(struct walk *w);

/* Patches: four letters, or zeros. False: there are too many, or they are longer than the file. */
bool walk_patch(struct walk *w, uint64_t at, const char bytes[WALK_PATCH]);
bool walk_zero(struct walk *w, uint64_t at, uint64_t n);
/* Writes the whole file, then the patches. */
bool walk_apply(struct walk *w);

#endif
