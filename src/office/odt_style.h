/*
 * odt_style: the styles of an .odt, each with what it takes over from its parent, and its list styles.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_ODT_STYLE_H
#define JARCHY_OFFICE_ODT_STYLE_H

#include <libxml/hash.h>

#include "base/arena.h"
#include "office/script.h"
#include "office/tree.h"

enum { ODT_LEVELS = 10, ODT_TITLE_LEVEL = -1 };

enum odt_block { ODT_NORMAL, ODT_QUOTE, ODT_CODE };

/* What a style says; -1, 0 or NULL: nothing. */
struct odt_style {
	const char *parent;
	int level; /* 1… of a heading; ODT_TITLE_LEVEL; 0: none */
	enum odt_block block;
	int script, hidden, struck, bold;
	const char *list, *lang;
	bool resolved;
};

struct odt_level {
	enum number_format format;
	int start, shown; /* how many levels are shown */
	const char *prefix, *suffix;
};

/* A list style; and how far its lists have counted. */
struct odt_list {
	struct odt_level levels[ODT_LEVELS];
	int count[ODT_LEVELS];
};

struct odt_styles {
	struct arena *arena;
	xmlHashTable *paragraphs, *texts, *lists;
	struct odt_style **all;
	size_t n;
	const char *lang; /* of the document's defaults */
};

extern const struct odt_style odt_no_style;

void odt_styles_init(struct odt_styles *s, struct arena *a);
void odt_styles_release(struct odt_styles *s);
/* Adds the styles below office:styles or office:automatic-styles; NULL is fine. */
void odt_styles_add(struct odt_styles *s, xmlNode *parent);
/* Once all are added. */
void odt_styles_resolve(struct odt_styles *s);
/* The style of this name, odt_no_style when there is none. */
const struct odt_style *odt_style_find(xmlHashTable *family, const char *name);
/* What the inner style says over the outer. */
struct odt_style odt_style_within(const struct odt_style *outer, const struct odt_style *inner);

#endif
