/*
 * nameless: projects without a text of their own. As soon as readers see an item of one, it has a page that
 * is called like its folder: an entry of a feed never leads nowhere.
 *
 * Private to catalog/. writer_name_projects (writer.h) is here too.
 */
#ifndef JARCHY_CATALOG_NAMELESS_H
#define JARCHY_CATALOG_NAMELESS_H

#include <stdbool.h>

#include "base/err.h"

struct writer;

/* The row in `file` of a text that was made (files_is_made). */
#define NAMELESS_FILE "f.path LIKE '%/'"
/* Takes out the texts that were made for the project. */
bool nameless_forget(struct writer *w, const char *project, struct err *err);

#endif
