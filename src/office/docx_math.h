/*
 * docx_math: an equation of a .docx as one line of text.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_MATH_H
#define JARCHY_OFFICE_DOCX_MATH_H

#include "base/buf.h"
#include "office/tree.h"

/* Appends what is below the node (m:oMath and what it holds). */
void docx_math_add(struct buf *out, xmlNode *n, int depth);

#endif
