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
#include "content/contact.h"
#include "import/address.h"
#include "import/guess.h"
#include "import/html.h"
#include "import/node.h"
#include "import/xml.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum {
	OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA,
	DEPTH_MAX = 4,
	FILES_MAX = 64,      /* of one entry */
	SUMMARY_LONG = 1500, /* bytes of a description that is no summary */
};

/* What an entry says, before it is decided what is used. */
struct entry_parts {
	struct imported *item;
	const char *html; /* the longest text; "" */
	const char
	    *summary;     /* the description of RSS, the summary of Atom: the text, where there is no other */
	const char *base; /* of addresses that are not whole; "" */
};

/* An address that may be relative to xml:base, or in RSS to the channel's link. */
static const char *address(struct arena *a, const struct entry_parts *e, xmlNode *n, const char *text)
{
	struct uri u;
	if (uri_has_scheme(str_of(text)))
		text = contact_uri(a, str_of(text));
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

static bool is_plain(const char *text)
{
	return !strchr(text, '<') && !strchr(text, '&');
}

static const char *words_of(struct arena *a, const char *html)
{
	struct imported scratch = { .body = "" };
	struct writing w;
	if (is_plain(html))
		return import_clean(a, str_of(html));
	writing_init(&w, a, &scratch);
	import_html(&w, str_of(html), "");
	writing_finish(&w);
	return import_clean(a, str_of(scratch.body));
}

static void add_file(struct arena *a, struct entry_parts *e, const char *url, const char *words)
{
	struct imported *item = e->item;
	for (size_t i = 0; i < item->file_count; i++)
		if (!strcmp(item->files[i].url, url))
			return;
	if (*url && item->file_count < FILES_MAX)
		*ARENA_PUSH(a, item->files,
		    item->file_count) = (struct imported_file){ .url = url, .name = "", .text = words };
}

/* --- what the elements of an entry say --------------------------------------------- */

/* RSS: the text is the address. Atom: by its relation. */
static void read_link(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *href = node_attribute(a, n, "href"), *rel = node_attribute(a, n, "rel");
	const char *url = address(a, e, n, *href ? href : node_words(a, n));
	if (!strcmp(rel, "enclosure"))
		add_file(a, e, url, node_attribute(a, n, "title"));
	else if ((!*rel || !strcmp(rel, "alternate")) && !*e->item->source)
		e->item->source = url;
}

static void read_enclosure(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	add_file(a, e, address(a, e, n, node_attribute(a, n, "url")), node_attribute(a, n, "title"));
}

/* media:content, perhaps in a media:group; the largest is the first. Its words are those of the whole element. */
static void read_media(struct arena *a, xmlNode *n, struct entry_parts *e, int depth)
{
	const char *words = "";
	for (xmlNode *c = n->children; c; c = c->next) {
		if (node_is(c, "title") || (node_is(c, "description") && !*words))
			words = node_words(a, c);
		if (depth < DEPTH_MAX && (node_is(c, "content") || node_is(c, "group")))
			read_media(a, c, e, depth + 1);
	}
	if (node_is(n, "content"))
		add_file(a, e, address(a, e, n, node_attribute(a, n, "url")), words);
}

/* Atom's xhtml is markup of its own; everything else is text that is markup or not. */
static const char *read_markup(struct arena *a, xmlNode *n)
{
	if (strcmp(node_attribute(a, n, "type"), "xhtml") != 0)
		return node_text(a, n);
	xmlBuffer *b = xmlBufferCreate();
	for (xmlNode *c = n->children; b && c; c = c->next)
		xmlNodeDump(b, n->doc, c, 0, 0);
	const char *text = b ? arena_strdup(a, (const char *)xmlBufferContent(b)) : "";
	xmlBufferFree(b);
	return text;
}

/* Of several the longest. */
static void read_content(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *text = read_markup(a, n);
	if (strlen(text) >= strlen(e->html))
		e->html = text;
}

static void read_summary(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *text = read_markup(a, n);
	if (strlen(text) >= strlen(e->summary))
		e->summary = text;
}

/* RSS and Dublin Core have it as text, Atom as an attribute. */
static void read_category(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	const char *label = node_attribute(a, n, "label"), *term = node_attribute(a, n, "term");
	import_list_add(a, &e->item->topics, *label ? label : *term ? term : node_words(a, n));
}

static void read_title(struct arena *a, xmlNode *n, struct entry_parts *e)
{
	/* Many feeds escape their titles twice. */
	const char *text = node_words(a, n);
	if (strchr(text, '&') || (strchr(text, '<') && strcmp(node_attribute(a, n, "type"), "text") != 0))
		text = words_of(a, text);
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
	{ "description", read_summary },
	{ "encoded", read_content },
	{ "summary", read_summary },
	{ "category", read_category },
	{ "subject", read_category },
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

/* Programs cut the text for a summary, and say so with dots. */
static bool is_cut(const char *words)
{
	static const char *const ends[] = { "…", "...", "[…]", "[...]" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (str_ends(str_of(words), ends[i]))
			return true;
	return false;
}

/* What is the text, and what says in short what is in it. */
static void choose_text(struct arena *a, struct entry_parts *e)
{
	bool whole = strlen(e->summary) > SUMMARY_LONG && strlen(e->summary) > strlen(e->html);
	if (!*e->html || whole) {
		e->html = e->summary;
		return;
	}
	const char *words = *e->summary && strcmp(e->summary, e->html) != 0 ? words_of(a, e->summary) : "";
	if (strlen(words) <= SUMMARY_LONG && !is_cut(words))
		e->item->summary = words;
}

/* Files that the text does not show come as links below it. */
static void write_files(struct writing *w, struct entry_parts *e, size_t count)
{
	bool some = false;
	for (size_t i = 0; i < count; i++) {
		const struct imported_file *f = &e->item->files[i];
		if (strstr(e->html, f->url))
			continue;
		writing_link(w, str_of(f->url), str_of(f->text));
		some = true;
	}
	if (some)
		import_doubt(w->arena, e->item,
		    "fetch the files at the end, put them beside the text and name them as attachments");
	if (some && w->out.len)
		buf_add_char(&w->out, '\n');
}

static void write_body(struct arena *a, struct entry_parts *e)
{
	struct writing w;
	size_t files = e->item->file_count;
	choose_text(a, e);
	struct str rest = str_of(e->html), line;
	bool plain = is_plain(e->html);
	writing_init(&w, a, e->item);
	if (!plain)
		import_html(&w, rest, *e->item->source ? e->item->source : e->base);
	while (plain && str_next_line(&rest, &line))
		writing_line(&w, "", line);
	write_files(&w, e, files);
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
	struct entry_parts e = { .item = import_add(out), .html = "", .summary = "", .base = base };
	lang = find_lang(node_take(a, xmlNodeGetLang(n)), lang);
	for (xmlNode *c = n->children; c; c = c->next) {
		if (node_is(c, "language"))
			lang = find_lang(node_words(a, c), lang);
		bool media = c->ns && c->ns->prefix && !strcmp((const char *)c->ns->prefix, "media");
		if (media)
			read_media(a, c, &e, 0);
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
		import_unsure(a, e.item, "no date was found");
	import_alias(a, e.item, e.item->source);
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
		if (node_is(c, "link") && !strcmp(node_attribute(a, c, "rel"), "self"))
			import_feed_alias(out, "", node_attribute(a, c, "href"));
		if (node_is(c, "title") && !out->title && *node_words(a, c)) {
			out->title = node_words(a, c);
			out->lang = lang;
		}
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
	if (!import_xml_check(bytes, err))
		return false;
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
