/*
 * columns: tables as lines of plain text; widths are display columns.
 */
#include "page/columns.h"

#include "base/utf8.h"
#include "page/render_parts.h"

enum { COLUMNS_MAX = 32, GAP = 2 };

static const char *cell(const struct block *t, size_t row, size_t column)
{
	return t->cells[row * t->columns + column];
}

/* Fills widths[]; false when the lines would be longer than `width`. */
static bool measure(const struct block *t, size_t width, size_t widths[COLUMNS_MAX])
{
	size_t total = 0;

	if (t->columns > COLUMNS_MAX)
		return false;
	for (size_t c = 0; c < t->columns; c++) {
		widths[c] = 0;
		for (size_t r = 0; r < t->rows; r++) {
			size_t n = utf8_columns(str_of(cell(t, r, c)));
			if (n > widths[c])
				widths[c] = n;
		}
		total += widths[c] + (c ? GAP : 0);
	}
	return total <= width;
}

static void add_times(struct buf *out, char c, size_t n)
{
	while (n--)
		buf_add_char(out, c);
}

static void end_line(struct buf *out, size_t start)
{
	while (out->len > start && out->data[out->len - 1] == ' ')
		buf_truncate(out, out->len - 1);
	buf_add_char(out, '\n');
}

static void add_aligned(const struct block *t, const size_t *widths, struct buf *out)
{
	for (size_t r = 0; r < t->rows; r++) {
		size_t start = out->len;
		for (size_t c = 0; c < t->columns; c++) {
			line_add(out, cell(t, r, c));
			add_times(out, ' ', widths[c] - utf8_columns(str_of(cell(t, r, c))) + GAP);
		}
		end_line(out, start);
		if (r > 0)
			continue;
		start = out->len;
		for (size_t c = 0; c < t->columns; c++) {
			add_times(out, '-', widths[c]);
			add_times(out, ' ', GAP);
		}
		end_line(out, start);
	}
}

static void add_pairs(const struct block *t, const struct lang *lang, struct buf *out)
{
	size_t first = t->rows > 1 ? 1 : 0; /* a header alone is shown as it is */

	/* Long headers in a table of many rows are many times its size. */
	for (size_t r = first; r < t->rows && !out->full; r++) {
		if (r > first)
			buf_add_char(out, '\n');
		for (size_t c = 0; c < t->columns; c++) {
			if (!*cell(t, r, c))
				continue;
			if (r > 0 && *cell(t, 0, c)) {
				line_add(out, cell(t, 0, c));
				buf_puts(out, lang->joints[JOINT_LABEL].between);
			}
			line_add(out, cell(t, r, c));
			buf_add_char(out, '\n');
		}
	}
}

bool columns_add(const struct block *table, const struct lang *lang, size_t width, struct buf *out)
{
	size_t widths[COLUMNS_MAX];
	bool fits = measure(table, width, widths);

	if (fits)
		add_aligned(table, widths, out);
	else
		add_pairs(table, lang, out);
	return fits;
}
