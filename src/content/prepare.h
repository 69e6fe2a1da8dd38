/*
 * prepare: what people write in Markdown and CommonMark does not know, put in its terms: tables, footnotes, definitions,
 * attributes of headings, boxes between ":::".
 *
 * Private to content/: markdown.c alone uses it.
 */
#ifndef JARCHY_CONTENT_PREPARE_H
#define JARCHY_CONTENT_PREPARE_H

#include "content/mapped_text.h"

/*
 * The paragraphs that begin with one of these stand for a part of a table; no text has such characters. What follows
 * PREPARE_CELL is the text of the cell.
 */
#define PREPARE_TABLE "\x01"
#define PREPARE_ROW "\x02"
#define PREPARE_CELL "\x03"
#define PREPARE_TABLE_END "\x04"

/* Appends the text so prepared. Footnotes come last, with the numbers that they are named by. Code is left as it is. */
void prepare_markdown(struct arena *a, struct str text, struct mapped_text *out);

#endif
