/* Any bytes as a path: what is accepted has no dot segment; what is encoded decodes to itself. */
#include <stdlib.h>

#include "base/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_normal(struct str path)
{
	struct str segment;
	if (!str_starts(path, "/"))
		abort();
	while (path_next(&path, &segment))
		if (str_is(segment, ".") || str_is(segment, "..") || str_find(segment, '\0') < segment.n)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct buf b, back;
	buf_init(&b, PATH_MAX_LEN);
	buf_init(&back, size);
	if (path_normalise(s, &b) == PATH_OK)
		check_normal(buf_str(&b));
	path_is_slug(s);
	path_extension(s);
	path_decode_query(s, true, &b);
	buf_release(&b);
	buf_init(&b, 3 * size);
	path_encode(&b, s);
	if (!path_decode_query(buf_str(&b), true, &back) || !str_eq(buf_str(&back), s))
		abort();
	buf_release(&b);
	buf_release(&back);
	return 0;
}
