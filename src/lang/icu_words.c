/*
 * icu_words: where ICU lets a word end.
 */
#include "lang/icu_words.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

#include "base/buf.h"

struct icu_words {
	UBreakIterator *breaks; /* NULL: this ICU has none */
};

static struct icu_words *open_words(void)
{
	struct icu_words *w = xcalloc(1, sizeof *w);
	UErrorCode code = U_ZERO_ERROR;

	w->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
	if (U_FAILURE(code))
		w->breaks = NULL;
	return w;
}

size_t icu_words_first(struct icu_words **w, struct str text)
{
	UErrorCode code = U_ZERO_ERROR;
	UText bytes = UTEXT_INITIALIZER;
	int32_t end = UBRK_DONE;

	if (!*w)
		*w = open_words();
	if (!(*w)->breaks)
		return text.n;
	utext_openUTF8(&bytes, text.p, (int64_t)text.n, &code);
	ubrk_setUText((*w)->breaks, &bytes, &code);
	if (U_SUCCESS(code) && ubrk_first((*w)->breaks) == 0)
		end = ubrk_next((*w)->breaks);
	utext_close(&bytes);
	return end > 0 && (size_t)end < text.n ? (size_t)end : text.n;
}

void icu_words_free(struct icu_words *w)
{
	if (w && w->breaks)
		ubrk_close(w->breaks);
	free(w);
}
