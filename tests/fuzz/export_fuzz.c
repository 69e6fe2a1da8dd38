/* Exports of facts that were cut, changed or made up: read whole, or refused with a reason. */
#include "catalog/export.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct str bytes)
{
	struct export e;
	struct err err = { .text = "" };
	if (export_read(bytes, &e, &err) != EXPORT_GOOD) {
		if (!err.text[0])
			abort();
		return;
	}
	for (size_t i = 0; i < e.file_count; i++)
		if (e.files[i].path[0] == '/' || strstr(e.files[i].path, "../"))
			abort();
	export_release(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole;
	check((struct str){ (const char *)data, size });
	/* The same with the digest that no chance finds. */
	buf_init(&whole, size + 4096);
	buf_add(&whole, data, size);
	if (export_put_end(&whole, NULL))
		check(buf_str(&whole));
	buf_release(&whole);
	return 0;
}
