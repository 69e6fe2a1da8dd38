/*
 * render_html: pages for the web, and the content of feed entries, which is the same blocks with absolute
 * addresses.
 *
 * The blocks are written so that they are well-formed as XML too. What is around them in a page is in
 * html_frame.c.
 */
#include "page/render_html.h"

#include "base/date.h"
#include "base/path.h"
#include "content/address.h"
#include "content/contact.h"
#include "markup/html.h"
#include "page/html_figure.h"
#include "page/html_inline.h"
#include "page/html_list.h"
#include "page/html_search.h"
#include "page/html_wide.h"
#include "page/render_parts.h"

#include <string.h>

static bool is_link(const struct link *l)
{
	return l->target && (l->to != LINK_OUTSIDE || contact_is_safe(str_of(l->target)));
}

/* Readers of feeds strip links of schemes that they do not know: their addresses are written out. */
static void add_visible_address(const struct html *h, const struct link *l, const char *label)
{
	struct str target = str_of(l->target);

	if (!h->fragment || l->to != LINK_OUTSIDE || strcmp(l->target, label) == 0 ||
	    !(str_starts(target, "gemini:") || str_starts(target, "gopher:")))
		return;
	buf_puts(h->out, " (");
	html_text(h->out, l->target);
	buf_add_char(h->out, ')');
}

static bool is_phone(const struct link *l)
{
	return l->to == LINK_OUTSIDE && str_starts(str_of(l->target), "tel:");
}

static void add_label(const struct html *h, const struct link *l, const char *label)
{
	bool phone = !h->fragment && is_phone(l);
	size_t n;

	/* A number of a telephone is one word. */
	for (; phone && label[n = strcspn(label, " ")]; label += n + 1) {
		html_slice(h, label, 0, n);
		buf_puts(h->out, "\u00a0");
	}
	html_marked_text(h, &(struct block){ .text = label, .marks = l->marks }, 0);
}

/* The anchor, or the address as text where the scheme is not a safe one. `lang` is the label's. */
static void add_anchor(const struct html *h, const struct link *l, const char *label, const struct lang *lang)
{
	if (!is_link(l)) {
		html_text(h->out, label);
		if (strcmp(l->target, label) != 0) {
			buf_puts(h->out, " (");
			html_text(h->out, l->target);
			buf_add_char(h->out, ')');
		}
		return;
	}
	buf_puts(h->out, "<a");
	html_href(h, l);
	if (l->lang)
		html_attribute(h->out, "hreflang", l->lang->tag);
	if (is_phone(l)) /* it has no letters that would tell */
		html_ltr(h);
	else
		html_lang(h, lang, label);
	if (h->foot && l->to == LINK_OUTSIDE)
		html_attribute(h->out, "rel", "me");
	if (l->mime)
		html_attribute(h->out, "type", l->mime);
	buf_add_char(h->out, '>');
	add_label(h, l, label);
	buf_puts(h->out, "</a>");
	add_visible_address(h, l, label);
}

static void add_time(const struct html *h, const char *day, const struct lang *lang, const char *text)
{
	buf_puts(h->out, "<time");
	html_lang(h, lang, NULL);
	html_attribute(h->out, "datetime", day);
	buf_add_char(h->out, '>');
	html_figures_in(h, text);
	buf_puts(h->out, "</time>");
}

static void add_day(const struct html *h, const char *day, const struct lang *lang)
{
	const struct lang *l = lang ? lang : h->page->lang;
	struct civil c;
	struct buf text;

	buf_init(&text, 256);
	if (date_parse_day(str_of(day), &c))
		lang_day(l, &c, &text);
	add_time(h, day, lang, text.len ? text.data : day);
	buf_add_char(h->out, ' ');
	buf_release(&text);
}

/* <name>text</name>, with an element for each mark. */
static void add_marked(const struct html *h, const char *name, const struct block *b)
{
	if (!b->marks.n) {
		html_element_in(h, name, b->lang, b->text);
		return;
	}
	buf_printf(h->out, "<%s", name);
	html_open(h, "", b->lang, b->text);
	html_marked_text(h, b, 0);
	buf_printf(h->out, "</%s>", name);
}

static void add_event_time(const struct html *h, const struct teaser *t, const struct lang *lang)
{
	char day[DATE_TEXT_MAX];
	struct buf text;

	buf_init(&text, 256);
	date_day(t->start.at, day);
	lang_event(lang ? lang : h->page->lang, t->start, t->end, &text);
	add_time(h, day, lang, text.data);
	buf_release(&text);
}

static void add_part(const struct html *h, const struct lang *lang, const char *text, bool *any)
{
	if (!text)
		return;
	buf_puts(h->out, *any ? " · " : "");
	*any = true;
	if (lang)
		html_open(h, "<span", lang, text);
	html_figures_in(h, text);
	buf_puts(h->out, lang ? "</span>" : "");
}

