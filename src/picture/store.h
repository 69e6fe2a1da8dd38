/*
 * store: the folder that copies lie in, below the state folder: each named by the digest of the original,
 * the version of the recipe, and what it is. Made once, never changed; whole when its facts are there,
 * which are written last.
 *
 *     DIGEST-RECIPE-480.jpg  DIGEST-RECIPE-1600.jpg  DIGEST-RECIPE-share.jpg  DIGEST-RECIPE-full
 *     DIGEST-RECIPE.facts
 *     DIGEST-RECIPE-icon-32.png … DIGEST-RECIPE-icon.facts    DIGEST-RECIPE-logo-96.png …
 *     DIGEST-RECIPE-words (words.h)
 */
#ifndef JARCHY_PICTURE_STORE_H
#define JARCHY_PICTURE_STORE_H

#include "base/err.h"
#include "picture/picture.h"

#define PICTURE_FOLDER "pictures" /* below the state folder */
enum { PICTURE_RECIPE = 1 };      /* goes up when copies are to be made again */
enum { PICTURE_STORE_NAME_MAX = 96 };

/*
 * The copy of that width (one of picture_widths, or PICTURE_SHARE_WIDTH); of an icon or a logo one of
 * picture_site_copies.
 */
void picture_store_copy(const struct picture *p, int width, char out[PICTURE_STORE_NAME_MAX]);
/* The original without what is private; also all there is of PICTURE_MOVING and PICTURE_WHOLE. */
void picture_store_full(const struct picture *p, char out[PICTURE_STORE_NAME_MAX]);

/* The words of a file; false: the digest is none. */
bool picture_store_words(const char *digest, char out[PICTURE_STORE_NAME_MAX]);

/*
 * 1: the facts of that digest are there and so is all that they name; 0: not, or of another recipe; -1:
 * err.
 */
int picture_store_read(
    int folder, const char *digest, enum picture_role role, struct picture *out, struct err *err);
/*
 * A file of the store while it is written: under a name of its own, for descriptor `fd`. Each that was
 * begun is kept under the name that it is to have, synced, or dropped.
 */
struct picture_store_file {
	int folder, fd;
	char name[64];
};
bool picture_store_begin(int folder, struct picture_store_file *f, struct err *err);
bool picture_store_keep(struct picture_store_file *f, const char *name, struct err *err);
void picture_store_drop(struct picture_store_file *f);

/* After all else of it was written and synced. */
bool picture_store_write(int folder, const struct picture *p, struct err *err);

/*
 * Removes what no digest of the list names (sorted, n of them), of another recipe, and what a process that
 * died left; but nothing younger than `younger` seconds. *removed counts files.
 */
bool picture_store_sweep(
    int folder, const char *const *digests, size_t n, int64_t younger, size_t *removed, struct err *err);

#endif
