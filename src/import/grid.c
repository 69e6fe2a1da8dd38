/*
 * grid: reads rows and merged cells, and tells tables of data from tables that only place blocks on a page.
 */
#include "import/grid.h"

#include <stdlib.h>
#include <string.h>

#include "import/node.h"

enum {
	CELL_LAYOUT_BYTES = 700, /* a cell with more text is no datum */
	CELL_BLOCKS = 3,
	LEVELS = 12,
};

struct reading {
	struct arena *arena;
	struct grid *grid;
	xmlNode **rows;
	size_t row_count;
	bool headed; /* <th>, <thead>, <caption>: it says that it is data */
};

/* --- rows -------------------------------------------------------------------------- */

static void find_rows(struct reading *r, xmlNode *n, int depth)
{
	for (xmlNode *c = n->children; c && depth < LEVELS; c = c->next) {
		if (node_is(c, "tr") && r->row_count < GRID_ROWS_MAX)
			*ARENA_PUSH(r->arena, r->rows, r->row_count) = c;
		else if (node_is(c, "caption"))
			r->grid->caption = c;
		else if (c->type == XML_ELEMENT_NODE && !node_is(c, "table"))
			find_rows(r, c, depth + 1);
		r->headed |= node_is(c, "caption") || node_is(c, "thead");
	}
}

static bool is_cell(const xmlNode *n)
{
	return node_is(n, "td") || node_is(n, "th");
}

static size_t span_of(struct reading *r, const xmlNode *cell, const char *name, size_t max)
{
	long n = strtol(node_attribute(r->arena, cell, name), NULL, 10);
	r->grid->merged |= n > 1;
	return n < 1 ? 1 : (size_t)n < max ? (size_t)n : max;
}

static size_t count_columns(struct reading *r)
{
	size_t most = 0;
	for (size_t i = 0; i < r->row_count; i++) {
		size_t n = 0;
		for (xmlNode *c = r->rows[i]->children; c; c = c->next)
			if (is_cell(c))
				n += span_of(r, c, "colspan", GRID_COLUMNS_MAX);
		most = n > most ? n : most;
	}
	return most < GRID_COLUMNS_MAX ? most : GRID_COLUMNS_MAX;
}

/* Puts the cells of a row where no cell of a row above reaches down: `busy` counts its rows. */
static void place_row(struct reading *r, size_t row, size_t busy[GRID_COLUMNS_MAX])
{
	struct grid *g = r->grid;
	size_t column = 0, down[GRID_COLUMNS_MAX] = { 0 };
	for (xmlNode *c = r->rows[row]->children; c; c = c->next) {
		while (column < g->columns && busy[column])
			column++;
		if (!is_cell(c) || column >= g->columns)
			continue;
		r->headed |= node_is(c, "th");
		g->cells[row * g->columns + column] = c;
		size_t wide = span_of(r, c, "colspan", g->columns - column);
		size_t high = span_of(r, c, "rowspan", g->rows - row);
		for (size_t i = 0; i < wide; i++)
			down[column + i] = high;
		column += wide;
	}
	for (size_t i = 0; i < g->columns; i++)
		busy[i] = down[i] ? down[i] - 1 : busy[i] ? busy[i] - 1 : 0;
}

/* --- layout ------------------------------------------------------------------------ */

static const char *const blocks[] = { "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "article",
	"section", "form", "iframe", "pre" };

/* How much of a page is in a cell: a heading or a list is much. */
static size_t count_blocks(const xmlNode *n, int depth)
{
	size_t count = 0;
	for (const xmlNode *c = n->children; c && depth < LEVELS && count < CELL_BLOCKS; c = c->next) {
		for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
			count += node_is(c, blocks[i]) ? CELL_BLOCKS : 0;
		count += node_is(c, "p");
		if (c->type == XML_ELEMENT_NODE)
			count += count_blocks(c, depth + 1);
	}
	return count;
}

static bool has_below(const xmlNode *n, const char *name, int depth)
{
	for (const xmlNode *c = n->children; c && depth < LEVELS; c = c->next)
		if (node_is(c, name) || (c->type == XML_ELEMENT_NODE && has_below(c, name, depth + 1)))
			return true;
	return false;
}

static bool is_page_like(struct reading *r, const xmlNode *cell)
{
	if (has_below(cell, "table", 0))
		return true;
	if (r->headed)
		return false;
	return count_blocks(cell, 0) >= CELL_BLOCKS || strlen(node_words(r->arena, cell)) > CELL_LAYOUT_BYTES;
}

static bool is_layout(struct reading *r, const xmlNode *table)
{
	const struct grid *g = r->grid;
	const char *role = node_attribute(r->arena, table, "role");
	size_t empty = 0;
	if (g->columns < 2 || g->rows < 2 || !strcmp(role, "presentation") || !strcmp(role, "none"))
		return true;
	for (size_t i = 0; i < g->columns * g->rows; i++) {
		if (g->cells[i] && is_page_like(r, g->cells[i]))
			return true;
		empty += !g->cells[i] || !*node_words(r->arena, g->cells[i]);
	}
	return !r->headed && empty * 3 > g->columns * g->rows * 2;
}

void grid_read(struct arena *a, xmlNode *table, struct grid *out)
{
	struct reading r = { .arena = a, .grid = out };
	size_t busy[GRID_COLUMNS_MAX] = { 0 };
	*out = (struct grid){ 0 };
	find_rows(&r, table, 0);
	out->columns = count_columns(&r);
	out->rows = r.row_count;
	out->cells = arena_alloc(a, (out->rows * out->columns + 1) * sizeof(xmlNode *));
	for (size_t i = 0; i < out->rows && out->columns; i++)
		place_row(&r, i, busy);
	out->layout = is_layout(&r, table);
}
