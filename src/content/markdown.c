/*
 * markdown: CommonMark turned into canonical gemtext.
 *
 * The tree is walked without recursion (cmark's iterator): hostile nesting costs no stack. Text is gathered until its
 * block ends; gemtext has no inline marks, so emphasis is dropped and links wait for the end of the block.
 */
#include "content/markdown.h"

#include <cmark.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "content/gemtext.h"

enum { LEVELS = 3, TABLE_CELLS_MAX = 4096 };

struct link {
	const char *url, *label;
};

struct convert {
	struct arena *arena;
	struct markdown *out;
	struct str *source; /* its lines */
	int source_count;
	struct buf text;  /* the gemtext so far */
	struct buf block; /* the words of the block that is read */
	int mapped;       /* line of the source for what is written */
	bool in_cell;     /* a cell of a table is read for the second time, alone */
	struct link *links;
	size_t link_count;
	size_t label_at;  /* where in `block` the words of the open link begin */
	bool words;       /* there are words outside of links */
	int image_depth;  /* within an image: its words are a label */
	struct buf label; /* of the open image */
	int quote_depth;
};

/* --- lines of gemtext -------------------------------------------------------------- */

static void end_line(struct convert *c)
{
	buf_add_char(&c->text, '\n');
	*ARENA_PUSH(c->arena, c->out->lines, c->out->line_count) = c->mapped;
}

/* An empty line between blocks, but not above the first. */
static void separate(struct convert *c)
{
	if (c->text.len > 1 && c->text.data[c->text.len - 2] != '\n')
		end_line(c);
}

static void write_line(struct convert *c, const char *marker, struct str text)
{
	buf_puts(&c->text, marker);
	buf_add_str(&c->text, text);
	end_line(c);
}

/* Where a block cannot be several lines. */
static void join_lines(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->data[i] == '\n')
			b->data[i] = ' ';
}

static void write_links(struct convert *c)
{
	for (size_t i = 0; i < c->link_count; i++) {
		const struct link *l = &c->links[i];
		buf_printf(&c->text, "=> %s", l->url);
		if (*l->label && strcmp(l->label, l->url) != 0)
			buf_printf(&c->text, " %s", l->label);
		end_line(c);
	}
	c->links = NULL;
	c->link_count = 0;
}

/* --- words ------------------------------------------------------------------------- */

/* Entities may add characters that no line may have. */
static void add_words(struct buf *to, struct str s)
{
	while (s.n) {
		size_t len;
		uint32_t ch = utf8_decode(s, &len);
		struct str one = str_sub(s, 0, len);
		if (ch == '\n' || ch == '\r' || ch == '\t' || !utf8_xml_safe(one, NULL))
			buf_add_char(to, ' ');
		else
			buf_add_str(to, one);
		s = str_sub(s, len, s.n);
	}
}

static void add_text(struct convert *c, const char *literal)
{
	struct str s = str_of(literal);
	add_words(c->image_depth ? &c->label : &c->block, s);
	c->words |= !c->image_depth && c->label_at == SIZE_MAX && str_trim(s).n > 0;
}

/* An address in a line of gemtext holds no spaces. */
static const char *address(struct convert *c, const char *url)
{
	struct buf b;
	buf_init(&b, str_of(url).n * 3);
	for (struct str s = str_of(url); s.n;) {
		size_t len;
		uint32_t ch = utf8_decode(s, &len);
		bool plain = ch > ' ' && ch != 0x7f && utf8_xml_safe(str_sub(s, 0, len), NULL);
		for (size_t i = 0; i < len; i++)
			if (plain)
				buf_add_char(&b, s.p[i]);
			else
				buf_printf(&b, "%%%02X", (unsigned char)s.p[i]);
		s = str_sub(s, len, s.n);
	}
	const char *kept = arena_str(c->arena, buf_str(&b));
	buf_release(&b);
	return kept;
}

static void add_link(struct convert *c, cmark_node *node, struct str label)
{
	const char *url = cmark_node_get_url(node);
	struct buf b;
	buf_init(&b, MARKDOWN_MAX);
	if (!url || !*url)
		return;
	/* A label is one line, whatever breaks its words had in them. */
	add_words(&b, str_trim(label).n ? label : str_of(cmark_node_get_title(node)));
	struct link *l = ARENA_PUSH(c->arena, c->links, c->link_count);
	l->url = address(c, url);
	l->label = arena_str(c->arena, str_trim(buf_str(&b)));
	if (str_starts(str_of(l->url), "mailto:") && strcmp(l->label, l->url + 7) == 0)
		l->label = "";
	buf_release(&b);
}

