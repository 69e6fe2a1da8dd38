/*
 * grid: the cells of one table while they are read.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_GRID_H
#define JARCHY_OFFICE_GRID_H

#include "office/prose.h"

enum { GRID_COLUMNS_MAX = 64, GRID_CELLS_MAX = 20000 };
enum { GRID_HEAD_PARAGRAPHS = 4 }; /* a table of keys is below so many at most */

struct grid {
	const char **cells; /* of the row that is read, then row by row */
	size_t n;
	size_t columns, rows;
	size_t *ends; /* for each row, how many cells there are up to its end */
	size_t end_count;
	int *places; /* for each row the paragraph that it begins with */
	size_t place_count;
};

void grid_begin_row(struct grid *g, struct prose *f);
/* `span` cells, the first with this text. */
void grid_add(struct grid *g, struct prose *f, const char *text, size_t span);
void grid_end_row(struct grid *g, struct prose *f);
/* Writes the table, each row as long as the longest, without empty columns at the end. */
void grid_write(struct grid *g, struct prose *f);

/* Begins and ends a cell: between them the prose's paragraphs are the cell's text, which lives in the prose's arena. */
struct grid_cell {
	struct buf text;
	struct buf *outer;
};
void grid_cell_begin(struct grid_cell *c, struct prose *f);
const char *grid_cell_end(struct grid_cell *c, struct prose *f);

/* The word for a key in a cell: "Key" or "Key:". */
struct str grid_key(struct str text);

/* The next cell of a row "key, value": what comes after these two takes the value's place. */
void grid_pair_cell(struct office_pair *pair, struct prose *f, const char *text);

#endif
