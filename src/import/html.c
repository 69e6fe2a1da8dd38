/*
 * html: an HTML page, or the piece of one in a feed, as gemtext.
 *
 * libxml2's HTML parser mends what is broken. Of a page only the part that holds the text is taken: menus,
 * footers and forms are not.
 */
#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <limits.h>
#include <string.h>

#include "base/uri.h"
#include "import/parts.h"
#include "lang/lang.h"

enum {
	DEPTH_MAX = 200,
	WORDS_MAX = 1 << 20,
	TABLE_COLUMNS = 16,
	TABLE_CELLS = 2048,
	OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET,
};

struct walk {
	struct writing *w;
	const char *base;
	struct buf words; /* of the block that is read */
	const char *marker;
	bool relative; /* an address could not be resolved */
};

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static bool is_any(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (is(n, *names))
			return true;
	return false;
}

static const char *const skipped[] = { "script", "style", "nav", "header", "footer", "aside", "form",
	"noscript", "iframe", "template", "button", "select", "head", "svg", NULL };

/* "" when it is not there; in the arena. */
static const char *attribute(struct arena *a, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetProp(n, (const xmlChar *)name);
	const char *kept = value ? import_clean(a, str_of((const char *)value)) : "";
	xmlFree(value);
	return kept;
}

/* --- gemtext ----------------------------------------------------------------------- */

static void flush(struct walk *k)
{
	writing_line(k->w, k->marker, buf_str(&k->words));
	buf_reset(&k->words);
}

static const char *resolve(struct walk *k, const char *url)
{
	if (uri_has_scheme(str_of(url)))
		return str_starts(str_of(url), "javascript:") || str_starts(str_of(url), "data:") ? "" : url;
	if (!*url || *url == '#')
		return "";
	xmlChar *whole = *k->base ? xmlBuildURI((const xmlChar *)url, (const xmlChar *)k->base) : NULL;
	const char *kept = whole ? arena_strdup(k->w->arena, (const char *)whole) : "";
	k->relative |= !whole;
	xmlFree(whole);
	return kept;
}

static void read_node(struct walk *k, xmlNode *n, int depth);

static void read_children(struct walk *k, xmlNode *n, int depth)
{
	for (xmlNode *child = n->children; child && depth < DEPTH_MAX; child = child->next)
		read_node(k, child, depth + 1);
}

static void read_link(struct walk *k, xmlNode *n, int depth)
{
	size_t from = k->words.len;
	read_children(k, n, depth);
	from = from < k->words.len ? from : k->words.len;
	const char *to = resolve(k, attribute(k->w->arena, n, "href"));
	if (*to)
		writing_link(k->w, str_of(to), str_sub(buf_str(&k->words), from, k->words.len));
}

static void read_image(struct walk *k, xmlNode *n)
{
	const char *to = resolve(k, attribute(k->w->arena, n, "src"));
	if (*to)
		writing_link(k->w, str_of(to), str_of(attribute(k->w->arena, n, "alt")));
}

/* A block of its own, with a marker in front of its words. */
static void read_block(struct walk *k, xmlNode *n, const char *marker, int depth)
{
	const char *outer = k->marker;
	flush(k);
	k->marker = marker;
	read_children(k, n, depth);
	flush(k);
	k->marker = outer;
}

static void read_pre(struct walk *k, xmlNode *n)
{
	struct str rest, line;
	flush(k);
	xmlChar *text = xmlNodeGetContent(n);
	rest = str_of((const char *)text);
	buf_puts(&k->w->out, "\n```\n");
	while (str_next_line(&rest, &line)) {
		const char *clean = import_clean(k->w->arena, line);
		size_t indent = 0;
		while (indent < line.n && line.p[indent] == ' ')
			indent++;
		buf_printf(&k->w->out, "%*s%s%s\n", (int)indent, "",
		    str_starts(str_of(clean), "```") ? " " : "", clean);
	}
	buf_puts(&k->w->out, "```\n");
	xmlFree(text);
}

