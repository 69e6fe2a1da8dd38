/*
 * flow: a block is gathered until it ends, then written as lines; gemtext has no inline links, so they wait until then.
 */
#include "content/flow.h"

#include <string.h>

#include "base/utf8.h"
#include "content/flow_words.h"
#include "content/gemtext.h"

enum { LEVELS = 3 };

void flow_init(struct flow *f, struct arena *a, size_t max)
{
	*f = (struct flow){ .arena = a, .line = 1 };
	mapped_init(&f->text, 8 * max);
	buf_init(&f->block, 4 * max);
	buf_init(&f->cell, 4 * max);
}

void flow_release(struct flow *f)
{
	mapped_release(&f->text);
	buf_release(&f->block);
	buf_release(&f->cell);
}

/* --- lines --- */

static void end_line(struct flow *f)
{
	mapped_char(&f->text, f->arena, '\n', f->line);
}

/* An empty line between blocks, but not above the first. */
void flow_separate(struct flow *f)
{
	const struct buf *b = &f->text.text;
	if (b->len > 1 && b->data[b->len - 2] != '\n')
		end_line(f);
}

void flow_line(struct flow *f, const char *marker, struct str text)
{
	mapped_puts(&f->text, f->arena, marker, f->line);
	mapped_add(&f->text, f->arena, text, f->line);
	end_line(f);
}

/* A line of words, with their marks. */
static void write_words(struct flow *f, struct words *w, const char *marker, struct str words, bool paragraph)
{
	struct buf b;
	size_t first = f->marks.n;
	buf_init(&b, f->block.max * 2);
	words_line(w, f->arena, words, &b, &f->marks);
	if (paragraph && gemtext_seems_marked(buf_str(&b)))
		marker = " ";
	size_t at = f->text.text.len + strlen(marker);
	for (size_t i = first; i < f->marks.n; i++)
		f->marks.v[i].at += at;
	flow_line(f, marker, buf_str(&b));
	buf_release(&b);
}

void flow_write_links(struct flow *f)
{
	for (size_t i = 0; i < f->link_count; i++) {
		const struct flow_link *l = &f->links[i];
		flow_line(f, "=> ",
		    str_of(*l->label && strcmp(l->label, l->url) != 0
		               ? arena_printf(f->arena, "%s %s", l->url, l->label)
		               : l->url));
	}
	f->links = NULL;
	f->link_count = 0;
}

/* --- words --- */

void flow_text(struct flow *f, struct str s)
{
	if (f->open == FLOW_NONE && str_trim(s).n == 0)
		return;
	if (f->open == FLOW_NONE) {
		flow_begin(f, FLOW_PARAGRAPH, 0);
		f->implied = true;
	}
	f->words |= !f->url && str_trim(s).n > 0;
	size_t len;
	for (; s.n; s = str_sub(s, len, s.n)) {
		uint32_t ch = utf8_decode(s, &len);
		struct str one = str_sub(s, 0, len);
		if (ch == '\n' || ch == '\r' || ch == '\t' || !utf8_xml_safe(one, NULL))
			buf_add_char(&f->block, ' ');
		else
			buf_add_str(&f->block, one);
	}
}

void flow_break(struct flow *f)
{
	if (f->open != FLOW_NONE)
		buf_add_char(&f->block, '\n');
}

void flow_mark(struct flow *f, enum flow_mark mark, bool open)
{
	if (f->open == FLOW_NONE && open) {
		flow_begin(f, FLOW_PARAGRAPH, 0);
		f->implied = true;
	}
	if (f->open != FLOW_NONE)
		buf_add_char(&f->block, (char)((open ? FLOW_OPEN : FLOW_CLOSE) + (int)mark));
}

void flow_tildes(struct flow *f)
{
	buf_add_char(&f->block, FLOW_TILDES);
}

/* --- links --- */

/* An address in a line of gemtext holds no spaces. */
static const char *address(struct flow *f, const char *url)
{
	struct buf b;
	size_t len;
	buf_init(&b, str_of(url).n * 3);
	for (struct str s = str_trim(str_of(url)); s.n; s = str_sub(s, len, s.n)) {
		uint32_t ch = utf8_decode(s, &len);
		bool plain = ch > ' ' && ch != 0x7f && utf8_xml_safe(str_sub(s, 0, len), NULL);
		for (size_t i = 0; i < len; i++)
			if (plain)
				buf_add_char(&b, s.p[i]);
			else
				buf_printf(&b, "%%%02X", (unsigned char)s.p[i]);
	}
	const char *kept = arena_str(f->arena, buf_str(&b));
	buf_release(&b);
	return kept;
}

