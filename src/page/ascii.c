/*
 * ascii: a page for those who can show nothing but ASCII.
 *
 * Texts change before they are wrapped, since "щ" takes four columns in Latin letters. So do
 * the words that a renderer adds by itself: the page gets a language that has them in ASCII.
 */
#include "page/ascii.h"

#include <string.h>

#include "content/address.h"
#include "content/document.h"
#include "lang/punctuation.h"
#include "page/render_parts.h"

enum { TEXT_MAX = 8 << 20 }; /* bytes of one text of a page */

static const char *to_ascii(struct page *p, const struct lang *lang, const char *text)
{
	struct buf b;

	if (!text)
		return NULL;
	buf_init(&b, TEXT_MAX);
	lang_to_ascii(lang ? lang : p->lang, str_of(text), &b);
	return page_text_take(p, &b);
}

static const char *into_tree(struct page *p, enum link_to to, const char *tree, const char *target)
{
	bool is_page = to == LINK_MENU || to == LINK_ITEM || to == LINK_SEARCH ||
	               (to == LINK_FILE && address_is_page(target));

	if (!is_page)
		return target;
	return arena_printf(&p->arena, "%s%s", tree, target);
}

static void change_block(struct page *p, struct block *b, const char *tree)
{
	struct link *l = &b->link;

	b->text = to_ascii(p, b->lang, b->text);
	b->label = to_ascii(p, NULL, b->label);
	for (size_t i = 0; i < b->columns * b->rows; i++)
		b->cells[i] = to_ascii(p, b->lang, b->cells[i]);
	for (size_t i = 0; i < b->within.n; i++)
		b->within.v[i].text = to_ascii(p, b->lang, b->within.v[i].text);
	if (!l->target)
		return;
	l->target = into_tree(p, l->to, tree, l->target);
	l->label = to_ascii(p, b->lang ? b->lang : l->lang, l->label);
	l->brief = to_ascii(p, b->lang ? b->lang : l->lang, l->brief);
	l->note = to_ascii(p, NULL, l->note);
}

static const struct lang *ascii_lang(struct page *p, const struct lang *from)
{
	struct lang *l = arena_alloc(&p->arena, sizeof *l);

	*l = *from;
	for (size_t i = 0; i < WORD_COUNT; i++)
		l->words[i] = to_ascii(p, from, from->words[i]);
	memcpy(l->joints, lang_default()->joints, sizeof l->joints);
	return l;
}

/*
 * What a renderer would put under the page becomes links of the page: a renderer tells by the form of a
 * path what it leads to, and paths of the tree have another form.
 */
static void add_alternate(struct page *p, const char *before, const struct alternate *a)
{
	const struct lang *lang = a->title_lang ? a->title_lang : a->lang;
	const char *label = before ? lang_join(&p->arena, p->lang, JOINT_LABEL, before, a->title) : a->title;

	page_link(p, link_to_of_path(a->path), a->path, label);
	p->blocks[p->block_count - 1].lang = lang;
}

static void add_foot(struct page *p)
{
	struct near_item near[NEAR_MAX];
	size_t n = page_near(p, near);

	for (size_t i = 0; i < n; i++)
		add_alternate(p, p->lang->words[near[i].word], near[i].at);
	if (p->translation_count)
		page_heading(p, 2, p->lang->words[WORD_LANGUAGES]);
	for (size_t i = 0; i < p->translation_count; i++)
		add_alternate(p, p->translations[i].lang->name, &p->translations[i]);
	for (size_t i = 0; i < p->trail_count; i++)
		add_alternate(p, NULL, &p->trail[i]);
	for (size_t i = 0; i < p->menu_count; i++)
		page_add(p, BLOCK_LINK, NULL)->link = p->menu[i];
	for (size_t i = 0; i < p->foot_count; i++)
		*page_add(p, p->foot[i].type, NULL) = p->foot[i];
	p->translation_count = p->trail_count = p->menu_count = p->foot_count = 0;
	p->older = p->newer = NULL;
}

/* The last block comes before the one that is at `to`. */
static void move_last(struct page *p, size_t to)
{
	struct block last = p->blocks[p->block_count - 1];

	for (size_t i = p->block_count - 1; i > to; i--)
		p->blocks[i] = p->blocks[i - 1];
	p->blocks[to] = last;
}

/* A date is written by a function of the language, so it is made here, before the other blocks. */
static void put_date_first(struct page *p)
{
	struct buf line;

	if (p->published == INSTANT_NONE)
		return;
	buf_init(&line, TEXT_MAX);
	page_date_line(p, &line);
	page_add(p, BLOCK_TEXT, page_text_take(p, &line));
	move_last(p, 0);
	p->published = INSTANT_NONE;
}

void page_to_ascii(struct page *p, const char *tree)
{
	put_date_first(p);
	add_foot(p);
	for (size_t i = 0; i < p->block_count; i++)
		change_block(p, &p->blocks[i], tree);
	p->title = to_ascii(p, p->title_lang, p->title);
	p->subtitle = to_ascii(p, p->subtitle_lang, p->subtitle);
	p->lang = ascii_lang(p, p->lang);
}

void page_offer_ascii(struct page *p, const struct site *site, const char *tree)
{
	for (size_t i = 0; i < site->lang_count; i++) {
		const struct lang *lang = site->langs[i];
		const char *home = path_of(&p->arena, lang->tag, "", "");
		const char *what = arena_printf(&p->arena, "ASCII: %s", lang->words[WORD_ASCII]);
		page_link(p, LINK_MENU, arena_printf(&p->arena, "%s%s", tree, home), to_ascii(p, lang, what));
		p->blocks[p->block_count - 1].lang = lang == p->lang ? NULL : lang;
		move_last(p, i);
	}
}
