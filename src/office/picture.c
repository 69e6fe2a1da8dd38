/*
 * picture: formats that readers can show keep their bytes; the others are said in a note.
 */
#include "office/picture.h"

#include <string.h>

#include "base/utf8.h"

enum { PICTURES_MAX = 200, PICTURE_BYTES = 24 << 20, TEXT_MAX = 300 };

static const char *const shown[] = { "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff",
	NULL };

/* The extension in small letters; NULL when no reader can show the format. */
static const char *extension_of(const char *part)
{
	const char *dot = strrchr(part, '.');
	for (const char *const *s = shown; dot && *s; s++)
		if (str_is_nocase(str_of(dot + 1), *s))
			return *s;
	return NULL;
}

/* One line of some length. */
static const char *one_line(struct arena *a, const char *text)
{
	struct buf b;
	buf_init(&b, 4 * TEXT_MAX);
	utf8_clean(&b, str_sub(str_of(text), 0, utf8_fit(str_of(text), TEXT_MAX)));
	const char *kept = arena_str(a, str_trim(buf_str(&b)));
	buf_release(&b);
	return kept;
}

void picture_add(
    struct prose *f, struct archive *z, const struct office_options *o, const char *part, const char *text)
{
	struct office *out = f->office;
	const char *extension = extension_of(part);
	struct err err;
	if (!archive_has(z, part) || out->picture_count >= PICTURES_MAX)
		return;
	if (!extension) {
		prose_note(
		    f, OFFICE_LEFT_OUT, "a drawing in a format of Windows is left out: put it in as PNG");
		return;
	}
	struct office_picture p = { .text = one_line(f->arena, text), .paragraph = prose_place(f) };
	p.name = arena_printf(f->arena, "picture-%zu.%s", out->picture_count + 1, extension);
	if (o->pictures && !archive_read(z, f->arena, part, PICTURE_BYTES, &p.bytes, &err)) {
		prose_note(f, OFFICE_LEFT_OUT, "a picture cannot be read and is left out");
		return;
	}
	*ARENA_PUSH(f->arena, out->pictures, out->picture_count) = p;
	if (o->pictures)
		prose_link(f, p.name, p.text);
}
