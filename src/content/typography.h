/*
 * typography: what word processors and keyboards leave in a text, and no reader sees or wants.
 *
 * Private to content/: document.c alone uses it.
 */
#ifndef JARCHY_CONTENT_TYPOGRAPHY_H
#define JARCHY_CONTENT_TYPOGRAPHY_H

#include "content/source.h"

/*
 * Adds a warning for each kind of debris in the file's text (valid UTF-8, LF), at the first place, with how many more
 * lines have it; true when there is any that mend_text takes away. From the line `gemtext` on, marks of other formats are debris too; 0: nowhere.
 */
bool typography_check(struct source *s, struct str text, int gemtext);

#endif
