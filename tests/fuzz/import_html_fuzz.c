/* Import of HTML pages. */
#include "import_fuzz.h"

#include "import/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_import(import_page, data, size);
	return 0;
}