/* An item in a list: when, what, of which project; its title; what it is about. */
static void add_teaser(const struct html *h, const struct block *b)
{
	const struct link *l = &b->link;
	const struct teaser *t = l->teaser;
	bool any = t->start.at || l->day;

	buf_puts(h->out, "<li>");
	if (t->picture) {
		buf_puts(h->out, "<img alt=\"\" loading=\"lazy\" src=\"");
		path_encode(h->out, str_of(t->picture));
		buf_printf(h->out, "\" width=\"%u\" height=\"%u\">", t->width, t->height);
	}
	if (any || t->kind || t->project)
		buf_puts(h->out, "<small>");
	if (t->start.at)
		add_event_time(h, t, b->lang);
	else if (l->day)
		add_day(h, l->day, b->lang);
	add_part(h, NULL, t->kind, &any);
	add_part(h, t->project_lang, t->project, &any);
	if (any)
		buf_puts(h->out, "</small> ");
	add_anchor(h, l, l->label, b->lang ? b->lang : l->lang);
	if (t->summary) {
		html_open(h, "<p", b->lang ? b->lang : l->lang, t->summary);
		html_figures_in(h, t->summary);
		buf_puts(h->out, "</p>");
	}
	if (b->text)
		add_marked(h, "p", b);
	buf_puts(h->out, "</li>\n");
}

static void add_link(const struct html *h, const struct block *b)
{
	const struct link *l = &b->link;

	if (l->teaser && !h->fragment) {
		add_teaser(h, b);
		return;
	}

	buf_puts(h->out, "<li>");
	if (l->day)
		add_day(h, l->day, b->lang);
	if (l->to == LINK_SEARCH && !h->fragment)
		html_search(h, l, NULL);
	else
		add_anchor(h, l, l->label, b->lang ? b->lang : l->lang);
	if (l->note) {
		buf_add_char(h->out, ' ');
		html_open(h, "<small", NULL, l->note);
		html_figures_in(h, l->note);
		buf_puts(h->out, "</small>");
	}
	if (b->figure && !h->fragment)
		html_player(h, b);
	if (b->text)
		add_marked(h, "p", b);
	buf_puts(h->out, "</li>\n");
}

/* The value with a link for each address in it. */
static void add_value(const struct html *h, const struct block *b)
{
	size_t at = 0;

	for (size_t i = 0; i < b->within.n; i++) {
		const struct contact *c = &b->within.v[i];
		const struct link l = { .to = LINK_OUTSIDE, .target = c->uri, .label = c->text };
		html_slice(h, b->text, at, c->at);
		add_anchor(h, &l, c->text, NULL);
		at = c->at + strlen(c->text);
	}
	html_figures_in(h, b->text + at);
}

static void add_fact_value(const struct html *h, const struct block *b)
{
	if (b->link.target)
		add_anchor(h, &b->link, b->text, NULL);
	else if (b->link.day)
		add_time(h, b->link.day, NULL, b->text);
	else
		add_value(h, b);
}

static void add_fact(const struct html *h, const struct block *b)
{
	bool again = h->before && h->before->type == BLOCK_FACT && strcmp(h->before->label, b->label) == 0;
	/* An address is below its label, at the right too. */
	bool within = html_is_rtl(h);
	const struct lang *lang = within ? NULL : b->lang;

	if (!again)
		html_element(h->out, "dt", b->label);
	html_open(
	    h, b->link.target && !h->fragment ? "<dd class=\"tap\"" : "<dd", lang, within ? NULL : b->text);
	if (within && !b->link.target)
		html_open(h, "<span", b->lang, b->text);
	add_fact_value(h, b);
	buf_puts(h->out, within && !b->link.target ? "</span></dd>\n" : "</dd>\n");
}

static void add_heading(const struct html *h, const struct block *b)
{
	/* The page's title is the only h1. */
	add_marked(h, b->level < 3 ? "h2" : "h3", b);
	buf_add_char(h->out, '\n');
}

static void add_text(const struct html *h, const struct block *b)
{
	add_marked(h, "p", b);
	buf_add_char(h->out, '\n');
}

static void add_lead(const struct html *h, const struct block *b)
{
	html_open(h, "<p class=\"lead\"", b->lang, b->text);
	html_words(h, b->text);
	buf_puts(h->out, "</p>\n");
}

static void add_list(const struct html *h, const struct block *b)
{
	add_marked(h, "li", b);
	buf_add_char(h->out, '\n');
}

/* The id of the page's text is taken. */
static void add_address(const struct html *h, const struct block *b)
{
	buf_puts(h->out, "<li");
	if (b->anchor && strcmp(b->anchor, HTML_TEXT_ID) != 0)
		html_attribute(h->out, "id", b->anchor);
	buf_add_char(h->out, '>');
	if (b->lang)
		html_element_in(h, "span", b->lang, b->label);
	else
		html_text(h->out, b->label);
	buf_add_char(h->out, ' '); /* where there is no style sheet */
	html_copied(h, b->text);
	buf_puts(h->out, "</li>\n");
}

