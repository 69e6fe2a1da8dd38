/*
 * uri: one URI taken apart by the grammar of RFC 3986, without allocation.
 *
 * One function per rule, its ABNF above it. Nothing is decoded or normalised here.
 */
#include "base/uri.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/ascii.h"
#include "base/ip.h"
#include "base/utf8.h"

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/*
 * unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"
 * sub-delims = "!" / "$" / "&" / "'" / "(" / ")" / "*" / "+" / "," / ";" / "="
 */
static bool is_plain(char c)
{
	return ascii_is_alnum(c) || is_one_of(c, "-._~!$&'()*+,;=");
}

/* Whether s is *( unreserved / sub-delims / pct-encoded / one of `also` ). */
static bool is_text(struct str s, const char *also, bool utf8)
{
	bool ascii = true;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (is_plain(c) || is_one_of(c, also))
			continue;
		if ((unsigned char)c >= 0x80 && utf8) {
			ascii = false;
			continue;
		}
		if (c != '%' || s.n - i < 3 || str_hex_digit(s.p[i + 1]) < 0 || str_hex_digit(s.p[i + 2]) < 0)
			return false;
		i += 2;
	}
	return ascii || utf8_valid(s, NULL);
}

/* scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ); its length, 0 when no ":" ends it. */
static size_t scheme_length(struct str s)
{
	size_t n = 0;
	if (s.n == 0 || !ascii_is_letter(s.p[0]))
		return 0;
	while (n < s.n && (ascii_is_alnum(s.p[n]) || is_one_of(s.p[n], "+-.")))
		n++;
	return n < s.n && s.p[n] == ':' ? n : 0;
}

bool uri_has_scheme(struct str s)
{
	return scheme_length(s) > 0;
}

static bool is_address(int family, struct str s)
{
	unsigned char address[16];
	return ip_parse(family, s, address);
}

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool is_future_address(struct str s)
{
	struct str version, address;
	if (s.n == 0 || (s.p[0] != 'v' && s.p[0] != 'V'))
		return false;
	if (!str_cut(str_sub(s, 1, s.n), '.', &version, &address) || version.n == 0 || address.n == 0)
		return false;
	for (size_t i = 0; i < version.n; i++)
		if (str_hex_digit(version.p[i]) < 0)
			return false;
	for (size_t i = 0; i < address.n; i++)
		if (!is_plain(address.p[i]) && address.p[i] != ':')
			return false;
	return true;
}

/*
 * host       = IP-literal / IPv4address / reg-name
 * IP-literal = "[" ( IPv6address / IPvFuture ) "]"
 * reg-name   = *( unreserved / pct-encoded / sub-delims )
 *
 * Takes the host off *s; with `letters` it may be in any alphabet (ireg-name, RFC 3987 section 2.2).
 */
static bool take_host(struct str *s, struct uri *u, bool letters)
{
	if (s->n && s->p[0] == '[') {
		size_t end = str_find(*s, ']');
		if (end == s->n)
			return false;
		u->host = str_sub(*s, 1, end);
		u->host_is_ip = true;
		*s = str_sub(*s, end + 1, s->n);
		return is_address(AF_INET6, u->host) || is_future_address(u->host);
	}
	size_t end = str_find(*s, ':');
	u->host = str_sub(*s, 0, end);
	u->host_is_ip = is_address(AF_INET, u->host);
	*s = str_sub(*s, end, s->n);
	return is_text(u->host, "", letters);
}

/*
 * authority = [ userinfo "@" ] host [ ":" port ]
 * userinfo  = *( unreserved / pct-encoded / sub-delims / ":" )
 * port      = *DIGIT
 */
static bool parse_authority(struct str s, struct uri *u, bool letters)
{
	struct str userinfo, rest;
	u->has_authority = true;
	u->has_userinfo = str_cut(s, '@', &userinfo, &rest);
	if (u->has_userinfo) {
		u->userinfo = userinfo;
		s = rest;
	}
	if (!is_text(u->userinfo, ":", false) || !take_host(&s, u, letters))
		return false;
	u->has_port = s.n > 0;
	if (!u->has_port)
		return true;
	u->port = str_sub(s, 1, s.n);
	for (size_t i = 0; i < u->port.n; i++)
		if (!ascii_is_digit(u->port.p[i]))
			return false;
	return s.p[0] == ':';
}

