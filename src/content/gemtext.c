/*
 * gemtext: the line types of Gemini's hypertext format (specification 0.24.1), and tables within fences.
 *
 * Slices of the text given; only tables and resolved links are copied.
 */
#include "content/gemtext.h"

#include "base/path.h"
#include "base/uri.h"
#include "content/contact.h"

enum {
	LEVELS = 3,
	TABLE_COLUMNS_MAX = 32, /* what comes after them stays in the last cell: keeps hostile tables small */
};

void gemtext_start(struct gemtext_reader *r, struct str text)
{
	r->rest = text;
	r->line = 0;
}

static bool next_line(struct gemtext_reader *r, struct str *line)
{
	if (!str_next_line(&r->rest, line))
		return false;
	r->line++;
	return true;
}

/* fence = "```" [ alt ] EOL *( line EOL ) ( "```" [ ignored ] EOL / end of text ) */
static void read_fence(struct gemtext_reader *r, struct str first, struct gemtext *out)
{
	const char *begin = r->rest.p;
	const char *end = begin;
	struct str line;
	out->alt = str_trim(str_sub(first, 3, first.n));
	out->type = str_is(out->alt, "table") ? GEMTEXT_TABLE : GEMTEXT_PRE;
	out->open = true;
	while (out->open && next_line(r, &line)) {
		if (str_starts(line, "```"))
			out->open = false;
		else
			end = line.p + line.n;
	}
	out->text = (struct str){ begin, (size_t)(end - begin) };
}

/* link = "=>" *WSP url [ 1*WSP label ]; a telephone number may have spaces */
static void read_link(struct str line, struct gemtext *out)
{
	struct str s = str_trim(str_sub(line, 2, line.n));
	size_t n = contact_phone(s);
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	out->type = GEMTEXT_LINK;
	out->url = str_sub(s, 0, n);
	out->column = (int)(s.p - line.p) + 1;
	out->text = str_trim(str_sub(s, n, s.n));
}

/* heading = 1*3"#" *WSP text; list = "* " text; quote = ">" text; all else is a paragraph */
static void read_line(struct str line, struct gemtext *out)
{
	size_t marker = 0;
	if (line.p[0] == '#') {
		while (marker < LEVELS && marker < line.n && line.p[marker] == '#')
			marker++;
		out->type = GEMTEXT_HEADING;
		out->level = (int)marker;
	} else if (str_starts(line, "* ")) {
		out->type = GEMTEXT_LIST;
		marker = 2;
	} else if (line.p[0] == '>') {
		out->type = GEMTEXT_QUOTE;
		marker = 1;
	}
	out->text = str_trim(str_sub(line, marker, line.n));
}

bool gemtext_next(struct gemtext_reader *r, struct gemtext *out)
{
	struct str line;
	do {
		if (!next_line(r, &line))
			return false;
	} while (str_trim(line).n == 0);
	*out = (struct gemtext){ .type = GEMTEXT_TEXT, .line = r->line };
	if (str_starts(line, "```"))
		read_fence(r, line, out);
	else if (str_starts(line, "=>"))
		read_link(line, out);
	else
		read_line(line, out);
	return true;
}

bool gemtext_seems_marked(struct str line)
{
	return str_starts(line, "#") || str_starts(line, "* ") || str_starts(line, ">") ||
	       str_starts(line, "=>") || str_starts(line, "```");
}

/* row = [ "|" ] cell *( "|" cell ) [ "|" ]; the outer bars are there in all rows or in none */
static struct str row_inside(struct str line, bool barred)
{
	line = str_trim(line);
	if (barred && str_starts(line, "|"))
		line = str_sub(line, 1, line.n);
	if (barred && str_ends(line, "|"))
		line = str_sub(line, 0, line.n - 1);
	return line;
}

static bool next_row(struct str *rest, struct str *line)
{
	while (str_next_line(rest, line))
		if (str_trim(*line).n > 0)
			return true;
	return false;
}

/* The line of dashes that Markdown wants below a header. */
static bool is_ruler(struct str line)
{
	bool dash = false;
	for (size_t i = 0; i < line.n; i++) {
		dash |= line.p[i] == '-';
		if (line.p[i] != '-' && line.p[i] != '|' && line.p[i] != ':' && line.p[i] != ' ')
			return false;
	}
	return dash;
}

static size_t count_columns(struct str row)
{
	size_t n = 1;
	for (size_t i = 0; i < row.n && n < TABLE_COLUMNS_MAX; i++)
		n += row.p[i] == '|';
	return n;
}

static void fill_row(struct arena *a, struct str row, const char **cells, size_t columns)
{
	for (size_t c = 0; c < columns; c++) {
		struct str cell = row;
		if (c + 1 < columns)
			str_cut(row, '|', &cell, &row);
		cell = str_trim(cell);
		cells[c] = cell.n ? arena_str(a, cell) : "";
	}
}

void gemtext_table(struct arena *a, struct str text, struct table *out)
{
	struct str rest = text, line;
	*out = (struct table){ 0 };
	if (!next_row(&rest, &line))
		return;
	bool barred = str_starts(str_trim(line), "|");
	struct str header = row_inside(line, barred);
	out->columns = count_columns(header);

	struct str body = rest;
	bool ruled = next_row(&rest, &line) && is_ruler(str_trim(line));
	if (ruled)
		body = rest;
	out->rows = 1;
	for (rest = body; next_row(&rest, &line);)
		out->rows++;

	out->cells = arena_alloc(a, out->rows * out->columns * sizeof *out->cells);
	fill_row(a, header, out->cells, out->columns);
	rest = body;
	for (size_t r = 1; r < out->rows && next_row(&rest, &line); r++)
		fill_row(a, row_inside(line, barred), out->cells + r * out->columns, out->columns);
}

/* Without the query and the fragment: they are no part of what a path names. */
static struct str path_only(struct str url)
{
	size_t n = 0;
	while (n < url.n && url.p[n] != '?' && url.p[n] != '#')
		n++;
	return str_sub(url, 0, n);
}

/* RFC 3986 section 5.2.3: all of base up to its last slash, then the path. */
static void merge(struct buf *out, const char *base, bool base_folder, struct str path)
{
	struct str b = str_of(base);
	if (str_starts(path, "/")) {
		buf_add_str(out, path);
		return;
	}
	if (path.n > 0 && !base_folder)
		while (b.n > 0 && b.p[b.n - 1] != '/')
			b.n--;
	buf_add_str(out, b);
	if (path.n > 0 && (b.n == 0 || b.p[b.n - 1] != '/'))
		buf_add_char(out, '/');
	buf_add_str(out, path);
}

const char *gemtext_resolve(struct arena *a, struct str url, const char *base, bool base_folder)
{
	if (url.n == 0 || str_starts(url, "//"))
		return NULL;
	const char *uri = base_folder && !uri_has_scheme(url) ? NULL : contact_uri(a, url);
	if (uri)
		return uri;
	struct str path = path_only(url);
	size_t max = str_of(base).n + path.n + 2;
	struct buf raw, clean;
	buf_init(&raw, max);
	buf_init(&clean, max);
	merge(&raw, base, base_folder, path);
	bool good = path_normalise(buf_str(&raw), &clean) == PATH_OK && !clean.full;
	const char *found = good ? arena_str(a, buf_str(&clean)) : NULL;
	buf_release(&raw);
	buf_release(&clean);
	return found;
}