static void add_fold(const struct html *h, const struct block *b)
{
	buf_puts(h->out, "<details>");
	html_element_in(h, "summary", b->lang, b->text);
	buf_add_char(h->out, '\n');
}

/* It is sent to the page that it is on. */
static void add_pick(const struct html *h, const struct block *b)
{
	if (h->fragment) /* a feed has no forms */
		return;
	buf_puts(h->out, "<form class=\"pick\">");
	for (size_t i = 0; i < b->pick->n; i++) {
		const struct form_option *o = &b->pick->v[i];
		buf_puts(h->out, "<label><input type=\"checkbox\"");
		html_attribute(h->out, "name", b->pick->name);
		html_attribute(h->out, "value", o->value);
		buf_puts(h->out, o->chosen ? " checked> " : "> ");
		if (o->lang)
			html_element_in(h, "span", o->lang, o->label);
		else
			html_text(h->out, o->label);
		buf_puts(h->out, "</label>\n");
	}
	buf_puts(h->out, "<button type=\"submit\">");
	html_text(h->out, b->text);
	buf_puts(h->out, "</button></form>\n");
}

static const struct {
	void (*add)(const struct html *h, const struct block *b);
	const char *open, *close; /* of a group of such blocks in a row */
} elements[BLOCK_TYPE_COUNT] = {
	[BLOCK_HEADING] = { add_heading, NULL, NULL },
	[BLOCK_TEXT] = { add_text, NULL, NULL },
	[BLOCK_LEAD] = { add_lead, NULL, NULL },
	[BLOCK_LIST] = { add_list, "<ul>\n", "</ul>\n" },
	[BLOCK_QUOTE] = { add_text, "<blockquote>\n", "</blockquote>\n" },
	[BLOCK_LINK] = { add_link, "<ul class=\"links\">\n", "</ul>\n" },
	[BLOCK_ADDRESS] = { add_address, "<ul class=\"links\">\n", "</ul>\n" },
	[BLOCK_FOLD] = { add_fold, NULL, NULL },
	[BLOCK_FIGURE] = { html_figure, NULL, NULL },
	[BLOCK_PRE] = { html_fence, NULL, NULL },
	[BLOCK_TABLE] = { html_table, NULL, NULL },
	[BLOCK_PICK] = { add_pick, NULL, NULL },
	[BLOCK_FACT] = { add_fact, "<dl>\n", "</dl>\n" },
};

static void end_group(struct html *h)
{
	if (h->before && elements[h->before->type].close)
		buf_puts(h->out, elements[h->before->type].close);
	h->before = NULL;
}

static void end_fold(struct html *h)
{
	end_group(h);
	if (h->folded)
		buf_puts(h->out, "</details>\n");
	h->folded = false;
}

/* Whether it is left out: what is on the page of an item alone, and links in the place of a form. */
static bool is_left_out(const struct block *b)
{
	return block_is_minor(b) || b->instead_of_form;
}

/* The form of the page itself is no line of a list. */
static void add_form(struct html *h, const struct block *b)
{
	end_group(h);
	html_search(h, &b->link, b->form);
	buf_add_char(h->out, '\n');
}

static void add_block(struct html *h, const struct block *b)
{
	if (b->type == BLOCK_FOLD || (b->type == BLOCK_HEADING && b->level < 3))
		end_fold(h);
	bool joins = h->before && blocks_join(h->before, b) &&
	             (h->fragment || !h->before->link.teaser == !b->link.teaser);
	if (!joins)
		end_group(h);
	if (!joins && b->link.teaser && !h->fragment)
		buf_puts(h->out, "<ul class=\"links news\">\n");
	else if (!joins && elements[b->type].open)
		buf_puts(h->out, elements[b->type].open);
	elements[b->type].add(h, b);
	h->before = b;
	h->folded = h->folded || b->type == BLOCK_FOLD;
	h->heading = b->type == BLOCK_HEADING ? b->text : h->heading;
	h->wide += html_is_wide(b);
}

void html_blocks(struct html *h)
{
	const struct page *p = h->page;
	for (size_t i = 0; i < p->block_count;) {
		/* Entries of feeds keep their bytes: there every list is one of lines. */
		size_t lines = h->fragment ? 0 : html_list_lines(p, i);
		size_t pictures = h->fragment ? 0 : html_figure_run(p, i);
		if (lines || pictures)
			end_group(h);
		if (lines) {
			html_list(h, i, lines);
		} else if (pictures) {
			html_gallery(h, i, pictures);
		} else if (p->blocks[i].form && !h->fragment) {
			add_form(h, &p->blocks[i]);
		} else if (!is_left_out(&p->blocks[i])) {
			add_block(h, &p->blocks[i]);
		}
		i += lines + pictures ? lines + pictures : 1;
	}
	end_fold(h);
}

void render_html_fragment(const struct page *p, const struct site *s, struct buf *out)
{
	struct html h = { .page = p, .site = s, .out = out, .fragment = true };
	html_blocks(&h);
}