static void add_link(struct flow *f, const char *url, const char *label)
{
	struct flow_link *l = ARENA_PUSH(f->arena, f->links, f->link_count);
	l->url = address(f, url);
	l->label = str_starts(str_of(l->url), "mailto:") && !strcmp(label, l->url + 7) ? "" : label;
}

/* One line of clean words. */
static const char *label_of(struct flow *f, struct str s)
{
	struct flow clean = { .arena = f->arena, .open = FLOW_PARAGRAPH };
	buf_init(&clean.block, s.n * 2 + 16);
	flow_text(&clean, s);
	const char *label = words_plain(f->arena, str_trim(buf_str(&clean.block)));
	buf_release(&clean.block);
	return label;
}

void flow_link(struct flow *f, const char *url, struct str label)
{
	bool alone = f->open == FLOW_NONE;
	if (!url || !*url)
		return;
	if (alone)
		flow_begin(f, FLOW_PARAGRAPH, 0);
	add_link(f, url, label_of(f, label));
	if (alone)
		flow_end(f);
}

void flow_link_open(struct flow *f, const char *url)
{
	if (f->url)
		flow_link_close(f, NULL);
	if (f->open == FLOW_NONE) {
		flow_begin(f, FLOW_PARAGRAPH, 0);
		f->implied = true;
	}
	f->url = url ? arena_strdup(f->arena, url) : "";
	f->label_at = f->block.len;
}

void flow_link_close(struct flow *f, const char *title)
{
	if (!f->url)
		return;
	struct str words = str_trim(str_sub(buf_str(&f->block), f->label_at, f->block.len));
	const char *label = words_plain(f->arena, words), *url = f->url;
	f->url = NULL;
	if (!*label && title)
		label = label_of(f, str_of(title));
	/* What leads nowhere, or only within the page, is words. */
	if (!*url || *url == '#')
		f->words |= words.n > 0;
	else
		add_link(f, url, label);
}

/* --- blocks --- */

void flow_begin(struct flow *f, enum flow_block block, int level)
{
	flow_end(f);
	f->open = block;
	f->heading = level;
	f->implied = false;
	f->words = false;
	buf_reset(&f->block);
}

static void join_lines(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->data[i] == '\n')
			b->data[i] = ' ';
}

static void write_heading(struct flow *f, struct words *w)
{
	int level = f->heading < LEVELS ? f->heading : LEVELS;
	join_lines(&f->block);
	flow_separate(f);
	write_words(f, w, &"### "[LEVELS - level], buf_str(&f->block), false);
	flow_write_links(f);
}

static void write_paragraph(struct flow *f, struct words *w)
{
	struct str rest = buf_str(&f->block), line;
	bool only_links = !f->words && f->link_count > 0;
	if (!f->quotes && (f->words || only_links))
		flow_separate(f);
	while (!only_links && str_next_line(&rest, &line))
		if (*words_plain(f->arena, line))
			write_words(f, w, f->quotes ? "> " : "", line, !f->quotes);
	flow_write_links(f);
}

/*
 * "* text"; of a numbered list "* 3. text"; "* – text" in a list within a list, and "* 1.2. text" where both have numbers.
 */
static const char *item_marker(struct flow *f)
{
	struct buf dashes, path;
	size_t depth = f->depth < FLOW_LEVELS_MAX ? f->depth : FLOW_LEVELS_MAX;
	buf_init(&dashes, 256);
	buf_init(&path, 512);
	for (size_t i = f->quoted_from; i < depth; i++) {
		const struct flow_level *l = &f->levels[i];
		bool nested = i > f->quoted_from, joined = nested && l->ordered && f->levels[i - 1].ordered;
		if (nested && !joined)
			buf_puts(&dashes, "– ");
		if (!joined)
			buf_reset(&path);
		if (l->ordered)
			buf_printf(&path, "%d.", l->number);
	}
	const char *marker = arena_printf(f->arena, "* %s%s%s", dashes.data, path.data, path.len ? " " : "");
	buf_release(&dashes);
	buf_release(&path);
	return marker;
}

