/*
 * inline_mark: marks as one line of text, as the catalogue keeps them: "at,n,kind;" for each.
 */
#include "content/inline_mark.h"

#include <string.h>

enum { MARKS_MAX = 4096 };

const char *inline_marks_write(struct arena *a, const struct inline_marks *m)
{
	struct buf b;
	buf_init(&b, MARKS_MAX * 48);
	for (size_t i = 0; i < m->n && i < MARKS_MAX; i++)
		buf_printf(&b, "%zu,%zu,%d;", m->v[i].at, m->v[i].n, (int)m->v[i].kind);
	const char *text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return text;
}

static bool read_mark(struct str one, struct inline_mark *out)
{
	struct str at, n, kind;
	uint64_t v[3];
	if (!str_cut(one, ',', &at, &one) || !str_cut(one, ',', &n, &kind) ||
	    !str_to_uint(at, UINT32_MAX, &v[0]) || !str_to_uint(n, UINT32_MAX, &v[1]) ||
	    !str_to_uint(kind, MARK_KIND_COUNT - 1, &v[2]))
		return false;
	*out = (struct inline_mark){ (size_t)v[0], (size_t)v[1], (enum inline_mark_kind)v[2] };
	return true;
}

void inline_marks_read(struct arena *a, const char *text, struct inline_marks *out)
{
	struct str rest = str_of(text), one;
	struct inline_mark m;
	*out = (struct inline_marks){ 0 };
	while (str_cut(rest, ';', &one, &rest) && out->n < MARKS_MAX)
		if (read_mark(one, &m))
			*ARENA_PUSH(a, out->v, out->n) = m;
}
