/*
 * items: the tables of "meta", read once into arrays.
 *
 *   iinf  = full count *infe           ; what items there are
 *   iloc  = full sizes count *place    ; where their bytes are
 *   iref  = full *( length type from count *to )
 *   iprp  = ipco *ipma                 ; properties, and which item has which
 */
#include "picture/items.h"

#include <stdlib.h>
#include <string.h>

enum {
	FULL = 4,
	ROUNDS = 16, /* parts of parts of parts … */
	INFE = NAME4('i', 'n', 'f', 'e'),
	IPCO = NAME4('i', 'p', 'c', 'o'),
	IPMA = NAME4('i', 'p', 'm', 'a'),
	AUXC = NAME4('a', 'u', 'x', 'C'),
	AUXL = NAME4('a', 'u', 'x', 'l'),
	THMB = NAME4('t', 'h', 'm', 'b'),
	CDSC = NAME4('c', 'd', 's', 'c'),
};

/* Numbers one after the other, to an end. */
struct cursor {
	struct source *s;
	uint64_t at, end;
	bool over; /* more was asked for than is there; 0 then */
};

static uint64_t take(struct cursor *c, size_t n)
{
	const unsigned char *p = n <= c->end - c->at ? source_at(c->s, c->at, n) : NULL;

	if (!p) {
		c->over = true;
		return 0;
	}
	c->at += n;
	return bytes_big(p, n);
}

/* After version and flags. */
static struct cursor enter(struct source *s, const struct box *box, unsigned *version, unsigned *flags)
{
	struct cursor c = { s, box->body, box->end, false };

	*version = (unsigned)take(&c, 1);
	*flags = (unsigned)take(&c, 3);
	return c;
}

static enum picture_fault read_primary(struct items *t, const struct box *box)
{
	unsigned version, flags;
	struct cursor c = enter(t->s, box, &version, &flags);

	t->primary = (uint32_t)take(&c, version ? 4 : 2);
	return c.over ? FAULT_FORMAT : FAULT_NONE;
}

static enum picture_fault read_item(struct items *t, const struct box *box)
{
	unsigned version, flags;
	struct cursor c = enter(t->s, box, &version, &flags);
	struct item item = { .end = box->end };

	if (version < 2)
		return FAULT_FORMAT;
	item.id = (uint32_t)take(&c, version == 2 ? 2 : 4);
	take(&c, 2); /* of protection */
	item.type_at = c.at;
	item.type = (uint32_t)take(&c, 4);
	if (c.over || t->n == ITEMS_MAX)
		return FAULT_FORMAT;
	*ARENA_PUSH(t->arena, t->v, t->n) = item;
	return FAULT_NONE;
}

static enum picture_fault read_list(struct items *t, const struct box *box)
{
	unsigned version, flags;
	struct cursor c = enter(t->s, box, &version, &flags);
	enum picture_fault fault = FAULT_NONE;
	struct box child;

	take(&c, version ? 4 : 2);
	while (!fault && !c.over && c.at < c.end) {
		fault = box_next(t->s, &c.at, c.end, &child);
		if (!fault && child.name == INFE)
			fault = read_item(t, &child);
	}
	return fault;
}

/* How many bytes each number of a place has, and the version. */
struct widths {
	unsigned version;
	size_t offset, length, base, index;
};

static enum picture_fault read_place(struct items *t, struct cursor *c, const struct widths *w)
{
	uint32_t id = (uint32_t)take(c, w->version < 2 ? 2 : 4);
	unsigned method = w->version ? (unsigned)take(c, 2) & 15 : 0;
	unsigned other = (unsigned)take(c, 2); /* another file */
	uint64_t base = take(c, w->base), n = take(c, 2);

	for (; n && !c->over; n--) {
		struct extent e = { .item = id, .inside = method == 1 };
		take(c, w->version ? w->index : 0);
		e.at = base + take(c, w->offset);
		e.n = take(c, w->length);
		if (t->n_extents == EXTENTS_MAX || e.at < base)
			return FAULT_FORMAT;
		if (!other && method < 2 && !c->over)
			*ARENA_PUSH(t->arena, t->extents, t->n_extents) = e;
	}
	return c->over ? FAULT_FORMAT : FAULT_NONE;
}

static enum picture_fault read_places(struct items *t, const struct box *box)
{
	unsigned flags, sizes;
	struct widths w;
	struct cursor c = enter(t->s, box, &w.version, &flags);
	enum picture_fault fault = FAULT_NONE;

	sizes = (unsigned)take(&c, 2);
	w.offset = sizes >> 12;
	w.length = sizes >> 8 & 15;
	w.base = sizes >> 4 & 15;
	w.index = sizes & 15;
	if (w.offset > 8 || w.length > 8 || w.base > 8 || w.index > 8)
		return FAULT_FORMAT;
	for (uint64_t n = take(&c, w.version < 2 ? 2 : 4); n && !fault; n--)
		fault = read_place(t, &c, &w);
	return fault;
}

static enum picture_fault read_reference(struct items *t, const struct box *box, unsigned version)
{
	struct cursor c = { t->s, box->body, box->end, false };
	size_t width = version ? 4 : 2;
	struct reference r = { .type = box->name, .type_at = box->at + 4 };
	uint64_t n;

	r.from = (uint32_t)take(&c, width);
	for (n = take(&c, 2); n && !c.over; n--) {
		r.to = (uint32_t)take(&c, width);
		if (t->n_references == REFERENCES_MAX)
			return FAULT_FORMAT;
		*ARENA_PUSH(t->arena, t->references, t->n_references) = r;
	}
	return c.over ? FAULT_FORMAT : FAULT_NONE;
}

