/*
 * render_parts: what the renderers share.
 */
#include "page/render_parts.h"

#include "base/utf8.h"
#include "content/document.h"

#include <string.h>

bool blocks_join(const struct block *a, const struct block *b)
{
	static const bool groups[BLOCK_TYPE_COUNT] = {
		[BLOCK_LIST] = true,
		[BLOCK_QUOTE] = true,
		[BLOCK_LINK] = true,
		[BLOCK_ADDRESS] = true,
		[BLOCK_FIGURE] = true,
		[BLOCK_FACT] = true,
	};
	return a->type == b->type && groups[a->type];
}

bool block_is_described(const struct block *b)
{
	return b->type == BLOCK_LINK && b->text;
}

bool block_is_minor(const struct block *b)
{
	return b->type == BLOCK_LINK && b->level > 0;
}

static bool same_fact(const struct page *p, size_t i, size_t j)
{
	const struct block *a = &p->blocks[i], *b = &p->blocks[j];

	return a->type == BLOCK_FACT && b->type == BLOCK_FACT && strcmp(a->label, b->label) == 0;
}

enum fact_place fact_place(const struct page *p, size_t i)
{
	if (i > 0 && same_fact(p, i - 1, i))
		return FACT_FURTHER;
	return i + 1 < p->block_count && same_fact(p, i, i + 1) ? FACT_FIRST : FACT_ALONE;
}

static bool is_address_byte(unsigned char c)
{
	return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`' &&
	       c != '{' && c != '|' && c != '}';
}

void address_add(struct buf *out, const char *uri)
{
	for (const char *s = uri; *s;) {
		const char *run = s;
		while (is_address_byte((unsigned char)*s))
			s++;
		buf_add(out, run, (size_t)(s - run));
		if (*s)
			buf_printf(out, "%%%02X", (unsigned char)*s++);
	}
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7F;
}

void line_add(struct buf *out, const char *s)
{
	while (*s) {
		const char *run = s;
		while (!is_control(*s))
			s++;
		buf_add(out, run, (size_t)(s - run));
		if (!*s)
			break;
		while (*s && is_control(*s))
			s++;
		buf_add_char(out, ' ');
	}
}

void laid_out_add(struct buf *out, struct str line)
{
	enum { TAB_COLUMNS = 8 };
	struct str part;
	size_t at = 0;
	while (str_cut(line, '\t', &part, &line)) {
		at += utf8_columns(part);
		buf_add_str(out, part);
		do
			buf_add_char(out, ' ');
		while (++at % TAB_COLUMNS);
	}
	buf_add_str(out, part);
}

void link_label_add(struct buf *out, const struct lang *lang, const struct link *l, const char *label)
{
	line_add(out, label);
	if (!l->note)
		return;
	buf_puts(out, lang->joints[JOINT_NOTE].between);
	line_add(out, l->note);
	buf_puts(out, lang->joints[JOINT_NOTE].after);
}

size_t page_near(const struct page *p, struct near_item out[NEAR_MAX])
{
	size_t n = 0;
	if (p->older)
		out[n++] = (struct near_item){ WORD_OLDER, p->older, "prev" };
	if (p->newer)
		out[n++] = (struct near_item){ WORD_NEWER, p->newer, "next" };
	return n;
}

void page_date_line(const struct page *p, struct buf *out)
{
	if (p->published == INSTANT_NONE)
		return;
	lang_date(p->lang, p->published, p->has_time, out);
	if (p->kind) {
		buf_puts(out, " · ");
		line_add(out, p->kind);
	}
	if (p->corrected != INSTANT_NONE) {
		buf_printf(out, " · %s", p->lang->words[WORD_UPDATED]);
		buf_puts(out, p->lang->joints[JOINT_LABEL].between);
		lang_date(p->lang, p->corrected, false, out);
	}
}
