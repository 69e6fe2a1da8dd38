/*
 * sound: which reader a file needs, and seconds of what it says.
 *
 *   file = *tag sound        ; ID3v2, which MP3 has, and programs put before others too
 */
#include "picture/sound.h"

#include <string.h>

#include "picture/sound_formats.h"
#include "picture/type.h"

enum {
	PROBE_MAX = 1 << 20, /* bytes that are read of a file */
	TAGS_MAX = 4,
	TAG_HEAD = 10,
	TAG_FOOT = 0x10, /* its flag: the head comes again after it */
	SECOND = 8,
};

static const struct {
	struct str first, second; /* the second comes after SECOND bytes */
	sound_read_fn *read;
} formats[] = {
	{ { "OggS", 4 }, { "", 0 }, sound_ogg },
	{ { "fLaC", 4 }, { "", 0 }, sound_flac },
	{ { "RIFF", 4 }, { "WAVE", 4 }, sound_wave },
	{ { "RF64", 4 }, { "WAVE", 4 }, sound_wave },
};

static bool has(struct source *s, uint64_t at, struct str bytes)
{
	const unsigned char *p = source_at(s, at, bytes.n);
	return p && memcmp(p, bytes.p, bytes.n) == 0;
}

/* ID3v2.4, section 3.1: the size is four times seven bits. 0: no tag is there. */
static uint64_t tag_size(struct source *s, uint64_t at)
{
	const unsigned char *p = has(s, at, STR("ID3")) ? source_at(s, at, TAG_HEAD) : NULL;
	uint64_t n = 0;

	for (size_t i = 6; p && i < TAG_HEAD; i++) {
		if (p[i] & 0x80)
			return 0;
		n = n << 7 | p[i];
	}
	return p ? n + TAG_HEAD + (p[5] & TAG_FOOT ? TAG_HEAD : 0) : 0;
}

static uint64_t skip_tags(struct source *s)
{
	uint64_t at = 0;

	for (unsigned i = 0; i < TAGS_MAX; i++)
		at += tag_size(s, at);
	return at;
}

static bool read_length(struct source *s, uint64_t at, bool *known, struct sound_time *out)
{
	*known = true;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (has(s, at, formats[i].first) && has(s, at + SECOND, formats[i].second))
			return formats[i].read(s, at, out);
	if (at == 0 && type_of(s) == TYPE_FILM)
		return sound_mp4(s, at, out);
	bool told = sound_mpeg(s, at, known, out);
	*known |= at > 0;
	return told;
}

static int64_t seconds(const struct sound_time *t)
{
	uint64_t whole = t->rate ? t->n / t->rate : 0, rest = t->rate ? t->n % t->rate : 0;

	if (whole >= SOUND_SECONDS_MAX || (whole == 0 && rest == 0))
		return 0;
	return (int64_t)whole + (rest >= t->rate - rest || whole == 0);
}

void sound_probe(int fd, struct sound *out)
{
	struct source s;
	struct sound_time time;

	*out = (struct sound){ 0 };
	if (!source_open(&s, fd))
		return;
	s.left = PROBE_MAX;
	if (read_length(&s, skip_tags(&s), &out->known, &time) && !s.lost)
		out->seconds = seconds(&time);
}

bool sound_plays(const char *mime)
{
	static const char *const types[] = { "audio/", "video/", "application/ogg" };

	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (str_starts(str_of(mime), types[i]))
			return true;
	return false;
}
