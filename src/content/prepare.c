/*
 * prepare: line by line; a line in a fence is copied.
 *
 *   table      = row ruler *row                   ; row: a line with a bar, ruler: bars, dashes and colons
 *   footnote   = "[^" name "]:" text *( indented line )
 *   definition = ":" 1*SP text                    ; below the line of its term
 *   attributes = "{" ( "#" / "." / ":" ) *CHAR "}"   ; at the end of a line or alone
 *   box        = ":::" [ kind ] [ title ]
 */
#include "content/prepare.h"

#include <string.h>

#include "base/ascii.h"

enum { FOOTNOTES_MAX = 512, NAME_MAX_LEN = 64, INDENT = 4, PREFIX_MAX = 16 };

struct footnote {
	struct str name;
	int number;         /* 0: not named yet */
	size_t first, last; /* lines of its text */
};

struct prepare {
	struct arena *arena;
	struct mapped_text *out;
	struct str *lines;
	size_t n;
	struct footnote *notes;
	size_t note_count;
	int named;  /* footnotes that have a number */
	char fence; /* of the fence that is open */
	size_t fence_n;
	size_t code; /* backticks of the inline code that goes on from the line above */
};

static void put(struct prepare *p, const char *s, size_t line)
{
	mapped_puts(p->out, p->arena, s, (int)line + 1);
}

static void put_str(struct prepare *p, struct str s, size_t line)
{
	mapped_add(p->out, p->arena, s, (int)line + 1);
}

static size_t run_of(struct str s, char c)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == c)
		n++;
	return n;
}

/* Indentation and the marks of quotes that a line begins with. */
static size_t prefix_of(struct str line)
{
	size_t n = 0;
	while (n < line.n && strchr(" \t>", line.p[n]))
		n++;
	return n;
}

static bool is_blank(struct str line)
{
	return prefix_of(line) == line.n;
}

/* Whether the line is in a fence, or one of its two ends. */
static bool in_fence(struct prepare *p, struct str line)
{
	struct str s = str_sub(line, prefix_of(line), line.n);
	if (!p->fence && s.n > 2 && strchr("-*+", s.p[0]) && s.p[1] == ' ')
		s = str_sub(s, 2 + prefix_of(str_sub(s, 2, s.n)), s.n);
	char c = s.n ? s.p[0] : '\0';
	size_t n = c == '`' || c == '~' ? run_of(s, c) : 0;
	struct str info = str_sub(s, n, s.n);
	if (p->fence) {
		if (c == p->fence && n >= p->fence_n && str_trim(info).n == 0)
			p->fence = 0;
		return true;
	}
	if (n < 3 || (c == '`' && str_find(info, '`') < info.n))
		return false;
	p->fence = c;
	p->fence_n = n;
	return true;
}

/* --- footnotes --- */

/* "[^name]" at the head of s; its length, 0: none. */
static size_t read_mark(struct str s, struct str *name)
{
	if (!str_starts(s, "[^"))
		return 0;
	size_t n = 2;
	while (n < s.n && n < NAME_MAX_LEN && s.p[n] != ']' && s.p[n] != ' ' && s.p[n] != '[')
		n++;
	*name = str_sub(s, 2, n);
	return n < s.n && s.p[n] == ']' && name->n ? n + 1 : 0;
}

static struct footnote *find_footnote(struct prepare *p, struct str name)
{
	for (size_t i = 0; i < p->note_count; i++)
		if (str_eq(p->notes[i].name, name))
			return &p->notes[i];
	return NULL;
}

static bool is_indented(struct str line)
{
	return str_starts(line, "  ") || str_starts(line, "\t");
}

/* The line after the last of a footnote that begins at `first`. */
static size_t footnote_end(const struct prepare *p, size_t first)
{
	size_t end = first + 1, name_end;
	struct str name;
	for (size_t i = end; i < p->n; i++) {
		struct str line = p->lines[i];
		bool blank = is_blank(line), after_blank = is_blank(p->lines[i - 1]);
		name_end = read_mark(line, &name);
		if (blank)
			continue;
		if (name_end || (after_blank && !is_indented(line)))
			break;
		end = i + 1;
	}
	return end;
}

static void find_footnotes(struct prepare *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct str line = p->lines[i], name;
		if (in_fence(p, line))
			continue;
		size_t n = read_mark(line, &name);
		if (!n || n >= line.n || line.p[n] != ':' || p->note_count == FOOTNOTES_MAX ||
		    find_footnote(p, name))
			continue;
		size_t end = footnote_end(p, i);
		*ARENA_PUSH(p->arena, p->notes, p->note_count) = (struct footnote){ name, 0, i, end };
		i = end - 1;
	}
	p->fence = 0;
}

static struct footnote *footnote_at(struct prepare *p, size_t line)
{
	for (size_t i = 0; i < p->note_count; i++)
		if (p->notes[i].first == line)
			return &p->notes[i];
	return NULL;
}

/* --- one line --- */

