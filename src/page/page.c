/*
 * page: appends blocks to a page, and tells its languages.
 */
#include "page/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "content/document.h"

enum { DIGITS_TEXT_MAX = 1024 }; /* bytes: a word of the interface and numbers */

void page_init(struct page *p, const struct lang *lang, enum page_form form, const char *path)
{
	*p = (struct page){ .lang = lang,
		.form = form,
		.title = "",
		.published = INSTANT_NONE,
		.corrected = INSTANT_NONE,
		.updated = INSTANT_NONE };
	arena_init(&p->arena);
	p->path = arena_strdup(&p->arena, path);
}

void page_release(struct page *p)
{
	arena_release(&p->arena);
	*p = (struct page){ 0 };
}

struct block *page_add(struct page *p, enum block_type type, const char *text)
{
	struct block *b = ARENA_PUSH(&p->arena, p->blocks, p->block_count);
	b->type = type;
	b->text = text;
	return b;
}

void page_heading(struct page *p, int level, const char *text)
{
	page_add(p, BLOCK_HEADING, text)->level = level;
}

struct link *page_link(struct page *p, enum link_to to, const char *target, const char *label)
{
	struct block *b = page_add(p, BLOCK_LINK, NULL);
	b->link = (struct link){ .to = to, .target = target, .label = label };
	return &b->link;
}

void page_keep(struct page *p, enum scheme scheme)
{
	size_t n = 0;

	for (size_t i = 0; i < p->block_count; i++)
		if (!p->blocks[i].schemes || p->blocks[i].schemes & 1U << scheme)
			p->blocks[n++] = p->blocks[i];
	p->block_count = n;
}

void page_show_over(struct page *p, size_t from, unsigned over)
{
	for (size_t i = from; i < p->block_count; i++)
		p->blocks[i].schemes = over;
}

/* Adds the tag unless it is there. */
static void add_tag(struct buf *tags, const struct lang *lang)
{
	struct str rest = buf_str(tags), tag;

	while (rest.n) {
		str_cut(rest, ',', &tag, &rest);
		if (str_is(tag, lang->tag))
			return;
	}
	buf_printf(tags, "%s%s", tags->len ? "," : "", lang->tag);
}

static const char *moved(struct page *p, const char *path, const char *from, const char *to)
{
	size_t n = strlen(from);
	bool below = path && !strncmp(path, from, n) && (path[n] == '/' || !path[n]);
	return below ? arena_printf(&p->arena, "%s%s", to, path + n) : path;
}

void page_hide(struct page *p, const char *from, const char *to)
{
	for (size_t i = 0; i < p->block_count; i++) {
		struct link *l = &p->blocks[i].link;
		if (l->to != LINK_OUTSIDE)
			l->target = moved(p, l->target, from, to);
	}
	for (size_t i = 0; i < p->trail_count; i++)
		p->trail[i].path = moved(p, p->trail[i].path, from, to);
	for (size_t i = 0; i < p->translation_count; i++)
		p->translations[i].path = moved(p, p->translations[i].path, from, to);
	p->path = p->feeds = p->image.path = NULL;
	p->hidden = true;
}

void page_langs(const struct page *p, struct buf *out)
{
	add_tag(out, p->title_lang ? p->title_lang : p->lang);
	if (p->subtitle)
		add_tag(out, p->subtitle_lang ? p->subtitle_lang : p->lang);
	for (size_t i = 0; i < p->block_count; i++) {
		const struct block *b = &p->blocks[i];
		const struct lang *label = b->type == BLOCK_LINK ? b->link.lang : NULL;
		add_tag(out, b->lang ? b->lang : label ? label : p->lang);
	}
}

/* A film may have a picture to show first. */
unsigned page_media(const struct page *p)
{
	unsigned media = p->logo.path || p->icon ? PAGE_SMALL_PICTURES : 0;

	for (size_t i = 0; i < p->block_count; i++) {
		const struct figure *f = p->blocks[i].figure;
		if (f && f->n)
			media |= PAGE_PICTURES;
		if (f && f->kind != FIGURE_PICTURE)
			media |= PAGE_PLAYERS;
		if (p->blocks[i].link.teaser && p->blocks[i].link.teaser->picture)
			media |= PAGE_SMALL_PICTURES;
	}
	return media;
}

void page_fact(struct page *p, const char *label, const char *value)
{
	page_add(p, BLOCK_FACT, value)->label = label;
}

void page_describe(struct page *p, const char *property, const char *type, const char *text)
{
	*ARENA_PUSH(&p->arena, p->data, p->data_count) = (struct page_datum){ property, type, text };
}

const char *page_digits(struct arena *a, const struct lang *l, const char *fmt, ...)
{
	struct buf text;
	char plain[DIGITS_TEXT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(plain, sizeof plain, fmt, args);
	va_end(args);
	buf_init(&text, sizeof plain * 4);
	lang_digits(l, str_of(plain), &text);
	const char *copy = arena_str(a, buf_str(&text));
	buf_release(&text);
	return copy;
}

const char *page_text_take(struct page *p, struct buf *text)
{
	const char *copy = arena_str(&p->arena, buf_str(text));
	buf_release(text);
	return copy;
}
