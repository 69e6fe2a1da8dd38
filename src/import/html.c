/*
 * html: walks a tree of HTML and writes its blocks as gemtext.
 *
 * Words are gathered until their block ends. What gemtext cannot show becomes a link or plain words, and
 * the item's doubts say so: nothing is left out in silence but menus and scripts.
 */
#include "import/html.h"

#include <string.h>

#include "base/raised.h"
#include "import/address.h"
#include "import/grid.h"
#include "import/node.h"
#include "import/picture.h"
#include "import/preformatted.h"

enum {
	WORDS_MAX = 1 << 20,
	HEADING_MAX = 300, /* bytes; a longer one is a paragraph in large letters */
	ITEM_BLOCKS = 3,   /* paragraphs of an item that make it a part of the page */
};

/* What was left out or altered, for one line each. */
enum loss {
	LOSS_ADDRESS,
	LOSS_PICTURE,
	LOSS_INNER,
	LOSS_EMBED,
	LOSS_FORM,
	LOSS_STRUCK,
	LOSS_MERGED,
	LOSS_COUNT
};

static const char *const losses[LOSS_COUNT] = {
	[LOSS_ADDRESS] = MESSAGE("links without a whole address were left out"),
	[LOSS_PICTURE] = MESSAGE("pictures without a whole address were left out"),
	[LOSS_INNER] = MESSAGE("pictures inside the page were left out: save them beside it"),
	[LOSS_EMBED] = MESSAGE("frames, films and sounds are only links now"),
	[LOSS_FORM] = MESSAGE("the fields of a form were left out"),
	[LOSS_STRUCK] = MESSAGE("struck-out text is between ~~"),
	[LOSS_MERGED] = MESSAGE("a table has merged cells: compare it with the original"),
};

struct walk {
	struct writing *w;
	const char *base;
	struct buf words;   /* of the block that is read */
	const char *marker; /* of that */
	const char *number; /* in front of its words, once */
	const char *shown;  /* words of the last picture */
	bool in_cell;       /* its line does not end before the cell does */
	size_t lost[LOSS_COUNT];
	const char *named[LOSS_COUNT]; /* the first of each kind */
};

static bool is_any(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (node_is(n, *names))
			return true;
	return false;
}

static void lose(struct walk *k, enum loss loss, const char *name)
{
	if (!k->lost[loss]++)
		k->named[loss] = arena_strdup(k->w->arena, name);
}

/* --- words ------------------------------------------------------------------------- */

static void flush(struct walk *k)
{
	struct arena *a = k->w->arena;
	const char *words = import_clean(a, buf_str(&k->words));
	buf_reset(&k->words);
	if (*k->number && *words) {
		words = arena_printf(a, "%s%s", k->number, words);
		k->number = "";
	}
	const char *marker = *k->marker == '#' && strlen(words) > HEADING_MAX ? "" : k->marker;
	writing_line(k->w, marker, str_of(words));
}

/* Within an item or a cell a block is only apart by a space. */
static void end_line(struct walk *k)
{
	if (k->in_cell || *k->marker == '*' || *k->marker == '#')
		buf_add_char(&k->words, ' ');
	else
		flush(k);
}

static void read_node(struct walk *k, xmlNode *n, int depth);

static void read_children(struct walk *k, xmlNode *n, int depth)
{
	for (xmlNode *child = n->children; child && depth < NODE_DEPTH_MAX; child = child->next)
		read_node(k, child, depth + 1);
}

/* What was added to the words since. */
static struct str words_since(struct walk *k, size_t from)
{
	return str_sub(buf_str(&k->words), from, k->words.len);
}

static void read_struck(struct walk *k, xmlNode *n, int depth)
{
	size_t from = k->words.len;
	read_children(k, n, depth);
	if (from >= k->words.len)
		return;
	const char *words = import_clean(k->w->arena, words_since(k, from));
	if (!*words)
		return;
	buf_truncate(&k->words, from);
	buf_printf(&k->words, "~~%s~~", words);
	lose(k, LOSS_STRUCK, "");
}

static void read_raised(struct walk *k, xmlNode *n, int depth)
{
	size_t from = k->words.len;
	read_children(k, n, depth);
	if (from >= k->words.len)
		return;
	const char *words = import_clean(k->w->arena, words_since(k, from));
	bool note = n->parent && node_is(n->parent, "a");
	for (xmlNode *c = n->children; c; c = c->next)
		note |= node_is(c, "a") && *node_attribute(k->w->arena, c, "href") == '#';
	buf_truncate(&k->words, from);
	if (note && *words != '[' && strlen(words) < 8)
		buf_printf(&k->words, "[%s]", words);
	else
		raised_write(&k->words, str_of(words), node_is(n, "sup"));
}

