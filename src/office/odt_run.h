/*
 * odt_run: what is within a paragraph of an .odt: spans, links, notes, frames.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_ODT_RUN_H
#define JARCHY_OFFICE_ODT_RUN_H

#include "office/archive.h"
#include "office/prose.h"
#include "office/odt_style.h"

enum { ODT_LANGS_MAX = 8 };

struct odt {
	struct arena *arena;
	struct prose flow;
	struct archive *archive;
	const struct office_options *options;
	struct odt_styles styles;
	bool in_anchor; /* within a link to a place of the document */
	bool in_note;
	xmlNode **boxes; /* text boxes of the open paragraph, for after it */
	size_t box_count;
	xmlNode **notes; /* bodies of footnotes and endnotes, in the order of their marks */
	size_t note_count;
	struct {
		const char *tag;
		size_t bytes;
	} langs[ODT_LANGS_MAX];
};

/* All that is below a paragraph or another element that holds text. */
void odt_inlines(struct odt *d, xmlNode *parent, const struct odt_style *style);
/* A frame or shape: its picture, and its text for after the open paragraph. */
void odt_frame(struct odt *d, xmlNode *n, const struct odt_style *style);
/* The language of most of the text; "" when none is said. */
const char *odt_lang(const struct odt *d);

#endif
