/* Import of whatever it is, plain text above all. */
#include "import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_import(import_read, data, size);
	return 0;
}
