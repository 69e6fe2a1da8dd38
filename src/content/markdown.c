/*
 * markdown: three steps. Instructions to templates are taken out (template.h), what CommonMark does not know is put in its
 * terms (prepare.h), then cmark's tree is walked without recursion: hostile nesting costs no stack.
 */
#include "content/markdown.h"

#include <cmark.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "content/flow_table.h"
#include "content/markdown_html.h"
#include "content/prepare.h"
#include "content/template.h"

/* How much larger a text may become: a table of empty cells grows most. */
enum { GROWTH = 64 };

struct convert {
	struct flow flow;
	struct html_reading html;
	const struct mapped_text *stripped, *prepared;
	const char **prepared_lines;
	int image_depth;  /* within an image: its words are a label */
	struct buf label; /* of the open image */
};

/* The line of the text given for one that cmark names. */
static int source_line(const struct convert *c, int line)
{
	const struct mapped_text *p = c->prepared, *s = c->stripped;
	if (!p->line_count || !s->line_count)
		return 1;
	size_t at = line < 1 ? 0 : (size_t)line - 1;
	at = at < p->line_count ? at : p->line_count - 1;
	size_t before = (size_t)p->lines[at] - 1;
	return s->lines[before < s->line_count ? before : s->line_count - 1];
}

static void set_line(struct convert *c, cmark_node *node)
{
	if (cmark_node_get_start_line(node) > 0)
		c->flow.line = source_line(c, cmark_node_get_start_line(node));
}

/* --- words --- */

static void add_text(struct convert *c, struct str s)
{
	if (html_drops(&c->html))
		return;
	if (c->image_depth)
		buf_add_str(&c->label, s);
	else
		flow_text(&c->flow, s);
}

/* "~~" are marks of GFM; more of them are not. */
static void add_struck_text(struct convert *c, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n;) {
		size_t n = 0;
		while (i + n < s.n && s.p[i + n] == '~')
			n++;
		if (n == 2 && !c->image_depth && !html_drops(&c->html)) {
			add_text(c, str_sub(s, from, i));
			flow_tildes(&c->flow);
			from = i + n;
		}
		i += n ? n : 1;
	}
	add_text(c, str_sub(s, from, s.n));
}

/* Whether the element of this name ends later in the paragraph. */
static bool ends_later(cmark_node *tag, struct str name)
{
	for (cmark_node *n = cmark_node_next(tag); n; n = cmark_node_next(n)) {
		struct str other = str_of(cmark_node_get_literal(n));
		if (cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE && str_starts(other, "</") &&
		    strncasecmp(other.p + 2, name.p, name.n) == 0)
			return true;
	}
	return false;
}

static void read_tag(struct convert *c, cmark_node *node)
{
	struct str tag = str_of(cmark_node_get_literal(node));
	/* "The <title> of a page": a word. */
	struct str dropped = html_dropped_name(tag);
	if (dropped.n && !ends_later(node, dropped))
		add_text(c, tag);
	else if (!c->image_depth)
		html_inline(&c->html, tag);
}

static void end_image(struct convert *c, cmark_node *node)
{
	struct str label = str_trim(buf_str(&c->label));
	if (!label.n)
		label = str_of(cmark_node_get_title(node));
	flow_link(&c->flow, cmark_node_get_url(node), label);
	buf_reset(&c->label);
}

static void read_link(struct convert *c, cmark_node *node, bool enter)
{
	if (c->image_depth)
		return;
	if (enter)
		flow_link_open(&c->flow, cmark_node_get_url(node));
	else
		flow_link_close(&c->flow, cmark_node_get_title(node));
}

static void read_mark(struct convert *c, enum flow_mark mark, bool enter)
{
	if (!c->image_depth)
		flow_mark(&c->flow, mark, enter);
}

static void read_inline(struct convert *c, cmark_node *node, bool enter)
{
	struct str literal = str_of(cmark_node_get_literal(node));
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		if (literal.n && (unsigned char)literal.p[0] <= PREPARE_TABLE_END[0] &&
		    !cmark_node_previous(node))
			literal = str_sub(literal, 1, literal.n);
		add_struck_text(c, literal);
		break;
	case CMARK_NODE_CODE:
		read_mark(c, FLOW_CODE, true);
		add_text(c, literal);
		read_mark(c, FLOW_CODE, false);
		break;
	case CMARK_NODE_SOFTBREAK:
		add_text(c, STR(" "));
		break;
	case CMARK_NODE_LINEBREAK:
		if (c->image_depth)
			buf_add_char(&c->label, ' ');
		else
			flow_break(&c->flow);
		break;
	case CMARK_NODE_HTML_INLINE:
		read_tag(c, node);
		break;
	case CMARK_NODE_EMPH:
		read_mark(c, FLOW_EMPHASIS, enter);
		break;
	case CMARK_NODE_STRONG:
		read_mark(c, FLOW_STRONG, enter);
		break;
	case CMARK_NODE_LINK:
		read_link(c, node, enter);
		break;
	case CMARK_NODE_IMAGE:
		c->image_depth += enter ? 1 : -1;
		if (!enter && c->image_depth == 0)
			end_image(c, node);
		break;
	default:
		break;
	}
}

/* --- blocks --- */

/* The part of a table that the paragraph is replaced by (prepare.h), 0: none. */
static char part_of_table(cmark_node *paragraph)
{
	cmark_node *text = cmark_node_first_child(paragraph);
	const char *literal = text ? cmark_node_get_literal(text) : NULL;
	char c = literal ? literal[0] : '\0';
	return c >= PREPARE_TABLE[0] && c <= PREPARE_TABLE_END[0] ? c : '\0';
}

