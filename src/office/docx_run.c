/*
 * docx_run: a table of what each element means. What is in none of the tables is entered when it holds
 * runs, else skipped.
 */
#include "office/docx_run.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "office/docx_math.h"
#include "office/picture.h"

enum { LARGER_BY = 8 }; /* half points */

struct run {
	struct docx *d;
	struct docx_style style; /* of the paragraph, the character style and the run itself */
	bool large;              /* set much larger than the text of the document */
	const char *lang;
};

/* --- fields ----------------------------------------------------------------------------- */

static struct docx_field *open_field(struct docx *d)
{
	bool inside = d->field_count > 0 && d->field_count <= DOCX_FIELDS_MAX;
	return inside ? &d->fields[d->field_count - 1] : NULL;
}

/* Instructions, and results that mean nothing without pages, are no text. */
static bool is_silent(const struct docx *d)
{
	for (int i = 0; i < d->field_count && i < DOCX_FIELDS_MAX; i++)
		if (!d->fields[i].in_result || d->fields[i].drops_result)
			return true;
	return d->field_count > DOCX_FIELDS_MAX;
}

static void begin_field(struct docx *d)
{
	if (d->field_count < DOCX_FIELDS_MAX)
		d->fields[d->field_count] = (struct docx_field){ .n = 0 };
	d->field_count++;
}

/* The next word of an instruction, without its quotes; "" at the end. */
static struct str next_word(struct str *rest)
{
	struct str s = str_trim(*rest);
	bool quoted = s.n && s.p[0] == '"';
	s = str_sub(s, quoted, s.n);
	size_t n = 0;
	while (n < s.n && (quoted ? s.p[n] != '"' : s.p[n] != ' '))
		n++;
	*rest = str_sub(s, n + quoted, s.n);
	return str_sub(s, 0, n);
}

/* HYPERLINK "address" \l "place in it" \o "tip" */
static const char *field_address(struct docx *d, struct str rest)
{
	struct str word, url = { 0 }, place = { 0 };
	while ((word = next_word(&rest)).n || rest.n) {
		if (str_is(word, "\\l"))
			place = next_word(&rest);
		else if (str_is(word, "\\o") || str_is(word, "\\t"))
			next_word(&rest);
		else if (!url.n && !str_starts(word, "\\"))
			url = word;
	}
	if (!url.n)
		return "";
	return arena_printf(d->arena, "%.*s%s%.*s", STR_ARG(url), place.n ? "#" : "", STR_ARG(place));
}

static void begin_result(struct docx *d)
{
	static const char *const of_pages[] = { "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "FILENAME",
		"USERNAME", "USERINITIALS", "AUTHOR", "LASTSAVEDBY", "DOCPROPERTY", NULL };
	struct docx_field *f = open_field(d);
	if (!f)
		return;
	struct str rest = { f->instruction, f->n }, kind = next_word(&rest);
	f->in_result = true;
	for (const char *const *p = of_pages; *p; p++)
		f->drops_result |= str_is_nocase(kind, *p);
	if (!str_is_nocase(kind, "HYPERLINK") || is_silent(d))
		return;
	f->is_link = true;
	prose_link_begin(&d->flow, field_address(d, rest));
}

static void end_field(struct docx *d)
{
	struct docx_field *f = open_field(d);
	if (f && f->is_link)
		prose_link_end(&d->flow);
	d->field_count -= d->field_count > 0;
}

static void read_field_mark(struct run *r, xmlNode *n)
{
	const char *type = tree_value(n, "fldCharType");
	if (!strcmp(type, "begin"))
		begin_field(r->d);
	else if (!strcmp(type, "separate"))
		begin_result(r->d);
	else if (!strcmp(type, "end"))
		end_field(r->d);
}

static void add_instruction(struct docx *d, const char *text)
{
	struct docx_field *f = open_field(d);
	size_t n = strlen(text);
	if (!f || f->in_result || n > sizeof f->instruction - f->n)
		return;
	memcpy(f->instruction + f->n, text, n);
	f->n += n;
}

static void read_instruction(struct run *r, xmlNode *n)
{
	for (xmlNode *c = n->children; c; c = c->next)
		if (c->type == XML_TEXT_NODE)
			add_instruction(r->d, (const char *)c->content);
}

/* --- text ------------------------------------------------------------------------------- */

