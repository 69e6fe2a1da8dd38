/* Any file without what is private: nothing private is left, and a second time changes nothing. */
#include <string.h>

#include "fuzz/picture_fuzz.h"
#include "picture/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16 };

static bool same(int a, int b)
{
	static char x[4 * MOST], y[4 * MOST];
	ssize_t n = pread(a, x, sizeof x, 0), m = pread(b, y, sizeof y, 0);
	return n >= 0 && n == m && memcmp(x, y, (size_t)n) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_head head;
	int from = picture_file_of(data, size < MOST ? size : MOST), once = picture_file(1),
	    twice = picture_file(2);
	picture_probe(from, &head);
	enum picture_type type = head.type;
	if (picture_clean(from, type, once) != FAULT_NONE)
		return 0;
	picture_probe(once, &head);
	if (head.type != type || head.private_data || head.place || head.cut)
		abort();
	if (picture_clean(once, type, twice) != FAULT_NONE || !same(once, twice))
		abort();
	return 0;
}
