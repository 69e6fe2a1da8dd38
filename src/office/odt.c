/*
 * odt: the blocks of an .odt, its notes, and its properties.
 */
#include "office/odt.h"

#include <stdlib.h>
#include <string.h>

#include "office/grid.h"
#include "office/odt_run.h"

enum { PART_MAX = 24 << 20, HEADING_BYTES = 600, LIST_DEPTH_MAX = 30 };

/* A list that is read. */
struct list_place {
	struct odt_list *list; /* NULL: its style is not known */
	int level;             /* 0… */
	const char *number;    /* of the item, "" when it has none or it is used up */
	bool first;            /* the next paragraph is the first of the item */
	bool outside;          /* in no list */
};

static void read_blocks(struct odt *d, xmlNode *parent, struct list_place *at);

/* --- paragraphs ----------------------------------------------------------------------------- */

static void read_boxes(struct odt *d)
{
	struct list_place outside = { .number = "", .outside = true };
	xmlNode **boxes = d->boxes;
	size_t n = d->box_count;
	d->boxes = NULL;
	d->box_count = 0;
	for (size_t i = 0; i < n; i++)
		read_blocks(d, boxes[i], &outside);
}

static struct odt_style style_of(const struct odt *d, const xmlNode *n)
{
	struct odt_style s = *odt_style_find(d->styles.paragraphs, tree_value(n, "style-name"));
	if (tree_is(n, "h"))
		s.level = s.level == ODT_TITLE_LEVEL ? s.level
		                                     : tree_number(n, "outline-level", ODT_LEVELS, 1);
	return s;
}

static void end_paragraph(struct odt *d, const struct odt_style *s, bool heading, struct list_place *at)
{
	struct prose *f = &d->flow;
	if (heading && f->words.len < HEADING_BYTES)
		prose_end(f, PROSE_HEADING, s->level == ODT_TITLE_LEVEL ? f->shift + 1 : s->level, "");
	else if (!at->outside && at->first)
		prose_end(f, PROSE_ITEM, at->level + 1, at->number);
	else
		prose_end(f,
		    s->block == ODT_QUOTE  ? PROSE_QUOTE
		    : s->block == ODT_CODE ? PROSE_CODE
		                           : PROSE_TEXT,
		    0, "");
	at->first = false;
}

static void read_paragraph(struct odt *d, xmlNode *n, struct list_place *at)
{
	struct odt_style s = style_of(d, n);
	odt_inlines(d, n, &s);
	/* A paragraph whose style is made for headings is one only where the outline says so, or it is the title. */
	end_paragraph(d, &s, tree_is(n, "h") || s.level == ODT_TITLE_LEVEL, at);
	read_boxes(d);
}

/* --- lists ---------------------------------------------------------------------------------- */

static const char *print_number(struct odt *d, const struct odt_list *l, int level)
{
	const struct odt_level *own = &l->levels[level];
	struct buf b;
	if (own->format == NUMBER_BULLET)
		return "";
	buf_init(&b, 256);
	buf_puts(&b, own->prefix);
	for (int i = level + 1 > own->shown ? level + 1 - own->shown : 0; i <= level; i++) {
		number_add(&b, l->levels[i].format, l->count[i] > 0 ? l->count[i] : 1);
		if (i < level && l->levels[i].format != NUMBER_BULLET)
			buf_add_char(&b, '.');
	}
	buf_puts(&b, own->suffix);
	const char *number = arena_str(d->arena, str_trim(buf_str(&b)));
	buf_release(&b);
	return number;
}

static void read_list_item(struct odt *d, xmlNode *n, struct list_place *at)
{
	bool counted = tree_is(n, "list-item");
	int start = tree_number(n, "start-value", 100000, -1);
	at->number = "";
	at->first = true;
	if (counted && at->list) {
		int *count = &at->list->count[at->level];
		*count = start >= 0 ? start : *count < 1000000 ? *count + 1 : *count;
		at->number = print_number(d, at->list, at->level);
	}
	read_blocks(d, n, at);
}

