/* A whole .docx, the zip and what is in it. */
#include "office_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	office_fuzz("p/2023-09-08-x.ru.docx", (struct str){ (const char *)data, size });
	return 0;
}
