/*
 * picture: sizes of copies by the one rule, and names that can be taken apart again.
 */
#include "picture/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/path.h"

enum { LARGEST = 1600, SHARE_WIDTH = 1200, SHARE_HEIGHT = 630, SHARE_LEAST = 200 };

static const char share_mark[] = "-share";

size_t picture_widths(const struct picture *p, unsigned out[PICTURE_WIDTHS_MAX])
{
	static const unsigned smaller[] = { 480, 960 };
	unsigned largest = p->width < LARGEST ? p->width : LARGEST;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(smaller); i++)
		if (smaller[i] < largest)
			out[n++] = smaller[i];
	out[n++] = largest;
	return n;
}

unsigned picture_height(const struct picture *p, unsigned width)
{
	uint64_t rounded = p->width ? ((uint64_t)p->height * width + p->width / 2) / p->width : 0;
	return rounded ? (unsigned)rounded : 1;
}

bool picture_share(const struct picture *p, unsigned *width, unsigned *height)
{
	if (p->role != PICTURE_OF_ITEM)
		return false;
	uint64_t w = p->width < SHARE_WIDTH ? p->width : SHARE_WIDTH, h = w * SHARE_HEIGHT / SHARE_WIDTH;

	if (h > p->height) {
		h = p->height;
		w = h * SHARE_WIDTH / SHARE_HEIGHT;
	}
	*width = (unsigned)w;
	*height = (unsigned)h;
	return w >= SHARE_LEAST;
}

const char *picture_mime(const struct picture *p)
{
	static const char *const types[PICTURE_FORM_COUNT] = {
		[PICTURE_JPEG] = "image/jpeg",
		[PICTURE_PNG] = "image/png",
	};
	return types[p->form];
}

/* Of the form, as the name has it already, or else as it is usual; NULL: the name's own, whatever it is. */
static const char *ending_of(const struct picture *p, struct str written)
{
	static const char *const endings[PICTURE_FORM_COUNT][3] = {
		[PICTURE_JPEG] = { "jpg", "jpeg", "jpe" },
		[PICTURE_PNG] = { "png" },
	};
	const char *const *fits = endings[p->form];

	for (size_t i = 0; i < ARRAY_SIZE(endings[0]) && fits[i]; i++)
		if (str_is_nocase(written, fits[i]))
			return NULL;
	return fits[0];
}

const char *picture_name(struct arena *a, const struct picture *p, const char *name, int width)
{
	struct str written = path_extension(str_of(name));
	const char *ending = ending_of(p, written);
	size_t stem = strlen(name) - (written.n ? written.n + 1 : 0);
	char mark[24] = "";

	if (width == PICTURE_SHARE_WIDTH)
		snprintf(mark, sizeof mark, "%s", share_mark);
	else if (width != PICTURE_LARGEST)
		snprintf(mark, sizeof mark, "-%dw", width);
	if (!ending && !written.n)
		return arena_printf(a, "%s%s", name, mark);
	return arena_printf(a, "%.*s%s.%.*s", (int)stem, name, mark,
	    ending ? (int)strlen(ending) : (int)written.n, ending ? ending : written.p);
}

/* "-480w" at the end of the stem: its length, and the width. */
static size_t find_mark(struct str stem, int *width)
{
	uint64_t n;
	size_t at = stem.n;

	if (str_ends(stem, share_mark)) {
		*width = PICTURE_SHARE_WIDTH;
		return sizeof share_mark - 1;
	}
	if (!str_ends(stem, "w"))
		return 0;
	while (at && stem.p[at - 1] != '-')
		at--;
	if (!at || !str_to_uint(str_sub(stem, at, stem.n - 1), LARGEST, &n) || n == 0 || stem.p[at] == '0')
		return 0;
	*width = (int)n;
	return stem.n - at + 1;
}

struct str picture_name_parse(struct arena *a, struct str name, int *width)
{
	struct str ending = path_extension(name);
	struct str stem = str_sub(name, 0, name.n - (ending.n ? ending.n + 1 : 0));
	size_t mark;

	*width = PICTURE_LARGEST;
	mark = find_mark(stem, width);
	if (!mark || mark == stem.n) {
		*width = PICTURE_LARGEST;
		return name;
	}
	return str_of(arena_printf(
	    a, "%.*s%.*s", (int)(stem.n - mark), stem.p, (int)(name.n - stem.n), name.p + stem.n));
}

/* --- icon and logo of the site ------------------------------------------------------------- */

enum { LOGO_HEIGHT = 96, LOGO_WIDTH = 960 };

static const struct site_copy {
	int copy;
	enum picture_role role;
	enum picture_form form;
	const char *name, *mime;
	unsigned side; /* 0: of no square */
} site_copies[] = {
	{ PICTURE_ICON_32, PICTURE_ICON, PICTURE_PNG, "icon-32.png", "image/png", 32 },
	{ PICTURE_ICON_180, PICTURE_ICON, PICTURE_PNG, "icon-180.png", "image/png", 180 },
	{ PICTURE_ICON_192, PICTURE_ICON, PICTURE_PNG, "icon-192.png", "image/png", 192 },
	{ PICTURE_ICON_512, PICTURE_ICON, PICTURE_PNG, "icon-512.png", "image/png", PICTURE_ICON_SIDE },
	{ PICTURE_ICON_1400, PICTURE_ICON, PICTURE_PNG, "icon-1400.jpg", "image/jpeg", PICTURE_COVER_SIDE },
	{ PICTURE_FAVICON, PICTURE_ICON, PICTURE_PNG, "favicon.ico", "image/vnd.microsoft.icon", 32 },
	{ PICTURE_LOGO_96, PICTURE_LOGO, PICTURE_PNG, "logo-96.png", "image/png", 0 },
	{ PICTURE_LOGO_96, PICTURE_LOGO, PICTURE_JPEG, "logo-96.jpg", "image/jpeg", 0 },
};