/*
 * URI       = scheme ":" hier-part [ "?" query ] [ "#" fragment ]
 * hier-part = "//" authority path-abempty / path-absolute / path-rootless / path-empty
 * pchar     = unreserved / pct-encoded / sub-delims / ":" / "@"
 * query     = *( pchar / "/" / "?" ); fragment likewise
 */
static bool parse(struct str s, bool letters, struct uri *out)
{
	struct uri u = { 0 };
	size_t n = scheme_length(s);
	if (n == 0)
		return false;
	u.scheme = str_sub(s, 0, n);
	s = str_sub(s, n + 1, s.n);
	u.has_fragment = str_cut(s, '#', &s, &u.fragment);
	u.has_query = str_cut(s, '?', &s, &u.query);
	if (str_starts(s, "//")) {
		struct str rest = str_sub(s, 2, s.n);
		size_t end = str_find(rest, '/');
		if (!parse_authority(str_sub(rest, 0, end), &u, letters))
			return false;
		s = str_sub(rest, end, rest.n);
	}
	u.path = s;
	if (!is_text(u.path, ":@/", true) || !is_text(u.query, ":@/?", true) ||
	    !is_text(u.fragment, ":@/?", true))
		return false;
	*out = u;
	return true;
}

bool uri_parse(struct str s, struct uri *out)
{
	return parse(s, false, out);
}

bool uri_parse_letters(struct str s, struct uri *out)
{
	return parse(s, true, out);
}

static bool is_in(struct str scheme, const char *const *schemes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(scheme, schemes[i]))
			return true;
	return false;
}

bool uri_is_public(struct str scheme)
{
	static const char *const schemes[] = { "http", "https", "gemini", "gopher", "gophers", "spartan",
		"nex", "finger", "mailto", "tel", "sms", "geo", "ftp", "ftps", "sftp", "xmpp", "matrix",
		"irc", "ircs", "sip", "sips", "tg", "whatsapp", "viber", "sgnl", "signal", "skype", "threema",
		"facetime", "webcal", "news", "nntp", "magnet", "ipfs", "ipns", "dat", "git", "ssh" };
	return is_in(scheme, schemes, ARRAY_SIZE(schemes));
}

/* Whether what follows the scheme is name "@" host: RFC 6068, RFC 3261, RFC 5122. */
static bool has_mailbox(struct str scheme)
{
	static const char *const schemes[] = { "mailto", "sip", "sips", "xmpp" };
	return is_in(scheme, schemes, ARRAY_SIZE(schemes));
}

/* The host of name "@" host; empty: there is none. */
static struct str mailbox_host(struct str s)
{
	size_t n = 0;
	struct str head, tail;
	while (n < s.n && !is_one_of(s.p[n], "/?#,;"))
		n++;
	if (!str_cut(str_sub(s, 0, n), '@', &head, &tail))
		return STR("");
	return str_sub(tail, 0, str_find(tail, ':'));
}

/*
 * The name of the host within scheme "://" [ userinfo "@" ] host [ ":" port ], or the first one within
 * scheme ":" name "@" host *( "," name "@" host ); empty: there is none. An address in brackets is no name.
 */
static struct str host_of(struct str s)
{
	size_t scheme = scheme_length(s), n = 0;
	struct str rest = str_sub(s, scheme, s.n), head, tail;
	if (!str_starts(rest, "://"))
		return has_mailbox(str_sub(s, 0, scheme)) ? mailbox_host(str_sub(rest, 1, rest.n)) : STR("");
	rest = str_sub(rest, 3, rest.n);
	while (n < rest.n && !is_one_of(rest.p[n], "/?#,;"))
		n++;
	rest = str_sub(rest, 0, n);
	if (str_cut(rest, '@', &head, &tail))
		rest = tail;
	return str_starts(rest, "[") ? STR("") : str_sub(rest, 0, str_find(rest, ':'));
}

/* That of the next mailbox, after the host that ends at `at`. */
static struct str next_host(struct str s, size_t at)
{
	bool further = at < s.n && s.p[at] == ',' && has_mailbox(str_sub(s, 0, scheme_length(s)));
	return further ? mailbox_host(str_sub(s, at + 1, s.n)) : STR("");
}

