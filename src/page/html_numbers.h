/*
 * html_numbers: numbers of several parts in texts from right to left.
 *
 * After Arabic letters the parts of "1 250 000", "+996 (312) 90-52-05" and "2024-05-06" are shown in the
 * order of the text, the first at the right (UAX 9, rules W2 and N1): another number. A range of two is
 * meant so. Private to page/.
 */
#ifndef JARCHY_PAGE_HTML_NUMBERS_H
#define JARCHY_PAGE_HTML_NUMBERS_H

#include "base/buf.h"

/*
 * Appends the text, escaped, and each such number from left to right: by an element or, as what cleans the
 * content of feeds may know none for it, by characters.
 */
void html_numbers(struct buf *out, const char *text, bool by_characters);

#endif
