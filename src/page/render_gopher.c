/*
 * render_gopher: menus and texts for Gopher. Every line of either form is at most 67 display columns,
 * addresses aside.
 *
 * A block becomes lines in the same way for both forms; only put_line and put_link differ.
 */
#include "page/render.h"

#include "base/utf8.h"
#include "content/document.h"
#include "lang/punctuation.h"
#include "page/columns.h"
#include "page/gopher_place.h"
#include "page/render_parts.h"

#include <stdio.h>
#include <string.h>

struct gopher {
	const struct page *page;
	const struct site *site;
	struct buf *out;
	bool menu;
	enum scheme scheme;   /* of the site's own addresses in a text */
	struct buf clean;     /* one text without controls */
	struct buf line;      /* one line with its prefix */
	struct buf addresses; /* of a text: the lines that its links become */
	unsigned links;
	const char *marks; /* of a text: what the number of a link is between */
};

/* --- the numbers of links ------------------------------------------------------------------ */

/* Whether it has a number between these marks, as a footnote: "[1]". */
static bool has_number(const char *text, const char marks[2])
{
	while (text && (text = strchr(text, marks[0]))) {
		size_t n = strspn(++text, "0123456789");
		if (n && text[n] == marks[1])
			return true;
	}
	return false;
}

static bool block_has_number(const struct block *b, const char marks[2])
{
	bool found = has_number(b->text, marks) || has_number(b->label, marks) ||
	             has_number(b->link.label, marks);
	for (size_t i = 0; i < b->columns * b->rows && !found; i++)
		found = has_number(b->cells[i], marks);
	return found;
}

/* The first marks that are around no number of the page itself: a footnote is no link. */
static const char *find_marks(const struct page *p)
{
	static const char *const all[] = { "[]", "()", "{}" };
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		bool found = false;
		for (size_t k = 0; k < p->block_count && !found; k++)
			found = block_has_number(&p->blocks[k], all[i]);
		if (!found)
			return all[i];
	}
	return all[0];
}

/* --- lines ---------------------------------------------------------------------------------- */

/* Takes one line that is clean and fits. */
static void put_line(struct gopher *g, struct str line)
{
	if (g->menu)
		buf_add_char(g->out, 'i');
	else if (str_starts(line, "."))
		buf_add_char(g->out, ' ');
	buf_add_str(g->out, line);
	buf_puts(g->out, g->menu ? "\t\tnull.host\t1\r\n" : "\r\n");
}

static void put_blank(struct gopher *g)
{
	put_line(g, STR(""));
}

static struct str cleaned(struct gopher *g, const char *text)
{
	buf_reset(&g->clean);
	utf8_clean(&g->clean, str_of(text));
	return str_trim(buf_str(&g->clean));
}

/* Wraps a clean text; `first` and `next` (ASCII) come before its first line and the others. */
static void put_wrapped(struct gopher *g, const char *first, const char *next, struct str text)
{
	struct str part;

	for (const char *prefix = first;; prefix = next) {
		/* A column is kept for the space that put_line may add. */
		size_t used = strlen(prefix) + (!*prefix && str_starts(text, "."));
		if (!utf8_wrap(&text, GOPHER_COLUMNS - used, &part))
			break;
		buf_reset(&g->line);
		buf_puts(&g->line, prefix);
		buf_add_str(&g->line, part);
		put_line(g, buf_str(&g->line));
	}
}

static void put_text(struct gopher *g, const char *text)
{
	put_wrapped(g, "", "", cleaned(g, text));
}

/* The heading, and a rule as long as it under those of the first two levels. */
static void put_heading(struct gopher *g, const char *text, char rule)
{
	char dashes[GOPHER_COLUMNS];
	struct str s = cleaned(g, text);
	size_t n = utf8_columns(s);

	put_wrapped(g, "", "", s);
	memset(dashes, rule, sizeof dashes);
	if (rule)
		put_line(g, (struct str){ dashes, n < sizeof dashes ? n : sizeof dashes });
}

/* As utf8_wrap, but keeps all spaces: the text is laid out already. */
static void put_laid_out(struct gopher *g, struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		buf_reset(&g->line);
		laid_out_add(&g->line, line);
		buf_reset(&g->clean);
		utf8_clean(&g->clean, buf_str(&g->line));
		struct str rest = buf_str(&g->clean);
		do {
			size_t n = rest.n ? utf8_fit(rest, GOPHER_COLUMNS - str_starts(rest, ".")) : 0;
			put_line(g, str_sub(rest, 0, n));
			rest = str_sub(rest, n, rest.n);
		} while (rest.n);
	}
}

static void put_table(struct gopher *g, const struct block *b)
{
	struct buf lines;
	struct str rest, line;

	buf_init(&lines, g->out->max);
	bool aligned = columns_add(b, g->page->lang, GOPHER_COLUMNS, &lines);
	rest = buf_str(&lines);
	if (aligned)
		put_laid_out(g, rest);
	while (!aligned && str_next_line(&rest, &line)) {
		buf_reset(&g->clean);
		utf8_clean(&g->clean, line);
		if (line.n)
			put_wrapped(g, "", "  ", buf_str(&g->clean));
		else
			put_blank(g);
	}
	buf_release(&lines);
}

