/*
 * flow_table: the rows and cells of a table.
 *
 * Private to content/: markdown.c and markdown_html.c use it.
 */
#ifndef JARCHY_CONTENT_FLOW_TABLE_H
#define JARCHY_CONTENT_FLOW_TABLE_H

#include "content/flow.h"

/* Blocks between the two are cells' words. A table within a table is not told apart. */
void flow_table_open(struct flow *f);
void flow_row(struct flow *f);
/* `span`: the columns that it takes. */
void flow_cell(struct flow *f, size_t span);
void flow_table_close(struct flow *f);

#endif