static void read_quoted(struct walk *k, xmlNode *n, int depth)
{
	buf_puts(&k->words, "“");
	read_children(k, n, depth);
	buf_puts(&k->words, "”");
}

/* --- links, pictures, films -------------------------------------------------------- */

/* False: it is there already. */
static bool add_file(struct walk *k, const char *url, const char *text)
{
	struct imported *item = k->w->item;
	for (size_t i = 0; i < item->file_count; i++)
		if (!strcmp(item->files[i].url, url))
			return false;
	*ARENA_PUSH(k->w->arena, item->files, item->file_count) = (struct imported_file){
		.url = url, .name = "", .text = arena_strdup(k->w->arena, text)
	};
	return true;
}

/* A picture that is a link to a larger one is that one. */
static xmlNode *only_picture(xmlNode *link)
{
	xmlNode *found = NULL;
	for (xmlNode *c = link->children; c; c = c->next) {
		if (node_is(c, "img") && !found)
			found = c;
		else if (node_is(c, "picture") || node_is(c, "span") || node_is(c, "div"))
			return only_picture(c);
		else if (c->type == XML_ELEMENT_NODE || (c->type == XML_TEXT_NODE && !xmlIsBlankNode(c)))
			return NULL;
	}
	return found;
}

static void read_link(struct walk *k, xmlNode *n, int depth)
{
	struct arena *a = k->w->arena;
	bool relative = false;
	size_t from = k->words.len;
	const char *href = node_attribute(a, n, "href");
	const char *to = import_address(a, href, k->base, &relative);
	xmlNode *picture = picture_is_one(to) ? only_picture(n) : NULL;
	if (relative)
		lose(k, LOSS_ADDRESS, href);
	if (picture) {
		const char *words = picture_words(a, picture);
		add_file(k, to, words);
		writing_link(k->w, str_of(to), str_of(words));
		k->shown = words;
		return;
	}
	read_children(k, n, depth);
	from = from < k->words.len ? from : k->words.len;
	if (*to)
		writing_link(k->w, str_of(to), words_since(k, from));
}

static void read_image(struct walk *k, xmlNode *n)
{
	struct arena *a = k->w->arena;
	bool relative = false;
	const char *src = picture_address(a, n), *words = picture_words(a, n);
	if (picture_is_trifle(a, n)) {
		buf_puts(&k->words, node_attribute(a, n, "alt"));
		return;
	}
	const char *to = import_address(a, src, k->base, &relative);
	if (*to) {
		/* One for pages without scripts is there already. */
		if (!add_file(k, to, words) && !*words)
			return;
		writing_link(k->w, str_of(to), str_of(words));
		k->shown = words;
	} else if (relative) {
		lose(k, LOSS_PICTURE, src);
		add_file(k, src, words);
	} else if (str_starts(str_of(src), "data:")) {
		lose(k, LOSS_INNER, "");
	}
}

/* Pictures that a script would have put there. */
static void read_noscript(struct walk *k, xmlNode *n, int depth)
{
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if (node_is(c, "img"))
			read_image(k, c);
		else if (c->type == XML_ELEMENT_NODE)
			read_noscript(k, c, depth + 1);
	}
}

/* A frame, a film, a sound, an object: a link with its words. */
static void read_embed(struct walk *k, xmlNode *n, int depth)
{
	static const char *const names[] = { "src", "data-src", "data", "href" };
	struct arena *a = k->w->arena;
	const char *src = "", *title = node_attribute(a, n, "title");
	bool relative = false, media = node_is(n, "audio") || node_is(n, "video");
	for (size_t i = 0; i < ARRAY_SIZE(names) && (!*src || str_starts(str_of(src), "about:")); i++)
		src = node_attribute(a, n, names[i]);
	for (xmlNode *c = n->children; c && !*src; c = c->next)
		if (node_is(c, "source"))
			src = node_attribute(a, c, "src");
	const char *to = import_address(a, src, k->base, &relative);
	if (*to) {
		writing_link(k->w, str_of(to), str_of(title));
		if (media)
			add_file(k, to, title);
	}
	if (*to || relative)
		lose(k, LOSS_EMBED, src);
	if (!*to && !node_is(n, "iframe") && !media)
		read_children(k, n, depth);
}

/* --- blocks ------------------------------------------------------------------------ */

static bool is_item(const struct walk *k)
{
	return *k->marker == '*';
}

