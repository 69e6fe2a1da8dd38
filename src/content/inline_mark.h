/*
 * inline_mark: which words of a body are emphasised, for the protocols that can show it. The body itself
 * is plain gemtext.
 */
#ifndef JARCHY_CONTENT_INLINE_MARK_H
#define JARCHY_CONTENT_INLINE_MARK_H

#include "base/arena.h"
#include "base/buf.h"

enum inline_mark_kind {
	MARK_EMPHASIS,
	MARK_STRONG,
	MARK_CODE,
	MARK_STRUCK, /* its text begins and ends with "~~", for the protocols that cannot show it */
	MARK_FOUND,  /* what a reader looked for; no body has it by itself */
	MARK_KIND_COUNT
};

/*
 * Bytes at … at + n of a body, within one line. Marks are in the order of their beginnings; one may be
 * within another.
 */
struct inline_mark {
	size_t at, n;
	enum inline_mark_kind kind;
};

struct inline_marks {
	struct inline_mark *v;
	size_t n;
};
/* As one line of text, "" when there are none; of some thousands the first. */
const char *inline_marks_write(struct arena *a, const struct inline_marks *m);
void inline_marks_read(struct arena *a, const char *text, struct inline_marks *out);

#endif