/* The item's line with as much of the label as fits, the rest below it. */
static void put_menu_link(struct gopher *g, const struct link *l, const char *indent, struct str label)
{
	struct gopher_place to;
	struct str first;

	if (!gopher_place_find(g->site, l, &to)) {
		put_wrapped(g, "", "  ", label);
		put_text(g, l->target);
		return;
	}
	if (!utf8_wrap(&label, GOPHER_COLUMNS, &first))
		first = STR("?");
	buf_add_char(g->out, to.type);
	buf_add_str(g->out, first);
	buf_printf(g->out, "\t%s\t%.*s\t%u\r\n", to.selector, STR_ARG(to.host), to.port);
	put_wrapped(g, indent, indent, label);
}

static void remember_address(struct gopher *g, const struct link *l)
{
	struct buf *out = &g->addresses;
	char selector[SELECTOR_MAX + 1];

	buf_printf(out, "%c%u%c ", g->marks[0], g->links, g->marks[1]);
	if (l->to == LINK_OUTSIDE)
		address_add(out, l->target);
	else if (gopher_selector(g->site, l, selector))
		site_url(g->site, g->scheme, link_gopher_type(l),
		    g->scheme == SCHEME_GOPHER ? selector : l->target, out);
	else
		site_url(g->site, SCHEME_HTTP, 'h', l->target, out);
	buf_puts(out, "\r\n");
}

/* g->clean holds the label. */
static void put_link(struct gopher *g, const struct link *l, const char *indent)
{
	char number[16] = "";
	struct str label = str_trim(buf_str(&g->clean));

	if (g->menu) {
		put_menu_link(g, l, indent, label);
		return;
	}
	g->links++;
	snprintf(number, sizeof number, "%c%u%c ", g->marks[0], g->links, g->marks[1]);
	put_wrapped(g, number, "    ", label);
	remember_address(g, l);
}

static void set_label(struct gopher *g, const struct link *l, const char *label)
{
	buf_reset(&g->line);
	link_label_add(&g->line, g->page->lang, l, label);
	buf_reset(&g->clean);
	if (l->day)
		buf_printf(&g->clean, "%s ", l->day);
	utf8_clean(&g->clean, buf_str(&g->line));
}

static void put_block_link(struct gopher *g, const struct block *b)
{
	const struct link *l = &b->link;

	set_label(g, l, l->label);
	if (g->menu && l->brief && utf8_columns(buf_str(&g->clean)) > GOPHER_COLUMNS)
		set_label(g, l, l->brief);
	put_link(g, l, l->day ? "           " : "  ");
}

static void put_fact(struct gopher *g, const struct block *b, enum fact_place place)
{
	bool alone = place == FACT_ALONE;

	buf_reset(&g->clean);
	if (place != FACT_FURTHER) {
		utf8_clean(&g->clean, str_of(b->label));
		if (alone)
			utf8_clean(&g->clean, str_of(g->page->lang->joints[JOINT_LABEL].between));
	}
	if (place == FACT_FIRST) {
		lang_label_end(g->page->lang, &g->clean);
		put_wrapped(g, "", "  ", str_trim(buf_str(&g->clean)));
		buf_reset(&g->clean);
	}
	utf8_clean(&g->clean, str_of(b->text));
	if (b->link.target)
		put_link(g, &b->link, "  ");
	else
		put_wrapped(g, alone ? "" : "* ", "  ", str_trim(buf_str(&g->clean)));
}

/* In a menu the addresses in a value are items below it; in a text they can be read. */
static void put_contacts(struct gopher *g, const struct block *b)
{
	for (size_t i = 0; g->menu && i < b->within.n; i++) {
		const struct contact *c = &b->within.v[i];
		const struct link l = { .to = LINK_OUTSIDE, .target = c->uri, .label = c->text };
		cleaned(g, c->text);
		put_link(g, &l, "  ");
	}
}

/* The address itself is what is seen. */
static void put_address(struct gopher *g, const struct block *b)
{
	const struct link l = { .to = LINK_OUTSIDE, .target = b->text, .label = b->text };

	put_text(g, b->label);
	cleaned(g, b->text);
	put_link(g, &l, "  ");
}