/* A block of its own, with a marker in front of its words. */
static void read_block(struct walk *k, xmlNode *n, const char *marker, int depth)
{
	const char *outer = k->marker;
	if (k->in_cell) {
		end_line(k);
		read_children(k, n, depth);
		end_line(k);
		return;
	}
	flush(k);
	k->marker = marker;
	read_children(k, n, depth);
	flush(k);
	k->marker = outer;
}

/* A paragraph: within an item, a quotation or a heading it is part of that. */
static void read_paragraph(struct walk *k, xmlNode *n, int depth)
{
	if (!*k->marker) {
		read_block(k, n, "", depth);
		return;
	}
	end_line(k);
	read_children(k, n, depth);
	end_line(k);
}

/* Whether a list is only how a part of a page is laid out. */
static bool is_part(const xmlNode *n, int depth)
{
	static const char *const headings[] = { "h1", "h2", "h3", "h4", "table", "pre", "blockquote", NULL };
	size_t paragraphs = 0;
	for (const xmlNode *c = n->children; c && depth < 4; c = c->next) {
		paragraphs += node_is(c, "p");
		if (is_any(c, headings) || paragraphs >= ITEM_BLOCKS)
			return true;
		if ((node_is(c, "div") || node_is(c, "article")) && is_part(c, depth + 1))
			return true;
	}
	return false;
}

static void read_item(struct walk *k, xmlNode *n, const char *number, int depth)
{
	const char *outer = k->number;
	if (is_part(n, 0)) {
		read_block(k, n, k->in_cell ? k->marker : "", depth);
		return;
	}
	if (!k->in_cell)
		flush(k);
	k->number = number;
	if (k->in_cell)
		buf_puts(&k->words, number);
	read_block(k, n, "* ", depth);
	k->number = outer;
}

static void read_list(struct walk *k, xmlNode *n, int depth)
{
	struct arena *a = k->w->arena;
	const char *start = node_attribute(a, n, "start"), *outer = k->marker;
	bool ordered = node_is(n, "ol");
	uint64_t number = 1;
	str_to_uint(str_of(start), 1000000, &number);
	if (!k->in_cell)
		flush(k);
	if (!k->in_cell && is_item(k))
		k->marker = "* ";
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if (!node_is(c, "li")) {
			read_node(k, c, depth + 1);
			continue;
		}
		str_to_uint(str_of(node_attribute(a, c, "value")), 1000000, &number);
		read_item(k, c, ordered ? arena_printf(a, "%u. ", (unsigned)number) : "", depth + 1);
		number++;
	}
	k->marker = outer;
}

static void read_pre(struct walk *k, xmlNode *n)
{
	flush(k);
	writing_flush_links(k->w);
	preformatted_write(&k->w->out, n);
}

/* --- tables ------------------------------------------------------------------------ */

/* The words of a cell alone; its links wait. */
static const char *cell_words(struct walk *k, xmlNode *cell, int depth)
{
	struct buf kept = k->words;
	bool outer = k->in_cell;
	buf_init(&k->words, WORDS_MAX);
	k->in_cell = true;
	read_children(k, cell, depth);
	const char *words = import_clean(k->w->arena, buf_str(&k->words));
	buf_release(&k->words);
	k->words = kept;
	k->in_cell = outer;
	return words;
}

static void read_data(struct walk *k, const struct grid *g, int depth)
{
	size_t count = g->rows * g->columns, used = 0;
	const char **words = arena_alloc(k->w->arena, count * sizeof *words);
	flush(k);
	if (g->caption) {
		read_children(k, g->caption, depth);
		flush(k);
	}
	for (size_t row = 0; row < g->rows; row++) {
		bool full = false;
		for (size_t c = 0; c < g->columns; c++) {
			xmlNode *cell = g->cells[row * g->columns + c];
			words[used + c] = cell ? cell_words(k, cell, depth + 1) : "";
			full |= *words[used + c] != 0;
		}
		used += full ? g->columns : 0;
	}
	if (used)
		writing_table(k->w, words, g->columns, used);
	if (g->merged)
		lose(k, LOSS_MERGED, "");
}

static void read_table(struct walk *k, xmlNode *n, int depth)
{
	struct grid g;
	if (k->in_cell) {
		read_children(k, n, depth);
		return;
	}
	grid_read(k->w->arena, n, &g);
	if (!g.layout)
		read_data(k, &g, depth);
	else
		read_block(k, n, k->marker, depth);
}

/* --- elements ---------------------------------------------------------------------- */

