/*
 * html: HTML as gemtext.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_HTML_H
#define JARCHY_IMPORT_HTML_H

#include <libxml/tree.h>

#include "import/writing.h"

/* A piece of HTML in UTF-8; relative addresses resolve against `base` ("": they are left out). */
void import_html(struct writing *w, struct str html, const char *base);
/* The same of what is below a node of a document. */
void import_html_node(struct writing *w, xmlNode *from, const char *base);

#endif
