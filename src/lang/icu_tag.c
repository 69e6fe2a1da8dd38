/*
 * icu_tag: asks for the likely subtags of what is there, and of the language alone.
 */
#include "lang/icu_tag.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>

void icu_begin(void)
{
	UErrorCode status = U_ZERO_ERROR;

	uloc_setDefault("", &status);
}

static void script_of(const char *locale, char out[8])
{
	UErrorCode status = U_ZERO_ERROR;
	char likely[LOCALE_BYTES];

	out[0] = '\0';
	if (uloc_addLikelySubtags(locale, likely, sizeof likely, &status) > 0 && U_SUCCESS(status))
		uloc_getScript(likely, out, 8, &status);
	if (U_FAILURE(status))
		out[0] = '\0';
}

bool icu_tag_shorten(struct str tag, char out[TAG_BYTES])
{
	struct bcp47 t, language = { .language = { NULL, 0 } };
	char whole[LOCALE_BYTES], alone[TAG_BYTES], script[8], usual[8];

	if (!bcp47_parse(tag, &t))
		return false;
	language.language = t.language;
	bcp47_write(&language, alone);
	if (t.script.n || t.region.n) {
		snprintf(whole, sizeof whole, "%s%s%.*s%s%.*s", alone, t.script.n ? "_" : "",
		    STR_ARG(t.script), t.region.n ? "_" : "", STR_ARG(t.region));
		script_of(whole, script);
		script_of(alone, usual);
		bool same = strcmp(script, usual) == 0;
		if (same && *script)
			t.script.n = 0;
		else if (!t.script.n && *script)
			t.script = str_of(script);
	}
	bcp47_write(&t, out);
	return true;
}

void icu_tag_locale(const char *tag, char out[LOCALE_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	char likely[LOCALE_BYTES], country[8] = "";

	/* "uz-cyrl" becomes "uz_Cyrl". */
	uloc_canonicalize(tag, out, LOCALE_BYTES, &status);
	uloc_addLikelySubtags(out, likely, sizeof likely, &status);
	if (U_SUCCESS(status))
		uloc_getCountry(likely, country, sizeof country, &status);
	size_t n = strlen(out);
	if (U_SUCCESS(status) && *country)
		snprintf(out + n, LOCALE_BYTES - n, "_%s", country);
}
