/*
 * gif: GIF89a. Kept are pictures, their controls, and three extensions of applications that decoders know;
 * of the others comments, texts and all that comes after the trailer go.
 *
 *   file      = head [ colours ] *block trailer
 *   block     = [ control ] picture / "!" label *part
 *   part      = length bytes / 0          ; the last one is 0
 */
#include <string.h>

#include "picture/exif.h"
#include "picture/formats.h"

enum {
	HEAD = 13,
	PICTURE = 10,
	EXTENSION = '!',
	SEPARATOR = ',',
	TRAILER = ';',
	CONTROL = 0xf9,
	APPLICATION = 0xff,
	COLOURS = 0x80, /* a bit: a table of colours follows */
	TRANSPARENT = 1,
	NAME = 11, /* of an application */
};

struct gif {
	struct walk *w;
	uint64_t at;
	unsigned pictures;
	bool loops; /* it says how often its pictures are shown */
	bool end;
};

static uint64_t colours(unsigned flags)
{
	return flags & COLOURS ? UINT64_C(3) << ((flags & 7) + 1) : 0;
}

/* The offset after the parts from `at` on; 0: they do not end. */
static uint64_t parts_end(struct source *s, uint64_t at)
{
	for (const unsigned char *p; (p = source_at(s, at, 1)) != NULL; at += 1 + (uint64_t)*p)
		if (*p == 0)
			return at + 1;
	return 0;
}

/* Keeps what is between, or leaves it out. */
static enum picture_fault take(struct gif *g, uint64_t end, bool stays)
{
	if (!end)
		return FAULT_CUT;
	if (!stays)
		walk_drop(g->w);
	else if (!walk_keep(g->w, g->at, end - g->at))
		return FAULT_CUT;
	g->at = end;
	return FAULT_NONE;
}

static enum picture_fault picture(struct gif *g)
{
	const unsigned char *p = source_at(g->w->s, g->at, PICTURE);

	if (!p)
		return FAULT_CUT;
	if (g->pictures++)
		g->w->head->moving = true;
	/* One byte comes before the parts: the size of a code. */
	return take(g, parts_end(g->w->s, g->at + PICTURE + colours(p[9]) + 1), true);
}

static bool application(struct gif *g, const unsigned char *p)
{
	static const char *const known[] = { "NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012" };

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (memcmp(p, known[i], NAME) == 0) {
			g->loops |= i < 2;
			return true;
		}
	return false;
}

static bool stays(struct gif *g, unsigned label)
{
	const unsigned char *p = source_at(g->w->s, g->at + 2, label == CONTROL ? 2 : 1 + NAME);

	if (p && label == CONTROL) {
		if (p[1] & TRANSPARENT)
			g->w->head->alpha = true;
		return true;
	}
	return p && label == APPLICATION && p[0] == NAME && application(g, p + 1);
}

static enum picture_fault extension(struct gif *g)
{
	const unsigned char *p = source_at(g->w->s, g->at, 2);
	uint64_t from = g->at;
	bool keep = p && stays(g, p[1]);
	enum picture_fault fault = p ? take(g, parts_end(g->w->s, g->at + 2), keep) : FAULT_CUT;

	if (!fault && !keep && exif_words_place(g->w->s, from, g->at - from))
		g->w->head->place = true;
	return fault;
}

static enum picture_fault step(struct gif *g)
{
	const unsigned char *p = source_at(g->w->s, g->at, 1);

	if (!p)
		return FAULT_CUT;
	if (*p == SEPARATOR)
		return picture(g);
	if (*p == EXTENSION)
		return extension(g);
	if (*p != TRAILER)
		return FAULT_FORMAT;
	g->end = true;
	return take(g, g->at + 1, true);
}

/*
 * Where the probe has read enough, the last byte says whether the file is whole; it moves if it says how
 * often.
 */
static enum picture_fault unread(struct walk *w, bool loops)
{
	const unsigned char *p;

	w->head->moving |= loops;
	w->s->left += SOURCE_WINDOW;
	p = source_at(w->s, w->s->size - 1, 1);
	return p && *p != TRAILER ? FAULT_CUT : FAULT_NONE;
}

enum picture_fault gif_walk(struct walk *w)
{
	struct gif g = { .w = w };
	const unsigned char *p = source_at(w->s, 0, HEAD);
	enum picture_fault fault = FAULT_CUT;

	if (p) {
		w->head->width = p[6] | (uint32_t)p[7] << 8;
		w->head->height = p[8] | (uint32_t)p[9] << 8;
		fault = take(&g, HEAD + colours(p[10]), true);
	}
	while (!fault && !g.end)
		fault = step(&g);
	if (w->s->spent)
		return unread(w, g.loops);
	if (!fault && g.at != w->s->size)
		walk_drop(w);
	return fault || g.pictures ? fault : FAULT_FORMAT;
}
