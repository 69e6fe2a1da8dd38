/*
 * sound_mp4: the head of the tracks has the length of the longest (ISO/IEC 14496-12, section 8.2.2), or of
 * all fragments (8.8.2). It may be at either end of the file.
 */
#include "picture/boxes.h"
#include "picture/sound_formats.h"

enum {
	MOOV = NAME4('m', 'o', 'o', 'v'),
	MDAT = NAME4('m', 'd', 'a', 't'),
	MOOF = NAME4('m', 'o', 'o', 'f'),
	MVHD = NAME4('m', 'v', 'h', 'd'),
	MVEX = NAME4('m', 'v', 'e', 'x'),
	MEHD = NAME4('m', 'e', 'h', 'd'),
	FULL = 4, /* version and flags */
};

/* A number of 4 bytes, of 8 in version 1, after `before` such numbers. 0: it is not there, or not known. */
static uint64_t field(struct source *s, const struct box *box, unsigned before, unsigned fixed)
{
	const unsigned char *p = box->end - box->body > FULL ? source_at(s, box->body, FULL) : NULL;
	size_t n = p && p[0] == 1 ? 8 : 4;
	uint64_t at = FULL + before * n + fixed;

	p = p && box->end - box->body >= at + n ? source_at(s, box->body + at, n) : NULL;
	uint64_t v = p ? bytes_big(p, n) : 0;
	return v == UINT64_MAX >> (8 - n) * 8 ? 0 : v;
}

/* mvhd = full created modified scale4 length …;  the first, second and fourth are of 4 or 8 bytes */
static bool read_head(struct source *s, const struct box *moov, struct sound_time *out)
{
	struct box mvhd, mvex, mehd;
	const unsigned char *p;

	if (!box_find(s, moov->body, moov->end, MVHD, &mvhd))
		return false;
	p = source_at(s, mvhd.body, FULL);
	uint64_t at = mvhd.body + FULL + (p && p[0] == 1 ? 16 : 8);
	p = p && at + 4 <= mvhd.end ? source_at(s, at, 4) : NULL;
	out->rate = p ? bytes_big(p, 4) : 0;
	out->n = field(s, &mvhd, 2, 4);
	if (box_find(s, moov->body, moov->end, MVEX, &mvex) && box_find(s, mvex.body, mvex.end, MEHD, &mehd))
		out->n = field(s, &mehd, 0, 0);
	return out->n > 0 && out->rate > 0;
}

bool sound_mp4(struct source *s, uint64_t at, struct sound_time *out)
{
	struct box box = { 0 }, moov = { 0 };
	enum picture_fault fault = FAULT_NONE;
	bool data = false;

	while (at < s->size && !(fault = box_next(s, &at, s->size, &box))) {
		data |= box.name == MDAT || box.name == MOOF;
		if (box.name == MOOV)
			moov = box;
	}
	/* What is after the last box does no harm; data that go over the end are cut. */
	if (s->spent || (fault && (box.name == MDAT || box.name == MOOV)))
		return false;
	return data && moov.end && read_head(s, &moov, out);
}
