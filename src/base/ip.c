/*
 * ip: inet_pton(3) for slices.
 */
#include "base/ip.h"

#include <arpa/inet.h>
#include <string.h>

bool ip_parse(int family, struct str s, void *out)
{
	char text[INET6_ADDRSTRLEN];
	if (s.n == 0 || s.n >= sizeof text || memchr(s.p, '\0', s.n))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	return inet_pton(family, text, out) == 1;
}
