/*
 * node: what the readers of HTML and XML ask of libxml2's trees.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_NODE_H
#define JARCHY_IMPORT_NODE_H

#include <libxml/tree.h>

#include "base/err.h"
#include "import/imported.h"

enum { NODE_DEPTH_MAX = 1100 }; /* how deep a tree is walked: deeper ones are not made (source.h) */

/*
 * HTML, mended where it is broken; encoding NULL: as the bytes say. NULL when nothing could be made of them, or they are
 * over a bound (source.h): err says so. Free it with xmlFreeDoc.
 */
xmlDoc *node_read_html(struct str html, const char *encoding, struct err *err);
/* Whether it is an element of this name, whatever its namespace. */
bool node_is(const xmlNode *n, const char *name);
/* Takes a string of libxml2's: a copy in the arena, "" for NULL. */
const char *node_take(struct arena *a, xmlChar *text);
/* The text of the node and all below it. */
const char *node_text(struct arena *a, const xmlNode *n);
/* The same, cleaned to one line. */
const char *node_words(struct arena *a, const xmlNode *n);
/* An attribute, cleaned; "" when it is not there. */
const char *node_attribute(struct arena *a, const xmlNode *n, const char *name);

#endif
