/*
 * flow_table: cells are gathered until the table ends; then it is a fence "table", or paragraphs when it has one column.
 */
#include "content/flow_table.h"

#include <string.h>

/* The marks of rows among the cells. */
static const char row_mark[] = "row";

static void end_cell(struct flow *f)
{
	flow_end(f);
	if (f->cells && f->cell_count && f->cells[f->cell_count - 1] == NULL) {
		/* A bar within a cell cannot be said in gemtext. */
		struct buf b;
		buf_init(&b, f->cell.len * 2 + 1);
		for (size_t i = 0; i < f->cell.len; i++)
			if (f->cell.data[i] == '|')
				buf_puts(&b, "¦");
			else
				buf_add_char(&b, f->cell.data[i]);
		f->cells[f->cell_count - 1] = arena_str(f->arena, buf_str(&b));
		buf_release(&b);
		for (; f->span > 1; f->span--)
			*ARENA_PUSH(f->arena, f->cells, f->cell_count) = "";
	}
	buf_reset(&f->cell);
}

void flow_table_open(struct flow *f)
{
	flow_end(f);
	if (f->in_table)
		return;
	f->in_table = true;
	f->cells = NULL;
	f->cell_count = 0;
	buf_reset(&f->cell);
}

void flow_row(struct flow *f)
{
	end_cell(f);
	if (f->in_table)
		*ARENA_PUSH(f->arena, f->cells, f->cell_count) = row_mark;
}

void flow_cell(struct flow *f, size_t span)
{
	end_cell(f);
	f->span = span;
	if (f->in_table)
		*ARENA_PUSH(f->arena, f->cells, f->cell_count) = NULL;
}

static bool is_row(const struct flow *f, size_t i)
{
	return f->cells[i] == row_mark;
}

static size_t count_columns(const struct flow *f)
{
	size_t most = 0, here = 0;
	for (size_t i = 0; i < f->cell_count; i++) {
		here = is_row(f, i) ? 0 : here + 1;
		most = here > most ? here : most;
	}
	return most;
}

/* What only holds a text in its place is no table. */
static void write_paragraphs(struct flow *f, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i] == row_mark || !*cells[i])
			continue;
		flow_begin(f, FLOW_PARAGRAPH, 0);
		flow_text(f, str_of(cells[i]));
		flow_end(f);
	}
}

static void write_rows(struct flow *f)
{
	struct buf row;
	buf_init(&row, f->cell.max);
	flow_separate(f);
	flow_line(f, "```table", STR(""));
	for (size_t i = 0; i < f->cell_count; i++) {
		if (!is_row(f, i))
			buf_printf(&row, " %s%s|", f->cells[i], *f->cells[i] ? " " : "");
		if (row.len && (i + 1 == f->cell_count || is_row(f, i + 1))) {
			flow_line(f, "|", buf_str(&row));
			buf_reset(&row);
		}
	}
	flow_line(f, "```", STR(""));
	buf_release(&row);
}

void flow_table_close(struct flow *f)
{
	end_cell(f);
	if (!f->in_table)
		return;
	f->in_table = false;
	if (count_columns(f) > 1)
		write_rows(f);
	else
		write_paragraphs(f, f->cells, f->cell_count);
	f->joins = false;
	if (f->depth == 0)
		flow_write_links(f);
}
