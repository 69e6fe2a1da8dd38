/* Gopher requests: whatever comes in, only the last byte completes it, and Gopher+ is no search. */
#include "proto/gopher.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct gopher_request r, again;

	switch (gopher_parse(p, size, &r)) {
	case PARSE_MORE:
		return 0;
	case PARSE_BAD:
		if (!r.why)
			abort();
		return 0;
	case PARSE_DONE:
		break;
	}
	if (r.used > size || r.line.n >= r.used || r.line.n > GOPHER_LINE_MAX || r.path.n > r.selector.n)
		abort();
	if (r.search.n > 0 && strchr("+!$", r.search.p[0]))
		abort();
	if (gopher_parse(p, r.used, &again) != PARSE_DONE ||
	    gopher_parse(p, r.used - 1, &again) != PARSE_MORE)
		abort();
	return 0;
}