static enum picture_fault read_references(struct items *t, const struct box *box)
{
	unsigned version, flags;
	struct cursor c = enter(t->s, box, &version, &flags);
	enum picture_fault fault = FAULT_NONE;
	struct box child;

	while (!fault && !c.over && c.at < c.end) {
		fault = box_next(t->s, &c.at, c.end, &child);
		if (!fault)
			fault = read_reference(t, &child, version);
	}
	return fault;
}

struct boxes {
	struct box *v;
	size_t n;
};

static enum picture_fault read_associations(struct items *t, const struct box *box, const struct boxes *all)
{
	unsigned version, flags;
	struct cursor c = enter(t->s, box, &version, &flags);
	size_t width = flags & 1 ? 2 : 1;
	unsigned mask = flags & 1 ? 0x7fff : 0x7f; /* without the bit that says it is essential */

	for (uint64_t n = take(&c, 4); n && !c.over; n--) {
		uint32_t id = (uint32_t)take(&c, version ? 4 : 2);
		for (uint64_t k = take(&c, 1); k && !c.over; k--) {
			size_t i = (size_t)take(&c, width) & mask;
			if (t->n_properties == PROPERTIES_MAX)
				return FAULT_FORMAT;
			if (i && i <= all->n)
				*ARENA_PUSH(t->arena, t->properties, t->n_properties) = (struct property){ id,
					all->v[i - 1] };
		}
	}
	return c.over ? FAULT_FORMAT : FAULT_NONE;
}

static enum picture_fault read_all(struct items *t, const struct box *ipco, struct boxes *all)
{
	uint64_t at = ipco->body;
	enum picture_fault fault = FAULT_NONE;
	struct box child;

	while (!fault && at < ipco->end) {
		fault = box_next(t->s, &at, ipco->end, &child);
		if (all->n == PROPERTIES_MAX)
			return FAULT_FORMAT;
		if (!fault)
			*ARENA_PUSH(t->arena, all->v, all->n) = child;
	}
	return fault;
}

static enum picture_fault read_properties(struct items *t, const struct box *box)
{
	struct boxes all = { 0 };
	uint64_t at = box->body;
	enum picture_fault fault = FAULT_NONE;
	struct box child;

	while (!fault && at < box->end) {
		fault = box_next(t->s, &at, box->end, &child);
		if (!fault && child.name == IPCO)
			fault = read_all(t, &child, &all);
		if (!fault && child.name == IPMA)
			fault = read_associations(t, &child, &all);
	}
	return fault;
}

static enum picture_fault read_inside(struct items *t, const struct box *box)
{
	t->idat = *box;
	return FAULT_NONE;
}

static const struct {
	uint32_t name;
	enum picture_fault (*read)(struct items *, const struct box *);
} tables[] = {
	{ NAME4('p', 'i', 't', 'm'), read_primary },
	{ NAME4('i', 'i', 'n', 'f'), read_list },
	{ NAME4('i', 'l', 'o', 'c'), read_places },
	{ NAME4('i', 'r', 'e', 'f'), read_references },
	{ NAME4('i', 'p', 'r', 'p'), read_properties },
	{ NAME4('i', 'd', 'a', 't'), read_inside },
};

static int by_id(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	return x->id == y->id ? 0 : x->id < y->id ? -1 : 1;
}

static bool alpha(struct source *s, const struct box *box)
{
	static const char *const names[] = { "urn:mpeg:hevc:2015:auxid:1",
		"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		size_t n = strlen(names[i]) + 1;
		bool fits = box->end - box->body >= FULL + n;
		const unsigned char *said = fits ? source_at(s, box->body + FULL, n) : NULL;
		if (said && memcmp(said, names[i], n) == 0)
			return true;
	}
	return false;
}

static void mark_alpha(struct items *t)
{
	for (size_t i = 0; i < t->n_properties; i++) {
		const struct property *p = &t->properties[i];
		struct item *item = p->box.name == AUXC ? items_find(t, p->item) : NULL;
		if (item && alpha(t->s, &p->box))
			item->alpha = true;
	}
}

enum picture_fault items_read(struct items *out, struct source *s, const struct box *meta, struct arena *a)
{
	enum picture_fault fault = FAULT_NONE;
	uint64_t at = meta->body + FULL;
	struct box child;

	*out = (struct items){ .arena = a, .s = s };
	while (!fault && at < meta->end) {
		fault = box_next(s, &at, meta->end, &child);
		for (size_t i = 0; !fault && i < ARRAY_SIZE(tables); i++)
			if (tables[i].name == child.name)
				fault = tables[i].read(out, &child);
	}
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_id);
	mark_alpha(out);
	return fault;
}

struct item *items_find(struct items *t, uint32_t id)
{
	struct item key = { .id = id };
	return t->n ? bsearch(&key, t->v, t->n, sizeof *t->v, by_id) : NULL;
}

/* The item that a reference makes part of the picture; 0: none. */
static uint32_t part(struct items *t, const struct reference *r)
{
	struct item *from = items_find(t, r->from), *to = items_find(t, r->to);

	if (!from || !to || from->keep == to->keep || r->type == THMB || r->type == CDSC ||
	    r->type == BOX_FREE)
		return 0;
	if (r->type == AUXL)
		return to->keep && from->alpha ? r->from : 0;
	return from->keep ? r->to : 0;
}

void items_choose(struct items *t)
{
	struct item *first = items_find(t, t->primary);
	bool more = first != NULL;

	if (first)
		first->keep = true;
	for (int round = 0; more && round < ROUNDS; round++) {
		more = false;
		for (size_t i = 0; i < t->n_references; i++) {
			uint32_t id = part(t, &t->references[i]);
			if (id)
				items_find(t, id)->keep = more = true;
		}
	}
}
