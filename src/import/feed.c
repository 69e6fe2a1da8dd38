/*
 * feed: the entries of an RSS or Atom feed (RSS 0.91 to 2.0, RDF, RFC 4287).
 *
 * Elements are told by their local names; nothing is fetched, and entities of the document's own are refused.
 */
#include "import/feed.h"

#include <libxml/parser.h>
#include <libxml/uri.h>
#include <string.h>

#include "base/uri.h"
#include "import/guess.h"
#include "import/html.h"
#include "import/node.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum {
	OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA,
	DEPTH_MAX = 4
};

/* What an entry says, before it is decided what is used. */
struct entry_parts {
	struct imported *item;
	const char *html; /* the longest text; "" */
	bool plain;       /* that is no HTML */
	const char *base; /* of addresses that are not whole; "" */
	const char *files[16];
	size_t file_count;
};

/* An address that may be relative to xml:base, or in RSS to the channel's link. */
static const char *address(struct arena *a, const struct entry_parts *e, xmlNode *n, const char *text)
{
	struct uri u;
	if (uri_has_scheme(str_of(text)) || !*text)
		return uri_parse(str_of(text), &u) && u.host.n ? text : "";
	const char *base = node_take(a, xmlNodeGetBase(n->doc, n));
	if (!*base)
		base = e->base;
	const char *whole = *base ? node_take(a, xmlBuildURI((const xmlChar *)text, (const xmlChar *)base))
	                          : "";
	return uri_parse(str_of(whole), &u) && u.host.n ? whole : "";
}

static const char *read_date(struct arena *a, const char *text)
{
	struct found_date d;
	return found_date_in(str_of(text), &d) ? found_date_text(a, &d) : "";
}

/* --- what the elements of an entry say --------------------------------------------- */

/* RSS: the text is the address. Atom: by its relation. */
static void read_link(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *href = node_attribute(a, n, "href"), *rel = node_attribute(a, n, "rel");
	const char *url = address(a, e, n, *href ? href : node_words(a, n));
	if (!strcmp(rel, "enclosure") && *url && e->file_count < ARRAY_SIZE(e->files))
		e->files[e->file_count++] = url;
	else if ((!*rel || !strcmp(rel, "alternate")) && !*e->item->source)
		e->item->source = url;
}

static void read_enclosure(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *url = address(a, e, n, node_attribute(a, n, "url"));
	if (*url && e->file_count < ARRAY_SIZE(e->files))
		e->files[e->file_count++] = url;
}

/* Atom's xhtml is markup of its own; everything else is text that is markup or not. */
static void read_content(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *text;
	bool xhtml = !strcmp(node_attribute(a, n, "type"), "xhtml");
	if (xhtml) {
		xmlBuffer *b = xmlBufferCreate();
		for (xmlNode *c = n->children; b && c; c = c->next)
			xmlNodeDump(b, n->doc, c, 0, 0);
		text = b ? arena_strdup(a, (const char *)xmlBufferContent(b)) : "";
		xmlBufferFree(b);
	} else {
		text = node_text(a, n);
	}
	if (strlen(text) < strlen(e->html))
		return;
	e->html = text;
	e->plain = !xhtml && !strchr(text, '<') && !strchr(text, '&');
}

static void read_title(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	/* Many feeds escape their titles twice. */
	const char *text = node_words(a, n);
	struct imported scratch = { .body = "" };
	struct writing w;
	if (strchr(text, '&') || (strchr(text, '<') && strcmp(node_attribute(a, n, "type"), "text") != 0)) {
		writing_init(&w, a, &scratch);
		import_html(&w, str_of(text), "");
		writing_finish(&w);
		text = import_clean(a, str_of(scratch.body));
	}
	if (!*e->item->title)
		e->item->title = text;
}

static void read_author(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *name = node_words(a, n);
	for (xmlNode *c = n->children; c; c = c->next)
		if (node_is(c, "name"))
			name = node_words(a, c);
	if (!*e->item->author)
		e->item->author = name;
}

static void read_id(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	struct uri u;
	const char *id = node_words(a, n);
	if (uri_parse(str_of(id), &u))
		e->item->id = id;
	if (!*e->item->source && strcmp(node_attribute(a, n, "isPermaLink"), "false") != 0)
		e->item->source = uri_has_scheme(str_of(id)) ? address(a, e, n, id) : "";
}

static void read_published(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *date = read_date(a, node_words(a, n));
	if (*date)
		e->item->date = date;
}

static void read_updated(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	e->item->updated = read_date(a, node_words(a, n));
}