/* Letters that are not of ASCII percent-encoded (RFC 3987 section 3.1), where that is asked for. */
static bool add_part(struct buf *out, struct str s, bool encode)
{
	if (!encode)
		return buf_add_str(out, s);
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] < 0x80)
			buf_add_char(out, s.p[i]);
		else
			buf_printf(out, "%%%02X", (unsigned char)s.p[i]);
	}
	return !out->full;
}

/* A name that the DNS cannot have stays as it is where it is a URI all the same. */
static bool add_host(struct buf *out, struct str host)
{
	return !host_to_ascii(host, out) || (is_text(host, "", false) && buf_add_str(out, host));
}

static bool add_in_ascii(struct str iri, bool encode, struct buf *out)
{
	struct uri u;
	size_t before = out->len, at = 0;
	bool good = utf8_valid(iri, NULL);
	for (struct str host = host_of(iri); good && host.n; host = next_host(iri, at)) {
		size_t from = (size_t)(host.p - iri.p);
		good = add_part(out, str_sub(iri, at, from), encode) && add_host(out, host);
		at = from + host.n;
	}
	good = good && add_part(out, str_sub(iri, at, iri.n), encode) &&
	       uri_parse(str_sub(buf_str(out), before, out->len), &u);
	if (!good)
		buf_truncate(out, before);
	return good;
}

bool uri_to_ascii(struct str iri, struct buf *out)
{
	return add_in_ascii(iri, true, out);
}

bool uri_host_to_ascii(struct str iri, struct buf *out)
{
	return add_in_ascii(iri, false, out);
}

/* Whether hosts of the scheme are names of the DNS; others have keys and hashes there. */
static bool names_host(struct str scheme)
{
	static const char *const schemes[] = { "http", "https", "gemini", "gopher", "gophers", "spartan",
		"nex", "finger", "mailto", "ftp", "ftps", "sftp" };
	return is_in(scheme, schemes, ARRAY_SIZE(schemes));
}

enum host_fault uri_host_fault(struct str iri)
{
	struct buf ascii;
	enum host_fault fault = HOST_GOOD;
	size_t at = 0;
	bool checked = names_host(str_sub(iri, 0, scheme_length(iri)));
	buf_init(&ascii, iri.n * 8 + 256);
	for (struct str host = host_of(iri); checked && !fault && host.n; host = next_host(iri, at)) {
		fault = host_to_ascii(host, &ascii);
		at = (size_t)(host.p - iri.p) + host.n;
	}
	buf_release(&ascii);
	return fault;
}

/*
 * Whether it is seen as what it is: no space, no mark of direction, nothing invisible, nothing that could
 * not be decoded.
 */
static bool is_shown(uint32_t c)
{
	return (c >= 0xC0 && c < 0x2000 && c != 0x61C && c != 0x1680 && c != 0x180E) ||
	       (c >= 0x2C00 && c < 0xD800 && c != 0x3000);
}

/*
 * Bytes of the percent-encoded character that s begins with, decoded into `character` (of 5 bytes); 0: it
 * stays as it is.
 */
static size_t encoded_character(struct str s, char *character)
{
	size_t n = 0, len;
	for (; n < 4 && s.n >= 3 * n + 3 && s.p[3 * n] == '%'; n++) {
		int high = str_hex_digit(s.p[3 * n + 1]), low = str_hex_digit(s.p[3 * n + 2]);
		if (high < 8 || low < 0)
			break;
		character[n] = (char)(high << 4 | low);
	}
	if (n < 2 || !is_shown(utf8_decode((struct str){ character, n }, &len)))
		return 0;
	character[len] = '\0';
	return 3 * len;
}

bool uri_to_readable(struct str uri, struct buf *out)
{
	struct str host = host_of(uri), rest = uri;
	char character[5];
	if (host.n) {
		size_t from = (size_t)(host.p - uri.p);
		rest = str_sub(uri, from + host.n, uri.n);
		buf_add_str(out, str_sub(uri, 0, from));
		if (!host_to_readable(host, out))
			buf_add_str(out, host);
	}
	while (rest.n) {
		size_t n = encoded_character(rest, character);
		if (n)
			buf_puts(out, character);
		else
			buf_add_char(out, rest.p[0]);
		rest = str_sub(rest, n ? n : 1, rest.n);
	}
	return !out->full;
}