static void count_lang(struct docx *d, const char *tag, size_t bytes)
{
	for (size_t i = 0; i < DOCX_LANGS_MAX && *tag; i++)
		if (!d->langs[i].tag || !strcmp(d->langs[i].tag, tag)) {
			d->langs[i].tag = tag;
			d->langs[i].bytes += bytes;
			return;
		}
}

const char *docx_lang(const struct docx *d)
{
	size_t best = 0;
	for (size_t i = 1; i < DOCX_LANGS_MAX; i++)
		if (d->langs[i].bytes > d->langs[best].bytes)
			best = i;
	return d->langs[best].tag ? arena_strdup(d->arena, d->langs[best].tag) : "";
}

static bool is_figures(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static void add_text(struct run *r, struct str text)
{
	struct docx *d = r->d;
	struct prose_look look = { .script = r->style.script > 0 ? (enum script)r->style.script : SCRIPT_NONE,
		.bold = r->style.bold == 1 || r->large };
	if (is_silent(d))
		return;
	count_lang(d, r->lang, text.n);
	/* A raised figure that leads to a place of the document is the mark of a note. */
	if (d->in_anchor && look.script == SCRIPT_RAISED && is_figures(text)) {
		look.script = SCRIPT_NONE;
		text = str_of(arena_printf(d->arena, "[%.*s]", STR_ARG(text)));
	}
	prose_text(&d->flow, text, &look);
}

static void read_text(struct run *r, xmlNode *n)
{
	for (xmlNode *c = n->children; c; c = c->next)
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			add_text(r, str_of((const char *)c->content));
}

static void read_space(struct run *r, xmlNode *n)
{
	(void)n;
	add_text(r, STR(" "));
}

static void read_hyphen(struct run *r, xmlNode *n)
{
	(void)n;
	add_text(r, STR("\u2011"));
}

static void read_break(struct run *r, xmlNode *n)
{
	(void)n;
	if (!is_silent(r->d))
		prose_line_break(&r->d->flow);
}

static void read_symbol(struct run *r, xmlNode *n)
{
	struct buf b;
	uint32_t c = 0;
	for (const char *p = tree_value(n, "char"); *p && c < 0x10000; p++)
		c = c * 16 + (uint32_t)(str_hex_digit(*p) < 0 ? 0 : str_hex_digit(*p));
	if (c < 0x100)
		c += 0xF000;
	if (c > 0xFFFF || (c >= 0xD800 && c < 0xE000))
		return;
	buf_init(&b, 8);
	utf8_encode(&b, c);
	add_text(r, buf_str(&b));
	buf_release(&b);
}

/* --- notes, pictures, equations ---------------------------------------------------------- */

static void read_note(struct run *r, xmlNode *n)
{
	enum { NOTES_MAX = 2000 };
	struct docx *d = r->d;
	if (d->in_note || is_silent(d) || d->note_count >= NOTES_MAX)
		return;
	*ARENA_PUSH(d->arena, d->notes, d->note_count) = (struct docx_note){ .id = tree_value(n, "id"),
		.at_end = tree_is(n, "endnoteReference") };
	r->style.script = SCRIPT_NONE;
	add_text(r, str_of(arena_printf(d->arena, "[%zu]", d->note_count)));
}

static void read_comment(struct run *r, xmlNode *n)
{
	(void)n;
	prose_note(&r->d->flow, OFFICE_LEFT_OUT, "comments are not published");
}

/* What is left out of a drawing is known by its namespace. */
static void note_drawing(struct docx *d, const char *uri)
{
	if (strstr(uri, "/chart"))
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    "a chart is left out: put it in as a picture, or its figures as a table");
	else if (strstr(uri, "/diagram"))
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    "a diagram is left out: put it in as a picture, or its words as a list");
}

static void add_picture(struct docx *d, const char *id, const char *text)
{
	const struct rel *rel = rels_find(d->rels, id);
	if (rel && !rel->external)
		picture_add(&d->flow, d->archive, d->options, rel->target, text);
	else if (rel)
		prose_note(
		    &d->flow, OFFICE_LEFT_OUT, "a picture that is not in the document itself is left out");
}

static const char *first_text(const char *a, const char *b)
{
	return *a ? a : b;
}

