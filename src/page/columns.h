/*
 * columns: a table as lines of plain text, for protocols that have no tables. Private to page/.
 */
#ifndef JARCHY_PAGE_COLUMNS_H
#define JARCHY_PAGE_COLUMNS_H

#include "page/page.h"

/*
 * Appends the lines of a BLOCK_TABLE, each ended by a LF. True: aligned columns, a rule of dashes under the
 * header, no line of more than `width` display columns. False: it does not fit so; then every row gives one
 * line "header: cell" for each cell that is not empty, as `lang` writes a label and a value, with an empty
 * line between rows.
 */
bool columns_add(const struct block *table, const struct lang *lang, size_t width, struct buf *out);

#endif
