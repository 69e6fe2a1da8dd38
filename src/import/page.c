/*
 * page: an HTML page: title, date, language and source by its metadata, and the part that has the text.
 */
#include "import/page.h"

#include <string.h>

#include "base/uri.h"
#include "import/guess.h"
#include "import/html.h"
#include "import/node.h"
#include "lang/found_date.h"
#include "lang/lang.h"

struct page {
	struct arena *arena;
	struct imported *item;
	const char *heading, *title, *og_title, *time, *lang;
	xmlNode *article, *main, *body, *richest;
	size_t most; /* letters in the paragraphs of the richest */
};

static void read_meta(struct page *p, xmlNode *n)
{
	const char *property = node_attribute(p->arena, n, "property"),
	           *name = node_attribute(p->arena, n, "name");
	const char *content = node_attribute(p->arena, n, "content");
	if (!strcmp(property, "og:title"))
		p->og_title = content;
	else if (!strcmp(property, "article:published_time") || !strcmp(name, "date") ||
	         !strcmp(name, "DC.date"))
		p->time = content;
	else if (!strcmp(name, "description") && !*p->item->summary)
		p->item->summary = content;
	else if (!strcmp(name, "author"))
		p->item->author = content;
}

static void measure(struct page *p, xmlNode *n)
{
	size_t letters = 0;
	for (xmlNode *c = n->children; c; c = c->next)
		if (node_is(c, "p"))
			letters += strlen(node_words(p->arena, c));
	if (letters > p->most) {
		p->most = letters;
		p->richest = n;
	}
}

static void look_at(struct page *p, xmlNode *n)
{
	if (node_is(n, "meta"))
		read_meta(p, n);
	else if (node_is(n, "title") && !*p->title)
		p->title = node_words(p->arena, n);
	else if (node_is(n, "h1") && !*p->heading)
		p->heading = node_words(p->arena, n);
	else if (node_is(n, "time") && !*p->time)
		p->time = node_attribute(p->arena, n, "datetime");
	else if (node_is(n, "html"))
		p->lang = node_attribute(p->arena, n, "lang");
	else if (node_is(n, "link") && !strcmp(node_attribute(p->arena, n, "rel"), "canonical"))
		p->item->source = node_attribute(p->arena, n, "href");
	else if (node_is(n, "article") && !p->article)
		p->article = n;
	else if (node_is(n, "main") && !p->main)
		p->main = n;
	else if (node_is(n, "body") && !p->body)
		p->body = n;
	if (n->type == XML_ELEMENT_NODE && !node_is(n, "body"))
		measure(p, n);
}

static void survey(struct page *p, xmlNode *n, int depth)
{
	look_at(p, n);
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			survey(p, c, depth + 1);
}

static void find_page_date(struct page *p, const char *text)
{
	struct found_date d;
	struct str rest = str_of(text), line;
	if (found_date_in(str_of(p->time), &d)) {
		p->item->date = found_date_text(p->arena, &d);
		return;
	}
	while (str_next_line(&rest, &line)) {
		if (!found_date_in(line, &d))
			continue;
		p->item->date = found_date_text(p->arena, &d);
		import_doubt(p->arena, p->item, "the date was found in the text");
		return;
	}
	import_doubt(p->arena, p->item, "no date was found");
}

/* The heading that says the title again, above the text. */
static const char *drop_title(const char *body, const char *title)
{
	size_t n = strlen(title);
	if (strncmp(body, "# ", 2) != 0 || strncmp(body + 2, title, n) != 0 || body[n + 2] != '\n')
		return body;
	body += n + 3;
	return *body == '\n' ? body + 1 : body;
}

static const char *first_of(const char *a, const char *b, const char *c)
{
	return *a ? a : *b ? b : c;
}

static void read_page(struct page *p, xmlNode *root)
{
	struct writing w;
	struct uri u;
	survey(p, root, 0);
	p->item->title = first_of(p->og_title, p->heading, p->title);
	if (!uri_parse(str_of(p->item->source), &u) || u.host.n == 0)
		p->item->source = "";
	writing_init(&w, p->arena, p->item);
	import_html_node(&w,
	    p->article   ? p->article
	    : p->main    ? p->main
	    : p->richest ? p->richest
	    : p->body    ? p->body
	                 : root,
	    p->item->source);
	writing_finish(&w);
	p->item->body = drop_title(p->item->body, p->item->title);
	const struct lang *lang = lang_find(str_of(p->lang));
	p->item->lang = lang ? lang->tag : import_guess_lang(p->arena, p->item, str_of(p->item->body));
	find_page_date(p, p->item->body);
}

bool import_page(struct str bytes, struct import *out, struct err *err)
{
	struct page p = {
		.arena = &out->arena, .heading = "", .title = "", .og_title = "", .time = "", .lang = ""
	};
	xmlDoc *doc = node_read_html(bytes, NULL);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root) {
		p.item = import_add(out);
		read_page(&p, root);
	}
	xmlFreeDoc(doc);
	if (!root)
		return err_set(err, "this page cannot be read");
	return *p.item->title || err_set(err, "the page has neither a title nor a heading");
}
