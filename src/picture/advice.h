/*
 * advice: what an editor should know of a picture or film that is well.
 */
#ifndef JARCHY_PICTURE_ADVICE_H
#define JARCHY_PICTURE_ADVICE_H

#include "content/problem.h"
#include "picture/picture.h"
#include "picture/probe.h"
#include "picture/sound.h"

enum {
	ADVICE_NARROW = 480, /* pixels: the smallest copy */
	ADVICE_PICTURE = 20 * 1000 * 1000,
	ADVICE_ANIMATION = 2 * 1000 * 1000,
	ADVICE_FILM = 100 * 1000 * 1000,
};

/*
 * Adds a warning for each: a place in it, a size over those above, a width under. Of a film as of a
 * picture; of other files nothing. size: bytes of the file; path: below the content. What cannot be read
 * has its own words (picture_fault_words).
 */
void picture_advise(const struct picture_head *head, int64_t size, const char *path, struct problems *out);

/*
 * The same of the site's icon or logo that is READY or WAITING: one that is small, and an icon that
 * browsers of telephones do not take, unless there is one of pixels beside it.
 */
void picture_advise_site(const struct picture *p, bool has_pixels, const char *path, struct problems *out);

/* A warning where a sound of a format that is looked at does not say how long it plays. */
void sound_advise(const struct sound *s, const char *mime, const char *path, struct problems *out);

#endif
