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
	};
	return words[fault];
}
