/*
 * address: which addresses of a document are for the public.
 */
#include "office/address.h"

#include <string.h>

#include "base/buf.h"
#include "base/uri.h"
#include "base/utf8.h"

enum { URL_MAX = 2048 };

const char *address_public(struct arena *a, struct str url)
{
	struct buf b, ascii;
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
	buf_init(&ascii, 8 * URL_MAX);
	bool good = b.len <= URL_MAX && uri_host_to_ascii(buf_str(&b), &ascii) &&
	            uri_parse(buf_str(&ascii), &u) && uri_is_public(u.scheme);
	const char *kept = good ? arena_str(a, buf_str(&ascii)) : NULL;
	buf_release(&ascii);
	buf_release(&b);
	return kept;
}