static void read_list(struct odt *d, xmlNode *n, struct list_place *outer)
{
	const char *name = tree_value(n, "style-name");
	struct list_place at = { .number = "", .level = outer->outside ? 0 : outer->level + 1 };
	at.list = *name ? xmlHashLookup(d->styles.lists, (const xmlChar *)name) : outer->list;
	bool goes_on = !strcmp(tree_value(n, "continue-numbering"), "true") ||
	               *tree_value(n, "continue-list");
	if (at.level >= ODT_LEVELS)
		at.level = ODT_LEVELS - 1;
	if (at.list && !goes_on)
		at.list->count[at.level] = at.list->levels[at.level].start - 1;
	for (TREE_EACH(c, n))
		if (tree_is(c, "list-item") || tree_is(c, "list-header"))
			read_list_item(d, c, &at);
}

/* --- tables --------------------------------------------------------------------------------- */

typedef void each_fn(struct odt *d, xmlNode *n, void *context);

static void each_row(struct odt *d, xmlNode *parent, each_fn *call, void *context)
{
	for (TREE_EACH(c, parent))
		if (tree_is(c, "table-row"))
			call(d, c, context);
		else if (tree_is(c, "table-header-rows") || tree_is(c, "table-rows") ||
		         tree_is(c, "table-row-group"))
			each_row(d, c, call, context);
}

static void each_cell(struct odt *d, xmlNode *row, each_fn *call, void *context)
{
	for (TREE_EACH(c, row))
		if (tree_is(c, "table-cell") || tree_is(c, "covered-table-cell"))
			call(d, c, context);
}

static const char *read_cell_text(struct odt *d, xmlNode *n)
{
	struct list_place outside = { .number = "", .outside = true };
	struct grid_cell cell;
	grid_cell_begin(&cell, &d->flow);
	read_blocks(d, n, &outside);
	return grid_cell_end(&cell, &d->flow);
}

static size_t repeats(const xmlNode *n, const char *attribute, int max)
{
	const char *value = tree_attribute(n, attribute);
	int count = tree_number(n, attribute, max, value ? max : 1);
	return count > 0 ? (size_t)count : 1;
}

static void read_cell(struct odt *d, xmlNode *n, void *context)
{
	size_t times = repeats(n, "number-columns-repeated", GRID_COLUMNS_MAX);
	const char *text = tree_is(n, "table-cell") ? read_cell_text(d, n) : "";
	/* Covered cells follow by themselves. */
	for (size_t i = 0; i < times; i++)
		grid_add(context, &d->flow, text, 1);
}

static void read_row(struct odt *d, xmlNode *n, void *context)
{
	grid_begin_row(context, &d->flow);
	each_cell(d, n, read_cell, context);
	grid_end_row(context, &d->flow);
}

static void unfold_cell(struct odt *d, xmlNode *n, void *context)
{
	read_blocks(d, n, context);
}

static void unfold_row(struct odt *d, xmlNode *n, void *context)
{
	each_cell(d, n, unfold_cell, context);
}

struct shape {
	size_t rows, cells, most, keys;
	bool nested, odd; /* odd: a row that has not two cells */
};

static bool holds_table(const xmlNode *n, int depth)
{
	for (xmlNode *c = tree_element(n->children); c && depth < TREE_DEPTH_MAX; c = tree_element(c->next))
		if (tree_is(c, "table") || holds_table(c, depth + 1))
			return true;
	return false;
}

static void add_letters(const xmlNode *n, struct buf *out, int depth)
{
	for (xmlNode *c = n->children; c && depth < TREE_DEPTH_MAX; c = c->next)
		if (c->type == XML_TEXT_NODE)
			buf_puts(out, (const char *)c->content);
		else
			add_letters(c, out, depth + 1);
}

static bool is_key(struct odt *d, const xmlNode *cell)
{
	struct buf b;
	buf_init(&b, 256);
	add_letters(cell, &b, 0);
	bool found = !b.full && d->options->is_key(grid_key(buf_str(&b)));
	buf_release(&b);
	return found;
}

static void measure_cell(struct odt *d, xmlNode *n, void *context)
{
	struct shape *s = context;
	if (s->cells++ == 0)
		s->keys += is_key(d, n);
	s->nested |= holds_table(n, 0);
}

static void measure_row(struct odt *d, xmlNode *n, void *context)
{
	struct shape *s = context;
	s->cells = 0;
	each_cell(d, n, measure_cell, s);
	s->rows++;
	s->odd |= s->cells != 2;
	if (s->cells > s->most)
		s->most = s->cells;
}

static void read_pair_cell(struct odt *d, xmlNode *n, void *context)
{
	grid_pair_cell(context, &d->flow, read_cell_text(d, n));
}

