/*
 * Drawings for a logo: what is taken has no script element and no size beyond any screen, and is taken
 * again.
 */
#include "picture/svg.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	unsigned width, height, again;
	svg_load();
	if (svg_check(text, &width, &height) != FAULT_NONE)
		return 0;
	if (width > 100000 || height > 100000)
		abort();
	/* Neither is in any drawing that is taken, but as text. */
	if (memmem(data, size, "<script>", 8) && !memmem(data, size, "<!--", 4) &&
	    !memmem(data, size, "CDATA", 5))
		abort();
	if (memmem(data, size, "<!ENTITY", 8) && !memmem(data, size, "<!--", 4) &&
	    !memmem(data, size, "CDATA", 5))
		abort();
	if (svg_check(text, &again, &height) != FAULT_NONE || again != width)
		abort();
	return 0;
}
