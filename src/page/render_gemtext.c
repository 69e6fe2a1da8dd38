/*
 * render_gemtext: one line a block, and a space before what would read as markup by accident.
 *
 * Paragraphs are not wrapped: that is the work of the client.
 */
#include "page/render.h"

#include "base/path.h"
#include "content/document.h"
#include "lang/punctuation.h"
#include "page/columns.h"
#include "page/gemtext_marks.h"
#include "page/render_parts.h"

#include <string.h>

static const char link_marker[] = "=> ";

/* A space keeps a line from being read as a link, prompt, heading, list item, quote or fence. */
static void defuse(struct buf *out, const char *line)
{
	bool markup = strncmp(line, "=>", 2) == 0 || strncmp(line, "=:", 2) == 0 ||
	              strncmp(line, "```", 3) == 0;

	if (markup || *line == '#' || *line == '*' || *line == '>')
		buf_add_char(out, ' ');
}

static void add_marked(struct buf *out, const char *marker, const char *text)
{
	buf_puts(out, marker);
	line_add(out, text);
	buf_add_char(out, '\n');
}

static void add_text(struct buf *out, const char *text)
{
	defuse(out, text);
	add_marked(out, "", text);
}

static void add_target(struct buf *out, const char *marker, const struct link *l)
{
	buf_puts(out, marker);
	if (l->to == LINK_OUTSIDE)
		address_add(out, l->target);
	else
		path_encode(out, str_of(l->target));
	buf_add_char(out, ' ');
}

static void add_link(struct buf *out, const struct lang *lang, const char *marker, const struct link *l)
{
	add_target(out, marker, l);
	if (l->day) {
		buf_puts(out, l->day);
		buf_add_char(out, ' ');
	}
	link_label_add(out, lang, l, l->label);
	buf_add_char(out, '\n');
}

/* The addresses in a value, each on a line of its own that can be followed. */
static void add_contacts(struct buf *out, const struct lang *lang, const struct block *b)
{
	for (size_t i = 0; i < b->within.n; i++)
		add_link(out, lang, link_marker,
		    &(struct link){
		        .to = LINK_OUTSIDE, .target = b->within.v[i].uri, .label = b->within.v[i].text });
}

static void add_fact(struct buf *out, const struct lang *lang, const struct block *b, enum fact_place place)
{
	bool alone = place == FACT_ALONE;

	if (place == FACT_FIRST) {
		defuse(out, b->label);
		line_add(out, b->label);
		lang_label_end(lang, out);
		buf_add_char(out, '\n');
	}
	if (b->link.target)
		add_target(out, link_marker, &b->link);
	else if (alone)
		defuse(out, b->label);
	else
		buf_puts(out, "* ");
	line_add(out, alone ? b->label : "");
	add_marked(out, alone ? lang->joints[JOINT_LABEL].between : "", b->text);
}

static void add_pre(struct buf *out, const struct block *b)
{
	struct str rest = str_of(b->text), line;

	add_marked(out, "```", b->label ? b->label : "");
	while (str_next_line(&rest, &line)) {
		if (str_starts(line, "```"))
			buf_add_char(out, ' ');
		laid_out_add(out, line);
		buf_add_char(out, '\n');
	}
	buf_puts(out, "```\n");
}

static void add_table(struct buf *out, const struct lang *lang, const struct block *b)
{
	struct buf lines;
	struct str rest, line;

	buf_init(&lines, out->max);
	bool aligned = columns_add(b, lang, GOPHER_COLUMNS, &lines);
	if (aligned)
		buf_puts(out, "```table\n");
	rest = buf_str(&lines);
	while (str_next_line(&rest, &line)) {
		defuse(out, line.p);
		buf_add_str(out, line);
		buf_add_char(out, '\n');
	}
	if (aligned)
		buf_puts(out, "```\n");
	buf_release(&lines);
}

static void add_block(struct buf *out, const struct page *p, size_t i)
{
	static const char *const headings[] = { "# ", "## ", "### " };
	const struct block *b = &p->blocks[i];

	switch (b->type) {
	case BLOCK_HEADING:
		add_marked(out, headings[b->level - 1], b->text);
		break;
	case BLOCK_LIST:
		add_marked(out, "* ", b->text);
		break;
	case BLOCK_QUOTE:
		add_marked(out, "> ", b->text);
		break;
	case BLOCK_LINK:
	case BLOCK_FIGURE:
		add_link(out, p->lang, link_marker, &b->link);
		if (block_is_described(b))
			add_text(out, b->text);
		break;
	case BLOCK_ADDRESS:
		add_link(out, p->lang, link_marker,
		    &(struct link){ .to = LINK_OUTSIDE, .target = b->text, .label = b->label });
		break;
	case BLOCK_FOLD:
		add_marked(out, headings[1], b->text);
		break;
	case BLOCK_PRE:
		add_pre(out, b);
		break;
	case BLOCK_TABLE:
		add_table(out, p->lang, b);
		break;
	case BLOCK_FACT:
		add_fact(out, p->lang, b, fact_place(p, i));
		add_contacts(out, p->lang, b);
		break;
	case BLOCK_TEXT:
	case BLOCK_LEAD:
	case BLOCK_PICK:
	case BLOCK_TYPE_COUNT:
		add_text(out, b->text);
		break;
	}
}

