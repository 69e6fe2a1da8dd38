/*
 * grid: rows of different lengths become a table.
 */
#include "office/grid.h"

enum { CELL_MAX = 16 << 10 };

void grid_begin_row(struct grid *g, struct prose *f)
{
	*ARENA_PUSH(f->arena, g->places, g->place_count) = f->paragraph + 1;
}

void grid_add(struct grid *g, struct prose *f, const char *text, size_t span)
{
	size_t begin = g->rows ? g->ends[g->rows - 1] : 0;
	for (size_t i = 0; i < span; i++) {
		if (g->n - begin >= GRID_COLUMNS_MAX || g->n >= GRID_CELLS_MAX) {
			if (i == 0 && *text)
				prose_note(f, OFFICE_LEFT_OUT,
				    "a table is too large: what does not fit is left out");
			return;
		}
		*ARENA_PUSH(f->arena, g->cells, g->n) = i ? "" : text;
	}
}

void grid_end_row(struct grid *g, struct prose *f)
{
	size_t begin = g->rows ? g->ends[g->rows - 1] : 0;
	*ARENA_PUSH(f->arena, g->ends, g->end_count) = g->n;
	g->rows++;
	if (g->n - begin > g->columns)
		g->columns = g->n - begin;
}

static const char *cell_at(const struct grid *g, size_t row, size_t column)
{
	size_t begin = row ? g->ends[row - 1] : 0;
	return begin + column < g->ends[row] ? g->cells[begin + column] : "";
}

static bool is_blank(const struct grid *g, size_t column)
{
	for (size_t r = 0; r < g->rows; r++)
		if (*cell_at(g, r, column))
			return false;
	return true;
}

void grid_write(struct grid *g, struct prose *f)
{
	while (g->columns && is_blank(g, g->columns - 1))
		g->columns--;
	if (!g->columns) {
		prose_flush(f);
		return;
	}
	const char **whole = arena_alloc(f->arena, g->rows * g->columns * sizeof *whole);
	for (size_t r = 0; r < g->rows; r++)
		for (size_t c = 0; c < g->columns; c++)
			whole[r * g->columns + c] = cell_at(g, r, c);
	prose_table(f, whole, g->columns, g->rows, g->places);
}

void grid_cell_begin(struct grid_cell *c, struct prose *f)
{
	buf_init(&c->text, CELL_MAX);
	c->outer = f->cell;
	f->cell = &c->text;
}

const char *grid_cell_end(struct grid_cell *c, struct prose *f)
{
	if (c->text.full)
		prose_note(
		    f, OFFICE_LEFT_OUT, "a cell of a table is too long: what does not fit is left out");
	const char *text = arena_str(f->arena, str_trim(buf_str(&c->text)));
	f->cell = c->outer;
	buf_release(&c->text);
	return text;
}

struct str grid_key(struct str text)
{
	text = str_trim(text);
	if (str_ends(text, ":"))
		text.n--;
	return str_trim(text);
}

void grid_pair_cell(struct office_pair *pair, struct prose *f, const char *text)
{
	if (!pair->key)
		pair->key = arena_str(f->arena, grid_key(str_of(text)));
	else
		pair->value = text;
}
