/* Blocks of addresses, as the configuration names balancers: one holds its own first address, and no bit beyond the prefix. */
#include "serve/network.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool bit(const struct network *n, unsigned at)
{
	return n->bytes[at / 8] & 0x80u >> at % 8;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct network n;
	union peer_address peer = { .any.sa_family = AF_UNSPEC };
	char *text = xstrndup((const char *)data, size);
	if (network_parse(text, &n)) {
		unsigned all = n.family == AF_INET ? 32 : 128;
		if ((n.family != AF_INET && n.family != AF_INET6) || n.bits > all)
			abort();
		for (unsigned i = n.bits; i < all; i++)
			if (bit(&n, i))
				abort();
		peer.any.sa_family = (sa_family_t)n.family;
		memcpy(n.family == AF_INET ? (void *)&peer.v4.sin_addr : (void *)&peer.v6.sin6_addr, n.bytes,
		    all / 8);
		if (!networks_hold(&n, 1, &peer.any))
			abort();
	}
	free(text);
	return 0;
}