static void add_head(struct buf *out, const struct page *p)
{
	add_marked(out, "# ", p->title);
	if (p->subtitle)
		add_marked(out, "## ", p->subtitle);
	if (p->published == INSTANT_NONE)
		return;
	buf_add_char(out, '\n');
	page_date_line(p, out);
	buf_add_char(out, '\n');
	if (p->trail_count) {
		const struct alternate *parent = &p->trail[p->trail_count - 1];
		add_link(out, p->lang, link_marker,
		    &(struct link){ .target = parent->path, .label = parent->title });
	}
}

static void add_near(struct buf *out, const struct page *p)
{
	struct near_item near[NEAR_MAX];
	size_t n = page_near(p, near);

	if (n)
		buf_add_char(out, '\n');
	for (size_t i = 0; i < n; i++) {
		add_target(out, link_marker, &(struct link){ .target = near[i].at->path });
		buf_puts(out, p->lang->words[near[i].word]);
		buf_puts(out, p->lang->joints[JOINT_LABEL].between);
		add_marked(out, "", near[i].at->title);
	}
}

static void add_foot(struct buf *out, const struct page *p)
{
	add_near(out, p);
	if (p->translation_count) {
		buf_add_char(out, '\n');
		add_marked(out, "## ", p->lang->words[WORD_LANGUAGES]);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < p->translation_count; i++) {
		const struct alternate *t = &p->translations[i];
		add_target(out, link_marker, &(struct link){ .target = t->path });
		buf_puts(out, t->lang->name);
		buf_puts(out, p->lang->joints[JOINT_LABEL].between);
		add_marked(out, "", t->title);
	}
	if (p->trail_count)
		buf_add_char(out, '\n');
	for (size_t i = 0; i < p->trail_count; i++)
		add_link(out, p->lang, link_marker,
		    &(struct link){ .target = p->trail[i].path, .label = p->trail[i].title });
	for (size_t i = 0; i < p->menu_count; i++)
		add_link(out, p->lang, link_marker, &p->menu[i]);
}

/* What is under every page of the site. */
static void add_foot_blocks(struct buf *out, const struct page *p)
{
	struct page foot = { .lang = p->lang, .blocks = p->foot, .block_count = p->foot_count };

	for (size_t i = 0; i < foot.block_count; i++) {
		if (i == 0 || !blocks_join(&foot.blocks[i - 1], &foot.blocks[i]))
			buf_add_char(out, '\n');
		add_block(out, &foot, i);
	}
}

static bool is_search(const struct block *b)
{
	return b->type == BLOCK_LINK && b->link.to == LINK_SEARCH;
}

static void add_page(const struct page *p, const char *search, struct buf *out)
{
	const struct block *before = NULL;

	add_head(out, p);
	for (size_t i = 0; i < p->block_count; i++) {
		const struct block *b = &p->blocks[i];
		if (block_is_minor(b) || (is_search(b) && !search))
			continue;
		if (!before || block_is_described(before) || !blocks_join(before, b))
			buf_add_char(out, '\n');
		if (is_search(b))
			add_link(out, p->lang, search, &b->link);
		else
			add_block(out, p, i);
		before = b;
	}
	add_foot(out, p);
	add_foot_blocks(out, p);
}

/* `search` is what a link to the search begins with; NULL: there is none. */
static void render(const struct page *p, const char *search, struct buf *out)
{
	struct buf plain;

	if (*p->lang->dir != 'r') {
		add_page(p, search, out);
		return;
	}
	buf_init(&plain, out->max);
	add_page(p, search, &plain);
	gemtext_marks(out, buf_str(&plain), p->lang);
	out->full |= plain.full;
	buf_release(&plain);
}

void render_gemtext(const struct page *p, const struct site *s, struct buf *out)
{
	(void)s;
	render(p, link_marker, out);
}

void render_spartan(const struct page *p, const struct site *s, struct buf *out)
{
	(void)s;
	render(p, "=: ", out);
}

void render_nex(const struct page *p, const struct site *s, struct buf *out)
{
	(void)s;
	render(p, NULL, out);
}
