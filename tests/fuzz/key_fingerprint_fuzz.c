/*
 * Any text: what is taken as the fingerprint of a key is printed as one that is taken as the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "serve/key_fingerprint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size), again[KEY_FINGERPRINT_TEXT];
	struct key_fingerprint k, same;
	if (key_fingerprint_parse(text, &k)) {
		key_fingerprint_text(&k, again);
		if (!key_fingerprint_parse(again, &same) || memcmp(&k, &same, sizeof k) != 0)
			abort();
	}
	free(text);
	return 0;
}