/* Goes over inline code; what is at `at` is a backtick. */
static size_t over_code(struct prepare *p, struct str s, size_t at)
{
	size_t n = run_of(str_sub(s, at, s.n), '`');
	if (p->code == n)
		p->code = 0;
	else if (!p->code)
		p->code = n;
	return n;
}

/*
 * The bytes of "](name with spaces.jpg)" at the head of s, of which CommonMark makes no link; 0: something else is there. A title in
 * quotes is no part of a name.
 */
static size_t spaced_target(struct str s)
{
	size_t open = 0, n = 2;
	bool space = false;
	if (!str_starts(s, "]("))
		return 0;
	for (; n < s.n && (s.p[n] != ')' || open); n++) {
		space |= s.p[n] == ' ';
		open += s.p[n] == '(';
		open -= s.p[n] == ')';
		if (strchr("<>\"'", s.p[n]))
			return 0;
	}
	return n < s.n && space ? n + 1 : 0;
}

/* Puts it as "](<name with spaces.jpg>)". */
static void put_target(struct prepare *p, struct str s, size_t line)
{
	put(p, "](<", line);
	put_str(p, str_trim(str_sub(s, 2, s.n - 1)), line);
	put(p, ">)", line);
}

/* The line with numbers for the names of footnotes. */
static void put_words(struct prepare *p, struct str s, size_t line)
{
	struct str name;
	if (is_blank(s))
		p->code = 0;
	for (size_t i = 0; i < s.n;) {
		size_t n = s.p[i] == '`' ? over_code(p, s, i) : 0;
		size_t mark = !p->code && s.p[i] == '[' ? read_mark(str_sub(s, i, s.n), &name) : 0;
		struct footnote *f = mark ? find_footnote(p, name) : NULL;
		if (f) {
			if (!f->number)
				f->number = ++p->named;
			put(p, arena_printf(p->arena, "\\[%d\\]", f->number), line);
			i += mark;
			continue;
		}
		size_t target = !p->code && !n ? spaced_target(str_sub(s, i, s.n)) : 0;
		if (target)
			put_target(p, str_sub(s, i, i + target), line);
		n = n ? n : 1;
		if (!target)
			put_str(p, str_sub(s, i, i + n), line);
		i += target ? target : n;
	}
}

/* "{#id}", "{.class}", "{: .note}" at the end of a line. */
static struct str without_attributes(struct str line)
{
	struct str s = str_trim(line);
	if (!str_ends(s, "}"))
		return line;
	size_t open = s.n;
	while (open > 0 && s.p[open - 1] != '{')
		open--;
	char c = open < s.n ? s.p[open] : '\0';
	if (!open || !c || !strchr("#.:", c) || (open > 1 && s.p[open - 2] == '{'))
		return line;
	struct str kept = str_sub(line, 0, (size_t)(s.p - line.p) + open - 1);
	while (kept.n && kept.p[kept.n - 1] == ' ')
		kept.n--;
	return kept;
}

/* ":::tip Title": without the marks and the kind. */
static bool is_box(struct str line, struct str *title)
{
	struct str s = str_trim(line);
	if (!str_starts(s, ":::"))
		return false;
	s = str_trim(str_sub(s, run_of(s, ':'), s.n));
	size_t n = str_find(s, ' ');
	*title = str_starts(s, "{") ? STR("") : str_trim(str_sub(s, n, s.n));
	return true;
}

static bool is_contents_mark(struct str line)
{
	static const char *const marks[] = { "[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]", "{:toc}" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_is(str_trim(line), marks[i]))
			return true;
	return false;
}

static bool is_definition(const struct prepare *p, size_t i)
{
	struct str line = p->lines[i];
	if (!str_starts(line, ": ") && !str_starts(line, ":\t") && !str_starts(line, ":   "))
		return false;
	return i > 0 && (!is_blank(p->lines[i - 1]) || (i > 1 && !is_blank(p->lines[i - 2])));
}

/* "> [!NOTE]" */
static bool is_alert(struct str line, struct str *kind)
{
	size_t n = prefix_of(line);
	struct str s = str_trim(str_sub(line, n, line.n));
	if (!str_starts(s, "[!") || str_find(str_sub(line, 0, n), '>') == n || !str_ends(s, "]"))
		return false;
	*kind = str_sub(s, 2, s.n - 1);
	return kind->n < 20 && str_find(*kind, ' ') == kind->n;
}

static void put_line(struct prepare *p, size_t i)
{
	struct str line = without_attributes(p->lines[i]), special;
	if (is_contents_mark(p->lines[i])) {
		put(p, "", i);
	} else if (is_box(line, &special)) {
		put_words(p, special, i);
		put(p, special.n ? "\n" : "", i);
	} else if (is_alert(line, &special)) {
		put_str(p, str_sub(line, 0, prefix_of(line)), i);
		put_str(p, special, i);
		put(p, "\\", i);
	} else if (is_definition(p, i)) {
		put(p, "\n- ", i);
		put_words(p, str_trim(str_sub(line, 1, line.n)), i);
	} else {
		put_words(p, line, i);
	}
	put(p, "\n", i);
}