static void begin_part(struct convert *c, char part)
{
	switch (part) {
	case 1:
		flow_table_open(&c->flow);
		break;
	case 2:
		flow_row(&c->flow);
		break;
	case 3:
		flow_cell(&c->flow, 1);
		flow_begin(&c->flow, FLOW_PARAGRAPH, 0);
		break;
	default:
		flow_table_close(&c->flow);
	}
}

static void read_paragraph(struct convert *c, cmark_node *node, bool enter)
{
	char part = part_of_table(node);
	set_line(c, node);
	if (enter && part) {
		begin_part(c, part);
	} else if (enter) {
		flow_begin(&c->flow, FLOW_PARAGRAPH, 0);
	} else {
		flow_end(&c->flow);
		html_end(&c->html);
	}
}

static void read_heading(struct convert *c, cmark_node *node, bool enter)
{
	set_line(c, node);
	if (enter)
		flow_begin(&c->flow, FLOW_HEADING, cmark_node_get_heading_level(node));
	else
		flow_end(&c->flow);
	html_end(&c->html);
}

/* What was open around a container is its user data. */
static void read_list(struct convert *c, cmark_node *node, bool enter)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	if (enter)
		cmark_node_set_user_data(
		    node, (void *)flow_list_open(&c->flow, ordered, cmark_node_get_list_start(node)));
	else
		flow_list_close(&c->flow, (size_t)cmark_node_get_user_data(node));
}

static void read_quote(struct convert *c, cmark_node *node, bool enter)
{
	if (enter)
		cmark_node_set_user_data(node, (void *)flow_quote_open(&c->flow));
	else
		flow_quote_close(&c->flow, (size_t)cmark_node_get_user_data(node));
}

/*
 * Within HTML an indented line is no code to people, though it is to CommonMark after an empty line: a tag there is a tag.
 */
static bool is_indented_html(const struct convert *c, cmark_node *node)
{
	size_t line = (size_t)cmark_node_get_start_line(node) - 1;
	struct str code = str_of(cmark_node_get_literal(node));
	while (code.n && strchr(" \t\n", code.p[0]))
		code = str_sub(code, 1, code.n);
	if (!c->html.open || line >= c->prepared->line_count || !str_starts(code, "<"))
		return false;
	const char *indent = c->prepared_lines[line];
	return str_starts(str_of(indent), "    ") || *indent == '\t';
}

static void read_code(struct convert *c, cmark_node *node)
{
	struct str literal = str_of(cmark_node_get_literal(node));
	set_line(c, node);
	if (is_indented_html(c, node))
		html_block(&c->html, literal);
	else
		flow_code(&c->flow, str_of(cmark_node_get_fence_info(node)), literal);
}

static void read_block(struct convert *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(c, node, enter);
		break;
	case CMARK_NODE_HEADING:
		read_heading(c, node, enter);
		break;
	case CMARK_NODE_LIST:
		read_list(c, node, enter);
		break;
	case CMARK_NODE_ITEM:
		if (enter)
			flow_item(&c->flow);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		read_quote(c, node, enter);
		break;
	case CMARK_NODE_CODE_BLOCK:
		read_code(c, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		set_line(c, node);
		html_block(&c->html, str_of(cmark_node_get_literal(node)));
		break;
	default:
		read_inline(c, node, enter);
	}
}

/* --- the whole --- */

static void split_lines(struct convert *c)
{
	struct str rest = buf_str(&c->prepared->text), line;
	size_t n = 0;
	while (str_next_line(&rest, &line))
		*ARENA_PUSH(c->flow.arena, c->prepared_lines, n) = line.p;
}

static void walk(struct convert *c)
{
	struct str text = buf_str(&c->prepared->text);
	cmark_node *root = cmark_parse_document(text.n ? text.p : "", text.n, CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	split_lines(c);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		read_block(c, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	flow_table_close(&c->flow);
	flow_finish(&c->flow);
	cmark_iter_free(iter);
	cmark_node_free(root);
}

static void take(struct convert *c, struct arena *a, struct markdown *out)
{
	struct flow *f = &c->flow;
	*out = (struct markdown){
		.text = { arena_str(a, buf_str(&f->text.text)), f->text.text.len },
		.lines = f->text.lines,
		.line_count = f->text.line_count,
		.marks = f->marks,
		.notes = f->notes,
		.cut = f->text.text.full || f->block.full || c->stripped->text.full || c->prepared->text.full,
	};
}

void markdown_convert(struct arena *a, struct str text, struct markdown *out)
{
	struct mapped_text stripped, prepared;
	struct convert c = { .stripped = &stripped, .prepared = &prepared };
	mapped_init(&stripped, GROWTH * MARKDOWN_MAX);
	mapped_init(&prepared, GROWTH * MARKDOWN_MAX);
	flow_init(&c.flow, a, MARKDOWN_MAX);
	html_reading_init(&c.html, &c.flow);
	buf_init(&c.label, MARKDOWN_MAX);
	template_strip(a, text, &stripped, &c.flow.notes);
	prepare_markdown(a, buf_str(&stripped.text), &prepared);
	walk(&c);
	take(&c, a, out);
	buf_release(&c.label);
	html_reading_release(&c.html);
	flow_release(&c.flow);
	mapped_release(&stripped);
	mapped_release(&prepared);
}

struct str markdown_plain(struct arena *a, struct str line)
{
	struct markdown m;
	struct buf b;
	/* After a word nothing is the mark of a block. */
	static const char before[] = "x ";
	buf_init(&b, MARKDOWN_MAX);
	buf_puts(&b, before);
	buf_add_str(&b, line);
	markdown_convert(a, buf_str(&b), &m);
	buf_release(&b);
	return str_trim(str_sub(m.text, strlen(before), str_find(m.text, '\n')));
}
