/*
 * address: which addresses of a document are for the public.
 */
#include "office/address.h"

#include <string.h>

#include "base/buf.h"
#include "base/uri.h"
#include "base/utf8.h"

enum { URL_MAX = 2048 };

/* A path of somebody's disk, or what runs a program, is no address for the public. */
static bool is_public(const struct uri *u)
{
	static const char *const schemes[] = { "http", "https", "mailto", "tel", "gemini", "gopher", "ftp",
		"ftps", "sip", "xmpp", "geo", "spartan", "finger", "nex", "irc", "ircs", "news", "magnet",
		"sms", NULL };
	for (const char *const *s = schemes; *s; s++)
		if (str_is_nocase(u->scheme, *s))
			return true;
	return false;
}

const char *address_public(struct arena *a, struct str url)
{
	struct buf b;
	struct uri u;
	size_t len;
	url = str_trim(url);
	buf_init(&b, 3 * url.n + 16);
	if (url.n > 4 && str_is_nocase(str_sub(url, 0, 4), "www."))
		buf_puts(&b, "https://");
	for (; url.n; url = str_sub(url, len, url.n)) {
		uint32_t c = utf8_decode(url, &len);
		bool plain = c > ' ' && c != 0x7f && !strchr("\"<>\\^`{|}", (int)(c < 0x80 ? c : 'a'));
		for (size_t i = 0; i < len; i++)
			if (plain)
				buf_add_char(&b, url.p[i]);
			else
				buf_printf(&b, "%%%02X", (unsigned char)url.p[i]);
	}
	bool good = b.len <= URL_MAX && uri_parse(buf_str(&b), &u) && is_public(&u);
	const char *kept = good ? arena_str(a, buf_str(&b)) : NULL;
	buf_release(&b);
	return kept;
}
