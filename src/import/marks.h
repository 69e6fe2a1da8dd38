/*
 * marks: how much text each element of a page has, and whether it is left out.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_MARKS_H
#define JARCHY_IMPORT_MARKS_H

#include <libxml/tree.h>

#include "import/imported.h"

/* Letters: characters without spaces; those of Chinese, Japanese and Korean count twice. */
struct mark {
	size_t text, link;    /* letters below, and those of them in links */
	size_t own, own_link; /* letters of this block's own lines, without the blocks within it */
	size_t commas;        /* in those */
	size_t good;          /* letters below, in long lines that are mostly no links */
	size_t cards;         /* headings below that are links */
	size_t paragraphs, items, headings, pictures, fields, embeds, breaks; /* elements below */
	bool block;   /* it has lines of its own, unlike <b> */
	bool out;     /* it is no text: neither counted nor taken */
	double score; /* how much it seems to hold the text; 0: not scored */
};

enum { MARKS_GOOD_LINE = 60 }; /* letters of a long line */

/* Of an element; a node that is none has none. */
struct mark *marks_of(const xmlNode *n);
/* Gives each element below and including n its mark, in the arena, all in. */
void marks_make(struct arena *a, xmlNode *n);
/* Counts again what is not out. */
void marks_count(xmlNode *n);
/* Removes from the document what is out. */
void marks_drop(xmlNode *n);
/* Letters of a text. */
size_t marks_letters(struct str s);
/* 0 to 1: how much of the text is links. */
double marks_link_share(const struct mark *m);

#endif
