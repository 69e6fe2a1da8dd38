/*
 * proxy: the PROXY protocol, versions 1 and 2, which a trusted balancer sends before anything else.
 */
#ifndef JARCHY_PROTO_PROXY_H
#define JARCHY_PROTO_PROXY_H

#include <sys/socket.h>

#include "proto/proto.h"

struct proxy_header {
	size_t used;
	bool local; /* LOCAL or UNKNOWN (a health check): keep the socket's own address */
	struct sockaddr_storage source;
	socklen_t source_len;
	const char *why; /* of PARSE_BAD */
};

/* v1: at most 107 bytes with CRLF; v2: 16 bytes, then at most 1,024. TCP over IPv4 or IPv6, or UNSPEC. */
enum parse_result proxy_parse(const char *data, size_t len, struct proxy_header *out);

#endif
