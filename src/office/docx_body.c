/*
 * docx_body: paragraphs by their styles and lists; tables, which are unfolded where they only lay out a page.
 */
#include "office/docx_body.h"

#include <string.h>

#include "office/grid.h"

enum { HEADING_BYTES = 600 };

/* --- paragraphs --------------------------------------------------------------------------- */

/* The style with what the paragraph says itself. */
static struct docx_style style_of(const struct docx *d, const xmlNode *paragraph)
{
	const xmlNode *p = tree_child(paragraph, "pPr"), *numbering = tree_child(p, "numPr");
	const struct docx_style *named = docx_style_find(
	    &d->styles, tree_value(tree_child(p, "pStyle"), "val"));
	struct docx_style s = { .list_level = -1, .hidden = -1, .struck = -1, .bold = -1, .script = -1 };
	if (named)
		s = *named;
	int outline = tree_number(tree_child(p, "outlineLvl"), "val", DOCX_LEVELS, -1);
	if (outline == DOCX_LEVELS)
		s.level = 0;
	else if (outline >= 0)
		s.level = outline + 1;
	const char *num = tree_attribute(tree_child(numbering, "numId"), "val");
	if (num)
		s.num = num;
	s.list_level = tree_number(tree_child(numbering, "ilvl"), "val", DOCX_LEVELS - 1, s.list_level);
	return s;
}

/* Whether the next paragraph goes on with this one: a big first letter, or a mark of its end that was deleted. */
static bool goes_on(const xmlNode *paragraph)
{
	const xmlNode *p = tree_child(paragraph, "pPr");
	const char *drop = tree_value(tree_child(p, "framePr"), "dropCap");
	return !strcmp(drop, "drop") || !strcmp(drop, "margin") || tree_child(tree_child(p, "rPr"), "del");
}

static void read_boxes(struct docx *d)
{
	xmlNode **boxes = d->boxes;
	size_t n = d->box_count;
	d->boxes = NULL;
	d->box_count = 0;
	for (size_t i = 0; i < n; i++)
		docx_blocks(d, boxes[i]);
}

static void end_paragraph(struct docx *d, const struct docx_style *s, const char *number, bool in_list)
{
	struct prose *f = &d->flow;
	bool heading = s->level != 0 && f->words.len < HEADING_BYTES;
	if (heading && *number && f->any && !f->cell)
		f->prefix = arena_printf(d->arena, "%s ", number);
	if (heading)
		prose_end(f, PROSE_HEADING, s->level == DOCX_TITLE_LEVEL ? f->shift + 1 : s->level, "");
	else if (in_list)
		prose_end(f, PROSE_ITEM, s->list_level + 1, number);
	else
		prose_end(f,
		    s->block == DOCX_QUOTE  ? PROSE_QUOTE
		    : s->block == DOCX_CODE ? PROSE_CODE
		                            : PROSE_TEXT,
		    0, "");
}

static void read_paragraph(struct docx *d, xmlNode *n)
{
	struct docx_style s = style_of(d, n);
	struct buf number;
	if (s.block == DOCX_CONTENTS) {
		prose_note(&d->flow, OFFICE_LEFT_OUT, "the table of contents is left out");
		return;
	}
	docx_inlines(d, n, &s);
	if (goes_on(n))
		return;
	buf_init(&number, 256);
	if (s.list_level < 0)
		s.list_level = 0;
	bool in_list = s.num && strcmp(s.num, "0") != 0 &&
	               docx_list_count(&d->lists, s.num, s.list_level, &number);
	end_paragraph(d, &s, arena_str(d->arena, str_trim(buf_str(&number))), in_list);
	buf_release(&number);
	read_boxes(d);
}

/* --- tables ------------------------------------------------------------------------------- */

/* What holds rows or cells besides the table itself, when somebody put a control around them. */
static xmlNode *unwrap(xmlNode *n)
{
	if (tree_is(n, "sdt"))
		return tree_child(n, "sdtContent");
	return tree_is(n, "customXml") || tree_is(n, "ins") ? n : NULL;
}

typedef void each_fn(struct docx *d, xmlNode *n, void *context);

/* Calls for each row of a table, or cell of a row, whatever is around it. */
static void each(struct docx *d, xmlNode *parent, const char *name, each_fn *call, void *context)
{
	for (TREE_EACH(c, parent)) {
		xmlNode *inner = unwrap(c);
		if (tree_is(c, name))
			call(d, c, context);
		else if (inner)
			each(d, inner, name, call, context);
	}
}

