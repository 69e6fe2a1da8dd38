/*
 * grid: the cells of an HTML table in their places.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_GRID_H
#define JARCHY_IMPORT_GRID_H

#include <libxml/tree.h>

#include "import/imported.h"

enum { GRID_COLUMNS_MAX = 40, GRID_ROWS_MAX = 2000 };

struct grid {
	xmlNode **cells; /* row by row; NULL where a merged cell goes on, or there is none */
	size_t columns, rows;
	xmlNode *caption; /* or NULL */
	bool merged;      /* some cell has more than one place */
	bool layout;      /* it places blocks on a page, and says nothing by its rows and columns */
};

/* Of a <table>, without the tables within it. */
void grid_read(struct arena *a, xmlNode *table, struct grid *out);

#endif
