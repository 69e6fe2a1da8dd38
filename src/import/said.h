/*
 * said: where on a page is the text that its metadata says.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SAID_H
#define JARCHY_IMPORT_SAID_H

#include <libxml/tree.h>

/* The smallest block below `body`, whose elements have marks (marks.h), with nearly all of the text; NULL: there is none. */
xmlNode *said_find(xmlNode *body, const char *said);

#endif
