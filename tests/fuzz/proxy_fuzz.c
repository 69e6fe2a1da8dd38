/* PROXY headers: whatever comes in, a source address is whole or not there. */
#include "proto/proxy.h"

#include <netinet/in.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct proxy_header h, again;

	switch (proxy_parse(p, size, &h)) {
	case PARSE_MORE:
		return 0;
	case PARSE_BAD:
		if (!h.why)
			abort();
		return 0;
	case PARSE_DONE:
		break;
	}
	size_t whole = h.source.ss_family == AF_INET ? sizeof(struct sockaddr_in)
	                                             : sizeof(struct sockaddr_in6);
	if (h.used > size || h.source_len != (h.local ? 0 : whole))
		abort();
	if (proxy_parse(p, h.used, &again) != PARSE_DONE || proxy_parse(p, h.used - 1, &again) != PARSE_MORE)
		abort();
	return 0;
}
