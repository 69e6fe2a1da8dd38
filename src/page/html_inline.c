/*
 * html_inline: start tags with lang and dir, addresses, and marks as elements one within the other.
 */
#include "page/html_inline.h"

#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"
#include "markup/html.h"
#include "page/html_numbers.h"
#include "page/render_parts.h"

bool html_is_rtl(const struct html *h)
{
	return *h->page->lang->dir == 'r';
}

/* Entries of feeds from left to right keep their bytes. */
static bool runs_against(const struct html *h, const char *dir, const char *text)
{
	return text && (!h->fragment || html_is_rtl(h)) && utf8_runs_against(str_of(text), *dir);
}

void html_lang(const struct html *h, const struct lang *lang, const char *text)
{
	const char *dir = lang ? lang->dir : h->page->lang->dir;

	if (lang)
		html_attribute(h->out, "lang", lang->tag);
	if (runs_against(h, dir, text))
		html_attribute(h->out, "dir", "auto");
	else if (strcmp(dir, h->page->lang->dir) != 0)
		html_attribute(h->out, "dir", dir);
}

void html_ltr(const struct html *h)
{
	if (html_is_rtl(h))
		html_attribute(h->out, "dir", "ltr");
}

void html_words(const struct html *h, const char *text)
{
	if (html_is_rtl(h))
		html_numbers(h->out, text, h->fragment);
	else
		html_text(h->out, text);
}

void html_href(const struct html *h, const struct link *l)
{
	if (l->to != LINK_OUTSIDE) {
		buf_puts(h->out, " href=\"");
		if (h->fragment)
			site_url(h->site, SCHEME_HTTP, 'h', l->target, h->out);
		else
			path_encode(h->out, str_of(l->target));
		if (l->fragment && !h->fragment)
			buf_printf(h->out, "#%s", l->fragment);
		buf_add_char(h->out, '"');
		return;
	}
	struct buf address;
	buf_init(&address, h->out->max);
	address_add(&address, l->target);
	html_attribute(h->out, "href", address.data);
	buf_release(&address);
}

void html_open(const struct html *h, const char *tag, const struct lang *lang, const char *text)
{
	buf_puts(h->out, tag);
	html_lang(h, lang, text);
	buf_add_char(h->out, '>');
}

void html_element_in(const struct html *h, const char *name, const struct lang *lang, const char *text)
{
	buf_printf(h->out, "<%s", name);
	html_lang(h, lang, text);
	buf_add_char(h->out, '>');
	html_words(h, text);
	buf_printf(h->out, "</%s>", name);
}

/* Browsers in terminals show no <mark>, and not all people see its colour: what was found is bold besides. */
static const struct {
	const char *open, *close;
} mark_tags[MARK_KIND_COUNT] = {
	[MARK_EMPHASIS] = { "<em>", "</em>" },
	[MARK_STRONG] = { "<strong>", "</strong>" },
	[MARK_CODE] = { "<code>", "</code>" },
	[MARK_STRUCK] = { "<s>", "</s>" },
	[MARK_FOUND] = { "<mark><b>", "</b></mark>" },
};

/* Of letters that have no italics browsers and readers of feeds make slanted ones, which are hard to read. */
static enum inline_mark_kind shown_as(const struct html *h, const struct block *b, enum inline_mark_kind kind)
{
	const struct lang *lang = b->lang ? b->lang : h->page->lang;
	enum script script = lang->search.script;
	bool italics = script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_OTHER;

	return kind == MARK_EMPHASIS && !italics ? MARK_STRONG : kind;
}

void html_slice(const struct html *h, const char *text, size_t from, size_t to)
{
	struct buf slice;
	buf_init(&slice, to - from + 1);
	buf_add(&slice, text + from, to - from);
	html_words(h, slice.data);
	buf_release(&slice);
}

static bool is_group(const char *s)
{
	return ascii_is_digit(s[0]) && ascii_is_digit(s[1]) && ascii_is_digit(s[2]) && !ascii_is_digit(s[3]);
}

/* Whether the space is between a number and its next group, or what it counts: "2 500 000", "11 December". */
static bool is_bound(const char *space)
{
	return ascii_is_digit(space[-1]) && space[1] != ' ' &&
	       (!ascii_is_digit(space[1]) || is_group(space + 1));
}

void html_figures_in(const struct html *h, const char *text)
{
	size_t at = 0, n = strlen(text);
	struct buf bound;

	buf_init(&bound, 2 * n + 1);
	for (size_t i = 1; i + 1 < n && !h->fragment; i++) {
		if (text[i] != ' ' || !is_bound(text + i))
			continue;
		buf_add(&bound, text + at, i - at);
		buf_puts(&bound, "\u00a0");
		at = i + 1;
	}
	buf_puts(&bound, text + at);
	html_words(h, bound.data);
	buf_release(&bound);
}

static size_t tildes(const struct block *b, const struct inline_mark *m, size_t at)
{
	return m->kind == MARK_STRUCK && m->n > 2 && !strncmp(b->text + at, "~~", 2) ? 2 : 0;
}

/* The marks that are open, one within the other; what would reach out of the one around it ends with it. */
struct open_marks {
	const struct inline_mark *v[8];
	size_t end[8];
	size_t n;
};

static size_t close_marks(
    const struct html *h, const struct block *b, struct open_marks *open, size_t at, size_t to)
{
	while (open->n && open->end[open->n - 1] <= to) {
		const struct inline_mark *m = open->v[--open->n];
		size_t end = open->end[open->n], skip = end >= 2 && end - 2 >= at ? tildes(b, m, end - 2) : 0;
		if (end > at)
			html_slice(h, b->text, at, end - skip);
		at = end > at ? end : at;
		buf_puts(h->out, mark_tags[shown_as(h, b, m->kind)].close);
	}
	return at;
}

/* Opens it at `at`, which may be within it: the "~~" of the one around it are no text. */
static size_t open_mark(const struct html *h, const struct block *b, struct open_marks *open,
    const struct inline_mark *m, size_t at)
{
	size_t end = m->at + m->n, around = open->n ? open->end[open->n - 1] : end;
	open->v[open->n] = m;
	open->end[open->n++] = end < around ? end : around;
	buf_puts(h->out, mark_tags[shown_as(h, b, m->kind)].open);
	return at + (at == m->at ? tildes(b, m, at) : 0);
}

void html_marked_text(const struct html *h, const struct block *b, size_t skip)
{
	struct open_marks open = { .n = 0 };
	size_t at = skip, n = strlen(b->text);

	for (size_t i = 0; i < b->marks.n; i++) {
		const struct inline_mark *m = &b->marks.v[i];
		at = close_marks(h, b, &open, at, m->at);
		if (open.n == ARRAY_SIZE(open.v) || m->at + m->n <= at)
			continue;
		if (m->at > at)
			html_slice(h, b->text, at, m->at);
		at = open_mark(h, b, &open, m, m->at > at ? m->at : at);
	}
	at = close_marks(h, b, &open, at, n);
	html_slice(h, b->text, at, n > at ? n : at);
}

void html_copied(const struct html *h, const char *text)
{
	buf_puts(h->out, "<code class=\"copy\"");
	html_ltr(h);
	buf_add_char(h->out, '>');
	html_text(h->out, text);
	buf_puts(h->out, "</code>");
}
