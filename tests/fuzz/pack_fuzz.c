/*
 * Any text as a language pack: what is read is complete, and writes dates and counts.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/lang.h"
#include "lang/pack_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pack_problems problems = { .n = 0 };
	struct arena arena;
	struct buf out;
	struct moment from = { .at = 0, .has_time = true }, to = { .at = 100000, .has_time = true };

	arena_init(&arena);
	char *text = arena_alloc(&arena, size + 1);
	memcpy(text, data, size);
	struct lang *l = pack_read(&arena, "xx.lang", text, size, &problems);
	if (!l || !problems.n)
		abort();
	pack_complete(l, lang_default());
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < WORD_COUNT; i++)
		buf_puts(&out, l->words[i]);
	for (size_t i = 0; i < COUNTED_COUNT; i++)
		lang_counted(l, (enum counted)i, size, &out);
	lang_event(l, from, to, &out);
	lang_date(l, to.at, true, &out);
	lang_size(l, size, &out);
	buf_release(&out);
	pack_problems_release(&problems);
	arena_release(&arena);
	return 0;
}
