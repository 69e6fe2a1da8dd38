/* Requests of Spartan, Finger and Nex: only the last byte completes one, and no part lies outside of it. */
#include "proto/minor_protocols.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_within(struct str part, const struct minor_request *r)
{
	return !part.n || (part.p >= r->line.p && part.p + part.n <= r->line.p + r->line.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static minor_parse_fn *const parsers[] = { spartan_parse, finger_parse, nex_parse };
	const char *p = (const char *)data;
	struct minor_request r, again;

	for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
		enum parse_result result = parsers[i](p, size, &r);
		if (result == PARSE_BAD && !r.why)
			abort();
		if (result != PARSE_DONE)
			continue;
		if (r.used > size || r.line.n >= r.used || r.line.n > MINOR_LINE_MAX)
			abort();
		if (!is_within(r.host, &r) || !is_within(r.path, &r))
			abort();
		if (r.data.n && r.data.p + r.data.n != p + r.used)
			abort();
		if (parsers[i](p, r.used - 1, &again) != PARSE_MORE)
			abort();
	}
	return 0;
}
