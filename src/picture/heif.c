/*
 * heif: ISO/IEC 23008-12 (HEIC, AVIF). Kept are the picture, what it is made of, and its properties that
 * decoders need; other items (Exif, XMP, thumbnails, depth, other pictures) become items of no type, and
 * their bytes zeros.
 *
 * Decoders turn it by its own properties and not by its Exif; the head has the same turn in words of Exif.
 */
#include <stdlib.h>
#include <string.h>

#include "picture/exif.h"
#include "picture/film.h"
#include "picture/formats.h"
#include "picture/items.h"

enum {
	FULL = 4,
	META = NAME4('m', 'e', 't', 'a'),
	MOOV = NAME4('m', 'o', 'o', 'v'),
	MDAT = NAME4('m', 'd', 'a', 't'),
	IPRP = NAME4('i', 'p', 'r', 'p'),
	IPCO = NAME4('i', 'p', 'c', 'o'),
	ISPE = NAME4('i', 's', 'p', 'e'),
	IROT = NAME4('i', 'r', 'o', 't'),
	IMIR = NAME4('i', 'm', 'i', 'r'),
	EXIF = NAME4('E', 'x', 'i', 'f'),
	MIME = NAME4('m', 'i', 'm', 'e'),
	URI = NAME4('u', 'r', 'i', ' '),
	HDLR_NAME = 24,
};

static enum picture_fault meta(struct walk *w, const struct box *box);
static enum picture_fault properties(struct walk *w, const struct box *box);
static enum picture_fault handler(struct walk *w, const struct box *box);

static const struct box_rule rules[] = {
	{ 0, NAME4('f', 't', 'y', 'p'), NULL },
	{ 0, MDAT, NULL },
	{ 0, META, meta },
	{ 0, MOOV, film_boxes },
	{ META, NAME4('h', 'd', 'l', 'r'), handler },
	{ META, NAME4('d', 'i', 'n', 'f'), NULL },
	{ META, NAME4('p', 'i', 't', 'm'), NULL },
	{ META, NAME4('i', 'i', 'n', 'f'), NULL },
	{ META, NAME4('i', 'l', 'o', 'c'), NULL },
	{ META, NAME4('i', 'r', 'e', 'f'), NULL },
	{ META, NAME4('i', 'd', 'a', 't'), NULL },
	{ META, IPRP, properties },
	{ IPRP, IPCO, properties },
	{ IPRP, NAME4('i', 'p', 'm', 'a'), NULL },
	{ IPCO, ISPE, NULL },
	{ IPCO, IROT, NULL },
	{ IPCO, IMIR, NULL },
	{ IPCO, NAME4('p', 'i', 'x', 'i'), NULL },
	{ IPCO, NAME4('p', 'a', 's', 'p'), NULL },
	{ IPCO, NAME4('c', 'l', 'a', 'p'), NULL },
	{ IPCO, NAME4('c', 'o', 'l', 'r'), NULL },
	{ IPCO, NAME4('a', 'u', 'x', 'C'), NULL },
	{ IPCO, NAME4('h', 'v', 'c', 'C'), NULL },
	{ IPCO, NAME4('l', 'h', 'v', 'C'), NULL },
	{ IPCO, NAME4('a', 'v', '1', 'C'), NULL },
	{ IPCO, NAME4('a', 'v', 'c', 'C'), NULL },
	{ IPCO, NAME4('v', 'v', 'c', 'C'), NULL },
	{ IPCO, NAME4('e', 'v', 'c', 'C'), NULL },
	{ IPCO, NAME4('j', 'p', 'g', 'C'), NULL },
	{ IPCO, NAME4('j', '2', 'k', 'H'), NULL },
	{ IPCO, NAME4('c', 'm', 'p', 'C'), NULL },
	{ IPCO, NAME4('u', 'n', 'c', 'C'), NULL },
	{ IPCO, NAME4('c', 'm', 'p', 'd'), NULL },
	{ IPCO, NAME4('o', 'i', 'n', 'f'), NULL },
	{ IPCO, NAME4('t', 'o', 'l', 's'), NULL },
	{ IPCO, NAME4('l', 's', 'e', 'l'), NULL },
	{ IPCO, NAME4('a', '1', 'o', 'p'), NULL },
	{ IPCO, NAME4('a', '1', 'l', 'x'), NULL },
	{ IPCO, NAME4('r', 'l', 'o', 'c'), NULL },
	{ IPCO, NAME4('c', 'l', 'l', 'i'), NULL },
	{ IPCO, NAME4('m', 'd', 'c', 'v'), NULL },
	{ IPCO, NAME4('c', 'c', 'l', 'v'), NULL },
	{ IPCO, NAME4('a', 'm', 'v', 'e'), NULL },
};

