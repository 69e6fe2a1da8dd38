/* Gemini requests: whatever comes in, the slices lie in it, and only the last byte completes it. */
#include "proto/gemini.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct gemini_request r, again;

	switch (gemini_parse(p, size, &r)) {
	case PARSE_MORE:
		return 0;
	case PARSE_BAD:
		if (!r.why || (r.status != GEMINI_BAD_REQUEST && r.status != GEMINI_PROXY_REFUSED))
			abort();
		return 0;
	case PARSE_DONE:
		break;
	}
	if (r.used > size || r.line.n + 2 != r.used || r.line.n > GEMINI_URI_MAX || r.uri.host.n == 0)
		abort();
	if (gemini_parse(p, r.used, &again) != PARSE_DONE ||
	    gemini_parse(p, r.used - 1, &again) != PARSE_MORE)
		abort();
	gemini_is_for_port(&r, 1965);
	return 0;
}
