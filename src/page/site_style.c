/*
 * site_style: one style sheet of a colour and a text. Paper and forced colours are left to the built-in
 * sheet.
 */
#include "page/site_style.h"

#include <stdlib.h>

#include "base/buf.h"

enum { SHEET_MAX = 1 << 16 };

/* The page itself, and what is softly set off in it: --back and --soft of the built-in sheet (style.c). */
enum { BACK, SOFT, BACKS };
static const struct colour backs[COLOUR_SCHEMES][BACKS] = {
	[COLOUR_LIGHT] = { [BACK] = { { 0xff, 0xff, 0xff } }, [SOFT] = { { 0xf3, 0xf4, 0xf6 } } },
	[COLOUR_DARK] = { [BACK] = { { 0x15, 0x17, 0x1a } }, [SOFT] = { { 0x1f, 0x22, 0x26 } } },
};

/* Of links that were followed: --seen of the built-in sheet. */
static const struct colour seen[COLOUR_SCHEMES] = {
	[COLOUR_LIGHT] = { { 0x5f, 0x3a, 0x8f } },
	[COLOUR_DARK] = { { 0xcd, 0xb4, 0xf5 } },
};

void site_colour_make(struct colour given, struct site_colour *out)
{
	out->given = given;
	for (int i = 0; i < COLOUR_SCHEMES; i++) {
		const struct colour *back = &backs[i][BACK];
		out->given_contrast[i] = colour_contrast(given, *back);
		out->shown[i] = given;
		if (out->given_contrast[i] < COLOUR_CONTRAST)
			out->shown[i] = colour_readable(given, backs[i], BACKS);
		out->contrast[i] = colour_contrast(out->shown[i], *back);
	}
}

/* --- what is written ------------------------------------------------------------------------ */

static const char *const screens[COLOUR_SCHEMES] = {
	[COLOUR_LIGHT] = "@media screen{",
	[COLOUR_DARK] = "@media screen and (prefers-color-scheme:dark){",
};

/* Nobody could tell the two apart. */
static bool is_near(struct colour a, struct colour b)
{
	enum { NEAR = 60 };
	int sum = 0;
	for (size_t i = 0; i < ARRAY_SIZE(a.v); i++)
		sum += (a.v[i] - b.v[i]) * (a.v[i] - b.v[i]);
	return sum < NEAR * NEAR;
}

/* Where links are just readable on the page, they would not be on what is set off: that is plain then. */
static void add_page_colours(const struct site_colour *colour, struct buf *out)
{
	char text[COLOUR_TEXT];
	for (int i = 0; i < COLOUR_SCHEMES; i++) {
		bool plain = colour_contrast(colour->shown[i], backs[i][SOFT]) < COLOUR_CONTRAST;
		colour_write(colour->shown[i], text);
		buf_printf(out, "%s:root{--link:%s%s%s}", screens[i], text,
		    plain ? ";--soft:var(--back)" : "",
		    is_near(colour->shown[i], seen[i]) ? ";--seen:var(--mute)" : "");
		if (i == COLOUR_LIGHT)
			buf_puts(out, ":root{accent-color:var(--link)}header{border-color:var(--link)}");
		buf_puts(out, "}");
	}
}

/* The backgrounds too: what a browser has by itself is not known here, nor what can be read on it. */
static void add_feed_colours(const struct site_colour *colour, struct buf *out)
{
	static const char *const texts[COLOUR_SCHEMES] = { "#1b1b1b", "#e8e8e8" };
	char back[COLOUR_TEXT], text[COLOUR_TEXT];
	for (int i = 0; i < COLOUR_SCHEMES; i++) {
		colour_write(backs[i][BACK], back);
		colour_write(colour->shown[i], text);
		buf_printf(out,
		    "%s:root{background:%s;color:%s}feed>title,channel>title,entry>title,item>title{color:%s}"
		    "}",
		    screens[i], back, texts[i], text);
	}
}

struct site_style *site_style_new(const struct site_colour *colour, struct str text, unsigned loads)
{
	unsigned char digest[DIGEST_SIZE];
	struct buf sheet, feed_sheet;
	struct site_style *s;

	if (!colour && !text.n)
		return NULL;
	buf_init(&sheet, SHEET_MAX);
	buf_init(&feed_sheet, SHEET_MAX);
	buf_puts(&feed_sheet, "");
	if (colour) {
		add_page_colours(colour, &sheet);
		add_feed_colours(colour, &feed_sheet);
	}
	buf_add_str(&sheet, text);
	s = xcalloc(1, sizeof *s);
	digest_sha256(buf_str(&sheet), digest);
	digest_base64(digest, s->hash);
	s->sheet = buf_detach(&sheet);
	s->feed_sheet = buf_detach(&feed_sheet);
	s->loads = loads;
	return s;
}

void site_style_free(struct site_style *s)
{
	if (!s)
		return;
	free(s->sheet);
	free(s->feed_sheet);
	free(s);
}
