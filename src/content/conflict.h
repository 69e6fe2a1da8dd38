/*
 * conflict: two versions of a text that were put together, with marks where a person has to choose.
 *
 * Private to content/: document.c alone uses it.
 */
#ifndef JARCHY_CONTENT_CONFLICT_H
#define JARCHY_CONTENT_CONFLICT_H

#include "content/source.h"

/*
 * Whether the text (LF) has the marks that git, Mercurial and Subversion write; then it is an error, told
 * once.
 */
bool conflict_report(struct source *s, struct str text);

#endif
