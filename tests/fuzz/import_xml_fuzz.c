/* Import of feeds. */
#include "import_fuzz.h"

#include "import/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_import(import_feed, data, size);
	return 0;
}
