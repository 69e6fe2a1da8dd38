/*
 * html: walks a tree of HTML and writes its blocks as gemtext.
 *
 * Menus, footers and forms are skipped. Words are gathered until their block ends.
 */
#include "import/html.h"

#include <libxml/uri.h>
#include <string.h>

#include "base/uri.h"
#include "import/node.h"

enum {
	WORDS_MAX = 1 << 20,
	TABLE_COLUMNS = 16,
	TABLE_CELLS = 2048,
};

struct walk {
	struct writing *w;
	const char *base;
	struct buf words; /* of the block that is read */
	const char *marker;
	bool relative; /* an address could not be resolved */
};

static bool is_any(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (node_is(n, *names))
			return true;
	return false;
}

static const char *const skipped[] = { "script", "style", "nav", "header", "footer", "aside", "form",
	"noscript", "iframe", "template", "button", "select", "head", "svg", NULL };

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
	k->relative |= !whole;
	return node_take(k->w->arena, whole);
}

static void read_node(struct walk *k, xmlNode *n, int depth);

static void read_children(struct walk *k, xmlNode *n, int depth)
{
	for (xmlNode *child = n->children; child && depth < NODE_DEPTH_MAX; child = child->next)
		read_node(k, child, depth + 1);
}

static void read_link(struct walk *k, xmlNode *n, int depth)
{
	size_t from = k->words.len;
	read_children(k, n, depth);
	from = from < k->words.len ? from : k->words.len;
	const char *to = resolve(k, node_attribute(k->w->arena, n, "href"));
	if (*to)
		writing_link(k->w, str_of(to), str_sub(buf_str(&k->words), from, k->words.len));
}

static void read_image(struct walk *k, xmlNode *n)
{
	const char *to = resolve(k, node_attribute(k->w->arena, n, "src"));
	if (*to)
		writing_link(k->w, str_of(to), str_of(node_attribute(k->w->arena, n, "alt")));
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
	struct str rest = str_of(node_text(k->w->arena, n)), line;
	flush(k);
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
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if ((node_is(c, "td") || node_is(c, "th")) && g->count < TABLE_CELLS) {
			*ARENA_PUSH(a, g->cells, g->count) = c;
			*ARENA_PUSH(a, g->row_of, g->places) = g->rows;
		} else if (c->type == XML_ELEMENT_NODE) {
			find_cells(a, c, g, depth + 1);
		}
	}
	if (!node_is(n, "tr") || g->count == before)
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
	for (xmlNode *n = cell->children; n && depth < NODE_DEPTH_MAX; n = n->next) {
		if (node_is(n, "a"))
			read_link(k, n, depth);
		else if (n->type != XML_COMMENT_NODE)
			buf_printf(&k->words, " %s", node_text(k->w->arena, n));
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
		if (!node_is(n, blocks[i].name))
			continue;
		/* A paragraph within an item or a quotation is part of it. */
		bool inner = *k->marker && !*blocks[i].marker;
		read_block(k, n, inner ? k->marker : blocks[i].marker, depth);
		return;
	}
	if (node_is(n, "table"))
		read_table(k, n, depth);
	else if (node_is(n, "pre"))
		read_pre(k, n);
	else if (node_is(n, "br") && *k->marker != '#')
		flush(k);
	else if (node_is(n, "a"))
		read_link(k, n, depth);
	else if (node_is(n, "img"))
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

void import_html_node(struct writing *w, xmlNode *from, const char *base)
{
	struct walk k = { .w = w, .base = base, .marker = "" };
	buf_init(&k.words, WORDS_MAX);
	read_children(&k, from, 0);
	flush(&k);
	buf_release(&k.words);
	if (k.relative)
		import_doubt(w->arena, w->item, "links without a whole address were left out");
}

void import_html(struct writing *w, struct str html, const char *base)
{
	xmlDoc *doc = node_read_html(html, "UTF-8");
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root)
		import_html_node(w, root, base);
	xmlFreeDoc(doc);
}
