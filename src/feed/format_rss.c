/*
 * format_rss: RSS 2.0 after the RSS Advisory Board's profile. An author is a name, so it goes into
 * dc:creator: RSS's own element wants a mail address. The description is HTML, and always comes before
 * the content.
 */
#include "feed/format.h"

#include <inttypes.h>
#include <stdio.h>

#include "content/address.h"
#include "feed/media.h"
#include "feed/podcast.h"
#include "markup/html.h"
#include "markup/xml.h"

static void date(struct xml *x, const char *name, int64_t at)
{
	char text[DATE_TEXT_MAX];
	date_rfc822(at, text);
	xml_element(x, name, text);
}

static void number(struct xml *x, const char *name, int64_t n, bool as_attribute)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRId64, n);
	if (as_attribute)
		xml_attr(x, name, text);
	else
		xml_element(x, name, text);
}

static void markup(struct xml *x, const char *name, const char *html)
{
	xml_start(x, name);
	xml_text(x, html);
	xml_end(x);
}

static void description(struct xml *x, const char *text)
{
	struct buf html;
	buf_init(&html, SIZE_MAX / 2);
	html_text(&html, text);
	markup(x, "description", html.data);
	buf_release(&html);
}

/* Readers take only one of an item; the others are links in its content. */
static void enclosure(struct xml *x, const struct feed_entry *e)
{
	const struct feed_enclosure *best = podcast_enclosure(e);
	if (!best)
		return;
	xml_start(x, "enclosure");
	xml_attr(x, "url", best->href);
	number(x, "length", best->size, true);
	xml_attr(x, "type", best->type);
	xml_end(x);
}

static void item(struct xml *x, const struct feed *f, const struct feed_entry *e)
{
	xml_start(x, "item");
	xml_element(x, "title", e->title);
	xml_element(x, "link", e->alternates.v[0].href);
	xml_start(x, "guid");
	xml_attr(x, "isPermaLink", "false");
	xml_text(x, e->id);
	xml_end(x);
	date(x, "pubDate", e->published);
	for (size_t i = 0; i < e->author_count; i++)
		xml_element(x, "dc:creator", e->authors[i]);
	for (size_t i = 0; i < e->category_count; i++) {
		xml_start(x, "category");
		xml_attr(x, "domain", e->categories[i].scheme);
		xml_plain(x, e->categories[i].label);
		xml_end(x);
	}
	if (e->source)
		xml_element(x, "dc:source", e->source);
	if (e->rights)
		xml_element(x, "dc:rights", e->rights);
	enclosure(x, e);
	description(x, *e->summary ? e->summary : e->title);
	if (e->content)
		markup(x, "content:encoded", e->content);
	media_write(x, e);
	podcast_write_item(x, f, e);
	xml_end(x);
}

/* Title and link are the channel's. */
static void image(struct xml *x, const struct feed *f)
{
	const struct feed_copy *picture = &f->brand.image;
	if (!picture->href)
		return;
	xml_start(x, "image");
	xml_element(x, "url", picture->href);
	xml_element(x, "title", f->title);
	xml_element(x, "link", f->alternates.v[0].href);
	if (picture->width) {
		number(x, "width", picture->width, false);
		number(x, "height", picture->height, false);
	}
	xml_end(x);
}

/* A document of the same feed; href NULL adds nothing. */
static void link_within(struct xml *x, const char *rel, const char *href)
{
	if (!href)
		return;
	xml_start(x, "atom:link");
	xml_attr(x, "rel", rel);
	xml_attr(x, "type", feed_formats[FORMAT_RSS].mime);
	xml_attr(x, "href", href);
	xml_end(x);
}

/* RFC 5005 for RSS: section 4, and the example in its appendix. */
static void history(struct xml *x, const struct feed *f)
{
	const struct feed_chain *c = &f->chain[FORMAT_RSS];

	link_within(x, "current", c->current);
	link_within(x, "prev-archive", c->prev);
	link_within(x, "next-archive", c->next);
	if (!f->archive)
		return;
	xml_start(x, "fh:archive");
	xml_end(x);
}

void feed_write_rss(const struct feed *f, const char *self, struct buf *out)
{
	struct xml *x = xml_new();
	xml_stylesheet(x, addresses[ADDRESS_FEED_STYLE].pattern);
	xml_start(x, "rss");
	xml_attr(x, "version", "2.0");
	xml_attr(x, "xmlns:content", "http://purl.org/rss/1.0/modules/content/");
	xml_attr(x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_attr(x, "xmlns:atom", "http://www.w3.org/2005/Atom");
	if (f->archive)
		xml_attr(x, "xmlns:fh", "http://purl.org/syndication/history/1.0");
	media_declare(x, f);
	podcast_declare(x, f);
	xml_start(x, "channel");
	xml_element(x, "title", f->title);
	xml_element(x, "link", f->alternates.v[0].href);
	xml_element(x, "description", *f->subtitle ? f->subtitle : f->title);
	xml_element(x, "language", f->lang);
	if (f->rights)
		xml_element(x, "copyright", f->rights);
	/* Of what is in the document, and of what was in it last. */
	if (f->entry_count || f->updated > FEED_EPOCH)
		date(x, "lastBuildDate", f->updated);
	number(x, "ttl", FEED_TTL_MINUTES, false);
	xml_element(x, "generator", "jarchy");
	link_within(x, "self", self);
	history(x, f);
	if (f->hub) {
		xml_start(x, "atom:link");
		xml_attr(x, "rel", "hub");
		xml_attr(x, "href", f->hub);
		xml_end(x);
	}
	image(x, f);
	podcast_write(x, f);
	for (size_t i = 0; i < f->entry_count; i++)
		item(x, f, &f->entries[i]);
	xml_finish(x, out);
}
