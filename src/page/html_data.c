/*
 * html_data: what a page says about itself to machines: schema.org as microdata.
 *
 * Microdata and not JSON-LD: that would need a script element, and these pages have none. What readers see is
 * marked where it is (html_frame.c, html_trail.c); the rest is in elements that browsers do not show.
 */
#include "content/address.h"
#include "content/document.h"
#include "markup/html.h"
#include "page/render_html.h"

#include <string.h>

static void add_text(const struct html *h, const char *name, const char *content)
{
	if (!content || !*content)
		return;
	buf_puts(h->out, "<meta");
	html_attribute(h->out, "itemprop", name);
	html_attribute(h->out, "content", content);
	buf_puts(h->out, ">\n");
}

static void add_link(const struct html *h, const char *name, const char *uri)
{
	buf_puts(h->out, "<link");
	html_attribute(h->out, "itemprop", name);
	html_attribute(h->out, "href", uri);
	buf_puts(h->out, ">\n");
}

static void add_path(const struct html *h, const char *name, const char *path)
{
	if (!path)
		return;
	buf_puts(h->out, "<link");
	html_attribute(h->out, "itemprop", name);
	buf_puts(h->out, " href=\"");
	site_url(h->site, SCHEME_HTTP, 'h', path, h->out);
	buf_puts(h->out, "\">\n");
}

/* Begins an item within the one that is open; end_thing ends it. */
static void begin_thing(const struct html *h, const char *property, const char *type)
{
	buf_printf(
	    h->out, "<div itemprop=\"%s\" itemscope itemtype=\"https://schema.org/%s\">\n", property, type);
}

static void end_thing(const struct html *h)
{
	buf_puts(h->out, "</div>\n");
}

static void add_named(const struct html *h, const char *property, const char *type, const char *name)
{
	begin_thing(h, property, type);
	add_text(h, "name", name);
	end_thing(h);
}

/* A day, or a time where it is known. */
static void add_moment(const struct html *h, const char *name, struct moment m)
{
	char text[DATE_TEXT_MAX];

	if (m.at == 0 || m.at == INSTANT_NONE)
		return;
	if (m.has_time)
		date_rfc3339(m.at, text);
	else
		date_day(m.at, text);
	add_text(h, name, text);
}

/* Who is responsible for the site. */
static void add_publisher(const struct html *h, const char *property)
{
	const struct page *p = h->page;
	struct arena a;

	arena_init(&a);
	begin_thing(h, property, "Organization");
	add_text(h, "name", p->home ? p->home : p->title);
	add_path(h, "url", p->framed ? p->site_path : path_of(&a, p->lang->tag, "", ""));
	add_path(h, "logo", p->logo.path);
	end_thing(h);
	arena_release(&a);
}

/* As text the place is its address too: search engines ask for one. */
static void add_place(const struct html *h)
{
	const char *place = h->page->event_place;

	if (!place)
		return;
	begin_thing(h, "location", "Place");
	add_text(h, "name", place);
	add_text(h, "address", place);
	end_thing(h);
}

/* What the article is about. */
static void add_event(const struct html *h)
{
	static const char *const statuses[EVENT_STATUS_COUNT] = {
		[EVENT_HELD] = "https://schema.org/EventScheduled",
		[EVENT_CANCELLED] = "https://schema.org/EventCancelled",
		[EVENT_POSTPONED] = "https://schema.org/EventPostponed",
	};
	const struct page *p = h->page;

	if (!p->event || !p->event_start.at)
		return;
	begin_thing(h, "about", "Event");
	add_text(h, "name", p->event);
	add_text(h, "description", p->summary);
	add_moment(h, "startDate", p->event_start);
	add_moment(h, "endDate", p->event_end);
	add_link(h, "eventStatus", statuses[p->event_status]);
	add_path(h, "url", p->path);
	add_path(h, "image", p->image.path);
	add_place(h);
	add_publisher(h, "organizer");
	end_thing(h);
}

/* When it was changed last, where readers are not told. */
static void add_change(const struct html *h)
{
	const struct page *p = h->page;
	bool is_day = p->updated == p->published || p->updated == date_noon(p->published);
	bool has_time = p->has_time || !is_day;

	if (p->corrected == INSTANT_NONE)
		add_moment(h, "dateModified", (struct moment){ p->updated, has_time });
}

static void add_article(const struct html *h)
{
	const struct page *p = h->page;

	add_text(h, "inLanguage", p->lang->tag);
	add_change(h);
	add_text(h, "articleSection", p->section);
	for (size_t i = 0; i < p->topic_count; i++)
		add_text(h, "keywords", p->topics[i]);
	for (size_t i = 0; i < p->author_count; i++)
		add_named(h, "author", "Person", p->authors[i]);
	add_publisher(h, p->author_count ? "publisher" : "author publisher");
	add_path(h, "mainEntityOfPage", p->path);
	add_event(h);
}

/* Braces are no part of an address: the machine puts the words in their place. */
static void add_search(const struct html *h)
{
	struct arena a;
	const char *path, *url;

	arena_init(&a);
	path = path_of_page(&a, ADDRESS_SEARCH, h->page->lang->tag, "");
	url = site_url_of(&a, h->site, SCHEME_HTTP, '7', path);
	begin_thing(h, "potentialAction", "SearchAction");
	begin_thing(h, "target", "EntryPoint");
	add_text(h, "urlTemplate", arena_printf(&a, "%s?q={search_term_string}", url));
	end_thing(h);
	add_text(h, "query-input", "required name=search_term_string");
	end_thing(h);
	arena_release(&a);
}

static void add_site(const struct html *h)
{
	add_text(h, "inLanguage", h->page->lang->tag);
	add_path(h, "url", h->page->path);
	add_publisher(h, "publisher");
	add_search(h);
}

static void add_data(const struct html *h, const struct page_datum *d)
{
	if (!d->type)
		add_text(h, d->property, d->text);
	else if (strcmp(d->type, "URL") == 0)
		add_link(h, d->property, d->text);
	else
		add_named(h, d->property, d->type, d->text);
}

void html_scope(const struct html *h)
{
	if (h->page->schema)
		buf_printf(h->out, " itemscope itemtype=\"https://schema.org/%s\"", h->page->schema);
}

void html_data(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->schema || !p->path)
		return;
	add_text(h, "description", p->summary);
	add_path(h, "image", p->image.path);
	if (p->published != INSTANT_NONE)
		add_article(h);
	else if (strcmp(p->schema, "WebSite") == 0)
		add_site(h);
	else
		add_path(h, "url", p->path);
	for (size_t i = 0; i < p->data_count; i++)
		add_data(h, &p->data[i]);
}