struct shape {
	size_t rows, cells, most; /* cells of the row that is read; the most of all rows */
	bool nested;
};

static bool holds_table(const xmlNode *n, int depth)
{
	for (xmlNode *c = tree_element(n->children); c && depth < TREE_DEPTH_MAX; c = tree_element(c->next))
		if (tree_is(c, "tbl") || (!tree_is(c, "p") && holds_table(c, depth + 1)))
			return true;
	return false;
}

static void measure_cell(struct docx *d, xmlNode *n, void *context)
{
	struct shape *s = context;
	(void)d;
	s->cells++;
	s->nested |= holds_table(n, 0);
}

static void measure_row(struct docx *d, xmlNode *n, void *context)
{
	struct shape *s = context;
	s->cells = 0;
	each(d, n, "tc", measure_cell, s);
	s->rows++;
	if (s->cells > s->most)
		s->most = s->cells;
}

/* A table that is only there to put things beside each other, or around something. */
static bool is_layout(struct docx *d, xmlNode *table)
{
	struct shape s = { 0 };
	each(d, table, "tr", measure_row, &s);
	return s.rows < 2 || s.most < 2 || s.nested;
}

static void unfold_cell(struct docx *d, xmlNode *n, void *context)
{
	(void)context;
	docx_blocks(d, n);
}

static void unfold_row(struct docx *d, xmlNode *n, void *context)
{
	if (!tree_child(tree_child(n, "trPr"), "del"))
		each(d, n, "tc", unfold_cell, context);
}

static const char *read_cell_text(struct docx *d, xmlNode *n)
{
	struct grid_cell cell;
	grid_cell_begin(&cell, &d->flow);
	docx_blocks(d, n);
	return grid_cell_end(&cell, &d->flow);
}

static void read_cell(struct docx *d, xmlNode *n, void *context)
{
	const xmlNode *p = tree_child(n, "tcPr"), *merged = tree_child(p, "vMerge");
	int span = tree_number(tree_child(p, "gridSpan"), "val", GRID_COLUMNS_MAX, 1);
	const char *text = read_cell_text(d, n);
	if (merged && strcmp(tree_value(merged, "val"), "restart") != 0)
		text = "";
	grid_add(context, &d->flow, text, span > 0 ? (size_t)span : 1);
}

static void read_row(struct docx *d, xmlNode *n, void *context)
{
	const xmlNode *p = tree_child(n, "trPr");
	int before = tree_number(tree_child(p, "gridBefore"), "val", GRID_COLUMNS_MAX, 0);
	if (tree_child(p, "del"))
		return;
	grid_begin_row(context, &d->flow);
	grid_add(context, &d->flow, "", (size_t)before);
	each(d, n, "tc", read_cell, context);
	grid_end_row(context, &d->flow);
}

/* --- the table of keys ---------------------------------------------------------------------- */

/* The letters below a node, as far as they fit. */
static void add_letters(const xmlNode *n, struct buf *out, int depth)
{
	for (xmlNode *c = n->children; c && depth < TREE_DEPTH_MAX; c = c->next) {
		if (c->type == XML_TEXT_NODE && tree_is(n, "t"))
			buf_puts(out, (const char *)c->content);
		else if (c->type == XML_ELEMENT_NODE)
			add_letters(c, out, depth + 1);
	}
}

struct keys {
	size_t rows, keys, cells;
};

static void test_key(struct docx *d, xmlNode *n, void *context)
{
	struct keys *k = context;
	struct buf b;
	if (k->cells++)
		return;
	buf_init(&b, 256);
	add_letters(n, &b, 0);
	k->keys += !b.full && d->options->is_key(grid_key(buf_str(&b)));
	buf_release(&b);
}

static void test_row(struct docx *d, xmlNode *n, void *context)
{
	struct keys *k = context;
	k->cells = 0;
	k->rows++;
	each(d, n, "tc", test_key, k);
	if (k->cells != 2)
		k->keys = 0;
}

/* The first table, near the head, whose rows are all "key, value". */
static bool is_keys(struct docx *d, xmlNode *table)
{
	struct keys k = { 0 };
	if (d->flow.paragraph > GRID_HEAD_PARAGRAPHS || d->flow.office->pair_count || d->flow.cell)
		return false;
	each(d, table, "tr", test_row, &k);
	return k.rows > 0 && k.keys == k.rows;
}