static const struct {
	const char *name;
	void (*read)(struct arena *a, xmlNode *n, struct entry_parts *e);
} elements[] = {
	{ "title", read_title },
	{ "link", read_link },
	{ "enclosure", read_enclosure },
	{ "description", read_content },
	{ "encoded", read_content },
	{ "summary", read_content },
	{ "content", read_content },
	{ "pubDate", read_published },
	{ "date", read_published },
	{ "published", read_published },
	{ "updated", read_updated },
	{ "guid", read_id },
	{ "id", read_id },
	{ "author", read_author },
	{ "creator", read_author },
};

/* --- entries ----------------------------------------------------------------------- */

static void write_body(struct arena *a, struct entry_parts *e)
{
	struct writing w;
	struct str rest = str_of(e->html), line;
	writing_init(&w, a, e->item);
	if (!e->plain)
		import_html(&w, rest, *e->item->source ? e->item->source : e->base);
	while (e->plain && str_next_line(&rest, &line))
		writing_line(&w, "", line);
	for (size_t i = 0; i < e->file_count; i++)
		writing_link(&w, str_of(e->files[i]), (struct str){ 0 });
	if (e->file_count) {
		buf_add_char(&w.out, '\n');
		import_doubt(a, e->item,
		    "fetch the files at the end, put them beside the text and name them as attachments");
	}
	writing_finish(&w);
}

/* The tag of the pack for a language as a feed names it, else what was known before. */
static const char *find_lang(const char *tag, const char *before)
{
	const struct lang *found = lang_find(str_of(tag));
	return found ? found->tag : before;
}

static void read_entry(struct import *out, xmlNode *n, const char *lang, const char *base)
{
	struct arena *a = &out->arena;
	struct entry_parts e = { .item = import_add(out), .html = "", .base = base };
	lang = find_lang(node_take(a, xmlNodeGetLang(n)), lang);
	for (xmlNode *c = n->children; c; c = c->next) {
		if (node_is(c, "language"))
			lang = find_lang(node_words(a, c), lang);
		bool media = c->ns && c->ns->prefix && !strcmp((const char *)c->ns->prefix, "media");
		for (size_t i = 0; i < ARRAY_SIZE(elements) && !media; i++)
			if (node_is(c, elements[i].name))
				elements[i].read(a, c, &e);
	}
	if (!*e.item->date) {
		e.item->date = e.item->updated;
		e.item->updated = "";
	}
	if (!strcmp(e.item->updated, e.item->date))
		e.item->updated = "";
	if (!*e.item->date)
		import_doubt(a, e.item, "no date was found");
	write_body(a, &e);
	if (!*e.item->title && !*e.item->body) {
		out->n--;
		return;
	}
	if (!*e.item->title) {
		struct str first = str_of(e.item->body);
		e.item->title = import_clean(a, str_sub(first, 0, str_find(first, '\n')));
		import_doubt(a, e.item, "the entry has no title: this is its beginning");
	}
	e.item->lang = lang;
	if (!*lang)
		e.item->lang = import_guess_lang(
		    a, e.item, str_of(arena_printf(a, "%s %s", e.item->title, e.item->body)));
}

/* RSS: rss/channel/item; RDF: item beside channel; Atom: feed/entry. */
static void read_entries(struct import *out, xmlNode *n, const char *lang, const char *base, int depth)
{
	struct arena *a = &out->arena;
	struct uri u;
	lang = find_lang(node_take(a, xmlNodeGetLang(n)), lang);
	for (xmlNode *c = n->children; c; c = c->next) {
		if (node_is(c, "language"))
			lang = find_lang(node_words(a, c), lang);
		if (node_is(c, "link") && uri_parse(str_of(node_words(a, c)), &u))
			base = node_words(a, c);
	}
	for (xmlNode *c = n->children; c; c = c->next) {
		if (node_is(c, "item") || node_is(c, "entry"))
			read_entry(out, c, lang, base);
		else if (c->type == XML_ELEMENT_NODE && depth < DEPTH_MAX)
			read_entries(out, c, lang, base, depth + 1);
	}
}

bool import_feed(struct str bytes, struct import *out, struct err *err)
{
	xmlDoc *doc = xmlReadMemory(bytes.p, (int)bytes.n, NULL, NULL, OPTIONS);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	bool entities = doc && doc->intSubset && doc->intSubset->children;
	if (root && !entities)
		read_entries(out, root, "", "", 0);
	xmlFreeDoc(doc);
	if (!root)
		return err_set(err, "this feed is not well-formed XML");
	if (entities)
		return err_set(err, "a feed that declares entities of its own is not read");
	return out->n > 0 || err_set(err, "the feed has no entries");
}