static enum picture_fault properties(struct walk *w, const struct box *box)
{
	return boxes_walk(w, box->name, box->body, box->end, rules, ARRAY_SIZE(rules));
}

static enum picture_fault handler(struct walk *w, const struct box *box)
{
	uint64_t n = box->end - box->body;

	return n <= HDLR_NAME ? FAULT_NONE : box_blank(w, box->body + HDLR_NAME, n - HDLR_NAME);
}

/* A turn: mirrored left to right or not, then clockwise by quarters. */
struct turn {
	bool mirrored;
	unsigned quarters;
};

static unsigned orientation(struct turn t)
{
	static const unsigned char words[2][4] = { { 1, 6, 3, 8 }, { 2, 7, 4, 5 } };
	return words[t.mirrored][t.quarters & 3];
}

static void add_property(struct walk *w, const struct box *box, struct turn *turn)
{
	struct picture_head *head = w->head;
	const unsigned char *p;

	if (box->name == ISPE && box->end - box->body >= FULL + 8) {
		p = source_at(w->s, box->body + FULL, 8);
		head->width = p ? (uint32_t)bytes_big(p, 4) : 0;
		head->height = p ? (uint32_t)bytes_big(p + 4, 4) : 0;
		return;
	}
	if ((box->name != IROT && box->name != IMIR) || box->end == box->body)
		return;
	p = source_at(w->s, box->body, 1);
	if (p && box->name == IROT) /* against the clock */
		turn->quarters += 4 - (*p & 3U);
	if (p && box->name == IMIR) { /* 0: top to bottom, which is left to right and half a turn */
		turn->mirrored = !turn->mirrored;
		turn->quarters = (*p & 1 ? 0U : 2U) + 4 - (turn->quarters & 3);
	}
}

static void note(struct walk *w, const struct items *t)
{
	struct turn turn = { 0 };

	for (size_t i = 0; i < t->n_properties; i++)
		if (t->properties[i].item == t->primary)
			add_property(w, &t->properties[i].box, &turn);
	w->head->orientation = orientation(turn);
	for (size_t i = 0; i < t->n; i++)
		w->head->alpha |= t->v[i].keep && t->v[i].alpha;
}

/* The bytes of an extent in the file. False: they are not there. */
static bool place(const struct items *t, const struct extent *e, uint64_t *at, uint64_t *n)
{
	uint64_t from = e->inside ? t->idat.body : 0, end = e->inside ? t->idat.end : t->s->size;

	if (e->at > end - from)
		return false;
	*at = from + e->at;
	*n = e->n ? e->n : end - *at;
	return *n <= end - *at;
}

static void note_place(struct walk *w, struct items *t, const struct item *item)
{
	uint64_t at, n;

	for (size_t i = 0; i < t->n_extents; i++) {
		if (t->extents[i].item != item->id || !place(t, &t->extents[i], &at, &n))
			continue;
		if (item->type == EXIF && n > FULL) {
			struct picture_head said = { 0 };
			const unsigned char *p = source_at(w->s, at, FULL);
			uint64_t skip = p ? FULL + bytes_big(p, 4) : n;
			if (skip < n)
				exif_read(w->s, at + skip, n - skip, &said);
			w->head->place |= said.place;
		} else if ((item->type == MIME || item->type == URI) && exif_words_place(w->s, at, n))
			w->head->place = true;
	}
}

static enum picture_fault drop_item(struct walk *w, struct items *t, const struct item *item)
{
	if (item->type != BOX_FREE) {
		walk_drop(w);
		note_place(w, t, item);
	}
	if (item->type != BOX_FREE && !walk_patch(w, item->type_at, "free"))
		return FAULT_FORMAT;
	return walk_zero(w, item->type_at + 4, item->end - item->type_at - 4) ? FAULT_NONE : FAULT_FORMAT;
}

/* The names of items that stay go too: nothing but a name comes after the type of a picture. */
static enum picture_fault blank_name(struct walk *w, const struct item *item)
{
	return box_blank(w, item->type_at + 4, item->end - item->type_at - 4);
}

static enum picture_fault drop_items(struct walk *w, struct items *t)
{
	enum picture_fault fault = FAULT_NONE;

