/*
 * site_style: how the pages of a site differ from those of others: a colour of its own, and a style sheet
 * that comes after the built-in ones.
 *
 * Made once, when a configuration is loaded. Whether the text of a style sheet may be used is for the caller
 * to know (config/style.h).
 */
#ifndef JARCHY_PAGE_SITE_STYLE_H
#define JARCHY_PAGE_SITE_STYLE_H

#include "base/digest.h"
#include "page/colour.h"

/* One colour for a light screen and for a dark one. */
enum colour_scheme { COLOUR_LIGHT, COLOUR_DARK, COLOUR_SCHEMES };

struct site_colour {
	struct colour given;
	struct colour shown[COLOUR_SCHEMES];   /* the same hue, that can be read there */
	double given_contrast[COLOUR_SCHEMES]; /* with the page's background */
	double contrast[COLOUR_SCHEMES];       /* of what is shown */
};
void site_colour_make(struct colour given, struct site_colour *out);

/* What the style sheet of the site loads from the site itself. */
enum { STYLE_LOADS_PICTURES = 1, STYLE_LOADS_FONTS = 2 };

struct site_style {
	char *sheet;              /* owned; what is between <style> and </style> */
	char *feed_sheet;         /* owned; what feeds get of it, CSS; "" where there is no colour */
	char hash[DIGEST_BASE64]; /* of the sheet, as a Content-Security-Policy has it */
	unsigned loads;           /* STYLE_LOADS_… */
};

/*
 * colour NULL: the usual one; text: CSS, its lines end with LF alone, empty: none. NULL where there is
 * neither.
 */
struct site_style *site_style_new(const struct site_colour *colour, struct str text, unsigned loads);
/* NULL is fine. */
void site_style_free(struct site_style *s);

#endif
