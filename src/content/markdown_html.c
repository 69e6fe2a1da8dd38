/*
 * markdown_html: one table of what each element does.
 */
#include "content/markdown_html.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/flow_table.h"
#include "content/html_tag.h"

enum { SHOWN_COLUMNS = 40 };

enum html_does {
	HTML_PLAIN, /* its words alone */
	HTML_MARK,
	HTML_BREAK,
	HTML_LINK,
	HTML_PICTURE,
	HTML_FRAME, /* becomes a link */
	HTML_QUOTE_WORDS,
	HTML_BLOCK, /* apart from what is around it */
	HTML_HEADING,
	HTML_QUOTE,
	HTML_LIST,
	HTML_ITEM,
	HTML_SUB_ITEM,
	HTML_TABLE,
	HTML_ROW,
	HTML_CELL,
	HTML_PRE,
	HTML_DROP, /* with what is in it */
	HTML_LEAVE /* it has no words, and cannot be shown */
};

/* clang-format off */
static const struct element {
	const char *name;
	enum html_does does;
	int value; /* a mark; a level; 1: a list with numbers */
} elements[] = {
	{ "a", HTML_LINK, 0 }, { "abbr", HTML_PLAIN, 0 }, { "acronym", HTML_PLAIN, 0 },
	{ "address", HTML_BLOCK, 0 }, { "area", HTML_LEAVE, 0 }, { "article", HTML_BLOCK, 0 },
	{ "aside", HTML_BLOCK, 0 }, { "audio", HTML_FRAME, 0 }, { "b", HTML_MARK, FLOW_STRONG },
	{ "bdi", HTML_PLAIN, 0 }, { "bdo", HTML_PLAIN, 0 }, { "big", HTML_PLAIN, 0 },
	{ "blockquote", HTML_QUOTE, 0 }, { "body", HTML_BLOCK, 0 }, { "br", HTML_BREAK, 0 },
	{ "button", HTML_PLAIN, 0 }, { "canvas", HTML_DROP, 0 }, { "caption", HTML_BLOCK, 0 },
	{ "center", HTML_BLOCK, 0 }, { "cite", HTML_MARK, FLOW_EMPHASIS }, { "code", HTML_MARK, FLOW_CODE },
	{ "col", HTML_PLAIN, 0 }, { "colgroup", HTML_PLAIN, 0 }, { "data", HTML_PLAIN, 0 },
	{ "dd", HTML_SUB_ITEM, 0 }, { "del", HTML_MARK, FLOW_STRUCK }, { "details", HTML_BLOCK, 0 },
	{ "dfn", HTML_MARK, FLOW_EMPHASIS }, { "div", HTML_BLOCK, 0 }, { "dl", HTML_LIST, 0 },
	{ "dt", HTML_ITEM, 0 }, { "em", HTML_MARK, FLOW_EMPHASIS }, { "embed", HTML_FRAME, 0 },
	{ "fieldset", HTML_BLOCK, 0 }, { "figcaption", HTML_BLOCK, 0 }, { "figure", HTML_BLOCK, 0 },
	{ "font", HTML_PLAIN, 0 }, { "footer", HTML_BLOCK, 0 }, { "form", HTML_BLOCK, 0 },
	{ "h1", HTML_HEADING, 1 }, { "h2", HTML_HEADING, 2 }, { "h3", HTML_HEADING, 3 },
	{ "h4", HTML_HEADING, 4 }, { "h5", HTML_HEADING, 5 }, { "h6", HTML_HEADING, 6 },
	{ "head", HTML_DROP, 0 }, { "header", HTML_BLOCK, 0 }, { "hgroup", HTML_BLOCK, 0 },
	{ "hr", HTML_BLOCK, 0 }, { "html", HTML_BLOCK, 0 }, { "i", HTML_MARK, FLOW_EMPHASIS },
	{ "iframe", HTML_FRAME, 0 }, { "img", HTML_PICTURE, 0 }, { "input", HTML_LEAVE, 0 },
	{ "ins", HTML_PLAIN, 0 }, { "kbd", HTML_MARK, FLOW_CODE }, { "label", HTML_PLAIN, 0 },
	{ "legend", HTML_BLOCK, 0 }, { "li", HTML_ITEM, 0 }, { "link", HTML_LEAVE, 0 },
	{ "main", HTML_BLOCK, 0 }, { "map", HTML_PLAIN, 0 }, { "mark", HTML_PLAIN, 0 },
	{ "math", HTML_DROP, 0 }, { "menu", HTML_LIST, 0 }, { "meta", HTML_LEAVE, 0 },
	{ "meter", HTML_PLAIN, 0 }, { "nav", HTML_BLOCK, 0 }, { "noscript", HTML_PLAIN, 0 },
	{ "object", HTML_PLAIN, 0 }, { "ol", HTML_LIST, 1 }, { "optgroup", HTML_PLAIN, 0 },
	{ "option", HTML_BLOCK, 0 }, { "output", HTML_PLAIN, 0 }, { "p", HTML_BLOCK, 0 },
	{ "param", HTML_LEAVE, 0 }, { "picture", HTML_PLAIN, 0 }, { "pre", HTML_PRE, 0 },
	{ "progress", HTML_PLAIN, 0 }, { "q", HTML_QUOTE_WORDS, 0 }, { "rp", HTML_PLAIN, 0 },
	{ "rt", HTML_PLAIN, 0 }, { "ruby", HTML_PLAIN, 0 }, { "s", HTML_MARK, FLOW_STRUCK },
	{ "samp", HTML_MARK, FLOW_CODE }, { "script", HTML_DROP, 0 }, { "section", HTML_BLOCK, 0 },
	{ "select", HTML_BLOCK, 0 }, { "small", HTML_PLAIN, 0 }, { "source", HTML_FRAME, 1 },
	{ "span", HTML_PLAIN, 0 }, { "strike", HTML_MARK, FLOW_STRUCK },
	{ "strong", HTML_MARK, FLOW_STRONG }, { "style", HTML_DROP, 0 }, { "sub", HTML_MARK, FLOW_SUB },
	{ "summary", HTML_BLOCK, 0 }, { "sup", HTML_MARK, FLOW_SUPER }, { "svg", HTML_DROP, 0 },
	{ "table", HTML_TABLE, 0 }, { "tbody", HTML_PLAIN, 0 }, { "td", HTML_CELL, 0 },
	{ "template", HTML_PLAIN, 0 }, { "textarea", HTML_BLOCK, 0 }, { "tfoot", HTML_PLAIN, 0 },
	{ "th", HTML_CELL, 0 }, { "thead", HTML_PLAIN, 0 }, { "time", HTML_PLAIN, 0 },
	{ "title", HTML_DROP, 0 }, { "tr", HTML_ROW, 0 }, { "track", HTML_LEAVE, 0 },
	{ "tt", HTML_MARK, FLOW_CODE }, { "u", HTML_PLAIN, 0 }, { "ul", HTML_LIST, 0 },
	{ "var", HTML_MARK, FLOW_EMPHASIS }, { "video", HTML_FRAME, 0 }, { "wbr", HTML_PLAIN, 0 },
};
/* clang-format on */

