/*
 * boxes: heads of boxes, and what becomes of those that go.
 */
#include "picture/boxes.h"

#include "picture/exif.h"

enum { HEAD = 8, LONG_HEAD = 16, SEEN = 1 << 14 };

enum picture_fault box_next(struct source *s, uint64_t *at, uint64_t end, struct box *out)
{
	const unsigned char *p = end - *at >= HEAD ? source_at(s, *at, HEAD) : NULL;
	uint64_t n;

	if (!p)
		return FAULT_CUT;
	n = bytes_big(p, 4);
	*out = (struct box){ (uint32_t)bytes_big(p + 4, 4), *at, *at + HEAD, end };
	if (n == 1) {
		p = end - *at >= LONG_HEAD ? source_at(s, *at + HEAD, 8) : NULL;
		if (!p)
			return FAULT_CUT;
		n = bytes_big(p, 8);
		out->body = *at + LONG_HEAD;
	}
	if (n == 0) /* to the end */
		n = end - *at;
	if (n > end - *at)
		return FAULT_CUT;
	if (n < out->body - *at)
		return FAULT_FORMAT;
	*at += n;
	out->end = *at;
	return FAULT_NONE;
}

static bool zeros(struct source *s, uint64_t at, uint64_t n)
{
	const unsigned char *p = source_at(s, at, (size_t)n);

	for (size_t i = 0; p && i < n; i++)
		if (p[i])
			return false;
	return true;
}

/* Whether a box has no contents: of a long one, by its beginning and its end. */
static bool empty(struct source *s, const struct box *box)
{
	uint64_t n = box->end - box->body;

	if (n <= 2 * SEEN)
		return zeros(s, box->body, n);
	return zeros(s, box->body, SEEN) && zeros(s, box->end - SEEN, SEEN);
}

enum picture_fault box_free(struct walk *w, const struct box *box)
{
	bool spare = box->name == BOX_FREE || box->name == BOX_SKIP;

	if (!spare || !empty(w->s, box)) {
		walk_drop(w);
		if (exif_words_place(w->s, box->body, box->end - box->body))
			w->head->place = true;
	}
	if (!spare && !walk_patch(w, box->at + 4, "free"))
		return FAULT_FORMAT;
	return walk_zero(w, box->body, box->end - box->body) ? FAULT_NONE : FAULT_FORMAT;
}

static enum picture_fault apply(
    struct walk *w, uint32_t parent, const struct box *box, const struct box_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].parent == parent && rules[i].name == box->name)
			return rules[i].look ? rules[i].look(w, box) : FAULT_NONE;
	return box_free(w, box);
}

enum picture_fault box_blank(struct walk *w, uint64_t at, uint64_t n)
{
	if (n <= SOURCE_WINDOW && !zeros(w->s, at, n))
		walk_drop(w);
	return walk_zero(w, at, n) ? FAULT_NONE : FAULT_FORMAT;
}

/* What a phone puts after the last box of the file: it becomes a box that is free to the end. */
static bool junk(
    const struct source *s, uint32_t parent, const struct box *box, const struct box_rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rules[i].parent == parent && rules[i].name == box->name)
			return false;
	return parent == 0 && box->at > 0 && !s->spent && !s->lost;
}

static enum picture_fault free_junk(struct walk *w, uint64_t at)
{
	walk_drop(w);
	if (!walk_patch(w, at, "\0\0\0") || !walk_patch(w, at + 4, "free"))
		return FAULT_FORMAT;
	return walk_zero(w, at + HEAD, w->s->size - at - HEAD) ? FAULT_NONE : FAULT_FORMAT;
}

enum picture_fault boxes_walk(
    struct walk *w, uint32_t parent, uint64_t at, uint64_t end, const struct box_rule *rules, size_t n)
{
	struct box box;
	enum picture_fault fault = FAULT_NONE;

	while (!fault && at < end) {
		if (end - at < HEAD)
			return box_blank(w, at, end - at);
		box = (struct box){ .at = at };
		fault = box_next(w->s, &at, end, &box);
		if (fault && junk(w->s, parent, &box, rules, n))
			return free_junk(w, box.at);
		if (!fault)
			fault = apply(w, parent, &box, rules, n);
	}
	return fault;
}

bool box_find(struct source *s, uint64_t at, uint64_t end, uint32_t name, struct box *out)
{
	while (at < end && !box_next(s, &at, end, out))
		if (out->name == name)
			return true;
	return false;
}
