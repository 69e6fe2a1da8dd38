/*
 * walk: the sink of the walkers.
 */
#include "picture/walk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

void walk_init(struct walk *w, struct source *s, struct picture_head *head, int to)
{
	*head = (struct picture_head){ .orientation = 1 };
	*w = (struct walk){ .s = s, .head = head, .to = to };
}

void walk_release(struct walk *w)
{
	arena_release(&w->arena);
}

enum picture_fault walk_fault(const struct walk *w, enum picture_fault found)
{
	if (w->unwritten)
		return FAULT_STORE;
	return w->s->lost ? FAULT_CHANGED : found;
}

bool walk_probes(const struct walk *w)
{
	return w->to == WALK_NO_FILE;
}

/* Tells a file that cannot be written from one that cannot be read. */
static bool wrote(struct walk *w, bool well)
{
	if (!well && !w->s->lost && !w->s->spent)
		w->unwritten = true;
	return well;
}

bool walk_keep(struct walk *w, uint64_t at, uint64_t n)
{
	if (!source_has(w->s, at, n))
		return false;
	w->written += n;
	return walk_probes(w) || wrote(w, source_copy(w->s, at, n, w->to));
}

bool walk_put(struct walk *w, const void *bytes, size_t n)
{
	w->written += n;
	return walk_probes(w) || wrote(w, file_write_all(w->to, (struct str){ bytes, n }));
}

bool walk_replace(struct walk *w, uint64_t at, uint64_t n, const void *bytes, size_t m)
{
	const unsigned char *old = n == m && m <= SOURCE_WINDOW ? source_at(w->s, at, m) : NULL;
	if (!old || memcmp(old, bytes, m) != 0)
		w->changed = true;
	return walk_put(w, bytes, m);
}

void walk_drop(struct walk *w)
{
	w->changed = true;
}

static bool patch(struct walk *w, const struct walk_patch *p)
{
	struct walk_patch *last = w->n ? &w->patches[w->n - 1] : NULL;

	if (walk_probes(w))
		return true;
	if (w->n == WALK_PATCHES_MAX || p->n > w->s->size - w->patched)
		return false;
	w->patched += p->n;
	if (last && last->zeros && p->zeros && last->at + last->n == p->at) {
		last->n += p->n;
		return true;
	}
	*ARENA_PUSH(&w->arena, w->patches, w->n) = *p;
	return true;
}

bool walk_patch(struct walk *w, uint64_t at, const char bytes[WALK_PATCH])
{
	struct walk_patch p = { .at = at, .n = WALK_PATCH };
	memcpy(p.bytes, bytes, WALK_PATCH);
	return patch(w, &p);
}

bool walk_zero(struct walk *w, uint64_t at, uint64_t n)
{
	return n == 0 || patch(w, &(struct walk_patch){ .at = at, .n = n, .zeros = true });
}

static bool write_at(int to, uint64_t at, const char *bytes, size_t n)
{
	while (n) {
		ssize_t put = pwrite(to, bytes, n, (off_t)at);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes += put;
		at += (uint64_t)put;
		n -= (size_t)put;
	}
	return true;
}

static bool apply(int to, const struct walk_patch *p)
{
	static const char zeros[SOURCE_WINDOW];

	if (!p->zeros)
		return write_at(to, p->at, p->bytes, (size_t)p->n);
	for (uint64_t done = 0; done < p->n; done += sizeof zeros) {
		uint64_t part = p->n - done < sizeof zeros ? p->n - done : sizeof zeros;
		if (!write_at(to, p->at + done, zeros, (size_t)part))
			return false;
	}
	return true;
}

bool walk_apply(struct walk *w)
{
	if (!walk_keep(w, 0, w->s->size))
		return false;
	for (size_t i = 0; !walk_probes(w) && i < w->n; i++)
		if (!wrote(w, apply(w->to, &w->patches[i])))
			return false;
	return true;
}
