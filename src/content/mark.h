/*
 * mark: which words of a body are emphasised, for the protocols that can show it. The body itself is plain gemtext.
 */
#ifndef JARCHY_CONTENT_MARK_H
#define JARCHY_CONTENT_MARK_H

#include "base/str.h"

enum mark_kind {
	MARK_EMPHASIS,
	MARK_STRONG,
	MARK_CODE,
	MARK_STRUCK, /* its text begins and ends with "~~", for the protocols that cannot show it */
	MARK_KIND_COUNT
};

/* Bytes at … at + n of a body, within one line. Marks are in the order of their beginnings; one may be within another. */
struct mark {
	size_t at, n;
	enum mark_kind kind;
};

struct marks {
	struct mark *v;
	size_t n;
};

#endif