static void read_pair(struct odt *d, xmlNode *n, void *context)
{
	struct office *o = d->flow.office;
	struct office_pair pair = { .value = "", .paragraph = d->flow.paragraph + 1 };
	(void)context;
	each_cell(d, n, read_pair_cell, &pair);
	*ARENA_PUSH(d->arena, o->pairs, o->pair_count) = pair;
}

static void read_table(struct odt *d, xmlNode *n, struct list_place *at)
{
	struct list_place outside = { .number = "", .outside = true };
	struct shape s = { 0 };
	struct grid g = { 0 };
	bool head = d->flow.paragraph <= GRID_HEAD_PARAGRAPHS && !d->flow.office->pair_count && !d->flow.cell;
	(void)at;
	each_row(d, n, measure_row, &s);
	if (head && s.rows && s.keys == s.rows && !s.odd) {
		each_row(d, n, read_pair, NULL);
	} else if (d->flow.cell || s.rows < 2 || s.most < 2 || s.nested) {
		each_row(d, n, unfold_row, &outside);
	} else {
		each_row(d, n, read_row, &g);
		grid_write(&g, &d->flow);
	}
}

/* --- blocks --------------------------------------------------------------------------------- */

static void read_section(struct odt *d, xmlNode *n, struct list_place *at)
{
	if (!strcmp(tree_value(n, "display"), "none"))
		prose_note(&d->flow, OFFICE_LEFT_OUT, "hidden text is not published");
	else
		read_blocks(d, n, at);
}

static void note_contents(struct odt *d, xmlNode *n, struct list_place *at)
{
	(void)n;
	(void)at;
	prose_note(&d->flow, OFFICE_LEFT_OUT, "the table of contents is left out");
}

static void note_changes(struct odt *d, xmlNode *n, struct list_place *at)
{
	(void)at;
	if (tree_child(n, "changed-region"))
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    "changes of this document are tracked and not accepted yet: what was deleted is left "
		    "out, what was put in "
		    "is taken");
}

static void read_frame(struct odt *d, xmlNode *n, struct list_place *at)
{
	odt_frame(d, n, &odt_no_style);
	end_paragraph(d, &odt_no_style, false, at);
	read_boxes(d);
}

static const struct {
	const char *name;
	void (*read)(struct odt *d, xmlNode *n, struct list_place *at);
} blocks[] = {
	{ "p", read_paragraph },
	{ "h", read_paragraph },
	{ "list", read_list },
	{ "numbered-paragraph", read_blocks },
	{ "table", read_table },
	{ "section", read_section },
	{ "table-of-content", note_contents },
	{ "illustration-index", note_contents },
	{ "table-index", note_contents },
	{ "alphabetical-index", read_blocks },
	{ "bibliography", read_blocks },
	{ "user-index", read_blocks },
	{ "index-body", read_blocks },
	{ "index-title", read_blocks },
	{ "tracked-changes", note_changes },
	{ "frame", read_frame },
	{ "custom-shape", read_frame },
	{ "rect", read_frame },
	{ "g", read_frame },
};

static void read_blocks(struct odt *d, xmlNode *parent, struct list_place *at)
{
	for (TREE_EACH(c, parent))
		for (size_t i = 0; i < ARRAY_SIZE(blocks); i++)
			if (tree_is(c, blocks[i].name)) {
				blocks[i].read(d, c, at);
				break;
			}
}

/* --- the whole ------------------------------------------------------------------------------- */

static void find_levels(struct odt *d, const xmlNode *parent, int *lowest, bool *titled, int depth)
{
	for (xmlNode *c = tree_element(parent->children); c && depth < TREE_DEPTH_MAX;
	     c = tree_element(c->next)) {
		if (!tree_is(c, "h") && !tree_is(c, "p")) {
			find_levels(d, c, lowest, titled, depth + 1);
			continue;
		}
		struct odt_style s = style_of(d, c);
		*titled |= s.level == ODT_TITLE_LEVEL && c->children;
		if (tree_is(c, "h") && s.level > 0 && c->children && s.level < *lowest)
			*lowest = s.level;
	}
}