/* --- tables ------------------------------------------------------------------------ */

struct grid {
	xmlNode **cells;
	size_t *row_of; /* each cell's row */
	size_t count, places, rows, columns;
};

static void find_cells(struct arena *a, xmlNode *n, struct grid *g, int depth)
{
	size_t before = g->count;
	for (xmlNode *c = n->children; c && depth < DEPTH_MAX; c = c->next) {
		if ((is(c, "td") || is(c, "th")) && g->count < TABLE_CELLS) {
			*(xmlNode **)ARENA_PUSH(a, g->cells, g->count) = c;
			*(size_t *)ARENA_PUSH(a, g->row_of, g->places) = g->rows;
		} else if (c->type == XML_ELEMENT_NODE) {
			find_cells(a, c, g, depth + 1);
		}
	}
	if (!is(n, "tr") || g->count == before)
		return;
	g->rows++;
	if (g->count - before > g->columns)
		g->columns = g->count - before;
}

/* The words of a cell alone; its links wait. */
static const char *cell_words(struct walk *k, xmlNode *cell, int depth)
{
	struct buf kept = k->words;
	buf_init(&k->words, WORDS_MAX);
	for (xmlNode *n = cell->children; n && depth < DEPTH_MAX; n = n->next) {
		if (is(n, "a"))
			read_link(k, n, depth);
		xmlChar *text = is(n, "a") || n->type == XML_COMMENT_NODE ? NULL : xmlNodeGetContent(n);
		if (text)
			buf_printf(&k->words, " %s", (const char *)text);
		xmlFree(text);
	}
	const char *words = import_clean(k->w->arena, buf_str(&k->words));
	buf_release(&k->words);
	k->words = kept;
	return words;
}

/* One column is layout, no table. */
static void read_table(struct walk *k, xmlNode *n, int depth)
{
	struct arena *a = k->w->arena;
	struct grid g = { 0 };
	flush(k);
	find_cells(a, n, &g, depth);
	if (g.columns < 2 || g.columns > TABLE_COLUMNS || g.rows < 2) {
		read_children(k, n, depth);
		flush(k);
		return;
	}
	const char **words = arena_alloc(a, g.rows * g.columns * sizeof *words);
	for (size_t i = 0; i < g.rows * g.columns; i++)
		words[i] = "";
	for (size_t i = 0, column = 0; i < g.count; i++) {
		column = i && g.row_of[i] == g.row_of[i - 1] ? column + 1 : 0;
		if (g.row_of[i] < g.rows && column < g.columns)
			words[g.row_of[i] * g.columns + column] = cell_words(k, g.cells[i], depth + 1);
	}
	writing_table(k->w, words, g.columns, g.rows * g.columns);
}

/* --- elements ---------------------------------------------------------------------- */

static const struct {
	const char *name, *marker;
} blocks[] = {
	{ "p", "" },
	{ "div", "" },
	{ "section", "" },
	{ "article", "" },
	{ "main", "" },
	{ "tr", "" },
	{ "td", "" },
	{ "th", "" },
	{ "dt", "" },
	{ "dd", "" },
	{ "address", "" },
	{ "figure", "" },
	{ "figcaption", "" },
	{ "ul", "" },
	{ "ol", "" },
	{ "li", "* " },
	{ "blockquote", "> " },
	{ "h1", "# " },
	{ "h2", "## " },
	{ "h3", "### " },
	{ "h4", "### " },
	{ "h5", "### " },
	{ "h6", "### " },
};

static void read_element(struct walk *k, xmlNode *n, int depth)
{
	if (is_any(n, skipped))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		if (!is(n, blocks[i].name))
			continue;
		/* A paragraph within an item or a quotation is part of it. */
		bool inner = *k->marker && !*blocks[i].marker;
		read_block(k, n, inner ? k->marker : blocks[i].marker, depth);
		return;
	}
	if (is(n, "table"))
		read_table(k, n, depth);
	else if (is(n, "pre"))
		read_pre(k, n);
	else if (is(n, "br") && *k->marker != '#')
		flush(k);
	else if (is(n, "a"))
		read_link(k, n, depth);
	else if (is(n, "img"))
		read_image(k, n);
	else
		read_children(k, n, depth);
}

