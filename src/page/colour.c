/*
 * colour: contrast, and what is done where it is too little.
 *
 * Black or white in a colour leaves its hue as it is: the order of the three parts, and how the middle one
 * lies between the others.
 */
#include "page/colour.h"

#include <math.h>
#include <stdio.h>

enum { STEPS = 255 };

/*
 *   colour = [ "#" ] ( 3HEXDIG / 6HEXDIG )
 */
bool colour_parse(struct str s, struct colour *out)
{
	struct colour c;
	size_t each;

	s = str_trim(s);
	if (str_starts(s, "#"))
		s = str_sub(s, 1, s.n);
	if (s.n != 3 && s.n != 6)
		return false;
	each = s.n / 3;
	for (size_t i = 0; i < s.n; i++)
		if (str_hex_digit(s.p[i]) < 0)
			return false;
	for (size_t i = 0; i < 3; i++) {
		int high = str_hex_digit(s.p[each * i]), low = str_hex_digit(s.p[each * i + each - 1]);
		c.v[i] = (uint8_t)(16 * high + low);
	}
	*out = c;
	return true;
}

void colour_write(struct colour c, char out[COLOUR_TEXT])
{
	snprintf(out, COLOUR_TEXT, "#%02x%02x%02x", c.v[0], c.v[1], c.v[2]);
}

bool colour_same(struct colour a, struct colour b)
{
	return a.v[0] == b.v[0] && a.v[1] == b.v[1] && a.v[2] == b.v[2];
}

static double linear(uint8_t part)
{
	double v = part / 255.0;
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
	return 0.2126 * linear(c.v[0]) + 0.7152 * linear(c.v[1]) + 0.0722 * linear(c.v[2]);
}

double colour_contrast(struct colour a, struct colour b)
{
	double x = luminance(a), y = luminance(b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

double colour_contrast_shown(double contrast)
{
	return (double)(int)(100 * contrast) / 100;
}

static bool is_readable(struct colour c, const struct colour *backs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (colour_contrast(c, backs[i]) < COLOUR_CONTRAST)
			return false;
	return true;
}

/* step of STEPS parts of black (0) or white (255). */
static struct colour mix(struct colour c, uint8_t other, int step)
{
	for (size_t i = 0; i < 3; i++)
		c.v[i] = (uint8_t)((c.v[i] * (STEPS - step) + other * step + STEPS / 2) / STEPS);
	return c;
}

struct colour colour_readable(struct colour c, const struct colour *backs, size_t n)
{
	static const struct colour black = { { 0, 0, 0 } }, white = { { 255, 255, 255 } };
	uint8_t other = n && colour_contrast(black, backs[0]) < colour_contrast(white, backs[0]) ? 255 : 0;
	struct colour out = c;

	for (int step = 1; step <= STEPS && !is_readable(out, backs, n); step++)
		out = mix(c, other, step);
	return out;
}
