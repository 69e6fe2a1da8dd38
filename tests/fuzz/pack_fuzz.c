/*
 * Any text as a language pack: what is read is complete, and writes dates and counts.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/lang.h"
#include "lang/pack_read.h"
#include "lang/pack_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* `own`: as one of a language that the program has, or NULL. */
static void read_as(const uint8_t *data, size_t size, const struct lang *own, struct pack_problems *problems)
{
	struct arena arena;
	struct buf out;
	struct moment from = { .at = 0, .has_time = true }, to = { .at = 100000, .has_time = true };

	arena_init(&arena);
	char *text = arena_alloc(&arena, size + 1);
	memcpy(text, data, size);
	struct lang *l = pack_read(&arena, "xx.lang", text, size, own, problems);
	if (!l)
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
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pack_problems problems = { .n = 0 };

	pack_text_check((struct str){ (const char *)data, size }, "xx.lang", "xx", &problems);
	read_as(data, size, lang_default(), &problems);
	pack_problems_release(&problems);
	read_as(data, size, NULL, &problems);
	if (!problems.n)
		abort();
	pack_problems_release(&problems);
	return 0;
}
