/*
 * colour: colours of a screen, and how well one can be read on another: WCAG 2.2, "relative luminance" and
 * "contrast ratio".
 */
#ifndef JARCHY_PAGE_COLOUR_H
#define JARCHY_PAGE_COLOUR_H

#include <stdint.h>

#include "base/str.h"

/* Of text: WCAG 2.2, success criterion 1.4.3. */
#define COLOUR_CONTRAST 4.5

struct colour {
	uint8_t v[3]; /* red, green, blue: sRGB */
};

enum { COLOUR_TEXT = 8 };

/* "#rgb" or "#rrggbb", in any case, with or without "#", with spaces around it. False: none of these. */
bool colour_parse(struct str s, struct colour *out);
/* "#rrggbb". */
void colour_write(struct colour c, char out[COLOUR_TEXT]);
bool colour_same(struct colour a, struct colour b);

/* 1 to 21. */
double colour_contrast(struct colour a, struct colour b);
/* Such a number for people: two digits after the dot, never rounded up to one that would do. */
double colour_contrast_shown(double contrast);
/*
 * The colour nearest to c, of the same hue, that can be read on each of the n backs: c itself, or one with
 * as little black (on light backs) or white (on dark ones) in it as does.
 */
struct colour colour_readable(struct colour c, const struct colour *backs, size_t n);

#endif
