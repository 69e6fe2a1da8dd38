/*
 * html_header: what is above and below the text of every page: the site's name, its menu, the languages,
 * the foot.
 */
#include <string.h>

#include "base/path.h"
#include "content/address.h"
#include "markup/html.h"
#include "page/render_html.h"

static void open_nav(const struct html *h, const char *label)
{
	buf_puts(h->out, "<nav");
	html_attribute(h->out, "aria-label", label);
	buf_puts(h->out, "><ul>");
}

static void close_nav(const struct html *h)
{
	buf_puts(h->out, "</ul></nav>\n");
}

static bool is_here(const struct html *h, const char *path)
{
	return h->page->path && strcmp(h->page->path, path) == 0;
}

/* --- the name ----------------------------------------------------------------------- */

static void add_logo(const struct html *h, const struct page_image *logo)
{
	if (!logo->path)
		return;
	buf_puts(h->out, "<img class=\"logo\" alt=\"\" src=\"");
	path_encode(h->out, str_of(logo->path));
	buf_add_char(h->out, '"');
	if (logo->width && logo->height)
		buf_printf(h->out, " width=\"%u\" height=\"%u\"", logo->width, logo->height);
	else
		buf_puts(h->out, " height=\"48\"");
	buf_puts(h->out, ">");
}

static void add_name(const struct html *h)
{
	const struct page *p = h->page;

	buf_puts(h->out, "<p class=\"site\"><a href=\"");
	path_encode(h->out, str_of(p->site_path));
	buf_puts(h->out, is_here(h, p->site_path) ? "\" aria-current=\"page\"" : "\"");
	html_lang(h, p->home_lang, p->site_name);
	buf_add_char(h->out, '>');
	add_logo(h, &p->logo);
	html_text(h->out, p->site_name);
	buf_puts(h->out, "</a></p>\n");
}

/* --- the menu ------------------------------------------------------------------------ */

static void add_entry(const struct html *h, const char *path, const struct lang *lang, const char *label)
{
	buf_puts(h->out, "<li><a href=\"");
	path_encode(h->out, str_of(path));
	buf_add_char(h->out, '"');
	if (lang)
		html_attribute(h->out, "hreflang", lang->tag);
	html_lang(h, lang, label);
	if (is_here(h, path))
		buf_puts(h->out, " aria-current=\"page\"");
	buf_add_char(h->out, '>');
	html_text(h->out, label);
	buf_puts(h->out, "</a></li>");
}

static void add_place(const struct html *h, struct arena *a, enum address_id id, enum word label)
{
	const struct lang *lang = h->page->lang;

	add_entry(h, path_of_page(a, id, lang->tag, ""), NULL, lang->words[label]);
}

static void add_menu(const struct html *h)
{
	const struct page *p = h->page;
	struct arena a = { 0 };

	open_nav(h, p->lang->words[WORD_MENU]);
	add_place(h, &a, ADDRESS_ARCHIVE, WORD_KINDS_NEWS);
	if (p->has_projects)
		add_place(h, &a, ADDRESS_PROJECTS, WORD_PROJECTS);
	for (size_t i = 0; i < p->menu_count; i++)
		add_entry(h, p->menu[i].target, p->menu[i].lang, p->menu[i].label);
	add_place(h, &a, ADDRESS_SEARCH, WORD_SEARCH);
	add_place(h, &a, ADDRESS_FEEDS, WORD_SUBSCRIBE);
	close_nav(h);
	arena_release(&a);
}

/* --- the languages ---------------------------------------------------------------------- */

static const struct alternate *translation_in(const struct page *p, const struct lang *lang)
{
	for (size_t i = 0; i < p->translation_count; i++)
		if (p->translations[i].lang == lang)
			return &p->translations[i];
	return NULL;
}

/* The page in that language; the language's home where there is none. */
static void add_language(const struct html *h, const struct lang *lang)
{
	const struct alternate *t = translation_in(h->page, lang);
	struct arena a = { 0 };

	buf_puts(h->out, "<li><a href=\"");
	path_encode(h->out, str_of(t ? t->path : path_of(&a, lang->tag, "", "")));
	buf_add_char(h->out, '"');
	html_attribute(h->out, "hreflang", lang->tag);
	html_lang(h, lang == h->page->lang ? NULL : lang, NULL);
	if (t && t->title)
		html_attribute(h->out, "title", t->title);
	buf_add_char(h->out, '>');
	html_text(h->out, lang->name);
	buf_puts(h->out, "</a></li>");
	arena_release(&a);
}

/* In the order of the configuration, the page's own too: nothing moves from page to page. */
static void add_languages(const struct html *h)
{
	const struct page *p = h->page;

	if (h->site->lang_count < 2)
		return;
	open_nav(h, p->lang->words[WORD_LANGUAGES]);
	for (size_t i = 0; i < h->site->lang_count; i++) {
		const struct lang *lang = h->site->langs[i];
		if (lang != p->lang || p->home_count) {
			add_language(h, lang);
			continue;
		}
		buf_puts(h->out, "<li><span aria-current=\"true\">");
		html_text(h->out, lang->name);
		buf_puts(h->out, "</span></li>");
	}
	close_nav(h);
}

void html_header(const struct html *h)
{
	buf_puts(h->out, "<header>\n");
	if (h->page->framed) {
		add_name(h);
		add_menu(h);
	}
	add_languages(h);
	buf_puts(h->out, "</header>\n");
}

/* --- the foot ------------------------------------------------------------------------------ */

static void add_blocks(const struct html *h)
{
	struct page foot = *h->page;
	struct html below = { .page = &foot, .site = h->site, .out = h->out, .foot = true };

	foot.blocks = h->page->foot;
	foot.block_count = h->page->foot_count;
	html_blocks(&below);
}

static void add_protocol(const struct html *h, enum scheme scheme, const char *name)
{
	const struct page *p = h->page;

	if (h->site->unreachable[scheme] || p->hidden)
		return;
	buf_puts(h->out, "<li><a href=\"");
	site_url(h->site, scheme, p->form == PAGE_MENU ? '1' : '0', p->path ? p->path : p->site_path, h->out);
	buf_printf(h->out, "\">%s</a></li>", name);
}

void html_foot(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->framed)
		return;
	buf_puts(h->out, "<footer>\n");
	add_blocks(h);
	open_nav(h, p->lang->words[WORD_THIS_PAGE_ELSEWHERE]);
	add_protocol(h, SCHEME_GEMINI, "Gemini");
	add_protocol(h, SCHEME_GOPHER, "Gopher");
	add_entry(h, addresses[ADDRESS_SITEMAP].pattern, NULL, p->lang->words[WORD_SITEMAP]);
	close_nav(h);
	buf_puts(h->out, "</footer>\n");
}
