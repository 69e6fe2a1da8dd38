/*
 * keyed: a text with front matter, as other systems keep their news: one Markdown file.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_KEYED_H
#define JARCHY_IMPORT_KEYED_H

#include "base/err.h"
#include "import/imported.h"

/* Whether the text begins with front matter that can be read. */
bool import_is_keyed(struct str text);
/* One item, its body as it was. False: err says why nothing could be made of it. */
bool import_keyed(struct str text, struct import *out, struct err *err);

#endif