/* --- tables --- */

static bool is_ruler(struct str line)
{
	bool dash = false, bar = false;
	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		dash |= c == '-';
		bar |= c == '|';
		if (c != '-' && c != '|' && c != ':' && c != ' ' && c != '\t')
			return false;
	}
	return dash && bar;
}

static bool is_table(const struct prepare *p, size_t i)
{
	if (i + 1 >= p->n)
		return false;
	struct str head = p->lines[i], ruler = p->lines[i + 1];
	size_t bar = str_find(head, '|');
	/* Below more than the indentation of a list it is code. */
	return bar < head.n && is_ruler(str_sub(ruler, prefix_of(ruler), ruler.n)) &&
	       prefix_of(head) <= PREFIX_MAX && prefix_of(head) <= prefix_of(ruler) + 1;
}

/* Each part of a table is a paragraph of its own, where the table is. */
static void put_part(struct prepare *p, struct str prefix, const char *mark, struct str text, size_t line)
{
	put_str(p, prefix, line);
	put(p, "\n", line);
	put_str(p, prefix, line);
	put(p, mark, line);
	put_words(p, text, line);
	put(p, "\n", line);
}

/* "a \| b" is a cell with a bar. */
static struct str unescape_bars(struct prepare *p, struct str cell)
{
	char *to = arena_str(p->arena, cell);
	size_t n = 0;
	for (size_t i = 0; i < cell.n; i++) {
		bool escape = cell.p[i] == '\\' && i + 1 < cell.n && cell.p[i + 1] == '|';
		to[n++] = cell.p[i + escape];
		i += escape;
	}
	return (struct str){ to, n };
}

static void put_row(struct prepare *p, struct str prefix, size_t line)
{
	struct str row = p->lines[line];
	row = str_trim(str_sub(row, prefix_of(row), row.n));
	if (str_starts(row, "|"))
		row = str_sub(row, 1, row.n);
	if (str_ends(row, "|") && !str_ends(row, "\\|"))
		row = str_sub(row, 0, row.n - 1);
	put_part(p, prefix, PREPARE_ROW, STR(""), line);
	for (size_t from = 0, i = 0; i <= row.n; i++) {
		bool bar = i < row.n && row.p[i] == '|' && (i == 0 || row.p[i - 1] != '\\');
		if (!bar && i < row.n)
			continue;
		put_part(p, prefix, PREPARE_CELL, unescape_bars(p, str_trim(str_sub(row, from, i))), line);
		from = i + 1;
	}
}

/* Puts the table that begins at line i; the line after it. */
static size_t put_table(struct prepare *p, size_t i)
{
	struct str prefix = str_sub(p->lines[i], 0, prefix_of(p->lines[i]));
	put_part(p, prefix, PREPARE_TABLE, STR(""), i);
	put_row(p, prefix, i);
	size_t row = i + 2;
	while (row < p->n && !is_blank(p->lines[row]) && str_find(p->lines[row], '|') < p->lines[row].n)
		put_row(p, prefix, row++);
	put_part(p, prefix, PREPARE_TABLE_END, STR(""), row - 1);
	put_str(p, prefix, row - 1);
	put(p, "\n", row - 1);
	return row;
}

/* --- the whole --- */

static void put_footnotes(struct prepare *p)
{
	for (size_t i = 0; i < p->note_count; i++)
		if (!p->notes[i].number)
			p->notes[i].number = ++p->named;
	for (int number = 1; number <= p->named; number++) {
		const struct footnote *f = NULL;
		for (size_t i = 0; i < p->note_count; i++)
			if (p->notes[i].number == number)
				f = &p->notes[i];
		put(p, arena_printf(p->arena, "\n\\[%d\\] ", number), f->first);
		for (size_t line = f->first; line < f->last; line++) {
			struct str s = p->lines[line];
			if (line == f->first)
				s = str_trim(str_sub(s, f->name.n + 4, s.n));
			else
				s = str_sub(s, prefix_of(s) < INDENT ? prefix_of(s) : INDENT, s.n);
			put_words(p, s, line);
			put(p, "\n", line);
		}
	}
}

void prepare_markdown(struct arena *a, struct str text, struct mapped_text *out)
{
	struct prepare p = { .arena = a, .out = out };
	struct str line;
	while (str_next_line(&text, &line))
		*ARENA_PUSH(a, p.lines, p.n) = line;
	find_footnotes(&p);
	for (size_t i = 0; i < p.n;) {
		const struct footnote *f = p.note_count ? footnote_at(&p, i) : NULL;
		if (f) {
			i = f->last;
			put(&p, "\n", i - 1);
		} else if (in_fence(&p, p.lines[i])) {
			put_str(&p, p.lines[i], i);
			put(&p, "\n", i);
			i++;
		} else if (is_table(&p, i)) {
			i = put_table(&p, i);
		} else {
			put_line(&p, i++);
		}
	}
	put_footnotes(&p);
}
