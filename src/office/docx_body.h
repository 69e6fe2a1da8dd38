/*
 * docx_body: the blocks of a .docx: paragraphs, lists, tables, text boxes, notes.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_BODY_H
#define JARCHY_OFFICE_DOCX_BODY_H

#include "office/docx_run.h"

/* Sets how much is taken off the levels of headings, so that the title alone has the first. */
void docx_find_levels(struct docx *d, xmlNode *body);
/* The blocks below a body, a cell, a text box or a note. */
void docx_blocks(struct docx *d, xmlNode *parent);

#endif