static void read_objects(struct docx *d, xmlNode *n, const char *text, int depth)
{
	if (tree_is(n, "txbxContent")) {
		*ARENA_PUSH(d->arena, d->boxes, d->box_count) = n;
		return;
	}
	if (tree_is(n, "blip"))
		add_picture(d, first_text(tree_value(n, "embed"), tree_value(n, "link")), text);
	else if (tree_is(n, "imagedata"))
		add_picture(d, first_text(tree_value(n, "id"), tree_value(n, "relid")),
		    first_text(text, tree_value(n, "title")));
	else if (tree_is(n, "graphicData"))
		note_drawing(d, tree_value(n, "uri"));
	else if (tree_is(n, "OLEObject"))
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    "an object of another program is left out: put it in as a picture");
	else if (tree_is(n, "shape") || tree_is(n, "docPr"))
		text = first_text(first_text(tree_value(n, "alt"), tree_value(n, "descr")), text);
	xmlNode *entered = tree_is(n, "AlternateContent") ? docx_alternative(n) : n;
	/* The words for a drawing are in an element beside it. */
	const xmlNode *words = tree_child(n, "docPr");
	if (words)
		text = first_text(tree_value(words, "descr"), tree_value(words, "title"));
	for (xmlNode *c = entered && depth < TREE_DEPTH_MAX ? tree_element(entered->children) : NULL; c;
	     c = tree_element(c->next))
		read_objects(d, c, text, depth + 1);
}

static void read_drawing(struct run *r, xmlNode *n)
{
	if (!is_silent(r->d) && r->style.hidden != 1)
		read_objects(r->d, n, "", 0);
}

static void read_ruby(struct run *r, xmlNode *n)
{
	const xmlNode *parts[] = { tree_child(n, "rubyBase"), tree_child(n, "rt") };
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!parts[i])
			continue;
		add_text(r, i ? STR(" (") : STR(""));
		docx_inlines(r->d, (xmlNode *)(uintptr_t)parts[i], &r->style);
		add_text(r, i ? STR(")") : STR(""));
	}
}

/* --- runs ------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	void (*read)(struct run *r, xmlNode *n);
} in_runs[] = {
	{ "t", read_text },
	{ "tab", read_space },
	{ "ptab", read_space },
	{ "br", read_break },
	{ "cr", read_break },
	{ "noBreakHyphen", read_hyphen },
	{ "sym", read_symbol },
	{ "fldChar", read_field_mark },
	{ "instrText", read_instruction },
	{ "footnoteReference", read_note },
	{ "endnoteReference", read_note },
	{ "commentReference", read_comment },
	{ "drawing", read_drawing },
	{ "pict", read_drawing },
	{ "object", read_drawing },
	{ "ruby", read_ruby },
};

static bool is_field_element(const xmlNode *n)
{
	return tree_is(n, "fldChar") || tree_is(n, "instrText");
}

static void read_run_children(struct run *r, xmlNode *run, bool shown)
{
	for (TREE_EACH(c, run)) {
		xmlNode *other = tree_is(c, "AlternateContent") ? docx_alternative(c) : NULL;
		if (other)
			read_run_children(r, other, shown);
		for (size_t i = 0; i < ARRAY_SIZE(in_runs); i++)
			if ((shown || is_field_element(c)) && tree_is(c, in_runs[i].name))
				in_runs[i].read(r, c);
	}
}

static void read_run(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	struct run r = { .d = d };
	const xmlNode *properties = tree_child(n, "rPr"), *named = tree_child(properties, "rStyle");
	struct docx_style none = { .script = -1, .hidden = -1, .struck = -1, .bold = -1 };
	r.style = style ? *style : none;
	if (named) {
		const struct docx_style *s = docx_style_find(&d->styles, tree_value(named, "val"));
		if (s && s != d->styles.normal) {
			r.style.hidden = s->hidden >= 0 ? s->hidden : r.style.hidden;
			r.style.struck = s->struck >= 0 ? s->struck : r.style.struck;
			r.style.bold = s->bold >= 0 ? s->bold : r.style.bold;
			r.style.script = s->script >= 0 ? s->script : r.style.script;
			r.style.size = s->size ? s->size : r.style.size;
		}
	}
	int usual = style && style->size ? style->size : d->styles.size;
	docx_style_apply(&r.style, properties, usual);
	r.large = r.style.size >= d->styles.size + LARGER_BY;
	r.lang = tree_value(tree_child(properties, "lang"), "val");
	if (!*r.lang)
		r.lang = d->styles.lang;
	bool shown = r.style.hidden != 1 && r.style.struck != 1;
	if (!shown && tree_child(n, "t"))
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    r.style.hidden == 1 ? MESSAGE("hidden text is not published")
		                        : MESSAGE("text that is struck out is not published"));
	read_run_children(&r, n, shown);
}

/* --- what holds runs ---------------------------------------------------------------------- */

