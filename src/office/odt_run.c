/*
 * odt_run: a table of what each element means. What is not in it is entered when it may hold text.
 */
#include "office/odt_run.h"

#include <string.h>

#include "base/ascii.h"
#include "base/uri.h"
#include "office/picture.h"

/* --- text ------------------------------------------------------------------------------- */

static void count_lang(struct odt *d, const char *tag, size_t bytes)
{
	for (size_t i = 0; i < ODT_LANGS_MAX && *tag; i++)
		if (!d->langs[i].tag || !strcmp(d->langs[i].tag, tag)) {
			d->langs[i].tag = tag;
			d->langs[i].bytes += bytes;
			return;
		}
}

const char *odt_lang(const struct odt *d)
{
	size_t best = 0;
	for (size_t i = 1; i < ODT_LANGS_MAX; i++)
		if (d->langs[i].bytes > d->langs[best].bytes)
			best = i;
	return d->langs[best].tag ? d->langs[best].tag : "";
}

static bool is_figures(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static void add_text(struct odt *d, struct str text, const struct odt_style *s)
{
	struct prose_look look = { .script = s->script > 0 ? (enum script)s->script : SCRIPT_NONE,
		.bold = s->bold == 1 };
	if (s->hidden == 1 || s->struck == 1) {
		if (str_trim(text).n)
			prose_note(&d->flow, OFFICE_LEFT_OUT,
			    s->hidden == 1 ? MESSAGE("hidden text is not published")
			                   : MESSAGE("text that is struck out is not published"));
		return;
	}
	count_lang(d, s->lang ? s->lang : d->styles.lang, text.n);
	/* A raised figure that leads to a place of the document is the mark of a note. */
	if (d->in_anchor && look.script == SCRIPT_RAISED && is_figures(text)) {
		look.script = SCRIPT_NONE;
		text = str_of(arena_printf(d->arena, "[%.*s]", STR_ARG(text)));
	}
	prose_text(&d->flow, text, &look);
}

static void read_space(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	(void)n;
	add_text(d, STR(" "), s);
}

static void read_break(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	(void)n;
	(void)s;
	prose_line_break(&d->flow);
}

static void read_span(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	struct odt_style inner = odt_style_within(
	    s, odt_style_find(d->styles.texts, tree_value(n, "style-name")));
	odt_inlines(d, n, &inner);
}

static void read_link(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	const char *url = tree_value(n, "href");
	bool before = d->in_anchor, external = *url && *url != '#';
	if (external)
		prose_link_begin(&d->flow, url);
	else
		d->in_anchor = true;
	read_span(d, n, s);
	if (external)
		prose_link_end(&d->flow);
	d->in_anchor = before;
}

static void read_note(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	enum { NOTES_MAX = 2000 };
	struct odt_style plain = *s;
	xmlNode *body = tree_child(n, "note-body");
	if (d->in_note || !body || d->note_count >= NOTES_MAX)
		return;
	*ARENA_PUSH(d->arena, d->notes, d->note_count) = body;
	plain.script = SCRIPT_NONE;
	add_text(d, str_of(arena_printf(d->arena, "[%zu]", d->note_count)), &plain);
}

static void read_comment(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	(void)n;
	(void)s;
	prose_note(&d->flow, OFFICE_LEFT_OUT, "comments are not published");
}

static void read_ruby(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	xmlNode *base = tree_child(n, "ruby-base"), *above = tree_child(n, "ruby-text");
	if (base)
		odt_inlines(d, base, s);
	if (!above)
		return;
	add_text(d, STR(" ("), s);
	odt_inlines(d, above, s);
	add_text(d, STR(")"), s);
}

static void read_hidden(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	(void)n;
	(void)s;
	prose_note(&d->flow, OFFICE_LEFT_OUT, MESSAGE("hidden text is not published"));
}

static void skip(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	(void)d;
	(void)n;
	(void)s;
}

static const struct {
	const char *name;
	void (*read)(struct odt *d, xmlNode *n, const struct odt_style *s);
} elements[] = {
	{ "span", read_span },
	{ "a", read_link },
	{ "s", read_space },
	{ "tab", read_space },
	{ "line-break", read_break },
	{ "note", read_note },
	{ "annotation", read_comment },
	{ "annotation-end", skip },
	{ "ruby", read_ruby },
	{ "frame", odt_frame },
	{ "custom-shape", odt_frame },
	{ "rect", odt_frame },
	{ "g", odt_frame },
	{ "hidden-text", read_hidden },
	{ "hidden-paragraph", skip },
	{ "placeholder", skip },
	{ "page-number", skip },
	{ "page-count", skip },
	{ "file-name", skip },
	{ "author-name", skip },
	{ "author-initials", skip },
	{ "initial-creator", skip },
	{ "creator", skip },
	{ "sender-firstname", skip },
	{ "sender-lastname", skip },
	{ "sender-email", skip },
	{ "tracked-changes", skip },
};

static void read_element(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	for (size_t i = 0; i < ARRAY_SIZE(elements); i++)
		if (tree_is(n, elements[i].name)) {
			elements[i].read(d, n, s);
			return;
		}
	odt_inlines(d, n, s);
}

void odt_inlines(struct odt *d, xmlNode *parent, const struct odt_style *s)
{
	for (xmlNode *c = parent->children; c; c = c->next)
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			add_text(d, str_of((const char *)c->content), s);
		else if (c->type == XML_ELEMENT_NODE)
			read_element(d, c, s);
}

/* --- frames ------------------------------------------------------------------------------- */

static const char *text_of(const xmlNode *n)
{
	const xmlNode *c = n ? n->children : NULL;
	return c && c->content ? (const char *)c->content : "";
}

static void add_picture(struct odt *d, const char *part, const char *text)
{
	if (uri_has_scheme(str_of(part)))
		prose_note(
		    &d->flow, OFFICE_LEFT_OUT, "a picture that is not in the document itself is left out");
	else
		picture_add(
		    &d->flow, d->archive, d->options, str_starts(str_of(part), "./") ? part + 2 : part, text);
}

/*
 * Of several pictures in a frame one is meant for each kind of program: the first that readers can show
 * is taken.
 */
static void read_picture(struct odt *d, xmlNode *n)
{
	const char *title = text_of(tree_child(n, "title")), *words = text_of(tree_child(n, "desc"));
	size_t before = d->flow.office->picture_count;
	for (TREE_EACH(c, n))
		if (tree_is(c, "image") && d->flow.office->picture_count == before)
			add_picture(d, tree_value(c, "href"), *words ? words : title);
}

void odt_frame(struct odt *d, xmlNode *n, const struct odt_style *s)
{
	if (s->hidden == 1)
		return;
	if (tree_child(n, "object") || tree_child(n, "object-ole") || tree_child(n, "plugin")) {
		prose_note(&d->flow, OFFICE_LEFT_OUT,
		    "a chart, an equation or another object is left out: put it in as a picture, or its "
		    "words as text");
		return;
	}
	read_picture(d, n);
	for (TREE_EACH(c, n))
		if (tree_is(c, "frame") || tree_is(c, "custom-shape") || tree_is(c, "rect") ||
		    tree_is(c, "g"))
			odt_frame(d, c, s);
	xmlNode *box = tree_child(n, "text-box");
	if (box || tree_child(n, "p"))
		*ARENA_PUSH(d->arena, d->boxes, d->box_count) = box ? box : n;
}
