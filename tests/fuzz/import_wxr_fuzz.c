/* Import of exports of WordPress. */
#include "import_fuzz.h"

#include "import/wxr.h"

static bool check_part(void *user, struct import *part, struct err *err)
{
	(void)user;
	(void)err;
	for (size_t i = 0; i < part->n; i++)
		check_item(&part->v[i]);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0)
		import_wxr((struct str){ (const char *)data, size }, check_part, NULL, NULL);
	return 0;
}