void html_reading_init(struct html_reading *h, struct flow *f)
{
	*h = (struct html_reading){ .flow = f };
	buf_init(&h->kept, f->block.max);
}

void html_reading_release(struct html_reading *h)
{
	buf_release(&h->kept);
}

bool html_drops(const struct html_reading *h)
{
	return h->dropped[0] != '\0';
}

/* --- text --- */

/* One space for each run of blank. */
static void add_words(struct html_reading *h, struct str s)
{
	struct flow *f = h->flow;
	struct buf b;
	bool space = false;
	buf_init(&b, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
		if (!blank || !space)
			buf_add_char(&b, blank ? ' ' : s.p[i]);
		space = blank;
	}
	flow_text(f, buf_str(&b));
	buf_release(&b);
}

static void read_text(struct html_reading *h, struct str s)
{
	struct str text = str_of(html_decode(h->flow->arena, s));
	if (html_drops(h))
		return;
	if (h->pre)
		buf_add_str(&h->kept, text);
	else
		add_words(h, text);
}

/* --- tags --- */

/* `say` is a template with one text: the tag. */
static void refuse(struct html_reading *h, const struct html_tag *t, const char *say)
{
	struct str shown = str_sub(t->whole, 0, str_find(t->whole, '\n'));
	shown = str_sub(shown, 0, utf8_fit(shown, SHOWN_COLUMNS));
	note_add(&h->flow->notes, h->flow->arena, h->flow->line, "raw-html", say, STR_ARG(shown));
}

static void end_block(struct html_reading *h)
{
	if (h->inline_tag)
		flow_break(h->flow);
	else
		flow_end(h->flow);
}

