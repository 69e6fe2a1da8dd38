/*
 * host: one label after the other; libidn2 sees only those that are not of ASCII.
 *
 * A label goes alone, so that "r3---sn.пример.рф", which libidn2 refuses as a whole, is a name, and so
 * that no character that is mapped to "/" or "." makes another address of it.
 */
#include "base/host.h"

#include <idn2.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/utf8.h"

enum {
	LABEL_MAX = 63,             /* bytes, RFC 1035 section 2.3.4 */
	LETTERS_MAX = 4 * HOST_MAX, /* bytes of a name in letters */
	HOST_SIZE = HOST_MAX + 2,
};

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* Bytes of the dot that s begins with: UTS #46 section 2.3 has four of them. */
static size_t dot_length(struct str s)
{
	static const char *const dots[] = { ".", "\u3002", "\uFF0E", "\uFF61" };
	for (size_t i = 0; i < ARRAY_SIZE(dots); i++)
		if (str_starts(s, dots[i]))
			return str_of(dots[i]).n;
	return 0;
}

static bool is_of_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return true;
}

static bool is_coded(struct str label)
{
	return label.n >= 4 && str_is_nocase(str_sub(label, 0, 4), "xn--");
}

/* What libidn2 says, as far as an editor can do something about it. */
static enum host_fault fault_of(int status)
{
	switch (status) {
	case IDN2_OK:
		return HOST_GOOD;
	case IDN2_TOO_BIG_LABEL:
	case IDN2_TOO_BIG_DOMAIN:
	case IDN2_PUNYCODE_BIG_OUTPUT:
		return HOST_LONG_LABEL;
	case IDN2_HYPHEN_STARTEND:
	case IDN2_2HYPHEN:
		return HOST_HYPHEN;
	default:
		return HOST_CHARACTER;
	}
}

/* Of a label that is a C string. */
static enum host_fault convert(const char *label, struct buf *out)
{
	char *ascii = NULL;
	enum host_fault fault = fault_of(
	    idn2_to_ascii_8z(label, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL));
	if (!fault && (!*ascii || !is_of_name(str_of(ascii))))
		fault = HOST_CHARACTER;
	if (!fault && !buf_puts(out, ascii))
		fault = HOST_LONG;
	idn2_free(ascii);
	return fault;
}

static bool is_code_of_name(const char *label)
{
	char *letters = NULL;
	bool good = idn2_to_unicode_8z8z(label, &letters, 0) == IDN2_OK;
	idn2_free(letters);
	return good;
}

static enum host_fault add_label(struct str label, struct buf *out)
{
	char text[LETTERS_MAX + 1];
	if (!label.n)
		return HOST_EMPTY_LABEL;
	memcpy(text, label.p, label.n);
	text[label.n] = '\0';
	if (!is_ascii(label))
		return convert(text, out);
	if (label.n > LABEL_MAX)
		return HOST_LONG_LABEL;
	if (!is_of_name(label))
		return HOST_CHARACTER;
	if (is_coded(label) && !is_code_of_name(text))
		return HOST_CODE;
	return buf_add_str(out, label) ? HOST_GOOD : HOST_LONG;
}

/* host = label *( "." label ) [ "." ] */
static enum host_fault add_labels(struct str host, struct buf *out)
{
	enum host_fault fault = HOST_GOOD;
	size_t from = 0, dot = 0;
	for (size_t i = 0; i <= host.n && !fault; i++) {
		dot = dot_length(str_sub(host, i, host.n));
		if (i < host.n && !dot)
			continue;
		fault = add_label(str_sub(host, from, i), out);
		from = i + dot;
		if (!fault && dot && !buf_add_char(out, '.'))
			fault = HOST_LONG;
		if (dot && from == host.n)
			break;
	}
	return fault;
}

/* The byte that "%D0" is; false: s begins with no such thing. */
static bool take_encoded(struct str s, char *out)
{
	int high = s.n < 3 ? -1 : str_hex_digit(s.p[1]), low = s.n < 3 ? -1 : str_hex_digit(s.p[2]);
	if (high < 0 || low < 0)
		return false;
	*out = (char)(high << 4 | low);
	return true;
}

/* Without percent-encoding; false: it is malformed, or what it encodes is no text. */
static bool decode(struct str host, struct buf *out)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];
		bool encoded = c == '%';
		if (encoded && !take_encoded(str_sub(host, i, host.n), &c))
			return false;
		i += encoded ? 2 : 0;
		if (!c || !buf_add_char(out, c))
			return false;
	}
	return utf8_valid(buf_str(out), NULL);
}

enum host_fault host_to_ascii(struct str host, struct buf *out)
{
	struct buf letters, ascii;
	buf_init(&letters, LETTERS_MAX);
	buf_init(&ascii, HOST_SIZE);
	bool good = decode(host, &letters);
	enum host_fault fault = letters.full ? HOST_LONG : HOST_CHARACTER;
	if (good)
		fault = add_labels(buf_str(&letters), &ascii);
	if (!fault && ascii.len - str_ends(buf_str(&ascii), ".") > HOST_MAX)
		fault = HOST_LONG;
	if (!fault && !buf_add_str(out, buf_str(&ascii)))
		fault = HOST_LONG;
	buf_release(&ascii);
	buf_release(&letters);
	return fault;
}

bool host_to_readable(struct str host, struct buf *out)
{
	char name[HOST_SIZE + 1], *letters = NULL;
	if (!host.n || host.n > HOST_SIZE || memchr(host.p, '\0', host.n))
		return false;
	memcpy(name, host.p, host.n);
	name[host.n] = '\0';
	bool good = idn2_to_unicode_8z8z(name, &letters, 0) == IDN2_OK && utf8_valid(str_of(letters), NULL) &&
	            host_is_same(str_of(letters), host) && buf_puts(out, letters);
	idn2_free(letters);
	return good;
}

static struct str without_dot(struct str host)
{
	return str_ends(host, ".") ? str_sub(host, 0, host.n - 1) : host;
}

static bool is_plain(struct str host)
{
	return is_ascii(host) && str_find(host, '%') == host.n;
}

bool host_is_same(struct str a, struct str b)
{
	if (is_plain(a) && is_plain(b)) {
		a = without_dot(a);
		b = without_dot(b);
		return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
	}
	struct buf first, second;
	buf_init(&first, HOST_SIZE);
	buf_init(&second, HOST_SIZE);
	bool same = !host_to_ascii(a, &first) && !host_to_ascii(b, &second) &&
	            host_is_same(buf_str(&first), buf_str(&second));
	buf_release(&second);
	buf_release(&first);
	return same;
}
