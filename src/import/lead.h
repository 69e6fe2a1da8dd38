/*
 * lead: the lines between the title of a page and its text.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_LEAD_H
#define JARCHY_IMPORT_LEAD_H

#include <libxml/tree.h>

#include "import/imported.h"

enum { LEAD_LINES = 6 }; /* that are looked at, the first of the text among them */

struct lead {
	xmlNode *v[LEAD_LINES];
	size_t n;
};

/* The first long lines below the title, whatever they are in. The page's marks are counted, with nothing out. */
void lead_find(struct arena *a, xmlNode *body, const char *title, struct lead *out);
/*
 * Keeps of them those that are before the first line of the text, and takes them out of the document: the caller has them
 * until lead_put. None where the text does not begin near the title.
 */
void lead_take(struct lead *lead, const xmlNode *text);
/* Gives them to the text as its beginning, unless their words are in it. How many letters that were. */
size_t lead_put(struct arena *a, struct lead *lead, xmlNode *text);

#endif
