/*
 * region: the part of an HTML page that is its text.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_REGION_H
#define JARCHY_IMPORT_REGION_H

#include <libxml/tree.h>

#include "import/imported.h"
#include "import/tidy.h"

struct region {
	xmlNode *node;      /* its children are the text; never NULL */
	size_t letters;     /* of it */
	size_t outside;     /* letters in long lines beside it, menus and comments not counted */
	const char *beside; /* the first such line, "" */
	struct tidied said;
};

/*
 * Finds the text below `body`. `said` is what the page's metadata says that the text is ("": nothing), `title` is its
 * title: a heading of the same words is left out. What is no text is taken out of the document, which changes.
 */
struct region region_find(struct arena *a, xmlNode *body, const char *title, const char *said);

#endif
