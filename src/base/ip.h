/*
 * ip: reads the text of an IPv4 or IPv6 address.
 */
#ifndef JARCHY_BASE_IP_H
#define JARCHY_BASE_IP_H

#include "base/str.h"

/* family: AF_INET or AF_INET6. Fills 4 or 16 bytes in network order; false when s is no address of that family. */
bool ip_parse(int family, struct str s, void *out);

#endif
