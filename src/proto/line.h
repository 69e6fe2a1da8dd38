/*
 * line: two questions that the line-based parsers of this module share.
 *
 * Private to src/proto. Both are asked of bytes that are there; nothing is read behind them.
 */
#ifndef JARCHY_PROTO_LINE_H
#define JARCHY_PROTO_LINE_H

#include "base/str.h"

/*
 * Whether a line is over max bytes. `n` counts the bytes before its LF, or those received
 * while there is none: one more than max may still be the CR of the end of line.
 * Asked before anything else about the line, so that the answer is the same however
 * the bytes were cut into reads.
 */
static inline bool line_is_over(const char *p, size_t n, size_t max)
{
	return n > max + 1 || (n == max + 1 && p[max] != '\r');
}

/* Whether s has a C0 control character (TAB counts unless tab_ok) or DEL. */
static inline bool line_has_control(struct str s, bool tab_ok)
{
	bool found = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		found |= (c < 0x20 && !(tab_ok && c == '\t')) || c == 0x7f;
	}
	return found;
}

#endif
