/* Any text as a host and as an address: what comes out is ASCII, and the same the second time. */
#include <stdlib.h>

#include "base/uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || s.p[i] <= ' ')
			abort();
}

static void check_host(struct str s, struct buf *once, struct buf *twice)
{
	if (host_to_ascii(s, once) != HOST_GOOD) {
		if (once->len)
			abort();
		return;
	}
	check_ascii(buf_str(once));
	if (once->len > HOST_MAX + 1 || str_find(buf_str(once), '/') < once->len)
		abort();
	if (host_to_ascii(buf_str(once), twice) != HOST_GOOD || !str_eq(buf_str(once), buf_str(twice)))
		abort();
	if (!host_is_same(s, buf_str(once)))
		abort();
	buf_reset(twice);
	if (host_to_readable(buf_str(once), twice) && !host_is_same(buf_str(twice), buf_str(once)))
		abort();
}

static void check_uri(struct str s, struct buf *once, struct buf *twice)
{
	struct uri u;
	buf_reset(once);
	buf_reset(twice);
	uri_host_fault(s);
	if (!uri_to_ascii(s, once))
		return;
	check_ascii(buf_str(once));
	if (!uri_parse(buf_str(once), &u) || !uri_to_ascii(buf_str(once), twice) ||
	    !str_eq(buf_str(once), buf_str(twice)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct buf once, twice;
	buf_init(&once, 1 << 16);
	buf_init(&twice, 1 << 16);
	check_host(s, &once, &twice);
	check_uri(s, &once, &twice);
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