static void read_link(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	const struct rel *rel = rels_find(d->rels, tree_value(n, "id"));
	const char *place = tree_value(n, "anchor");
	bool external = rel && rel->external, before = d->in_anchor;
	if (external)
		prose_link_begin(
		    &d->flow, *place ? arena_printf(d->arena, "%s#%s", rel->target, place) : rel->target);
	else
		d->in_anchor = true;
	docx_inlines(d, n, style);
	if (external)
		prose_link_end(&d->flow);
	d->in_anchor = before;
}

static void read_simple_field(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	begin_field(d);
	add_instruction(d, tree_value(n, "instr"));
	begin_result(d);
	docx_inlines(d, n, style);
	end_field(d);
}

static void read_deleted(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	(void)n;
	(void)style;
	prose_note(&d->flow, OFFICE_LEFT_OUT,
	    "changes of this document are tracked and not accepted yet: what was deleted is left out, what "
	    "was put in is "
	    "taken");
}

/* A control that still asks for its text ("Click here …") has none. */
static void read_control(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	xmlNode *content = tree_child(n, "sdtContent");
	if (content && !tree_child(tree_child(n, "sdtPr"), "showingPlcHdr"))
		docx_inlines(d, content, style);
}

static void read_equation(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	struct buf b;
	struct prose_look look = { .bold = style && style->bold == 1 };
	if (is_silent(d))
		return;
	buf_init(&b, 16 << 10);
	docx_math_add(&b, n, 0);
	prose_text(&d->flow, buf_str(&b), &look);
	prose_note(&d->flow, OFFICE_ALTERED, "an equation is in the text as one line: is it right?");
	buf_release(&b);
}

static void read_alternative(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	xmlNode *chosen = docx_alternative(n);
	if (chosen)
		docx_inlines(d, chosen, style);
}

static void skip(struct docx *d, xmlNode *n, const struct docx_style *style)
{
	(void)d;
	(void)n;
	(void)style;
}

static const struct {
	const char *name;
	void (*read)(struct docx *d, xmlNode *n, const struct docx_style *style);
} in_paragraphs[] = {
	{ "r", read_run },
	{ "hyperlink", read_link },
	{ "fldSimple", read_simple_field },
	{ "sdt", read_control },
	{ "ins", docx_inlines },
	{ "moveTo", docx_inlines },
	{ "smartTag", docx_inlines },
	{ "customXml", docx_inlines },
	{ "dir", docx_inlines },
	{ "bdo", docx_inlines },
	{ "del", read_deleted },
	{ "moveFrom", skip },
	{ "oMath", read_equation },
	{ "oMathPara", read_equation },
	{ "AlternateContent", read_alternative },
};

void docx_inlines(struct docx *d, xmlNode *parent, const struct docx_style *style)
{
	for (TREE_EACH(c, parent))
		for (size_t i = 0; i < ARRAY_SIZE(in_paragraphs); i++)
			if (tree_is(c, in_paragraphs[i].name)) {
				in_paragraphs[i].read(d, c, style);
				break;
			}
}

/* Whether there is anything below that a text or its pictures can have. */
static bool says_something(const xmlNode *n, int depth)
{
	if (tree_is(n, "t") || tree_is(n, "blip") || tree_is(n, "imagedata") || tree_is(n, "txbxContent"))
		return true;
	for (xmlNode *c = depth < TREE_DEPTH_MAX ? tree_element(n->children) : NULL; c;
	     c = tree_element(c->next))
		if (says_something(c, depth + 1))
			return true;
	return false;
}

xmlNode *docx_alternative(xmlNode *n)
{
	for (TREE_EACH(c, n))
		if (tree_is(c, "Choice") && says_something(c, 0))
			return c;
	return tree_child(n, "Fallback");
}
