/* network: parsing and comparing by prefix. */
#include "serve/network.h"

#include <netinet/in.h>

#include "base/ip.h"

/* Whether the first `bits` of both are the same; `other` NULL: whether the bits after them are zero. */
static bool agree(const unsigned char *a, const unsigned char *other, unsigned bits, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned used = bits > i * 8 ? bits - (unsigned)i * 8 : 0;
		unsigned mask = used >= 8 ? 0xFF : 0xFF & ~(0xFFu >> used);
		if (other ? (a[i] ^ other[i]) & mask : a[i] & ~mask)
			return false;
	}
	return true;
}

/* network = address [ "/" bits ] */
bool network_parse(const char *text, struct network *out)
{
	struct str host, count;
	uint64_t bits;
	bool has_bits = str_cut(str_of(text), '/', &host, &count);
	*out = (struct network){ .family = str_find(host, ':') < host.n ? AF_INET6 : AF_INET };
	size_t size = out->family == AF_INET6 ? sizeof(struct in6_addr) : sizeof(struct in_addr);
	if (!ip_parse(out->family, host, out->bytes))
		return false;
	bits = size * 8;
	if (has_bits && !str_to_uint(count, size * 8, &bits))
		return false;
	out->bits = (unsigned)bits;
	return agree(out->bytes, NULL, out->bits, size);
}

bool networks_hold(const struct network *v, size_t n, const struct sockaddr *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;
	bool is_v6 = address->sa_family == AF_INET6;
	const void *bytes = is_v6 ? (const void *)&v6->sin6_addr : (const void *)&v4->sin_addr;
	for (size_t i = 0; i < n; i++) {
		size_t size = is_v6 ? sizeof(struct in6_addr) : sizeof(struct in_addr);
		if (v[i].family == address->sa_family && agree(v[i].bytes, bytes, v[i].bits, size))
			return true;
	}
	return false;
}
