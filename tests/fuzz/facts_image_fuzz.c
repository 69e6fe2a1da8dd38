/* Backups of the durable facts that somebody has kept for years: read whole, or refused. */
#include "catalog/facts_image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct facts_summary summary;
	struct err err = { .text = "" };
	if (!facts_image_check((struct str){ (const char *)data, size }, &summary, &err) && !err.text[0])
		abort();
	return 0;
}
