/*
 * icu_letters: one range of the set after the other.
 */
#include "lang/icu_letters.h"

#include <unicode/ulocdata.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "lang/icu_tag.h"

static void add_ranges(const USet *set, struct buf *out)
{
	for (int32_t i = 0; i < uset_getItemCount(set); i++) {
		UErrorCode status = U_ZERO_ERROR;
		UChar32 from = 1, to = 0;
		/* Several letters that count as one are among the others too. */
		if (uset_getItem(set, i, &from, &to, NULL, 0, &status) != 0)
			continue;
		for (; from <= to; from++)
			utf8_encode(out, (uint32_t)from);
	}
}

void icu_letters(const char *tag, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	char locale[LOCALE_BYTES];

	icu_tag_locale(tag, locale);
	ULocaleData *data = ulocdata_open(locale, &status);
	USet *set = ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_STANDARD, &status);
	if (U_SUCCESS(status) && uset_size(set) <= LETTERS_LISTED)
		add_ranges(set, out);
	if (set)
		uset_close(set);
	if (data)
		ulocdata_close(data);
}