static void do_link(struct html_reading *h, const struct html_tag *t)
{
	if (t->closes)
		flow_link_close(h->flow, NULL);
	else if (html_tag_attribute(t, "href").n)
		flow_link_open(h->flow, html_decode(h->flow->arena, html_tag_attribute(t, "href")));
}

static void do_picture(struct html_reading *h, const struct html_tag *t)
{
	struct str src = html_tag_attribute(t, "data-src").n ? html_tag_attribute(t, "data-src")
	                                                     : html_tag_attribute(t, "src");
	const char *alt = html_decode(h->flow->arena, html_tag_attribute(t, "alt"));
	if (!src.n || str_starts(src, "data:"))
		flow_text(h->flow, str_of(alt));
	else
		flow_link(h->flow, html_decode(h->flow->arena, src), str_of(alt));
}

static void do_frame(struct html_reading *h, const struct html_tag *t)
{
	struct str src = html_tag_attribute(t, "src");
	if (t->closes)
		return;
	if (str_starts(src, "//"))
		src = str_of(arena_printf(h->flow->arena, "https:%.*s", STR_ARG(src)));
	if (src.n)
		flow_link(h->flow, html_decode(h->flow->arena, src),
		    str_of(html_decode(h->flow->arena, html_tag_attribute(t, "title"))));
	else if (str_is_nocase(t->name, "embed") || str_is_nocase(t->name, "iframe"))
		refuse(h, t, MESSAGE("HTML such as \"%.*s\" shows nothing here"));
}

static void do_list(struct html_reading *h, const struct html_tag *t, bool ordered)
{
	uint64_t start = 1;
	str_to_uint(html_tag_attribute(t, "start"), 1000000, &start);
	if (h->inline_tag)
		flow_break(h->flow);
	else if (t->closes)
		flow_list_close(h->flow, h->flow->depth ? h->flow->depth - 1 : 0);
	else
		flow_list_open(h->flow, ordered, (int)start);
}

static void do_item(struct html_reading *h, const struct html_tag *t)
{
	if (t->closes || h->inline_tag)
		end_block(h);
	else
		flow_item(h->flow);
}

static void do_sub_item(struct html_reading *h, const struct html_tag *t)
{
	do_list(h, t, false);
	if (!t->closes)
		do_item(h, t);
}

static void do_cell(struct html_reading *h, const struct html_tag *t)
{
	uint64_t span = 1;
	if (h->inline_tag || t->closes) {
		flow_text(h->flow, STR(" "));
		return;
	}
	str_to_uint(html_tag_attribute(t, "colspan"), 32, &span);
	flow_cell(h->flow, span ? span : 1);
}

static void do_pre(struct html_reading *h, const struct html_tag *t)
{
	struct str kept = buf_str(&h->kept);
	if (h->inline_tag)
		return;
	if (t->closes && h->pre) {
		if (str_starts(kept, "\n"))
			kept = str_sub(kept, 1, kept.n);
		flow_code(h->flow, STR(""), kept);
	}
	buf_reset(&h->kept);
	h->pre = !t->closes;
	if (h->pre)
		flow_end(h->flow);
}

static void do_drop(struct html_reading *h, const struct html_tag *t)
{
	if (t->closes || str_ends(t->attributes, "/"))
		return;
	refuse(h, t, MESSAGE("HTML such as \"%.*s\" is left out"));
	for (size_t i = 0; i < t->name.n && i + 1 < sizeof h->dropped; i++)
		h->dropped[i] = ascii_lower(t->name.p[i]);
}

static void do_table(struct html_reading *h, const struct html_tag *t)
{
	if (h->inline_tag)
		flow_break(h->flow);
	else if (t->closes)
		flow_table_close(h->flow);
	else
		flow_table_open(h->flow);
}

static const struct element *find_element(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(elements); i++)
		if (str_is_nocase(name, elements[i].name))
			return &elements[i];
	return NULL;
}

/* "<your-name>" is a word in its place, "<is-land on:visible>" an element of some program. */
static void do_unknown(struct html_reading *h, const struct html_tag *t)
{
	bool placeholder = !t->closes && str_trim(t->attributes).n == 0;
	if (placeholder)
		read_text(h, t->whole);
	else if (!t->closes)
		refuse(h, t, MESSAGE("HTML such as \"%.*s\" is not known: what is in it is shown"));
}

