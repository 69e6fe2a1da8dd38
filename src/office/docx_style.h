/*
 * docx_style: the styles of a .docx, each with what it takes over from the one that it is based on.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_STYLE_H
#define JARCHY_OFFICE_DOCX_STYLE_H

#include <libxml/hash.h>

#include "base/arena.h"
#include "office/tree.h"

enum { DOCX_BODY_LEVEL = 0, DOCX_TITLE_LEVEL = -1, DOCX_LEVELS = 9 };

enum docx_block { DOCX_NORMAL, DOCX_QUOTE, DOCX_CODE, DOCX_CONTENTS /* of a table of contents */ };

/* What a style says; each member has a value that means "nothing". */
struct docx_style {
	const char *id, *based_on;
	int level; /* 1… of a heading; DOCX_TITLE_LEVEL; 0: none */
	enum docx_block block;
	const char *num;          /* of numbering.xml; NULL: none */
	int list_level;           /* -1: none */
	int hidden, struck, bold; /* -1: not said */
	int script;               /* enum script; -1: not said */
	int size;                 /* half points, 0: not said */
	bool resolved;
};

struct docx_styles {
	xmlHashTable *by_id;
	const struct docx_style *normal; /* the default paragraph style; NULL: none */
	const char *lang;                /* of the document's defaults, "" when they do not say */
	int size;
};

/* `root` may be NULL. What is found lives in the arena and the tree. */
void docx_styles_init(struct docx_styles *s, struct arena *a, xmlNode *root);
void docx_styles_release(struct docx_styles *s);
/* The style of this id; else the default one; NULL when there is neither. */
const struct docx_style *docx_style_find(const struct docx_styles *s, const char *id);

/* A toggle as <w:b/>: 1, 0, or `missing` when the element is not there. */
int docx_toggle(const xmlNode *properties, const char *name, int missing);
/* What the properties of a run say themselves over the style. */
void docx_style_apply(struct docx_style *s, const xmlNode *properties, int usual_size);

#endif
