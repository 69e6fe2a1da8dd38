/*
 * file_link: which of the files beside a text its words name, as people write names: "=> Фото 1 мост.jpg
 * подпись".
 *
 * Not for addresses, whose spaces are encoded and whose case counts: a name that is written so is found too.
 */
#ifndef JARCHY_CONTENT_FILE_LINK_H
#define JARCHY_CONTENT_FILE_LINK_H

#include "content/gemtext.h"

/*
 * The bytes at the head of the text that are this name: whatever the case, the composition of letters, the
 * width of spaces and percent-encoding. 0: it does not begin with the name, or something is joined to it.
 */
size_t file_link_length(struct str text, struct str name);
/*
 * The one of these names, which end with NULL, that a link begins with; the longest, and of several that
 * differ by case the one that is written so. *label gets what comes after it. NULL: none.
 */
const char *file_link_find(const struct gemtext *link, const char *const *names, struct str *label);
/* Of a link address and label as they are in the line. */
struct str file_link_text(const struct gemtext *link);

#endif