/* "[ ]" and "[x]" have as many bytes as the boxes. */
static void tick(struct buf *b)
{
	if (str_starts(buf_str(b), "[ ] "))
		memcpy(b->data, "☐", 3);
	else if (str_starts(buf_str(b), "[x] ") || str_starts(buf_str(b), "[X] "))
		memcpy(b->data, "☑", 3);
}

/* The second paragraph of an item goes on in its line. */
static void write_item(struct flow *f, struct words *w)
{
	join_lines(&f->block);
	tick(&f->block);
	const char *marker = f->fresh ? item_marker(f) : "* ";
	bool empty = !*words_plain(f->arena, buf_str(&f->block));
	if (empty && f->link_count && !f->fresh)
		return;
	if (!f->fresh && f->joins && f->text.line_count) {
		struct buf *b = &f->text.text;
		b->data[b->len - 1] = ' ';
		f->text.line_count--;
		marker = "";
	}
	write_words(f, w, marker, buf_str(&f->block), false);
	f->fresh = false;
	f->joins = true;
}

static void write_cell(struct flow *f)
{
	const char *text = words_plain(f->arena, buf_str(&f->block));
	if (f->cell.len && *text)
		buf_puts(&f->cell, f->depth ? "; " : " ");
	buf_puts(&f->cell, text);
}

void flow_end(struct flow *f)
{
	struct words w;
	if (f->open == FLOW_NONE)
		return;
	flow_link_close(f, NULL);
	enum flow_block block = f->open;
	f->open = FLOW_NONE;
	words_init(&w, buf_str(&f->block));
	if (f->in_table)
		write_cell(f);
	else if (block == FLOW_HEADING)
		write_heading(f, &w);
	else if (f->depth > f->quoted_from)
		write_item(f, &w);
	else
		write_paragraph(f, &w);
}

size_t flow_list_open(struct flow *f, bool ordered, int start)
{
	size_t before = f->depth;
	flow_end(f);
	if (before == 0 && !f->in_table)
		flow_separate(f);
	if (f->depth < FLOW_LEVELS_MAX)
		f->levels[f->depth] = (struct flow_level){ ordered, start - 1 };
	f->depth++;
	f->joins = false;
	return before;
}

void flow_list_close(struct flow *f, size_t depth)
{
	flow_end(f);
	if (depth >= f->depth)
		return;
	f->depth = depth;
	f->fresh = f->joins = false;
	if (depth == 0 && !f->in_table)
		flow_write_links(f);
}

void flow_item(struct flow *f)
{
	flow_end(f);
	if (f->depth && f->depth <= FLOW_LEVELS_MAX)
		f->levels[f->depth - 1].number++;
	f->fresh = true;
	f->joins = false;
}

/* The number of an item that begins with something else than words. */
static void write_number(struct flow *f)
{
	size_t depth = f->depth < FLOW_LEVELS_MAX ? f->depth : FLOW_LEVELS_MAX;
	if (f->fresh && depth && f->levels[depth - 1].ordered)
		flow_line(f, "", str_trim(str_of(item_marker(f))));
	f->fresh = false;
}

size_t flow_quote_open(struct flow *f)
{
	size_t before = f->quoted_from;
	flow_end(f);
	if (!f->in_table) {
		write_number(f);
		flow_separate(f);
	}
	f->quotes++;
	f->quoted_from = f->depth;
	return before;
}

void flow_quote_close(struct flow *f, size_t before)
{
	flow_end(f);
	if (!f->quotes)
		return;
	f->quotes--;
	f->quoted_from = before;
	f->joins = false;
}

void flow_code(struct flow *f, struct str info, struct str literal)
{
	struct str line;
	flow_end(f);
	if (f->in_table) {
		flow_text(f, literal);
		flow_end(f);
		return;
	}
	write_number(f);
	flow_separate(f);
	flow_line(f, "```", str_of(label_of(f, info)));
	while (str_next_line(&literal, &line)) {
		f->line++;
		flow_line(f, str_starts(line, "```") ? " " : "", line);
	}
	flow_line(f, "```", STR(""));
	f->joins = false;
}

void flow_finish(struct flow *f)
{
	flow_list_close(f, 0);
	flow_end(f);
	flow_write_links(f);
}
