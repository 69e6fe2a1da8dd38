/* HTTP requests, pipelined, and the values of their fields. */
#include "proto/http.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_fields(const struct http_request *r)
{
	uint64_t first, last;

	if (http_accepted_codings(r->accept_encoding) > (HTTP_IDENTITY | HTTP_GZIP | HTTP_BROTLI))
		abort();
	http_etag_matches(r->if_none_match, STR("\"a\""));
	if (http_range(r->range, 100, &first, &last) == 1 && (first > last || last >= 100))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct http_request r, again;
	enum parse_result result;

	while ((result = http_parse(p, size, &r)) == PARSE_DONE) {
		if (r.used > size || r.used > HTTP_HEAD_MAX || r.path.n == 0 || r.path.p[0] != '/')
			abort();
		if (http_parse(p, r.used, &again) != PARSE_DONE ||
		    http_parse(p, r.used - 1, &again) != PARSE_MORE)
			abort();
		read_fields(&r);
		p += r.used;
		size -= r.used;
	}
	if (result == PARSE_BAD && (!r.why || http_reason(r.status)[0] == '\0'))
		abort();
	return 0;
}
