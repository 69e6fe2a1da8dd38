/*
 * html_data: what a page says about itself to machines: Open Graph in the head, schema.org as microdata
 * in the article.
 *
 * Microdata and not JSON-LD: that would need a script element, and these pages have none.
 */
#include "content/document.h"
#include "markup/html.h"
#include "page/render_html.h"

#include <stdio.h>

/* `attribute` says which vocabulary the name is of. */
static void add_meta(const struct html *h, const char *attribute, const char *name, const char *content)
{
	if (!content)
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

static void add_item(const struct html *h, const char *name, const char *content)
{
	add_meta(h, "itemprop", name, content);
}

static void add_address(const struct html *h, const char *name, const char *path)
{
	struct buf url;

	if (!path)
		return;
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

/* The size and the card only of one whose size is known: others are shown as they please. */
static void add_image(const struct html *h, const struct page_image *image)
{
	if (!image->path)
		return;
	add_address(h, "og:image", image->path);
	add_property(h, "og:image:type", image->mime);
	add_number(h, "og:image:width", image->width);
	add_number(h, "og:image:height", image->height);
	add_property(h, "og:image:alt", image->alt);
	add_meta(h, "name", "twitter:card", image->width ? "summary_large_image" : NULL);
}

static void add_time(const struct html *h, const char *name, int64_t at)
{
	char text[DATE_TEXT_MAX];

	if (at == INSTANT_NONE)
		return;
	date_rfc3339(at, text);
	add_property(h, name, text);
}

void html_open_graph(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->path)
		return;
	add_property(h, "og:type", p->published == INSTANT_NONE ? "website" : "article");
	add_property(h, "og:title", p->title);
	add_address(h, "og:url", p->path);
	add_property(h, "og:site_name", p->home);
	add_property(h, "og:description", p->summary);
	add_image(h, &p->image);
	add_time(h, "article:published_time", p->published);
	add_time(h, "article:modified_time", p->corrected);
}

static void add_item_address(const struct html *h, const char *name, const char *path)
{
	if (!path)
		return;
	buf_puts(h->out, "<link");
	html_attribute(h->out, "itemprop", name);
	buf_puts(h->out, " href=\"");
	site_url(h->site, SCHEME_HTTP, 'h', path, h->out);
	buf_puts(h->out, "\">\n");
}

static void add_moment(const struct html *h, const char *name, struct moment m)
{
	char text[DATE_TEXT_MAX];

	if (!m.at)
		return;
	if (m.has_time)
		date_rfc3339(m.at, text);
	else
		date_day(m.at, text);
	add_item(h, name, text);
}

static void add_named(const struct html *h, const char *property, const char *type, const char *name)
{
	if (!name)
		return;
	buf_printf(
	    h->out, "<div itemprop=\"%s\" itemscope itemtype=\"https://schema.org/%s\">\n", property, type);
	add_item(h, "name", name);
	buf_puts(h->out, "</div>\n");
}

/* What the article is about. */
static void add_event(const struct html *h)
{
	static const char *const statuses[EVENT_STATUS_COUNT] = {
		[EVENT_HELD] = "EventScheduled",
		[EVENT_CANCELLED] = "EventCancelled",
		[EVENT_POSTPONED] = "EventPostponed",
	};
	const struct page *p = h->page;

	if (!p->event || !p->event_start.at)
		return;
	buf_puts(h->out, "<div itemprop=\"about\" itemscope itemtype=\"https://schema.org/Event\">\n");
	add_item(h, "name", p->event);
	add_item(h, "description", p->summary);
	add_moment(h, "startDate", p->event_start);
	add_moment(h, "endDate", p->event_end);
	buf_printf(h->out, "<link itemprop=\"eventStatus\" href=\"https://schema.org/%s\">\n",
	    statuses[p->event_status]);
	add_item_address(h, "url", p->path);
	add_named(h, "location", "Place", p->event_place);
	add_named(h, "organizer", "Organization", p->home);
	buf_puts(h->out, "</div>\n");
}

void html_article_data(const struct html *h)
{
	const struct page *p = h->page;

	add_item(h, "inLanguage", p->lang->tag);
	add_item(h, "description", p->summary);
	add_item(h, "author", p->author);
	add_item_address(h, "mainEntityOfPage", p->path);
	add_item_address(h, "image", p->image.path);
	add_named(h, "publisher", "Organization", p->home);
	add_event(h);
}