static void read_pair_cell(struct docx *d, xmlNode *n, void *context)
{
	grid_pair_cell(context, &d->flow, read_cell_text(d, n));
}

static void read_pair(struct docx *d, xmlNode *n, void *context)
{
	struct office *o = d->flow.office;
	struct office_pair pair = { .value = "", .paragraph = d->flow.paragraph + 1 };
	(void)context;
	each(d, n, "tc", read_pair_cell, &pair);
	*ARENA_PUSH(d->arena, o->pairs, o->pair_count) = pair;
}

static void read_table(struct docx *d, xmlNode *n)
{
	struct grid g = { 0 };
	if (is_keys(d, n)) {
		each(d, n, "tr", read_pair, NULL);
	} else if (d->flow.cell || is_layout(d, n)) {
		each(d, n, "tr", unfold_row, NULL);
	} else {
		each(d, n, "tr", read_row, &g);
		grid_write(&g, &d->flow);
	}
}

/* --- blocks --------------------------------------------------------------------------------- */

static void read_control(struct docx *d, xmlNode *n)
{
	const xmlNode *properties = tree_child(n, "sdtPr");
	const xmlNode *gallery = tree_child(tree_child(properties, "docPartObj"), "docPartGallery");
	xmlNode *content = tree_child(n, "sdtContent");
	if (!strcmp(tree_value(gallery, "val"), "Table of Contents"))
		prose_note(&d->flow, OFFICE_LEFT_OUT, "the table of contents is left out");
	else if (content && !tree_child(properties, "showingPlcHdr"))
		docx_blocks(d, content);
}

static void read_alternative(struct docx *d, xmlNode *n)
{
	xmlNode *chosen = docx_alternative(n);
	if (chosen)
		docx_blocks(d, chosen);
}

static void note_chunk(struct docx *d, xmlNode *n)
{
	(void)n;
	prose_note(
	    &d->flow, OFFICE_LEFT_OUT, "a document within the document is left out: save it again in Word");
}

static void read_equation(struct docx *d, xmlNode *n)
{
	struct docx_style plain = { .list_level = -1, .script = -1, .hidden = -1, .struck = -1, .bold = -1 };
	docx_inlines(d, n, &plain);
	prose_end(&d->flow, PROSE_TEXT, 0, "");
}

static const struct {
	const char *name;
	void (*read)(struct docx *d, xmlNode *n);
} blocks[] = {
	{ "p", read_paragraph },
	{ "tbl", read_table },
	{ "sdt", read_control },
	{ "customXml", docx_blocks },
	{ "smartTag", docx_blocks },
	{ "ins", docx_blocks },
	{ "moveTo", docx_blocks },
	{ "AlternateContent", read_alternative },
	{ "altChunk", note_chunk },
	{ "oMathPara", read_equation },
};

void docx_blocks(struct docx *d, xmlNode *parent)
{
	for (TREE_EACH(c, parent))
		for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
			if (tree_is(c, blocks[i].name)) {
				blocks[i].read(d, c);
				break;
			}
}

/* --- the levels of headings ------------------------------------------------------------------- */

static bool has_inlines(const xmlNode *paragraph)
{
	static const char *const names[] = { "r", "hyperlink", "ins", "sdt", "smartTag", "fldSimple",
		"moveTo", "customXml" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (tree_child(paragraph, names[i]))
			return true;
	return false;
}

static void find_levels(struct docx *d, const xmlNode *parent, int *lowest, bool *titled, int depth)
{
	for (xmlNode *c = tree_element(parent->children); c && depth < TREE_DEPTH_MAX;
	     c = tree_element(c->next)) {
		if (!tree_is(c, "p")) {
			find_levels(d, c, lowest, titled, depth + 1);
			continue;
		}
		struct docx_style s = style_of(d, c);
		bool said = s.level != 0 && has_inlines(c);
		*titled |= said && s.level == DOCX_TITLE_LEVEL;
		if (said && s.level > 0 && s.level < *lowest)
			*lowest = s.level;
	}
}

void docx_find_levels(struct docx *d, xmlNode *body)
{
	int lowest = DOCX_LEVELS + 1;
	bool titled = false;
	find_levels(d, body, &lowest, &titled, 0);
	if (lowest > DOCX_LEVELS)
		lowest = 1 + titled;
	d->flow.shift = lowest - 1 - titled;
}