static void put_block(struct gopher *g, size_t i)
{
	static const char rules[] = { '=', '-', '\0' };
	const struct block *b = &g->page->blocks[i];

	switch (b->type) {
	case BLOCK_HEADING:
		put_heading(g, b->text, rules[b->level - 1]);
		break;
	case BLOCK_LIST:
		put_wrapped(g, "* ", "  ", cleaned(g, b->text));
		break;
	case BLOCK_QUOTE:
		put_wrapped(g, "> ", "> ", cleaned(g, b->text));
		break;
	case BLOCK_LINK:
	case BLOCK_FIGURE:
		put_block_link(g, b);
		if (block_is_described(b))
			put_wrapped(g, "  ", "  ", cleaned(g, b->text));
		break;
	case BLOCK_ADDRESS:
		put_address(g, b);
		break;
	case BLOCK_FOLD:
		put_heading(g, b->text, rules[1]);
		break;
	case BLOCK_PRE:
		put_laid_out(g, str_of(b->text));
		break;
	case BLOCK_TABLE:
		put_table(g, b);
		break;
	case BLOCK_FACT:
		put_fact(g, b, fact_place(g->page, i));
		put_contacts(g, b);
		break;
	case BLOCK_TEXT:
	case BLOCK_LEAD:
	case BLOCK_PICK:
	case BLOCK_TYPE_COUNT:
		put_text(g, b->text);
		break;
	}
}

static void put_head(struct gopher *g)
{
	const struct page *p = g->page;

	put_heading(g, p->title, '=');
	if (p->subtitle)
		put_text(g, p->subtitle);
	if (p->published == INSTANT_NONE)
		return;
	put_blank(g);
	buf_reset(&g->line);
	page_date_line(p, &g->line);
	put_text(g, g->line.data);
	if (p->trail_count)
		put_text(g, p->trail[p->trail_count - 1].title);
}

/* `before`: a word before the title, or NULL. */
static void put_alternate(struct gopher *g, const char *before, const struct alternate *a)
{
	struct link l = { .to = link_to_of_path(a->path), .target = a->path, .label = a->title };

	buf_reset(&g->clean);
	if (before) {
		buf_puts(&g->clean, before);
		utf8_clean(&g->clean, str_of(g->page->lang->joints[JOINT_LABEL].between));
	}
	utf8_clean(&g->clean, str_of(a->title));
	put_link(g, &l, "  ");
}

/* What is under every page of the site. */
static void put_foot_blocks(struct gopher *g)
{
	const struct page *page = g->page;
	struct page foot = { .lang = page->lang, .blocks = page->foot, .block_count = page->foot_count };

	g->page = &foot;
	for (size_t i = 0; i < foot.block_count; i++) {
		if (i == 0 || !blocks_join(&foot.blocks[i - 1], &foot.blocks[i]))
			put_blank(g);
		put_block(g, i);
	}
	g->page = page;
}

static void put_near(struct gopher *g)
{
	struct near_item near[NEAR_MAX];
	size_t n = page_near(g->page, near);

	if (n)
		put_blank(g);
	for (size_t i = 0; i < n; i++)
		put_alternate(g, g->page->lang->words[near[i].word], near[i].at);
}

static void put_foot(struct gopher *g)
{
	const struct page *p = g->page;

	put_near(g);
	if (p->translation_count) {
		put_blank(g);
		put_heading(g, p->lang->words[WORD_LANGUAGES], '-');
	}
	for (size_t i = 0; i < p->translation_count; i++)
		put_alternate(g, p->translations[i].lang->name, &p->translations[i]);
	if (p->trail_count)
		put_blank(g);
	for (size_t i = 0; i < p->trail_count; i++)
		put_alternate(g, NULL, &p->trail[i]);
	for (size_t i = 0; i < p->menu_count; i++) {
		set_label(g, &p->menu[i], p->menu[i].label);
		put_link(g, &p->menu[i], "  ");
	}
	put_foot_blocks(g);
	if (!g->links)
		return;
	put_blank(g);
	put_heading(g, p->lang->words[WORD_LINKS], '-');
	buf_add_str(g->out, buf_str(&g->addresses));
}

static void render(const struct page *p, const struct site *s, bool menu, enum scheme scheme, struct buf *out)
{
	struct gopher g = {
		.page = p, .site = s, .out = out, .menu = menu, .scheme = scheme, .marks = find_marks(p)
	};

	buf_init(&g.clean, out->max);
	buf_init(&g.line, out->max);
	buf_init(&g.addresses, out->max);
	put_head(&g);
	for (size_t i = 0; i < p->block_count; i++) {
		if (i == 0 || block_is_described(&p->blocks[i - 1]) ||
		    !blocks_join(&p->blocks[i - 1], &p->blocks[i]))
			put_blank(&g);
		put_block(&g, i);
	}
	put_foot(&g);
	if (g.menu)
		buf_puts(out, ".\r\n");
	buf_release(&g.clean);
	buf_release(&g.line);
	buf_release(&g.addresses);
}

void render_gopher(const struct page *p, const struct site *s, struct buf *out)
{
	render(p, s, p->form == PAGE_MENU, SCHEME_GOPHER, out);
}

void render_text(const struct page *p, const struct site *s, enum scheme scheme, struct buf *out)
{
	render(p, s, false, scheme, out);
}

void render_gopher_error(const char *text, struct buf *out)
{
	struct buf line;

	buf_init(&line, out->max);
	utf8_clean(&line, str_of(text));
	buf_add_char(out, '3');
	buf_add(out, line.data, utf8_fit(buf_str(&line), GOPHER_COLUMNS));
	buf_puts(out, "\t\tnull.host\t1\r\n.\r\n");
	buf_release(&line);
}
