/* Import of HTML pages. */
#include "import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_import(import_html, data, size);
	return 0;
}
