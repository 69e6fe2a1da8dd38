/*
 * lead: the lines and pictures between the title of a page and its text.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_LEAD_H
#define JARCHY_IMPORT_LEAD_H

#include <libxml/tree.h>

#include "import/imported.h"

enum {
	LEAD_LINES = 6,    /* that are looked at, the first of the text among them */
	LEAD_PICTURES = 4, /* before them and between them */
	LEAD_PARTS = LEAD_LINES + LEAD_PICTURES,
};

struct lead {
	xmlNode *v[LEAD_PARTS];
	bool picture[LEAD_PARTS]; /* a block with one or more of them, and their captions at most */
	size_t n, pictures;
};

/*
 * The first long lines and pictures below the title, whatever they are in. The page's marks are counted,
 * with nothing out.
 */
void lead_find(struct arena *a, xmlNode *body, const char *title, struct lead *out);
/*
 * Keeps of them those that are before the first line of the text, and takes them out of the document: the
 * caller has them until lead_put. None where the text does not begin near the title.
 */
void lead_take(struct lead *lead, const xmlNode *text);
/*
 * Gives them to the text as its beginning, unless their words or pictures are in it. How many letters of
 * lines that were.
 */
size_t lead_put(struct arena *a, struct lead *lead, xmlNode *text);

#endif
