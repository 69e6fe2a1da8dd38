/*
 * sound_ogg: the first page of a stream has its rate, the last one the number of its last sample.
 *
 *   file = *first-page *page                                ; RFC 3533; a first page for each stream
 *   page = "OggS" version1 flags1 position8 serial4 number4 check4 segments1 *length1 *byte
 *        ; the lowest byte first
 *
 * A file of several such files one after the other, and one that begins in the middle of a stream, is not
 * told: its positions say nothing of its length.
 */
#include <string.h>

#include "picture/sound_formats.h"

enum {
	HEAD = 27,
	MARK = 4,
	FIRST = 2, /* a flag: the stream begins */
	STREAMS_MAX = 16,
	PAGES_MAX = 256,     /* from the first to the first with sound: comments may have pictures */
	TAIL_MAX = 4,        /* windows of the end that are looked through */
	BEGINS_MAX = 60,     /* seconds: where the first page ends, at the latest */
	OPUS_RATE = 48000,   /* RFC 7845, section 4 */
	NAME_MAX_BYTES = 40, /* of a first page: the name of the codec, and its rate */
};

struct page {
	uint64_t body, end; /* offsets */
	uint64_t position;  /* UINT64_MAX: no sample ends on it */
	uint32_t serial;
	bool first;
};

struct stream {
	uint32_t serial;
	uint64_t rate, skip; /* skip: samples at the beginning that are not played */
};

/* Only a whole page. */
static bool read_page(struct source *s, uint64_t at, struct page *out)
{
	const unsigned char *p = source_at(s, at, HEAD);
	size_t segments;
	uint64_t n = 0;

	if (!p || memcmp(p, "OggS", MARK) != 0 || p[4] != 0)
		return false;
	*out = (struct page){ .position = bytes_little(p + 6, 8),
		.serial = (uint32_t)bytes_little(p + 14, 4),
		.first = p[5] & FIRST };
	segments = p[26];
	p = source_at(s, at + HEAD, segments);
	for (size_t i = 0; p && i < segments; i++)
		n += p[i];
	out->body = at + HEAD + segments;
	out->end = out->body + n;
	return p && source_has(s, out->body, n);
}

/* --- the beginning ------------------------------------------------------------------------ */

static bool read_stream(struct source *s, const struct page *page, struct stream *out)
{
	unsigned char head[NAME_MAX_BYTES] = { 0 };
	uint64_t n = page->end - page->body;
	const unsigned char *p = source_at(s, page->body, n < sizeof head ? (size_t)n : sizeof head);

	if (!p)
		return false;
	memcpy(head, p, n < sizeof head ? (size_t)n : sizeof head);
	*out = (struct stream){ .serial = page->serial };
	if (memcmp(head, "OpusHead", 8) == 0) {
		out->rate = OPUS_RATE;
		out->skip = bytes_little(head + 10, 2);
	} else if (memcmp(head, "\x01vorbis", 7) == 0) {
		out->rate = bytes_little(head + 12, 4);
	} else if (memcmp(head, "Speex   ", 8) == 0) {
		out->rate = bytes_little(head + 36, 4);
	} else if (memcmp(head,
	               "\x7f"
	               "FLAC",
	               5) == 0) {
		out->rate = bytes_big(head + 27, 3) >> 4;
	}
	return out->rate > 0;
}

/* The first stream of sound; *at is moved after the first pages. */
static bool find_stream(struct source *s, uint64_t *at, struct stream *out)
{
	struct page page;
	bool found = false;

	for (unsigned i = 0; i < STREAMS_MAX && read_page(s, *at, &page) && page.first; i++) {
		found = found || read_stream(s, &page, out);
		*at = page.end;
	}
	return found;
}

/* Whether its first samples are at the beginning: in a piece of a broadcast they are not. */
static bool begins(struct source *s, uint64_t at, const struct stream *stream)
{
	struct page page;

	for (unsigned i = 0; i < PAGES_MAX && read_page(s, at, &page); i++) {
		if (page.serial == stream->serial && page.position && page.position != UINT64_MAX)
			return page.position <= stream->rate * BEGINS_MAX;
		at = page.end;
	}
	return false;
}

/* --- the end ------------------------------------------------------------------------------ */

/* The last mark that lies between, or UINT64_MAX. */
static uint64_t find_mark(struct source *s, uint64_t from, uint64_t end)
{
	const unsigned char *p = end - from >= MARK ? source_at(s, from, (size_t)(end - from)) : NULL;

	for (uint64_t i = p ? end - from - MARK + 1 : 0; i-- > 0;)
		if (memcmp(p + i, "OggS", MARK) == 0)
			return from + i;
	return UINT64_MAX;
}

/*
 * The last whole page of the stream that begins between and on which a sample ends. 1 found, 0 not, -1:
 * another file begins.
 */
static int find_last(struct source *s, uint64_t from, uint64_t end, uint32_t serial, uint64_t *position)
{
	struct page page;

	for (uint64_t at; (at = find_mark(s, from, end)) != UINT64_MAX; end = at + MARK - 1) {
		if (!read_page(s, at, &page))
			continue;
		if (page.first && page.serial != serial)
			return -1;
		*position = page.position;
		if (page.serial == serial && page.position != UINT64_MAX)
			return 1;
	}
	return 0;
}

/* Where the stream ends; 0: not found. */
static uint64_t last_position(struct source *s, uint32_t serial)
{
	uint64_t end = s->size, from, position = 0;
	int found = 0;

	for (unsigned window = 0; window < TAIL_MAX && !found && end >= MARK; window++) {
		from = end > SOURCE_WINDOW ? end - SOURCE_WINDOW : 0;
		found = find_last(s, from, end, serial, &position);
		end = from ? from + MARK - 1 : 0;
	}
	return found == 1 ? position : 0;
}

bool sound_ogg(struct source *s, uint64_t at, struct sound_time *out)
{
	struct stream stream = { 0 };

	if (!find_stream(s, &at, &stream) || !begins(s, at, &stream))
		return false;
	uint64_t last = last_position(s, stream.serial);
	if (last <= stream.skip || last > INT64_MAX)
		return false;
	*out = (struct sound_time){ last - stream.skip, stream.rate };
	return true;
}
