/*
 * picture: which file an element shows, and what it says of it.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_PICTURE_H
#define JARCHY_IMPORT_PICTURE_H

#include <libxml/tree.h>

#include "import/imported.h"

/*
 * The address as it is written: the best of src, srcset and what scripts would load later; "" when it has
 * none.
 */
const char *picture_address(struct arena *a, const xmlNode *img);
/* Its words, and those of the captions of the block that it is the only picture of. */
const char *picture_words(struct arena *a, const xmlNode *img);
/* Whether it is a caption, by its element or its name. */
bool picture_is_caption(struct arena *a, const xmlNode *n);
/* Whether it can be left out: a dot that counts visitors, a mood, an empty place. */
bool picture_is_trifle(struct arena *a, const xmlNode *img);
/* Whether an address ends as one of a picture does. */
bool picture_is_one(const char *url);

#endif
