/* Any bytes as text: every loop ends, nothing is lost in wrapping, valid text stays valid. */
#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size }, rest = s, line;
	size_t bad = 0, columns = size ? data[0] % 80 : 1;
	bool valid = utf8_valid(s, &bad);
	if (!valid && (bad >= size || !utf8_valid(str_sub(s, 0, bad), NULL)))
		abort();
	if (valid)
		utf8_xml_safe(s, NULL);
	while (utf8_wrap(&rest, columns, &line)) {
		/* Only a single character may be wider than the line. */
		if (utf8_columns(line) > columns && utf8_fit(line, 0) != line.n)
			abort();
		if (valid && !utf8_valid(line, NULL))
			abort();
	}
	struct buf b;
	buf_init(&b, 20 * size + 100);
	utf8_clean(&b, s);
	if (!utf8_valid(buf_str(&b), NULL))
		abort();
	buf_reset(&b);
	utf8_fold(&b, s);
	if (b.full || (valid && !utf8_valid(buf_str(&b), NULL)))
		abort();
	buf_release(&b);
	return 0;
}
