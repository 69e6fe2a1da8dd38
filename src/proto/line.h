/*
 * line: what the line-based parsers of this module share.
 *
 * Private to proto/. Only bytes that were received are read.
 */
#ifndef JARCHY_PROTO_LINE_H
#define JARCHY_PROTO_LINE_H

#include <string.h>

#include "proto/proto.h"

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

/* Whether a byte is a C0 control character (TAB counts unless tab_ok) or DEL. */
static inline bool line_is_control(unsigned char c, bool tab_ok)
{
	return (c < 0x20 && !(tab_ok && c == '\t')) || c == 0x7f;
}

/*
 * Whether s has such a byte. Eight bytes are looked at in one step: in a byte x without its high bit, x + 0x60
 * sets that bit unless x < 0x20, and x + 1 sets it only for DEL. A word with a TAB is looked at again.
 */
static inline bool line_has_control(struct str s, bool tab_ok)
{
	const uint64_t ones = 0x0101010101010101, high = 0x80 * ones;
	size_t i = 0;

	for (; i + sizeof(uint64_t) <= s.n; i += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, s.p + i, sizeof word);
		uint64_t low = word & ~high;
		uint64_t suspects = (~(low + 0x60 * ones) | (low + ones)) & ~word & high;
		for (size_t k = i; suspects && k < i + sizeof word; k++)
			if (line_is_control((unsigned char)s.p[k], tab_ok))
				return true;
	}
	for (; i < s.n; i++)
		if (line_is_control((unsigned char)s.p[i], tab_ok))
			return true;
	return false;
}

/*
 * Finds the end of the request line, CRLF or LF. PARSE_DONE: *line is without it, *used counts the bytes with it.
 * PARSE_BAD: the line is over max bytes, *line is the first max of them.
 */
enum parse_result line_take(const char *data, size_t len, size_t max, struct str *line, size_t *used);

/* Why no request may have this line: its control characters or its encoding; NULL when it may. A literal. */
const char *line_fault(struct str line, bool tab_ok);

#endif