/* NULL: there is none of that kind. */
static const struct site_copy *find_copy(const struct picture *p, int copy)
{
	for (size_t i = 0; i < ARRAY_SIZE(site_copies); i++) {
		const struct site_copy *c = &site_copies[i];
		if (c->copy == copy && c->role == p->role && c->form == p->form)
			return c;
	}
	return NULL;
}

enum picture_role picture_role_of(const char *path)
{
	struct str s = str_of(path);
	return str_starts(s, "site/icon.")   ? PICTURE_ICON
	       : str_starts(s, "site/logo.") ? PICTURE_LOGO
	                                     : PICTURE_OF_ITEM;
}

bool picture_has_cover(const struct picture *p)
{
	return p->role == PICTURE_ICON && (p->width >= PICTURE_COVER_SIDE || p->height >= PICTURE_COVER_SIDE);
}

size_t picture_site_copies(const struct picture *p, int out[PICTURE_SITE_COPIES_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < ARRAY_SIZE(site_copies) && p->state == PICTURE_READY; i++)
		if ((site_copies[i].copy != PICTURE_ICON_1400 || picture_has_cover(p)) &&
		    find_copy(p, site_copies[i].copy) == &site_copies[i])
			out[n++] = site_copies[i].copy;
	return n;
}

void picture_fit(const struct picture *p, unsigned across, unsigned down, unsigned *width, unsigned *height)
{
	uint64_t w = p->width < across ? p->width : across, h = picture_height(p, (unsigned)w);

	if (h > down) {
		h = down;
		w = p->height ? (h * p->width + p->height / 2) / p->height : 0;
	}
	*width = w ? (unsigned)w : 1;
	*height = (unsigned)h;
}

void picture_copy_size(const struct picture *p, int copy, unsigned *width, unsigned *height)
{
	const struct site_copy *c = find_copy(p, copy);
	if (c && c->side)
		*width = *height = c->side;
	else
		picture_fit(p, LOGO_WIDTH, LOGO_HEIGHT, width, height);
}

const char *picture_copy_mime(const struct picture *p, int copy)
{
	const struct site_copy *c = find_copy(p, copy);
	return c ? c->mime : NULL;
}

const char *picture_copy_name(const struct picture *p, int copy)
{
	const struct site_copy *c = find_copy(p, copy);
	return c ? c->name : NULL;
}

int picture_copy_find(const struct picture *p, struct str name)
{
	int copies[PICTURE_SITE_COPIES_MAX];
	size_t n = picture_site_copies(p, copies);
	for (size_t i = 0; i < n; i++)
		if (str_is(name, picture_copy_name(p, copies[i])))
			return copies[i];
	return 0;
}

const char *picture_fault_words(enum picture_fault fault)
{
	static const char *const words[FAULT_COUNT] = {
		[FAULT_EMPTY] = MESSAGE("this picture is empty: copy it here once more"),
		[FAULT_FORMAT] = MESSAGE(
		    "this picture cannot be read: open it, save it as JPEG, and put that here"),
		[FAULT_CUT] = MESSAGE("this picture ends too early: copy it here once more, to its end"),
		[FAULT_PIXELS] = MESSAGE("this picture has over 100 million pixels: make it smaller"),
		[FAULT_BYTES] = MESSAGE("this file is too large: a picture may have 200 MB, a film 2,000 MB"),
		[FAULT_MEMORY] = MESSAGE(
		    "this picture takes too much memory: make it smaller, or save it as JPEG"),
		[FAULT_TIME] = MESSAGE(
		    "this picture takes over 20 seconds to read: make it smaller, or save it as JPEG"),
		[FAULT_CHANGED] = MESSAGE(
		    "this picture changed while it was read: it is looked at once more"),
		[FAULT_STORE] = MESSAGE(
		    "copies of this picture cannot be made now: ask the administrator to look at the log"),
		[FAULT_STILL] = MESSAGE(
		    "the logo and the icon of a site do not move: put a still picture here, as PNG"),
		[FAULT_SVG] = MESSAGE(
		    "this is no SVG that browsers can read: save it as SVG once more, in UTF-8, or "
		    "put a PNG here"),
		[FAULT_SVG_BYTES] = MESSAGE(
		    "this SVG has over 64 KiB: make the drawing simpler, or put a PNG here"),
		[FAULT_SVG_DOCTYPE] = MESSAGE(
		    "this SVG has a DOCTYPE or entities: take the line \"<!DOCTYPE …>\" out, or "
		    "save it as \"plain SVG\""),
		[FAULT_SVG_SCRIPT] = MESSAGE(
		    "this SVG has something that a browser runs (a script, an attribute as "
		    "onload, foreignObject): save it as \"plain SVG\", or put a PNG here"),
		[FAULT_SVG_ELSEWHERE] = MESSAGE(
		    "this SVG leads to something that is not in it (an address, @import, "
		    "another file): put that into the drawing, or take it out"),
	};
	return words[fault];
}
