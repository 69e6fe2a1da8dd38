/*
 * language_tag: the language in a name, and what of a tag of BCP 47 may come after it.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_LANGUAGE_TAG_H
#define JARCHY_CONTENT_LANGUAGE_TAG_H

#include "lang/lang.h"

/*
 * The language of a tag; only a script and a region may come after it. NULL: none that the site knows, or
 * more than that.
 */
const struct lang *language_tag_find(struct str tag);
/*
 * The bytes at the head of s that are such a tag, of "ru-old" those of "ru", of "ru-Latn (1)" those of "ru-
 * Latn"; 0: none. What comes after them is no letter and no digit.
 */
size_t language_tag_length(struct str s);

#endif
