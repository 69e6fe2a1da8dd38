/*
 * What a style sheet loads: each thing is found once, in the order of the text, and no address is longer
 * than that.
 */
#include "markup/css.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct css css;
	struct css_found f;
	unsigned line = 1;
	size_t found = 0;
	css_init(&css, (struct str){ (const char *)data, size });
	while (css_next(&css, &f)) {
		/* An escape of two bytes may be a character of three. */
		if (f.line < line || ++found > size || f.address.n > 2 * size + 8)
			abort();
		line = f.line;
	}
	css_release(&css);
	return 0;
}
