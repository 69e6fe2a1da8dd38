/*
 * html_data: what a page says about itself to machines: schema.org as microdata.
 *
 * Microdata and not JSON-LD: that would need a script element, and these pages have none.
 */
#include "content/document.h"
#include "markup/html.h"
#include "page/render_html.h"

static void add_item(const struct html *h, const char *name, const char *content)
{
	if (!content)
		return;
	buf_puts(h->out, "<meta");
	html_attribute(h->out, "itemprop", name);
	html_attribute(h->out, "content", content);
	buf_puts(h->out, ">\n");
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
	for (size_t i = 0; i < p->author_count; i++)
		add_item(h, "author", p->authors[i]);
	add_item_address(h, "mainEntityOfPage", p->path);
	add_item_address(h, "image", p->image.path);
	add_named(h, "publisher", "Organization", p->home);
	add_event(h);
}
