/*
 * sound_formats: one reader a format, each in its own sound_….c. Private to picture/.
 */
#ifndef JARCHY_PICTURE_SOUND_FORMATS_H
#define JARCHY_PICTURE_SOUND_FORMATS_H

#include "picture/bytes.h"
#include "picture/source.h"

/* n units, `rate` of them a second. */
struct sound_time {
	uint64_t n, rate;
};

/* The file begins at `at`, after its tags. False: the length is not told. */
typedef bool sound_read_fn(struct source *s, uint64_t at, struct sound_time *out);
sound_read_fn sound_ogg;  /* RFC 3533 */
sound_read_fn sound_flac; /* RFC 9639 */
sound_read_fn sound_wave; /* RIFF, and RF64 of EBU Tech 3306 */
sound_read_fn sound_mp4;  /* ISO/IEC 14496-12; `at` is 0 */
/* ISO/IEC 11172-3 and 13818-3. It has no magic bytes: *known is whether there are frames. */
bool sound_mpeg(struct source *s, uint64_t at, bool *known, struct sound_time *out);

#endif
