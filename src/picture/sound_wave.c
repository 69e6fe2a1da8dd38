/*
 * sound_wave: so many bytes of samples, each of the same size. Of codecs where they are not, only the part
 * "fact" tells how many there are.
 *
 *   file = ( "RIFF" / "RF64" ) size4 "WAVE" *( name4 size4 *byte [ pad ] )      ; the lowest byte first
 *   fmt  = codec2 channels2 rate4 bytes-a-second4 block2 …
 */
#include "picture/sound_formats.h"

enum {
	HEAD = 12,
	PART = 8,
	PARTS_MAX = 64,
	FMT_SIZE = 16,
	DATA = NAME4('d', 'a', 't', 'a'),
	FMT = NAME4('f', 'm', 't', ' '),
	FACT = NAME4('f', 'a', 'c', 't'),
	/* What is written where the length was not known yet. */
	OPEN = 0xffffffff,
};

struct wave {
	uint64_t codec, rate, block; /* block: bytes of one sample of all channels */
	uint64_t samples;            /* of "fact" */
	uint64_t bytes;              /* of data that are there */
	bool has_data;
};

/* PCM, floating point, A-law, µ-law, and PCM with more said of it. */
static bool is_plain(uint64_t codec)
{
	return codec == 1 || codec == 3 || codec == 6 || codec == 7 || codec == 0xfffe;
}

static bool read_part(struct source *s, uint32_t name, uint64_t at, uint64_t size, struct wave *w)
{
	uint64_t rest = s->size - at;
	const unsigned char *p;

	if (name == DATA) {
		w->has_data = true;
		w->bytes = size == 0 || size > rest ? rest : size;
		return size <= rest || size == OPEN;
	}
	if (name == FMT && size >= FMT_SIZE && (p = source_at(s, at, FMT_SIZE))) {
		w->codec = bytes_little(p, 2);
		w->rate = bytes_little(p + 4, 4);
		w->block = bytes_little(p + 12, 2);
	}
	if (name == FACT && size >= 4 && (p = source_at(s, at, 4)))
		w->samples = bytes_little(p, 4);
	return true;
}

static bool read_parts(struct source *s, uint64_t at, struct wave *w)
{
	const unsigned char *p;

	at += HEAD;
	for (unsigned i = 0; i < PARTS_MAX && !w->has_data && (p = source_at(s, at, PART)); i++) {
		uint64_t size = bytes_little(p + 4, 4);
		at += PART;
		if (!read_part(s, (uint32_t)bytes_big(p, 4), at, size, w))
			return false;
		at += size + (size & 1);
	}
	return w->has_data;
}

bool sound_wave(struct source *s, uint64_t at, struct sound_time *out)
{
	struct wave w = { 0 };

	if (!read_parts(s, at, &w))
		return false;
	if (is_plain(w.codec) && w.block)
		*out = (struct sound_time){ w.bytes / w.block, w.rate };
	else
		*out = (struct sound_time){ w.samples, w.rate };
	return out->n > 0;
}
