/*
 * advice: whole sentences for each kind, so that they can be translated.
 */
#include "picture/advice.h"

#include <string.h>

static void add_place(const struct picture_head *head, const char *path, struct problems *out)
{
	if (head->type == TYPE_FILM)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "picture-place",
		    "this film or sound says where it was taken: readers do not get that, there is nothing "
		    "to do");
	else
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "picture-place",
		    "this picture says where it was taken: readers do not get that, there is nothing to do");
}

static void add_size(const struct picture_head *head, int64_t size, const char *path, struct problems *out)
{
	if (head->type == TYPE_FILM && size > ADVICE_FILM)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "large-film",
		    "this film or sound has over 100 MB, which takes many readers hours: make it smaller or "
		    "shorter");
	if (head->type == TYPE_FILM)
		return;
	if (head->type == TYPE_GIF && head->moving && size > ADVICE_ANIMATION)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "large-animation",
		    "this animated GIF has over 2 MB: save it as a film (MP4), or make it smaller or "
		    "shorter");
	else if (size > ADVICE_PICTURE)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "large-picture",
		    "this picture has over 20 MB: save it as a JPEG that has less");
}

static void add_width(const struct picture_head *head, const char *path, struct problems *out)
{
	unsigned width = head->orientation > 4 ? head->height : head->width;

	if (width && width < ADVICE_NARROW && head->type != TYPE_FILM)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "narrow-picture",
		    "this picture is %u pixels wide, too few for most screens: put one of 1600 or more here",
		    width);
}

void picture_advise(const struct picture_head *head, int64_t size, const char *path, struct problems *out)
{
	if (head->type == TYPE_OTHER)
		return;
	if (head->place)
		add_place(head, path, out);
	add_size(head, size, path, out);
	add_width(head, path, out);
}

static void advise_icon(const struct picture *p, bool has_pixels, const char *path, struct problems *out)
{
	unsigned side = p->width < p->height ? p->height : p->width;

	if (p->form == PICTURE_DRAWING && has_pixels)
		return;
	if (p->form == PICTURE_DRAWING)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "site-icon",
		    "telephones and older browsers take no SVG as an icon: put icon.png beside it, of 512 × "
		    "512 "
		    "pixels");
	else if (side && side < PICTURE_ICON_LEAST)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "site-icon",
		    "this icon is %u × %u pixels, which is small on telephones, where it gets a border: put "
		    "one of "
		    "512 × 512 here, at least 180 × 180",
		    p->width, p->height);
	else if (p->width != p->height)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "site-icon",
		    "this icon is %u × %u pixels and gets a border at two sides: put a square one here",
		    p->width, p->height);
}

void picture_advise_site(const struct picture *p, bool has_pixels, const char *path, struct problems *out)
{
	if (p->role == PICTURE_ICON)
		advise_icon(p, has_pixels, path, out);
	else if (p->form != PICTURE_DRAWING && p->height && p->height < PICTURE_LOGO_LEAST)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "site-logo",
		    "this logo is %u pixels high, too few for good screens: put one of 96 or more here",
		    p->height);
}

void sound_advise(const struct sound *s, const char *mime, const char *path, struct problems *out)
{
	static const char *const types[] = { "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg",
		"audio/opus", "audio/x-opus+ogg", "audio/x-vorbis+ogg", "audio/flac", "audio/x-flac",
		"audio/x-wav", "audio/wav", "audio/vnd.wave", "application/ogg" };
	bool looked_at = false;

	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		looked_at |= !strcmp(mime, types[i]);
	if (!looked_at || s->seconds)
		return;
	if (s->known)
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "sound-length",
		    "this sound does not say how long it is, or it is cut: copy it here once more, or save "
		    "it again as MP3 or M4A");
	else
		problem_add(out, SEVERITY_WARNING, path, 0, 0, "sound-length",
		    "this file is not the sound that its name says: save it again as MP3 or M4A");
}