static void refuse_html(struct convert *c, cmark_node *node)
{
	struct str html = str_trim(str_of(cmark_node_get_literal(node)));
	while (str_ends(html, "\n"))
		html = str_trim(str_sub(html, 0, html.n - 1));
	/* A comment of the editor's is no markup. */
	if (c->in_cell || (str_starts(html, "<!--") && str_ends(html, "-->")))
		return;
	/* Of a pair of tags the first says enough. */
	if (str_starts(html, "</") && c->out->refused_count)
		return;
	struct str shown = str_sub(html, 0, str_find(html, '\n'));
	struct markdown_refusal *r = ARENA_PUSH(c->arena, c->out->refused, c->out->refused_count);
	r->line = cmark_node_get_start_line(node);
	if (r->line <= 0)
		r->line = c->mapped;
	r->text = arena_str(c->arena, str_sub(shown, 0, utf8_fit(shown, 40)));
}

static void read_inline(struct convert *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		add_text(c, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		add_text(c, " ");
		break;
	case CMARK_NODE_LINEBREAK:
		/* Only a paragraph can be several lines. */
		if (c->image_depth)
			buf_add_char(&c->label, ' ');
		else
			buf_add_char(&c->block, '\n');
		break;
	case CMARK_NODE_HTML_INLINE:
		refuse_html(c, node);
		break;
	case CMARK_NODE_LINK:
		if (enter) {
			c->label_at = c->block.len;
		} else {
			add_link(c, node, str_sub(buf_str(&c->block), c->label_at, c->block.len));
			c->label_at = SIZE_MAX;
		}
		break;
	case CMARK_NODE_IMAGE:
		c->image_depth += enter ? 1 : -1;
		if (!enter && c->image_depth == 0) {
			add_link(c, node, buf_str(&c->label));
			buf_reset(&c->label);
		}
		break;
	default:
		break;
	}
}

static bool in_item(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	return parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM;
}

/* --- tables ------------------------------------------------------------------------ */

static void split_source(struct convert *c, struct str text)
{
	struct str line;
	size_t n = 0;
	while (str_next_line(&text, &line))
		*ARENA_PUSH(c->arena, c->source, n) = str_trim(line);
	c->source_count = (int)n;
}

/* ruler = [ "|" ] 1*( "-" / ":" / WSP ) *( "|" … ), with a bar and a dash */
static bool is_ruler(struct str line)
{
	bool dash = false, bar = false;
	for (size_t i = 0; i < line.n; i++) {
		char ch = line.p[i];
		dash |= ch == '-';
		bar |= ch == '|';
		if (ch != '-' && ch != '|' && ch != ':' && ch != ' ' && ch != '\t')
			return false;
	}
	return dash && bar;
}

static bool is_table(struct convert *c, cmark_node *node)
{
	int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
	if (c->quote_depth || in_item(node) || first < 1 || last <= first || last > c->source_count)
		return false;
	struct str head = c->source[first - 1];
	return str_find(head, '|') < head.n && is_ruler(c->source[first]);
}

/* The words of one cell: a small text of its own. */
static void add_cell(struct convert *c, struct str cell)
{
	cmark_node *root = cmark_parse_document(cell.p, cell.n, CMARK_OPT_DEFAULT);
	cmark_iter *walk = cmark_iter_new(root);
	cmark_event_type event;
	buf_reset(&c->block);
	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE)
		read_inline(c, cmark_iter_get_node(walk), event == CMARK_EVENT_ENTER);
	cmark_iter_free(walk);
	cmark_node_free(root);
	join_lines(&c->block);
	/* A bar within a cell cannot be said in gemtext. */
	for (struct str s = str_trim(buf_str(&c->block)); s.n; s = str_sub(s, 1, s.n)) {
		if (s.p[0] == '|')
			buf_puts(&c->text, "¦");
		else
			buf_add_char(&c->text, s.p[0]);
	}
}

static void write_row(struct convert *c, struct str row, size_t *cells)
{
	if (str_starts(row, "|"))
		row = str_sub(row, 1, row.n);
	if (str_ends(row, "|") && !str_ends(row, "\\|"))
		row = str_sub(row, 0, row.n - 1);
	buf_puts(&c->text, "| ");
	for (size_t from = 0, i = 0; i <= row.n; i++) {
		bool bar = i < row.n && row.p[i] == '|' && (i == 0 || row.p[i - 1] != '\\');
		if (!bar && i < row.n)
			continue;
		if (++*cells <= TABLE_CELLS_MAX)
			add_cell(c, str_sub(row, from, i));
		buf_puts(&c->text, bar ? " | " : " |");
		from = i + 1;
	}
	end_line(c);
}

static void write_table(struct convert *c, cmark_node *node)
{
	int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
	size_t cells = 0;
	separate(c);
	/* Its links were met once already, out of their cells. */
	c->links = NULL;
	c->link_count = 0;
	write_line(c, "```table", STR(""));
	c->in_cell = true;
	for (c->mapped = first; c->mapped <= last; c->mapped++)
		if (c->mapped != first + 1)
			write_row(c, c->source[c->mapped - 1], &cells);
	c->in_cell = false;
	c->mapped = last;
	write_line(c, "```", STR(""));
	write_links(c);
}

