/*
 * html_graph: what the head says of the page to those who show a link to it: a description, and Open Graph
 * (https://ogp.me/).
 *
 * It comes before the styles, since robots read the beginning of a page only. What is longer than they show
 * is cut here at a word, where else they cut it in one.
 */
#include "base/utf8.h"
#include "content/document.h"
#include "markup/html.h"
#include "page/render_html.h"

#include <stdio.h>

/*
 * WhatsApp shows two lines of a title, X 70 characters of it and 200 of a description. A picture of less than
 * 300 pixels is a thumbnail for both.
 */
enum { TITLE_COLUMNS = 70, DESCRIPTION_COLUMNS = 200, WIDE = 300, WIDE_HEIGHT = 157 };

/* `attribute` says which vocabulary the name is of. */
static void add_meta(const struct html *h, const char *attribute, const char *name, const char *content)
{
	if (!content || !*content)
		return;
	buf_puts(h->out, "<meta");
	html_attribute(h->out, attribute, name);
	html_attribute(h->out, "content", content);
	buf_puts(h->out, ">\n");
}

static void add_property(const struct html *h, const char *name, const char *content)
{
	add_meta(h, "property", name, content);
}

static void add_address(const struct html *h, const char *name, const char *path)
{
	struct buf url;

	buf_init(&url, h->out->max);
	site_url(h->site, SCHEME_HTTP, 'h', path, &url);
	add_property(h, name, url.data);
	buf_release(&url);
}

static void add_number(const struct html *h, const char *name, unsigned n)
{
	char text[16];

	snprintf(text, sizeof text, "%u", n);
	add_property(h, name, n ? text : NULL);
}

/* One whose size is not known is shown as each pleases. */
static void add_image(const struct html *h, const struct page_image *image)
{
	if (!image->path)
		return;
	add_address(h, "og:image", image->path);
	if (str_starts(str_of(h->site->http_url), "https:"))
		add_address(h, "og:image:secure_url", image->path);
	add_property(h, "og:image:type", image->mime);
	add_number(h, "og:image:width", image->width);
	add_number(h, "og:image:height", image->height);
	add_property(h, "og:image:alt", image->alt);
}

static void add_card(const struct html *h, const struct page_image *image)
{
	bool wide = image->path && image->width >= WIDE && image->height >= WIDE_HEIGHT;

	add_meta(h, "name", "twitter:card", wide ? "summary_large_image" : "summary");
}

static void add_time(const struct html *h, const char *name, int64_t at)
{
	char text[DATE_TEXT_MAX];

	if (at == INSTANT_NONE)
		return;
	date_rfc3339(at, text);
	add_property(h, name, text);
}

static void add_article(const struct html *h)
{
	const struct page *p = h->page;

	if (p->published == INSTANT_NONE)
		return;
	add_time(h, "article:published_time", p->published);
	add_time(h, "article:modified_time", p->corrected);
	add_property(h, "article:section", p->section);
	for (size_t i = 0; i < p->topic_count; i++)
		add_property(h, "article:tag", p->topics[i]);
}

static void add_locales(const struct html *h)
{
	const struct page *p = h->page;

	add_property(h, "og:locale", p->lang->locale);
	for (size_t i = 0; !p->unpaired && i < p->translation_count; i++)
		add_property(h, "og:locale:alternate", p->translations[i].lang->locale);
}

/* The whole text, or as many words of it as fit, and an ellipsis. */
static void cut(struct buf *out, struct str text, size_t columns)
{
	struct str line;

	if (utf8_columns(text) <= columns) {
		buf_add_str(out, text);
		return;
	}
	utf8_wrap(&text, columns - 1, &line);
	buf_add_str(out, line);
	buf_puts(out, "…");
}

static void add_part(struct buf *text, const char *part)
{
	if (part && *part)
		buf_printf(text, "%s%s", text->len ? " · " : "", part);
}

/* Of a page that has no summary, what is known of it: never nothing. */
static void describe(const struct page *p, struct buf *out)
{
	struct buf day;

	if (p->summary) {
		cut(out, str_of(p->summary), DESCRIPTION_COLUMNS);
		return;
	}
	buf_init(&day, 256);
	if (p->published != INSTANT_NONE)
		lang_date(p->lang, p->published, p->has_time, &day);
	add_part(out, p->kind ? p->kind : p->title);
	add_part(out, day.data);
	add_part(out, p->section);
	if (p->subtitle != p->section)
		add_part(out, p->subtitle);
	if (p->subtitle != p->home)
		add_part(out, p->home);
	buf_release(&day);
}

static void add_graph(const struct html *h, const char *description)
{
	const struct page *p = h->page;
	bool is_long = utf8_columns(str_of(p->title)) > TITLE_COLUMNS;

	add_property(h, "og:type", p->published == INSTANT_NONE ? "website" : "article");
	add_property(h, "og:title", is_long && p->short_title ? p->short_title : p->title);
	add_property(h, "og:description", description);
	add_address(h, "og:url", p->path);
	add_property(h, "og:site_name", p->home ? p->home : p->title);
	add_locales(h);
	add_image(h, &p->image);
	add_card(h, &p->image);
	add_article(h);
}

void html_graph(const struct html *h)
{
	struct buf description;

	if (!h->page->path)
		return;
	buf_init(&description, h->out->max);
	describe(h->page, &description);
	add_meta(h, "name", "description", description.data);
	add_graph(h, description.data);
	buf_release(&description);
}
