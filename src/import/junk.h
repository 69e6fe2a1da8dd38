/*
 * junk: what on a page is no part of its text, by names and words.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_JUNK_H
#define JARCHY_IMPORT_JUNK_H

#include <libxml/tree.h>

#include "import/imported.h"

enum junk {
	JUNK_NONE,
	JUNK_MAYBE, /* often beside the text, now and then around it: menus, related news, adverts */
	JUNK_SURE,  /* never text: a hidden part, a cookie notice, comments, buttons */
};

/* By the element, its attributes, and the words in its class and id. */
enum junk junk_of(struct arena *a, const xmlNode *n);
/* What class and id say of the text in it: over 0 that it is the text, below 0 that it is not. */
int junk_weight(struct arena *a, const xmlNode *n);
/* Whether class or id have one of the words that name the text of an article. */
bool junk_names_body(struct arena *a, const xmlNode *n);
/* Whether class or id say that it is about the text: author, date, tags. */
bool junk_names_byline(struct arena *a, const xmlNode *n);
/* Whether class or id say that it is what is said below a picture. */
bool junk_names_caption(struct arena *a, const xmlNode *n);
/* Whether class or id say that it is the first words of a text: a lead, a teaser. */
bool junk_names_lead(struct arena *a, const xmlNode *n);
/* Whether a short line of these words begins what follows a text: "Comments", "Читайте также". */
bool junk_ends_text(struct str words);
/* Whether a short line of these words belongs to the site, not to the text: "Share on Facebook", "© 2023". */
bool junk_is_line(struct str words);

#endif
