/*
 * meta: what a page says of itself: <meta>, <link>, microdata, JSON-LD.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_META_H
#define JARCHY_IMPORT_META_H

#include <libxml/tree.h>

#include "import/imported.h"

/* Texts are clean and one line, "" when the page does not say. */
struct meta {
	const char *headline, *said_title, *heading, *title,
	    *site;                        /* title: of <title>; heading: the first <h1> */
	const char *published, *modified; /* the best that the page says, as it says it */
	const char *author, *summary, *licence;
	const char *lang;      /* as it says it */
	const char *canonical; /* address of the page, whole or not */
	const char *base;      /* what relative addresses belong to */
	const char *said;      /* the text by JSON-LD, may have several lines */
	const char *pair;      /* the same for all languages of a page that names them */
	struct imported_list topics;
	int rank; /* of `published`: lower is better, 0 none yet */
	int author_rank, title_rank;
};

void meta_read(struct arena *a, xmlNode *root, struct meta *out);

#endif
