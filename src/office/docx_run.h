/*
 * docx_run: what is within a paragraph of a .docx: runs, links, fields, notes, pictures, equations.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_RUN_H
#define JARCHY_OFFICE_DOCX_RUN_H

#include "office/archive.h"
#include "office/docx_list.h"
#include "office/docx_style.h"
#include "office/prose.h"
#include "office/rels.h"

enum { DOCX_FIELDS_MAX = 16, DOCX_INSTRUCTION_MAX = 2048, DOCX_LANGS_MAX = 8 };

/* A field, as HYPERLINK: an instruction, then its result. */
struct docx_field {
	char instruction[DOCX_INSTRUCTION_MAX];
	size_t n;
	bool in_result, is_link, drops_result;
};

/* A footnote or endnote that was referred to; its number is its place in the list. */
struct docx_note {
	const char *id;
	bool at_end; /* an endnote */
};

struct docx {
	struct arena *arena;
	struct prose flow;
	struct archive *archive;
	const struct office_options *options;
	struct docx_styles styles;
	struct docx_lists lists;
	const struct rels *rels; /* of the part that is read */
	struct docx_field fields[DOCX_FIELDS_MAX];
	int field_count; /* may be more than there is room for: those are not looked at */
	bool in_anchor;  /* within a link to a place of the document */
	bool in_note;
	xmlNode **boxes; /* text boxes of the open paragraph, for after it */
	size_t box_count;
	struct docx_note *notes;
	size_t note_count;
	struct {
		const char *tag;
		size_t bytes;
	} langs[DOCX_LANGS_MAX];
};

/* All that is below a paragraph or another element that holds runs. */
void docx_inlines(struct docx *d, xmlNode *parent, const struct docx_style *style);
/* The child of an mc:AlternateContent that is to be read; NULL: none. */
xmlNode *docx_alternative(xmlNode *n);
/* The language of most of the text; "" when none is said. */
const char *docx_lang(const struct docx *d);

#endif
