/*
 * html_trail: the way back from a page to the home page, for readers and, as a BreadcrumbList, for machines.
 */
#include <string.h>

#include "markup/html.h"
#include "page/render_html.h"

#define STEP " itemprop=\"itemListElement\" itemscope itemtype=\"https://schema.org/ListItem\""

static void add_position(const struct html *h, size_t i)
{
	buf_printf(h->out, "<meta itemprop=\"position\" content=\"%zu\">", i + 1);
}

static void add_step(const struct html *h, const struct alternate *step, size_t i)
{
	const struct page *p = h->page;
	bool marked = p->path != NULL, home = p->framed && strcmp(step->path, p->site_path) == 0;

	buf_puts(h->out, marked ? "<li" STEP "><a itemprop=\"item\"" : "<li><a");
	html_href(h, &(struct link){ .to = LINK_MENU, .target = step->path });
	html_lang(h, home ? NULL : step->title_lang, home ? NULL : step->title);
	buf_puts(h->out, marked ? "><span itemprop=\"name\">" : ">");
	html_text(h->out, home ? p->lang->words[WORD_HOME] : step->title);
	buf_puts(h->out, marked ? "</span></a>" : "</a>");
	if (marked)
		add_position(h, i);
	buf_puts(h->out, "</li>");
}

/* The page itself: readers see its title below. */
static void add_end(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->path)
		return;
	buf_puts(h->out, "<span" STEP "><meta itemprop=\"name\"");
	html_attribute(h->out, "content", p->title);
	buf_puts(h->out, "><link itemprop=\"item\" href=\"");
	site_url(h->site, SCHEME_HTTP, 'h', p->path, h->out);
	buf_puts(h->out, "\">");
	add_position(h, p->trail_count);
	buf_puts(h->out, "</span>");
}

void html_trail(const struct html *h, const char *label)
{
	const struct page *p = h->page;

	/* The way from the home page up is that of the languages, which are beside the menu. */
	bool home = p->framed && p->path && strcmp(p->path, p->site_path) == 0;
	if (!p->trail_count || home)
		return;
	buf_puts(h->out, "<nav");
	html_attribute(h->out, "aria-label", label);
	if (p->path)
		buf_puts(h->out, " itemscope itemtype=\"https://schema.org/BreadcrumbList\"");
	buf_puts(h->out, "><ol>");
	for (size_t i = 0; i < p->trail_count; i++)
		add_step(h, &p->trail[i], i);
	buf_puts(h->out, "</ol>");
	add_end(h);
	buf_puts(h->out, "</nav>\n");
}
