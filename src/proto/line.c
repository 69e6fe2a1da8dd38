/*
 * line: the request line of the protocols that ask in one line.
 */
#include "proto/line.h"

#include "base/utf8.h"

enum parse_result line_take(const char *data, size_t len, size_t max, struct str *line, size_t *used)
{
	size_t window = len < max + 2 ? len : max + 2;
	const char *lf = window > 0 ? memchr(data, '\n', window) : NULL;
	size_t n = lf ? (size_t)(lf - data) : window;

	if (line_is_over(data, n, max)) {
		*line = (struct str){ data, max };
		return PARSE_BAD;
	}
	if (!lf)
		return PARSE_MORE;
	*line = (struct str){ data, n > 0 && data[n - 1] == '\r' ? n - 1 : n };
	*used = n + 1;
	return PARSE_DONE;
}

const char *line_fault(struct str line, bool tab_ok)
{
	if (line_has_control(line, tab_ok))
		return "The request has control characters";
	return utf8_valid(line, NULL) ? NULL : "The request is not valid UTF-8";
}