static void do_element(struct html_reading *h, const struct html_tag *t, const struct element *e)
{
	struct flow *f = h->flow;
	switch (e->does) {
	case HTML_PLAIN:
		break;
	case HTML_MARK:
		flow_mark(f, (enum flow_mark)e->value, !t->closes);
		break;
	case HTML_BREAK:
		flow_break(f);
		break;
	case HTML_LINK:
		do_link(h, t);
		break;
	case HTML_PICTURE:
		do_picture(h, t);
		break;
	case HTML_FRAME:
		do_frame(h, t);
		break;
	case HTML_QUOTE_WORDS:
		flow_text(f, t->closes ? STR("”") : STR("“"));
		break;
	case HTML_BLOCK:
		end_block(h);
		break;
	case HTML_HEADING:
		end_block(h);
		if (!t->closes && !h->inline_tag)
			flow_begin(f, FLOW_HEADING, e->value);
		break;
	case HTML_QUOTE:
		if (h->inline_tag)
			flow_break(f);
		else if (t->closes)
			flow_quote_close(f, 0);
		else
			flow_quote_open(f);
		break;
	case HTML_LIST:
		do_list(h, t, e->value);
		break;
	case HTML_ITEM:
		do_item(h, t);
		break;
	case HTML_SUB_ITEM:
		do_sub_item(h, t);
		break;
	case HTML_TABLE:
		do_table(h, t);
		break;
	case HTML_ROW:
		if (!t->closes && !h->inline_tag)
			flow_row(f);
		break;
	case HTML_CELL:
		do_cell(h, t);
		break;
	case HTML_PRE:
		do_pre(h, t);
		break;
	case HTML_DROP:
		do_drop(h, t);
		break;
	case HTML_LEAVE:
		refuse(h, t, MESSAGE("HTML such as \"%.*s\" is left out"));
		break;
	}
}

/* Counts what has an end of its own: a paragraph has none, nor has what one forgets to end. */
static void count_open(struct html_reading *h, const struct html_tag *t, const struct element *e)
{
	bool counts = e->does == HTML_LIST || e->does == HTML_TABLE || e->does == HTML_QUOTE ||
	              (e->does == HTML_BLOCK && !str_is_nocase(t->name, "p") &&
	                  !str_is_nocase(t->name, "hr"));
	if (!counts || h->inline_tag)
		return;
	if (!t->closes)
		h->open++;
	else if (h->open)
		h->open--;
}

static void do_tag(struct html_reading *h, const struct html_tag *t)
{
	const struct element *e = find_element(t->name);
	if (html_drops(h)) {
		if (t->closes && str_is_nocase(t->name, h->dropped))
			memset(h->dropped, 0, sizeof h->dropped);
		return;
	}
	if (h->pre && !(e && e->does == HTML_PRE))
		return;
	if (e) {
		count_open(h, t, e);
		do_element(h, t, e);
	} else {
		do_unknown(h, t);
	}
}

static void read_html(struct html_reading *h, struct str s)
{
	struct html_tag t;
	while (s.n) {
		size_t n = s.p[0] == '<' ? html_comment_length(s) : 0;
		size_t tag = !n && s.p[0] == '<' ? html_tag_read(s, &t) : 0;
		if (tag) {
			do_tag(h, &t);
			n = tag;
		} else if (!n) {
			const char *next = memchr(s.p + 1, '<', s.n - 1);
			n = next ? (size_t)(next - s.p) : s.n;
			read_text(h, str_sub(s, 0, n));
		}
		for (size_t i = 0; i < n; i++)
			h->flow->line += s.p[i] == '\n';
		s = str_sub(s, n, s.n);
	}
}

void html_inline(struct html_reading *h, struct str tag)
{
	h->inline_tag = true;
	read_html(h, tag);
	h->inline_tag = false;
}

void html_end(struct html_reading *h)
{
	memset(h->dropped, 0, sizeof h->dropped);
}

/* Text that was to be kept as it is, whose end never came. */
static void finish_pre(struct html_reading *h)
{
	if (h->pre && h->kept.len)
		flow_code(h->flow, STR(""), buf_str(&h->kept));
	buf_reset(&h->kept);
	h->pre = false;
}

struct str html_dropped_name(struct str tag)
{
	struct html_tag t;
	const struct element *e = html_tag_read(tag, &t) ? find_element(t.name) : NULL;
	return e && e->does == HTML_DROP && !t.closes ? t.name : STR("");
}

void html_block(struct html_reading *h, struct str html)
{
	if (!h->flow->implied)
		flow_end(h->flow);
	read_html(h, html);
	finish_pre(h);
	flow_end(h->flow);
	html_end(h);
}
