/*
 * tidy: leaves out of a text what is in it but no part of it.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_TIDY_H
#define JARCHY_IMPORT_TIDY_H

#include <libxml/tree.h>

#include "import/imported.h"

/* What the lines above the text said. */
struct tidied {
	bool press_release;
	const char *date_line; /* "" when there was none */
};

/*
 * Marks as out (marks.h), below the node: lists of links, boxes of buttons, lines of the site's own, the author's and the
 * date's line above the text, the heading that is the title, and what follows the text.
 */
struct tidied tidy_region(struct arena *a, xmlNode *text, const char *title);

/* Whether a heading of these words says the title again, or most of it. */
bool tidy_is_title(const char *words, const char *title);

#endif
