/*
 * html_wide: what may be wider than the screen scrolls by itself, with the keyboard too: it can be
 * reached, and has a name that is said there.
 *
 * That is its label, or the heading above, and from the second on a number: two regions of one name would
 * be one for those who hear them. Columns of numbers are told by what is in them.
 */
#include "page/html_wide.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "markup/html.h"

enum { NARROW = 24 }; /* columns of a fence that the narrowest screens show, in large letters too */

static size_t columns_of(const char *text)
{
	size_t most = 0;

	for (const char *line = text; *line;) {
		size_t n = strcspn(line, "\n");
		size_t columns = utf8_columns((struct str){ line, n });
		most = columns > most ? columns : most;
		line += n + (line[n] != '\0');
	}
	return most;
}

bool html_is_wide(const struct block *b)
{
	return b->type == BLOCK_TABLE || (b->type == BLOCK_PRE && columns_of(b->text) > NARROW);
}

/*
 * Appends the start tag of what is scrolled, for what is in this language or, if it is NULL, in that
 * around it.
 */
static void open_region(const struct html *h, const struct block *b, const struct lang *lang)
{
	const char *above = h->heading ? h->heading : h->page->title;

	buf_puts(h->out, "<section class=\"table\" tabindex=\"0\" aria-label=\"");
	html_text(h->out, b->label ? b->label : above);
	if (h->wide)
		buf_printf(h->out, " (%zu)", h->wide + 1);
	html_open(h, "\"", lang, NULL);
}

void html_fence(const struct html *h, const struct block *b)
{
	bool region = !h->fragment && html_is_wide(b);

	html_open(h, "<figure", b->lang, NULL);
	if (b->label)
		html_element(h->out, "figcaption", b->label);
	if (region)
		open_region(h, b, NULL);
	/* Of code each line runs as its first letter does. */
	html_open(h, html_is_rtl(h) ? "<pre dir=\"auto\"" : "<pre", NULL, html_is_rtl(h) ? NULL : b->text);
	/* HTML drops the first line feed within pre. */
	buf_puts(h->out, *b->text == '\n' ? "\n" : "");
	html_text(h->out, b->text);
	buf_puts(h->out, region ? "</pre></section></figure>\n" : "</pre></figure>\n");
}

/* number = 1*DIGIT, with signs, groups, a unit of one sign, or a range: "-1 250,5 %", "2021–2025" */
static bool is_number(const char *text)
{
	bool digits = false;

	for (struct str rest = str_of(text); rest.n;) {
		size_t len;
		uint32_t cp = utf8_decode(rest, &len);
		bool digit = cp < 0x80 && ascii_is_digit((char)cp);
		if (!digit && !utf8_is_one_of(cp, " .,:/+-()%‰$€£₽−–—\u00a0\u2009\u202f"))
			return false;
		digits = digits || digit;
		rest = str_sub(rest, len, rest.n);
	}
	return digits;
}

static bool is_nothing(const char *text)
{
	return !*text || strcmp(text, "-") == 0 || strcmp(text, "–") == 0 || strcmp(text, "—") == 0;
}

/* Whether a column, but for its heading, is of numbers. */
static bool has_numbers(const struct block *b, size_t column)
{
	size_t numbers = 0;

	for (size_t r = 1; r < b->rows; r++) {
		const char *text = b->cells[r * b->columns + column];
		if (is_number(text))
			numbers++;
		else if (!is_nothing(text))
			return false;
	}
	return numbers > 0;
}

/* Which of the first columns are of numbers; a table that has more than 64 is none for people. */
static uint64_t columns_of_numbers(const struct html *h, const struct block *b)
{
	uint64_t found = 0;

	for (size_t c = 0; c < b->columns && c < 64 && !h->fragment; c++)
		found |= (uint64_t)has_numbers(b, c) << c;
	return found;
}

static void add_cells(const struct html *h, const struct block *b, size_t row, uint64_t numbers)
{
	const char *name = row ? "td" : "th";

	for (size_t c = 0; c < b->columns; c++) {
		const char *text = b->cells[row * b->columns + c];
		buf_printf(h->out, row ? "<%s" : "<%s scope=\"col\"", name);
		html_open(h, c < 64 && numbers >> c & 1 ? " class=\"n\"" : "", NULL, text);
		html_figures_in(h, text);
		buf_printf(h->out, "</%s>", name);
	}
}

void html_table(const struct html *h, const struct block *b)
{
	uint64_t numbers = columns_of_numbers(h, b);

	/* Entries of feeds keep their bytes. */
	if (h->fragment)
		html_open(h, "<div class=\"table\"", b->lang, NULL);
	else
		open_region(h, b, b->lang);
	buf_puts(h->out, "<table>\n<thead><tr>");
	add_cells(h, b, 0, numbers);
	buf_puts(h->out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 1; r < b->rows; r++) {
		buf_puts(h->out, "<tr>");
		add_cells(h, b, r, numbers);
		buf_puts(h->out, "</tr>\n");
	}
	buf_puts(h->out, h->fragment ? "</tbody>\n</table></div>\n" : "</tbody>\n</table></section>\n");
}