static void read_node(struct walk *k, xmlNode *n, int depth)
{
	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		buf_puts(&k->words, n->content ? (const char *)n->content : "");
	else if (n->type == XML_ELEMENT_NODE)
		read_element(k, n, depth);
}

static void walk_body(struct writing *w, xmlNode *from, const char *base)
{
	struct walk k = { .w = w, .base = base, .marker = "" };
	buf_init(&k.words, WORDS_MAX);
	read_children(&k, from, 0);
	flush(&k);
	buf_release(&k.words);
	if (k.relative)
		import_doubt(w->arena, w->item, "links without a whole address were left out");
}

void import_html_body(struct writing *w, struct str html, const char *base)
{
	if (html.n == 0 || html.n > INT_MAX)
		return;
	htmlDocPtr doc = htmlReadMemory(html.p, (int)html.n, NULL, "UTF-8", OPTIONS);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root)
		walk_body(w, root, base);
	xmlFreeDoc(doc);
}

/* --- a page ------------------------------------------------------------------------ */

struct page {
	struct arena *arena;
	struct imported *item;
	const char *heading, *title, *og_title, *time, *lang, *charset;
	xmlNode *article, *main, *body, *richest;
	size_t most; /* letters in the paragraphs of the richest */
};

static void read_meta(struct page *p, xmlNode *n)
{
	const char *property = attribute(p->arena, n, "property"), *name = attribute(p->arena, n, "name");
	const char *content = attribute(p->arena, n, "content");
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

static const char *content_of(struct arena *a, xmlNode *n)
{
	xmlChar *text = xmlNodeGetContent(n);
	const char *kept = text ? import_clean(a, str_of((const char *)text)) : "";
	xmlFree(text);
	return kept;
}

static void measure(struct page *p, xmlNode *n)
{
	size_t letters = 0;
	for (xmlNode *c = n->children; c; c = c->next)
		if (is(c, "p"))
			letters += strlen(content_of(p->arena, c));
	if (letters > p->most) {
		p->most = letters;
		p->richest = n;
	}
}

static void look_at(struct page *p, xmlNode *n)
{
	if (is(n, "meta"))
		read_meta(p, n);
	else if (is(n, "title") && !*p->title)
		p->title = content_of(p->arena, n);
	else if (is(n, "h1") && !*p->heading)
		p->heading = content_of(p->arena, n);
	else if (is(n, "time") && !*p->time)
		p->time = attribute(p->arena, n, "datetime");
	else if (is(n, "html"))
		p->lang = attribute(p->arena, n, "lang");
	else if (is(n, "link") && !strcmp(attribute(p->arena, n, "rel"), "canonical"))
		p->item->source = attribute(p->arena, n, "href");
	else if (is(n, "article") && !p->article)
		p->article = n;
	else if (is(n, "main") && !p->main)
		p->main = n;
	else if (is(n, "body") && !p->body)
		p->body = n;
	if (n->type == XML_ELEMENT_NODE && !is(n, "body"))
		measure(p, n);
}

static void survey(struct page *p, xmlNode *n, int depth)
{
	look_at(p, n);
	for (xmlNode *c = n->children; c && depth < DEPTH_MAX; c = c->next)
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
	walk_body(&w,
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

bool import_html(struct str bytes, struct import *out, struct err *err)
{
	struct page p = {
		.arena = &out->arena, .heading = "", .title = "", .og_title = "", .time = "", .lang = ""
	};
	htmlDocPtr doc = htmlReadMemory(bytes.p, (int)bytes.n, NULL, NULL, OPTIONS);
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