static void read_notes(struct odt *d)
{
	struct list_place outside = { .number = "", .outside = true };
	d->in_note = true;
	for (size_t i = 0; i < d->note_count; i++) {
		d->flow.prefix = arena_printf(d->arena, "[%zu] ", i + 1);
		read_blocks(d, d->notes[i], &outside);
	}
	d->flow.prefix = NULL;
}

static void read_text(struct odt *d, xmlNode *text)
{
	struct list_place outside = { .number = "", .outside = true };
	int lowest = ODT_LEVELS + 1;
	bool titled = false;
	find_levels(d, text, &lowest, &titled, 0);
	if (lowest > ODT_LEVELS)
		lowest = 1 + titled;
	d->flow.shift = lowest - 1 - titled;
	read_blocks(d, text, &outside);
	prose_end(&d->flow, PROSE_TEXT, 0, "");
	read_notes(d);
}

static xmlDoc *read_part(struct odt *d, const char *name, struct err *err)
{
	struct str bytes;
	return archive_read(d->archive, d->arena, name, PART_MAX, &bytes, err) ? tree_read(bytes, name, err)
	                                                                       : NULL;
}

static const char *text_of(struct arena *a, const xmlNode *n)
{
	const xmlNode *c = n ? n->children : NULL;
	return c && c->content ? arena_str(a, str_trim(str_of((const char *)c->content))) : "";
}

/* Properties are extras: one that is broken is none. */
static const char *read_properties(struct odt *d)
{
	struct office *o = d->flow.office;
	struct err ignored;
	xmlDoc *doc = archive_has(d->archive, "meta.xml") ? read_part(d, "meta.xml", &ignored) : NULL;
	xmlNode *meta = doc ? tree_child(xmlDocGetRootElement(doc), "meta") : NULL;
	bool pairs = o->pair_count > 0;
	const char *title = text_of(d->arena, tree_child(meta, "title"));
	o->created = text_of(d->arena, tree_child(meta, "creation-date"));
	for (xmlNode *c = meta ? tree_element(meta->children) : NULL; c; c = tree_element(c->next)) {
		const char *name = tree_value(c, "name"), *value = text_of(d->arena, c);
		if (!pairs && tree_is(c, "user-defined") && *value && d->options->is_property(str_of(name)))
			*ARENA_PUSH(d->arena, o->pairs, o->pair_count) = (struct office_pair){
				.key = arena_strdup(d->arena, name), .value = value
			};
	}
	xmlFreeDoc(doc);
	return title;
}

static bool is_protected(struct odt *d)
{
	struct str bytes;
	struct err ignored;
	return archive_has(d->archive, "META-INF/manifest.xml") &&
	       archive_read(d->archive, d->arena, "META-INF/manifest.xml", PART_MAX, &bytes, &ignored) &&
	       strstr(bytes.p, "encryption-data") != NULL;
}

static bool read_content(struct odt *d, xmlDoc *content, xmlDoc *styles, struct err *err)
{
	xmlNode *root = xmlDocGetRootElement(content), *text = tree_child(tree_child(root, "body"), "text");
	if (!text)
		return err_set(err, "this document of LibreOffice is no text: attach it to an item");
	odt_styles_init(&d->styles, d->arena);
	odt_styles_add(&d->styles, styles ? tree_child(xmlDocGetRootElement(styles), "styles") : NULL);
	odt_styles_add(&d->styles, tree_child(root, "automatic-styles"));
	odt_styles_resolve(&d->styles);
	read_text(d, text);
	d->flow.office->lang = odt_lang(d);
	bool good = prose_finish(&d->flow, d->options, read_properties(d), err);
	odt_styles_release(&d->styles);
	return good;
}

bool odt_read(struct archive *z, struct arena *a, const struct office_options *options, struct office *out,
    struct err *err)
{
	struct odt *d = xcalloc(1, sizeof *d);
	xmlDoc *styles = NULL;
	*d = (struct odt){ .arena = a, .archive = z, .options = options };
	prose_init(&d->flow, a, out);
	bool good = !is_protected(d) ||
	            err_set(err, "the document is protected by a password: save it without one");
	if (good && archive_has(z, "styles.xml"))
		good = (styles = read_part(d, "styles.xml", err)) != NULL;
	xmlDoc *content = good ? read_part(d, "content.xml", err) : NULL;
	good = content && read_content(d, content, styles, err);
	xmlFreeDoc(content);
	xmlFreeDoc(styles);
	prose_release(&d->flow);
	free(d);
	return good;
}
