/*
 * Any title, in every language: the slug is a slug or nothing, the transliteration is ASCII.
 */
#include <stdlib.h>

#include "base/path.h"
#include "lang/lang.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str title = { (const char *)data, size };
	struct buf out;
	buf_init(&out, size * 12 + SLUG_MAX);
	for (size_t i = 0; i < lang_count(); i++) {
		buf_reset(&out);
		lang_to_ascii(lang_at(i), title, &out);
		if (out.full)
			abort();
		for (size_t k = 0; k < out.len; k++)
			if ((unsigned char)out.data[k] >= 0x80 || out.data[k] == 0)
				abort();
		buf_reset(&out);
		lang_slug(lang_at(i), title, &out);
		if (out.len > 0 && !path_is_slug(buf_str(&out)))
			abort();
	}
	struct str head = str_sub(title, 0, size / 2), tail = str_sub(title, size / 2, size);
	const struct lang *l = lang_default();
	if (lang_compare(l, title, title) != 0 || lang_compare(l, head, tail) != -lang_compare(l, tail, head))
		abort();
	lang_find(title);
	buf_release(&out);
	return 0;
}
