/*
 * format_atom: Atom (RFC 4287). Every entry has its own author and language, because readers do not take
 * them from the feed. A language that runs from right to left has the attribute dir beside it
 * (draft-snell-atompub-bidi).
 */
#include "feed/format.h"

#include <inttypes.h>
#include <stdio.h>

#include "content/address.h"
#include "feed/media.h"
#include "markup/xml.h"

static void date(struct xml *x, const char *name, int64_t at)
{
	char text[DATE_TEXT_MAX];
	date_rfc3339(at, text);
	xml_element(x, name, text);
}

static void language(struct xml *x, const char *lang, const char *dir)
{
	xml_attr(x, "xml:lang", lang);
	xml_attr(x, "dir", dir);
}

static void text_in(struct xml *x, const char *name, const char *lang, const char *dir, const char *text)
{
	xml_start(x, name);
	language(x, lang, dir);
	xml_plain(x, text);
	xml_end(x);
}

static void author(struct xml *x, const char *name)
{
	xml_start(x, "author");
	xml_element(x, "name", name);
	xml_end(x);
}

static void link_to(struct xml *x, const char *rel, const struct feed_link *l)
{
	xml_start(x, "link");
	xml_attr(x, "rel", rel);
	xml_attr(x, "type", l->type);
	xml_attr(x, "hreflang", l->hreflang);
	xml_attr(x, "href", l->href);
	xml_end(x);
}

/* The terms of use (RFC 4946), or where a text comes from; href NULL adds nothing. */
static void link_elsewhere(struct xml *x, const char *rel, const char *href)
{
	if (href)
		link_to(x, rel, &(struct feed_link){ .href = href });
}

/* A document of the same feed; href NULL adds nothing. */
static void link_within(struct xml *x, const char *rel, const char *href)
{
	if (href)
		link_to(x, rel, &(struct feed_link){ .href = href, .type = "application/atom+xml" });
}

static void alternates(struct xml *x, const struct feed_links *links)
{
	for (size_t i = 0; i < links->n; i++)
		link_to(x, "alternate", &links->v[i]);
}

static void enclosure(struct xml *x, const struct feed_enclosure *e)
{
	char size[24];
	snprintf(size, sizeof size, "%" PRId64, e->size);
	xml_start(x, "link");
	xml_attr(x, "rel", "enclosure");
	xml_attr(x, "type", e->type);
	xml_attr(x, "length", size);
	xml_attr(x, "title", e->title);
	xml_attr(x, "href", e->href);
	xml_end(x);
}

static void category(struct xml *x, const struct feed_category *c)
{
	xml_start(x, "category");
	xml_attr(x, "term", c->term);
	xml_attr(x, "scheme", c->scheme);
	xml_attr(x, "label", c->label);
	xml_end(x);
}

static void entry(struct xml *x, const struct feed *f, const struct feed_entry *e)
{
	xml_start(x, "entry");
	language(x, f->lang, f->dir);
	xml_element(x, "id", e->id);
	xml_element(x, "title", e->title);
	date(x, "published", e->published);
	date(x, "updated", e->updated);
	for (size_t i = 0; i < e->author_count; i++)
		author(x, e->authors[i]);
	alternates(x, &e->alternates);
	for (size_t i = 0; i < e->enclosure_count; i++)
		enclosure(x, &e->enclosures[i]);
	link_elsewhere(x, "via", e->source);
	link_elsewhere(x, "license", e->licence);
	for (size_t i = 0; i < e->category_count; i++)
		category(x, &e->categories[i]);
	if (e->rights)
		xml_element(x, "rights", e->rights);
	if (*e->summary)
		xml_element(x, "summary", e->summary);
	if (e->content) {
		xml_start(x, "content");
		xml_attr(x, "type", "html");
		language(x, f->lang, f->dir);
		xml_text(x, e->content);
		xml_end(x);
	}
	media_write(x, e);
	xml_end(x);
}

/* RFC 6721 section 3. */
static void tombstone(struct xml *x, const struct feed *f, const struct feed_tombstone *t)
{
	char when[DATE_TEXT_MAX];
	date_rfc3339(t->when, when);
	xml_start(x, "at:deleted-entry");
	xml_attr(x, "ref", t->id);
	xml_attr(x, "when", when);
	if (*t->reason)
		text_in(x, "at:comment", f->lang, f->dir, t->reason);
	xml_end(x);
}

void feed_write_atom(const struct feed *f, const char *self, struct buf *out)
{
	struct xml *x = xml_new();
	xml_stylesheet(x, addresses[ADDRESS_FEED_STYLE].pattern);
	xml_start(x, "feed");
	xml_attr(x, "xmlns", "http://www.w3.org/2005/Atom");
	xml_attr(x, "xmlns:fh", "http://purl.org/syndication/history/1.0");
	if (f->tombstone_count) /* validators warn of a namespace that they do not know */
		xml_attr(x, "xmlns:at", "http://purl.org/atompub/tombstones/1.0");
	media_declare(x, f);
	language(x, f->lang, f->dir);
	xml_element(x, "id", f->id);
	text_in(x, "title", f->text_lang, f->text_dir, f->title);
	if (*f->subtitle)
		text_in(x, "subtitle", f->text_lang, f->text_dir, f->subtitle);
	date(x, "updated", f->updated);
	author(x, f->author);
	link_within(x, "self", self);
	link_within(x, "current", f->chain[FORMAT_ATOM].current);
	link_within(x, "prev-archive", f->chain[FORMAT_ATOM].prev);
	link_within(x, "next-archive", f->chain[FORMAT_ATOM].next);
	link_elsewhere(x, "hub", f->hub);
	link_elsewhere(x, "license", f->licence);
	alternates(x, &f->alternates);
	xml_element(x, "generator", "jarchy");
	if (f->brand.icon)
		xml_element(x, "icon", f->brand.icon);
	if (f->brand.logo)
		xml_element(x, "logo", f->brand.logo);
	if (f->rights)
		xml_element(x, "rights", f->rights);
	if (f->archive) {
		xml_start(x, "fh:archive");
		xml_end(x);
	}
	for (size_t i = 0; i < f->entry_count; i++)
		entry(x, f, &f->entries[i]);
	for (size_t i = 0; i < f->tombstone_count; i++)
		tombstone(x, f, &f->tombstones[i]);
	xml_finish(x, out);
}
