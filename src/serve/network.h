/*
 * network: blocks of addresses ("192.0.2.0/24"), and which addresses stand in them.
 */
#ifndef JARCHY_SERVE_NETWORK_H
#define JARCHY_SERVE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

struct sockaddr;

struct network {
	int family;              /* AF_INET or AF_INET6 */
	unsigned char bytes[16]; /* in network order */
	unsigned bits;           /* of them that count */
};

/* "address" or "address/bits"; bits behind the prefix must be zero. */
bool network_parse(const char *text, struct network *out);
/* Whether one of the networks holds the address. */
bool networks_hold(const struct network *v, size_t n, const struct sockaddr *address);

#endif