	for (size_t i = 0; !fault && i < t->n; i++)
		fault = t->v[i].keep ? blank_name(w, &t->v[i]) : drop_item(w, t, &t->v[i]);
	return fault;
}

/* A reference of an item that goes. */
static bool drop_references(struct walk *w, struct items *t)
{
	for (size_t i = 0; i < t->n_references; i++) {
		const struct reference *r = &t->references[i];
		struct item *from = items_find(t, r->from);
		bool repeated = i && t->references[i - 1].type_at == r->type_at;
		if (repeated || r->type == BOX_FREE || (from && from->keep))
			continue;
		walk_drop(w);
		if (!walk_patch(w, r->type_at, "free"))
			return false;
	}
	return true;
}

struct span {
	uint64_t at, end;
};

static int order(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return x->at == y->at ? 0 : x->at < y->at ? -1 : 1;
}

/* Zeros between `from` and `end` wherever no span is. Spans are sorted. */
static bool zero_rest(struct walk *w, uint64_t from, uint64_t end, const struct span *v, size_t n)
{
	for (size_t i = 0; i < n && from < end; i++) {
		if (v[i].end <= from)
			continue;
		uint64_t to = v[i].at < end ? v[i].at : end;
		if (to > from && !walk_zero(w, from, to - from))
			return false;
		from = v[i].end;
	}
	return from >= end || walk_zero(w, from, end - from);
}

/* Of all boxes with bytes of items, what the picture does not need becomes zeros. */
static enum picture_fault zero_bytes(struct walk *w, struct items *t)
{
	struct span *spans = NULL;
	size_t n = 0;
	uint64_t at, bytes;
	struct box box;

	for (size_t i = 0; i < t->n_extents; i++) {
		struct item *item = items_find(t, t->extents[i].item);
		if (!item || !item->keep)
			continue;
		if (!place(t, &t->extents[i], &at, &bytes))
			return FAULT_CUT;
		*ARENA_PUSH(t->arena, spans, n) = (struct span){ at, at + bytes };
	}
	if (walk_probes(w))
		return FAULT_NONE;
	if (n)
		qsort(spans, n, sizeof *spans, order);
	if (t->idat.end && !zero_rest(w, t->idat.body, t->idat.end, spans, n))
		return FAULT_FORMAT;
	if (box_find(w->s, 0, w->s->size, MOOV, &box)) /* tracks have bytes there too */
		return FAULT_NONE;
	for (at = 0; at < w->s->size && !box_next(w->s, &at, w->s->size, &box);)
		if (box.name == MDAT && !zero_rest(w, box.body, box.end, spans, n))
			return FAULT_FORMAT;
	return FAULT_NONE;
}

static enum picture_fault meta(struct walk *w, const struct box *box)
{
	struct items t;
	enum picture_fault fault;

	if (box->end - box->body < FULL)
		return FAULT_FORMAT;
	fault = items_read(&t, w->s, box, &w->arena);
	items_choose(&t);
	if (!fault && !items_find(&t, t.primary))
		return FAULT_FORMAT;
	note(w, &t);
	if (!fault)
		fault = drop_items(w, &t);
	if (!fault && !drop_references(w, &t))
		return FAULT_FORMAT;
	if (!fault)
		fault = zero_bytes(w, &t);
	if (!fault)
		fault = boxes_walk(w, META, box->body + FULL, box->end, rules, ARRAY_SIZE(rules));
	return fault;
}

/* Whether the file says that it has a sequence of pictures. */
static bool sequence(struct source *s)
{
	struct box box;
	uint64_t at = 0;

	if (box_next(s, &at, s->size, &box))
		return false;
	for (at = box.body; box.end - at >= 4; at += 4) {
		const unsigned char *p = source_at(s, at, 4);
		if (p && (memcmp(p, "avis", 4) == 0 || memcmp(p, "msf1", 4) == 0))
			return true;
	}
	return false;
}

enum picture_fault heif_walk(struct walk *w)
{
	struct box box;
	enum picture_fault fault;

	w->head->moving = sequence(w->s) && box_find(w->s, 0, w->s->size, MOOV, &box);
	fault = boxes_walk(w, 0, 0, w->s->size, rules, ARRAY_SIZE(rules));
	if (w->s->spent)
		return FAULT_NONE;
	if (!fault && !box_find(w->s, 0, w->s->size, META, &box) && !w->head->moving)
		return FAULT_CUT;
	return fault || walk_apply(w) ? fault : FAULT_CUT;
}
