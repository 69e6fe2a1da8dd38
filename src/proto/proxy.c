/*
 * proxy: the PROXY protocol, versions 1 and 2.
 *
 * https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt, section 2. Extensions (TLVs) are skipped.
 */
#include "proto/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/ip.h"

enum {
	V1_MAX = 107, /* bytes, CRLF included */
	V2_HEAD = 16,
	V2_REST_MAX = 1024,
	V2_TCP4_REST = 12,
	V2_TCP6_REST = 36,
};

#define V1_MARK STR("PROXY ")
#define V2_MARK STR("\r\n\r\n\0\r\nQUIT\n")

static enum parse_result refuse(struct proxy_header *out, const char *why)
{
	*out = (struct proxy_header){ .why = why };
	return PARSE_BAD;
}

static void set_source4(struct proxy_header *out, struct in_addr addr, uint16_t net_port)
{
	struct sockaddr_in sa = { .sin_family = AF_INET, .sin_addr = addr, .sin_port = net_port };

	memcpy(&out->source, &sa, sizeof sa);
	out->source_len = sizeof sa;
}

static void set_source6(struct proxy_header *out, struct in6_addr addr, uint16_t net_port)
{
	struct sockaddr_in6 sa = { .sin6_family = AF_INET6, .sin6_addr = addr, .sin6_port = net_port };

	memcpy(&out->source, &sa, sizeof sa);
	out->source_len = sizeof sa;
}

/* Decimal, 0 to 65535, without a leading zero; in network order. */
static bool read_port(struct str s, uint16_t *out)
{
	uint64_t n;

	if ((s.n > 1 && s.p[0] == '0') || !str_to_uint(s, UINT16_MAX, &n))
		return false;
	*out = htons((uint16_t)n);
	return true;
}

/*
 * Section 2.1:
 *
 *   line    = "PROXY" SP ( family SP source SP destination SP port SP port / "UNKNOWN" *any ) CRLF
 *   family  = "TCP4" / "TCP6"
 *
 * `rest` is what follows the first space, without CRLF.
 */
static bool dissect_v1(struct str rest, struct proxy_header *out)
{
	enum { SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT, FIELDS };
	struct str family, field[FIELDS];
	union {
		struct in_addr v4;
		struct in6_addr v6;
	} source, destination;
	uint16_t source_port, destination_port;

	str_cut(rest, ' ', &family, &rest);
	out->local = str_is(family, "UNKNOWN");
	if (out->local)
		return true;
	bool is_v4 = str_is(family, "TCP4");
	if (!is_v4 && !str_is(family, "TCP6"))
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		if (str_cut(rest, ' ', &field[i], &rest) == (i == FIELDS - 1))
			return false;
	int af = is_v4 ? AF_INET : AF_INET6;
	if (!ip_parse(af, field[SOURCE], &source) || !ip_parse(af, field[DESTINATION], &destination) ||
	    !read_port(field[SOURCE_PORT], &source_port) ||
	    !read_port(field[DESTINATION_PORT], &destination_port))
		return false;
	if (is_v4)
		set_source4(out, source.v4, source_port);
	else
		set_source6(out, source.v6, source_port);
	return true;
}

static enum parse_result parse_v1(const char *data, size_t len, struct proxy_header *out)
{
	size_t window = len < V1_MAX ? len : V1_MAX;
	const char *lf = memchr(data, '\n', window);

	if (!lf && window < V1_MAX)
		return PARSE_MORE;
	if (!lf)
		return refuse(out, "PROXY line over 107 bytes");
	if (lf[-1] != '\r')
		return refuse(out, "PROXY line without CRLF");
	struct str rest = { data + V1_MARK.n, (size_t)(lf - 1 - data) - V1_MARK.n };
	*out = (struct proxy_header){ .used = (size_t)(lf - data) + 1 };
	return dissect_v1(rest, out) ? PARSE_DONE : refuse(out, "malformed PROXY line");
}

/*
 * Section 2.2:
 *
 *   header  = mark version-command family length rest
 *   rest    = source destination source-port destination-port *TLV
 *
 * one byte each for version and command (0x20 LOCAL, 0x21 PROXY) and family (0x00 UNSPEC, 0x11
 * TCP over IPv4, 0x21 TCP over IPv6), two for the length of the rest; all in network order.
 */
static bool dissect_v2(const unsigned char *head, size_t rest_len, struct proxy_header *out)
{
	enum { LOCAL = 0x20, PROXY = 0x21, UNSPEC = 0x00, TCP4 = 0x11, TCP6 = 0x21 };
	unsigned command = head[12], family = head[13];
	const unsigned char *rest = head + V2_HEAD;
	uint16_t net_port;

	if (command != LOCAL && command != PROXY)
		return false;
	out->local = command == LOCAL || family == UNSPEC;
	if (out->local)
		return true;
	if (family == TCP4 && rest_len >= V2_TCP4_REST) {
		struct in_addr addr;
		memcpy(&addr, rest, sizeof addr);
		memcpy(&net_port, rest + 2 * sizeof addr, sizeof net_port);
		set_source4(out, addr, net_port);
		return true;
	}
	if (family == TCP6 && rest_len >= V2_TCP6_REST) {
		struct in6_addr addr;
		memcpy(&addr, rest, sizeof addr);
		memcpy(&net_port, rest + 2 * sizeof addr, sizeof net_port);
		set_source6(out, addr, net_port);
		return true;
	}
	return false;
}

static enum parse_result parse_v2(const unsigned char *data, size_t len, struct proxy_header *out)
{
	if (len < V2_HEAD)
		return PARSE_MORE;
	size_t rest_len = (size_t)data[14] << 8 | data[15];
	if (rest_len > V2_REST_MAX)
		return refuse(out, "PROXY header over 1040 bytes");
	if (len < V2_HEAD + rest_len)
		return PARSE_MORE;
	*out = (struct proxy_header){ .used = V2_HEAD + rest_len };
	return dissect_v2(data, rest_len, out) ? PARSE_DONE : refuse(out, "malformed PROXY header");
}

/* Whether the bytes are, or may yet become, the mark. */
static bool begins(const char *data, size_t len, struct str mark)
{
	return len == 0 || memcmp(data, mark.p, len < mark.n ? len : mark.n) == 0;
}

enum parse_result proxy_parse(const char *data, size_t len, struct proxy_header *out)
{
	if (begins(data, len, V1_MARK))
		return len < V1_MARK.n ? PARSE_MORE : parse_v1(data, len, out);
	if (begins(data, len, V2_MARK))
		return parse_v2((const unsigned char *)data, len, out);
	return refuse(out, "no PROXY header");
}
