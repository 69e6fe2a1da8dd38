/*
 * network: addresses of peers, and blocks of addresses ("192.0.2.0/24") that contain them. Used by config/ too.
 */
#ifndef JARCHY_SERVE_NETWORK_H
#define JARCHY_SERVE_NETWORK_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

/* `any.sa_family` says which; AF_UNSPEC: none. */
union peer_address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

struct network {
	int family;              /* AF_INET or AF_INET6 */
	unsigned char bytes[16]; /* in network order */
	unsigned bits;           /* of them that count */
};

/* "address" or "address/bits"; the bits after the prefix must be zero. */
bool network_parse(const char *text, struct network *out);
/* Whether one of the networks contains the address. */
bool networks_hold(const struct network *v, size_t n, const struct sockaddr *address);

#endif