/* --- blocks ------------------------------------------------------------------------ */

static void begin_words(struct convert *c, cmark_node *node)
{
	buf_reset(&c->block);
	buf_reset(&c->label);
	c->words = false;
	c->mapped = cmark_node_get_start_line(node);
}

static void write_heading(struct convert *c, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node);
	separate(c);
	join_lines(&c->block);
	write_line(c, &"### "[LEVELS - (level < LEVELS ? level : LEVELS)], str_trim(buf_str(&c->block)));
	write_links(c);
}

static void write_paragraph(struct convert *c)
{
	struct str rest = str_trim(buf_str(&c->block)), line;
	bool only_links = !c->words && c->link_count > 0;
	if (c->quote_depth == 0)
		separate(c);
	while (!only_links && str_next_line(&rest, &line)) {
		line = str_trim(line);
		const char *marker = c->quote_depth ? "> " : gemtext_seems_marked(line) ? " " : "";
		write_line(c, marker, line);
	}
	write_links(c);
}

/* "* text", "* 3. text"; the second paragraph of an item goes on in its line. */
static void write_item(struct convert *c, cmark_node *node)
{
	cmark_node *item = cmark_node_parent(node), *list = cmark_node_parent(item);
	cmark_node *before = cmark_node_previous(node);
	join_lines(&c->block);
	struct str text = str_trim(buf_str(&c->block));
	if (before && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH && text.n) {
		c->text.data[c->text.len - 1] = ' ';
		c->out->line_count--;
		write_line(c, "", text);
		return;
	}
	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST || before) {
		write_line(c, "* ", text);
		return;
	}
	write_line(
	    c, arena_printf(c->arena, "* %" PRIdPTR ". ", (intptr_t)cmark_node_get_user_data(item)), text);
}

static void write_code(struct convert *c, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node);
	struct str rest = str_of(cmark_node_get_literal(node)), line;
	c->mapped = cmark_node_get_start_line(node);
	separate(c);
	buf_reset(&c->block);
	add_words(&c->block, str_of(info));
	write_line(c, "```", str_trim(buf_str(&c->block)));
	while (str_next_line(&rest, &line)) {
		c->mapped++;
		write_line(c, str_starts(line, "```") ? " " : "", line);
	}
	write_line(c, "```", STR(""));
}

static void end_paragraph(struct convert *c, cmark_node *node)
{
	if (is_table(c, node))
		write_table(c, node);
	else if (in_item(node))
		write_item(c, node);
	else
		write_paragraph(c);
}

/* An item keeps its number as its user data. */
static void number_item(cmark_node *item)
{
	cmark_node *before = cmark_node_previous(item);
	intptr_t number = before ? (intptr_t)cmark_node_get_user_data(before) + 1
	                         : cmark_node_get_list_start(cmark_node_parent(item));
	cmark_node_set_user_data(item, (void *)number);
}

static void read_block(struct convert *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		if (enter)
			begin_words(c, node);
		else if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
			write_heading(c, node);
		else
			end_paragraph(c, node);
		break;
	case CMARK_NODE_LIST:
		if (enter && !in_item(node))
			separate(c);
		else if (!enter && !in_item(node))
			write_links(c);
		break;
	case CMARK_NODE_ITEM:
		if (enter)
			number_item(node);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		if (enter)
			separate(c);
		c->quote_depth += enter ? 1 : -1;
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_code(c, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		refuse_html(c, node);
		break;
	default:
		read_inline(c, node, enter);
	}
}

void markdown_convert(struct arena *a, struct str text, struct markdown *out)
{
	struct convert c = { .arena = a, .out = out, .label_at = SIZE_MAX };
	*out = (struct markdown){ 0 };
	split_source(&c, text);
	buf_init(&c.text, 8 * MARKDOWN_MAX);
	buf_init(&c.block, MARKDOWN_MAX);
	buf_init(&c.label, MARKDOWN_MAX);
	cmark_node *root = cmark_parse_document(text.p ? text.p : "", text.n, CMARK_OPT_DEFAULT);
	cmark_iter *walk = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE)
		read_block(&c, cmark_iter_get_node(walk), event == CMARK_EVENT_ENTER);
	cmark_iter_free(walk);
	cmark_node_free(root);
	out->text = (struct str){ arena_str(a, buf_str(&c.text)), c.text.len };
	buf_release(&c.text);
	buf_release(&c.block);
	buf_release(&c.label);
}

struct str markdown_plain(struct arena *a, struct str line)
{
	struct markdown m;
	struct buf b;
	/* Behind a word nothing is the mark of a block. */
	static const char before[] = "x ";
	buf_init(&b, MARKDOWN_MAX);
	buf_puts(&b, before);
	buf_add_str(&b, line);
	markdown_convert(a, buf_str(&b), &m);
	buf_release(&b);
	return str_trim(str_sub(m.text, strlen(before), str_find(m.text, '\n')));
}
