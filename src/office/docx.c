/*
 * docx: opens the parts of a .docx, reads its body, then the notes that the body refers to, then its properties.
 */
#include "office/docx.h"

#include <stdlib.h>
#include <string.h>

#include "office/docx_body.h"

enum { PART_MAX = 24 << 20 };

/* The parts besides the document itself, by the type of their relationship. */
enum part { STYLES, NUMBERING, FOOTNOTES, ENDNOTES, PARTS };
static const char *const part_types[PARTS] = { "styles", "numbering", "footnotes", "endnotes" };

struct parts {
	struct rels rels;         /* of the document */
	struct rels notes[PARTS]; /* of the notes */
	xmlDoc *document, *docs[PARTS];
	const char *names[PARTS];
};

static xmlDoc *read_part(struct docx *d, const char *name, struct err *err)
{
	struct str bytes;
	if (!archive_read(d->archive, d->arena, name, PART_MAX, &bytes, err))
		return NULL;
	return tree_read(bytes, name, err);
}

static bool open_parts(struct docx *d, struct parts *p, const char *main, struct err *err)
{
	if (!rels_read(&p->rels, d->archive, d->arena, main, err) || !(p->document = read_part(d, main, err)))
		return false;
	for (size_t i = 0; i < PARTS; i++) {
		p->names[i] = rels_part(&p->rels, part_types[i]);
		if (!p->names[i] || !archive_has(d->archive, p->names[i]))
			continue;
		p->docs[i] = read_part(d, p->names[i], err);
		if (!p->docs[i] || !rels_read(&p->notes[i], d->archive, d->arena, p->names[i], err))
			return false;
	}
	return true;
}

static void close_parts(struct parts *p)
{
	rels_release(&p->rels);
	xmlFreeDoc(p->document);
	for (size_t i = 0; i < PARTS; i++) {
		rels_release(&p->notes[i]);
		xmlFreeDoc(p->docs[i]);
	}
}

static xmlNode *root_of(const struct parts *p, enum part part)
{
	return p->docs[part] ? xmlDocGetRootElement(p->docs[part]) : NULL;
}

/* --- notes ------------------------------------------------------------------------------------ */

static xmlHashTable *notes_by_id(xmlNode *root)
{
	xmlHashTable *by_id = xmlHashCreate(64);
	for (xmlNode *c = root ? tree_element(root->children) : NULL; c; c = tree_element(c->next))
		xmlHashAddEntry(by_id, (const xmlChar *)tree_value(c, "id"), c);
	return by_id;
}

/* "[1] text", at the end, in the order of their marks. */
static void read_notes(struct docx *d, struct parts *p)
{
	xmlHashTable *ids[] = { notes_by_id(root_of(p, FOOTNOTES)), notes_by_id(root_of(p, ENDNOTES)) };
	d->in_note = true;
	d->field_count = 0;
	for (size_t i = 0; i < d->note_count; i++) {
		const struct docx_note *note = &d->notes[i];
		xmlNode *n = xmlHashLookup(ids[note->at_end], (const xmlChar *)note->id);
		d->rels = &p->notes[note->at_end ? ENDNOTES : FOOTNOTES];
		d->flow.prefix = arena_printf(d->arena, "[%zu] ", i + 1);
		if (n)
			docx_blocks(d, n);
	}
	d->flow.prefix = NULL;
	xmlHashFree(ids[0], NULL);
	xmlHashFree(ids[1], NULL);
}

/* --- properties ------------------------------------------------------------------------------- */

/* The text of a property that is one element with text, or an element that holds one. */
static const char *text_of(struct arena *a, const xmlNode *n)
{
	const xmlNode *inner = n ? tree_element(n->children) : NULL;
	const xmlNode *c = inner ? inner->children : n ? n->children : NULL;
	return c && c->content ? arena_str(a, str_trim(str_of((const char *)c->content))) : "";
}

static void read_core(struct docx *d, xmlNode *root, const char **title)
{
	struct office *o = d->flow.office;
	const char *status = text_of(d->arena, tree_child(root, "contentStatus"));
	*title = text_of(d->arena, tree_child(root, "title"));
	o->created = text_of(d->arena, tree_child(root, "created"));
	o->draft = str_is_nocase(str_of(status), "draft") || !strcmp(status, "Черновик") ||
	           !strcmp(status, "черновик");
}

static void read_custom(struct docx *d, xmlNode *root)
{
	struct office *o = d->flow.office;
	for (TREE_EACH(c, root)) {
		const char *name = tree_value(c, "name"), *value = text_of(d->arena, c);
		if (*value && d->options->is_property(str_of(name)))
			*ARENA_PUSH(d->arena, o->pairs, o->pair_count) = (struct office_pair){
				.key = arena_strdup(d->arena, name), .value = value
			};
	}
}

/* Properties are extras: one that is broken is none. */
static void read_properties(struct docx *d, const char **title)
{
	struct rels package;
	struct err ignored;
	*title = d->flow.office->created = "";
	if (!rels_read(&package, d->archive, d->arena, "", &ignored))
		return;
	const char *core = rels_part(&package, "core-properties"),
	           *custom = rels_part(&package, "custom-properties");
	xmlDoc *doc = core ? read_part(d, core, &ignored) : NULL;
	if (doc)
		read_core(d, xmlDocGetRootElement(doc), title);
	xmlFreeDoc(doc);
	doc = custom ? read_part(d, custom, &ignored) : NULL;
	if (doc && d->flow.office->pair_count == 0)
		read_custom(d, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	rels_release(&package);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool read_document(struct docx *d, struct parts *p, struct err *err)
{
	xmlNode *body = tree_child(xmlDocGetRootElement(p->document), "body");
	const char *title;
	if (!body)
		return err_set(err, "the document has no text: is it one of Word?");
	docx_styles_init(&d->styles, d->arena, root_of(p, STYLES));
	docx_lists_init(&d->lists, d->arena, root_of(p, NUMBERING), &d->styles);
	d->rels = &p->rels;
	docx_find_levels(d, body);
	docx_blocks(d, body);
	prose_end(&d->flow, PROSE_TEXT, 0, "");
	read_notes(d, p);
	read_properties(d, &title);
	d->flow.office->lang = docx_lang(d);
	bool good = prose_finish(&d->flow, d->options, title, err);
	docx_lists_release(&d->lists);
	docx_styles_release(&d->styles);
	return good;
}

bool docx_read(struct archive *z, const char *main, struct arena *a, const struct office_options *options,
    struct office *out, struct err *err)
{
	struct docx *d = xcalloc(1, sizeof *d);
	struct parts parts = { 0 };
	d->arena = a;
	d->archive = z;
	d->options = options;
	prose_init(&d->flow, a, out);
	bool good = open_parts(d, &parts, main, err) && read_document(d, &parts, err);
	prose_release(&d->flow);
	close_parts(&parts);
	free(d);
	return good;
}
