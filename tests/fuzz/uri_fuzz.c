/* Any bytes as a URI: its parts put together again are the input. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_part(struct buf *b, bool there, const char *before, struct str part)
{
	if (there && (!buf_puts(b, before) || !buf_add_str(b, part)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct uri u;
	if (!uri_parse(s, &u))
		return 0;
	struct buf b;
	buf_init(&b, size);
	bool bracketed = u.host_is_ip && u.host.p[-1] == '[';
	add_part(&b, true, "", u.scheme);
	add_part(&b, u.has_authority, ":", STR("//"));
	add_part(&b, !u.has_authority, ":", STR(""));
	add_part(&b, u.has_userinfo, "", u.userinfo);
	add_part(&b, u.has_userinfo, "@", STR(""));
	add_part(&b, true, bracketed ? "[" : "", u.host);
	add_part(&b, bracketed, "]", STR(""));
	add_part(&b, u.has_port, ":", u.port);
	add_part(&b, true, "", u.path);
	add_part(&b, u.has_query, "?", u.query);
	add_part(&b, u.has_fragment, "#", u.fragment);
	if (!uri_has_scheme(s) || !str_eq(buf_str(&b), s))
		abort();
	buf_release(&b);
	return 0;
}
