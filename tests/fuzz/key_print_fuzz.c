/*
 * Any text: what is taken as the fingerprint of a key is printed as one that is taken as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "serve/key_print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size), again[KEY_PRINT_TEXT];
	struct key_print k, same;
	if (key_print_parse(text, &k)) {
		key_print_text(&k, again);
		if (!key_print_parse(again, &same) || memcmp(&k, &same, sizeof k) != 0)
			abort();
	}
	free(text);
	return 0;
}
