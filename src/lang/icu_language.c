/*
 * icu_language: asks for one thing after the other; what ICU does not know stays empty.
 */
#include "lang/icu_language.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uldnames.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/icu_tag.h"
#include "lang/icu_text.h"

enum { UNITS = 128 };

/* As a list of languages begins: "Қазақ тілі". */
static const char *name_of(const char *locale, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UDisplayContext contexts[] = { UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_STANDARD_NAMES };
	ULocaleDisplayNames *names = uldn_openForContext(locale, contexts, 2, &status);
	UChar text[UNITS];
	int32_t n = 0;
	char shown[LOCALE_BYTES];

	/* Its country is no part of the name. */
	strcpy(shown, locale);
	char *country = strrchr(shown, '_');
	if (country && country[1] && strlen(country) <= 4)
		*country = '\0';
	if (U_SUCCESS(status)) {
		n = uldn_localeDisplayName(names, shown, text, UNITS, &status);
		uldn_close(names);
	}
	if (U_FAILURE(status) || n <= 0 || n >= UNITS)
		return NULL;
	/* ICU does so for some languages only. */
	text[0] = (UChar)u_totitle(text[0]);
	return icu_text(a, text, n);
}

static const char *mark_of(const UNumberFormat *f, UNumberFormatSymbol symbol, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[UNITS];
	int32_t n = unum_getSymbol(f, symbol, text, UNITS, &status);

	return U_SUCCESS(status) && n > 0 && n < UNITS ? icu_text(a, text, n) : NULL;
}

/* The digits of its readers, where they are not those of ASCII. */
static const char *const *digits_of(const UNumberFormat *f, struct arena *a)
{
	const char *zero = mark_of(f, UNUM_ZERO_DIGIT_SYMBOL, a);
	const char **v = arena_alloc(a, DIGIT_COUNT * sizeof *v);
	struct buf digit;
	size_t len;

	if (!zero || !*zero || strcmp(zero, "0") == 0)
		return NULL;
	uint32_t first = utf8_decode(str_of(zero), &len);
	buf_init(&digit, 8);
	for (uint32_t i = 0; i < DIGIT_COUNT; i++) {
		buf_reset(&digit);
		utf8_encode(&digit, first + i);
		v[i] = arena_str(a, buf_str(&digit));
	}
	buf_release(&digit);
	return v;
}

static void complete_numbers(struct lang *l, const char *locale, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *f = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &status);

	if (U_FAILURE(status))
		return;
	if (!l->group_mark)
		l->group_mark = mark_of(f, UNUM_GROUPING_SEPARATOR_SYMBOL, a);
	if (!l->decimal_mark)
		l->decimal_mark = mark_of(f, UNUM_DECIMAL_SEPARATOR_SYMBOL, a);
	if (!l->digits)
		l->digits = digits_of(f, a);
	unum_close(f);
}

static enum script script_of(const char *locale)
{
	static const struct {
		const char *code;
		enum script script;
	} codes[] = {
		{ "Latn", SCRIPT_LATIN },
		{ "Cyrl", SCRIPT_CYRILLIC },
		{ "Arab", SCRIPT_ARABIC },
		{ "Hans", SCRIPT_HAN },
		{ "Hant", SCRIPT_HAN },
		{ "Thai", SCRIPT_THAI },
	};
	UErrorCode status = U_ZERO_ERROR;
	char likely[LOCALE_BYTES], script[8] = "";

	uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
	if (U_SUCCESS(status))
		uloc_getScript(likely, script, sizeof script, &status);
	for (size_t i = 0; U_SUCCESS(status) && i < ARRAY_SIZE(codes); i++)
		if (strcmp(script, codes[i].code) == 0)
			return codes[i].script;
	return SCRIPT_OTHER;
}

void icu_language_complete(struct lang *l, struct arena *a)
{
	char locale[LOCALE_BYTES];

	icu_tag_locale(l->tag, locale);
	if (!l->name)
		l->name = name_of(locale, a);
	if (!l->dir)
		l->dir = uloc_isRightToLeft(locale) ? "rtl" : "ltr";
	if (!l->locale)
		l->locale = arena_strdup(a, locale);
	if (l->search.script == SCRIPT_OTHER)
		l->search.script = script_of(locale);
	complete_numbers(l, locale, a);
}

void icu_language_english(const char *tag, char out[ENGLISH_NAME_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[ENGLISH_NAME_BYTES];
	int32_t n = uloc_getDisplayLanguage(tag, "en", name, ENGLISH_NAME_BYTES, &status);

	out[0] = '\0';
	if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || n <= 0 || n >= ENGLISH_NAME_BYTES)
		return;
	for (int32_t i = 0; i < n; i++)
		if (name[i] >= 0x80)
			return;
	for (int32_t i = 0; i <= n; i++)
		out[i] = ascii_lower((char)name[i]);
}
