/*
 * html_list: one list after the other is opened and closed, as the lines go down and up.
 */
#include "page/html_list.h"

#include <string.h>

#include "base/ascii.h"
#include "page/render_parts.h"

enum { LEVELS_MAX = 8, DIGITS_MAX = 6 };

static const char dash[] = "– ";

struct line {
	size_t level; /* how many lists are around its own */
	int number;   /* -1: its list has none */
	size_t skip;  /* bytes before its words */
};

struct lists {
	const struct html *h;
	bool numbered[LEVELS_MAX];
	int number[LEVELS_MAX]; /* of the line written last */
	size_t open;
};

/* number = 1*6DIGIT "." SP; "1.2. " stays as it is written, and so does a number without words */
static void read_number(const char *text, struct line *l)
{
	const char *p = text + l->skip;
	int number = 0, digits = 0;

	for (; ascii_is_digit(p[digits]) && digits < DIGITS_MAX; digits++)
		number = 10 * number + (p[digits] - '0');
	if (digits && p[digits] == '.' && p[digits + 1] == ' ' && p[digits + 2]) {
		l->number = number;
		l->skip += (size_t)digits + 2;
	}
}

static struct line read_line(const char *text)
{
	struct line l = { .number = -1 };

	while (l.level + 1 < LEVELS_MAX && !strncmp(text + l.skip, dash, sizeof dash - 1)) {
		l.level++;
		l.skip += sizeof dash - 1;
	}
	read_number(text, &l);
	return l;
}

static void close_list(struct lists *s)
{
	s->open--;
	buf_puts(s->h->out, s->numbered[s->open] ? "</li>\n</ol>\n" : "</li>\n</ul>\n");
}

static void open_list(struct lists *s, const struct line *l)
{
	struct buf *out = s->h->out;

	s->numbered[s->open] = l->number >= 0;
	buf_puts(out, l->number >= 0 ? "<ol" : "<ul");
	if (l->number > 1 || l->number == 0)
		buf_printf(out, " start=\"%d\"", l->number);
	buf_puts(out, ">\n");
	s->number[s->open++] = l->number - 1;
}

/* The list that the line is in is the innermost one that is open, and its line before is closed. */
static void go_to(struct lists *s, const struct line *l)
{
	while (s->open > l->level + 1)
		close_list(s);
	if (s->open == l->level + 1 && s->numbered[l->level] != (l->number >= 0))
		close_list(s);
	if (s->open == l->level + 1)
		buf_puts(s->h->out, "</li>\n");
	else
		open_list(s, l);
}

static void add_line(struct lists *s, const struct block *b)
{
	struct line l = read_line(b->text);
	int *number;

	/* A list is below a line of the one around it. */
	if (l.level > s->open)
		l.level = s->open;
	go_to(s, &l);
	number = &s->number[s->open - 1];
	buf_puts(s->h->out, "<li");
	if (l.number >= 0 && l.number != *number + 1)
		buf_printf(s->h->out, " value=\"%d\"", l.number);
	html_open(s->h, "", b->lang, b->text);
	html_marked_text(s->h, b, l.skip);
	*number = l.number;
}

size_t html_list_lines(const struct page *p, size_t from)
{
	size_t n = 0;

	if (p->blocks[from].type != BLOCK_LIST || block_is_minor(&p->blocks[from]))
		return 0;
	for (n = 1; from + n < p->block_count; n++)
		if (block_is_minor(&p->blocks[from + n]) ||
		    !blocks_join(&p->blocks[from + n - 1], &p->blocks[from + n]))
			break;
	return n;
}

void html_list(const struct html *h, size_t from, size_t lines)
{
	struct lists s = { .h = h };

	for (size_t i = 0; i < lines; i++)
		add_line(&s, &h->page->blocks[from + i]);
	while (s.open)
		close_list(&s);
}