static const char *const skipped[] = { "script", "style", "nav", "template", "head", "title", "datalist",
	"rt", "rp", NULL };
static const char *const fields[] = { "button", "select", "input", "textarea", NULL };
static const char *const embeds[] = { "iframe", "embed", "object", "audio", "video", NULL };
static const char *const paragraphs[] = { "p", "div", "section", "article", "main", "tr", "td", "th", "dt",
	"address", "figure", "figcaption", "header", "footer", "aside", "form", "fieldset", "legend",
	"details", "summary", "hgroup", "center", "dl", "caption", "body", "hr", NULL };

static const struct {
	const char *name, *marker;
} blocks[] = {
	{ "dd", "* " },
	{ "li", "* " },
	{ "blockquote", "> " },
	{ "h1", "# " },
	{ "h2", "## " },
	{ "h3", "### " },
	{ "h4", "### " },
	{ "h5", "### " },
	{ "h6", "### " },
};

static const struct {
	const char *name;
	void (*read)(struct walk *k, xmlNode *n, int depth);
} readers[] = {
	{ "table", read_table },
	{ "ul", read_list },
	{ "ol", read_list },
	{ "menu", read_list },
	{ "a", read_link },
	{ "s", read_struck },
	{ "strike", read_struck },
	{ "del", read_struck },
	{ "sup", read_raised },
	{ "sub", read_raised },
	{ "q", read_quoted },
	{ "noscript", read_noscript },
};

/* A picture says a caption already: it is not said again below it. */
static bool is_said_caption(struct walk *k, xmlNode *n)
{
	if (!*k->shown || !picture_is_caption(k->w->arena, n))
		return false;
	const char *words = node_words(k->w->arena, n);
	return *words && strstr(k->shown, words);
}

/* The links of a caption whose words were said. */
static void keep_links(struct walk *k, xmlNode *n, int depth)
{
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		size_t from = k->words.len;
		if (node_is(c, "a"))
			read_link(k, c, depth + 1);
		else if (c->type == XML_ELEMENT_NODE)
			keep_links(k, c, depth + 1);
		buf_truncate(&k->words, from);
	}
}

static void read_named(struct walk *k, xmlNode *n, int depth)
{
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++) {
		if (node_is(n, readers[i].name)) {
			readers[i].read(k, n, depth);
			return;
		}
	}
	if (node_is(n, "pre") && !k->in_cell)
		read_pre(k, n);
	else if (node_is(n, "br"))
		end_line(k);
	else if (node_is(n, "img"))
		read_image(k, n);
	else
		read_children(k, n, depth);
}

static void read_element(struct walk *k, xmlNode *n, int depth)
{
	if (is_any(n, skipped))
		return;
	if (is_said_caption(k, n)) {
		keep_links(k, n, depth);
		return;
	}
	if (is_any(n, fields)) {
		lose(k, LOSS_FORM, "");
		return;
	}
	if (is_any(n, embeds)) {
		read_embed(k, n, depth);
		return;
	}
	if (is_any(n, paragraphs)) {
		read_paragraph(k, n, depth);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		if (node_is(n, blocks[i].name)) {
			read_block(k, n, blocks[i].marker, depth);
			return;
		}
	}
	read_named(k, n, depth);
}

static void read_node(struct walk *k, xmlNode *n, int depth)
{
	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		buf_puts(&k->words, n->content ? (const char *)n->content : "");
	else if (n->type == XML_ELEMENT_NODE)
		read_element(k, n, depth);
}

static void report(struct walk *k)
{
	for (size_t i = 0; i < LOSS_COUNT; i++) {
		struct err said;
		if (!k->lost[i])
			continue;
		err_set(&said, "%s%s", k->named[i], k->lost[i] > 1 && *k->named[i] ? " …" : "");
		message_prefix(said.message, losses[i]);
		import_doubt_message(k->w->arena, k->w->item, *k->named[i] ? said.message : losses[i]);
	}
}

void import_html_node(struct writing *w, xmlNode *from, const char *base)
{
	struct walk k = { .w = w, .base = base, .marker = "", .number = "", .shown = "" };
	buf_init(&k.words, WORDS_MAX);
	read_children(&k, from, 0);
	flush(&k);
	buf_release(&k.words);
	report(&k);
}

void import_html(struct writing *w, struct str html, const char *base)
{
	struct err err;
	xmlDoc *doc = node_read_html(html, "UTF-8", &err);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root)
		import_html_node(w, root, base);
	else if (html.n)
		import_doubt_message(w->arena, w->item, err.message);
	xmlFreeDoc(doc);
}
