/*
 * meant: what ICU knows of codes, with those that it does not know.
 *
 * The country comes before the language of the same letters: who writes "kg" in a site in Kyrgyz does not
 * mean Kongo.
 */
#include "lang/meant.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uloc.h>

#include "lang/bcp47.h"
#include "lang/icu_language.h"
#include "lang/icu_tag.h"

enum { CODE_BYTES = 16, NAME_BYTES = 64 };
static_assert(
    (int)CODE_BYTES == (int)TAG_BYTES && (int)CODE_BYTES == (int)MEANT_BYTES, "each has room for a tag");

struct code {
	const char *written, *right;
};

/* Withdrawn codes, and those of ISO 639-2/B. */
static const struct code codes[] = {
	{ "iw", "he" },
	{ "in", "id" },
	{ "ji", "yi" },
	{ "jw", "jv" },
	{ "mo", "ro" },
	{ "alb", "sq" },
	{ "arm", "hy" },
	{ "baq", "eu" },
	{ "bur", "my" },
	{ "chi", "zh" },
	{ "cze", "cs" },
	{ "dut", "nl" },
	{ "fre", "fr" },
	{ "geo", "ka" },
	{ "ger", "de" },
	{ "gre", "el" },
	{ "ice", "is" },
	{ "mac", "mk" },
	{ "mao", "mi" },
	{ "may", "ms" },
	{ "per", "fa" },
	{ "rum", "ro" },
	{ "slo", "sk" },
	{ "tib", "bo" },
	{ "wel", "cy" },
};
/* Countries whose likely language (CLDR) is not the one that is meant by their code. */
static const struct code countries[] = { { "KZ", "kk" } };

static const char *find_code(const struct code *v, size_t n, struct str written)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(written, v[i].written))
			return v[i].right;
	return NULL;
}

/* "rus" is "ru". False: it is no other code of a language. */
static bool shorten(struct str code, char out[CODE_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	char written[CODE_BYTES];
	const char *right = find_code(codes, ARRAY_SIZE(codes), code);

	if (right) {
		snprintf(out, CODE_BYTES, "%s", right);
		return true;
	}
	snprintf(written, sizeof written, "%.*s", STR_ARG(code));
	uloc_getLanguage(written, out, CODE_BYTES, &status);
	return U_SUCCESS(status) && *out && !str_is_nocase(code, out);
}

/* The country by its code of two letters or three; NULL: there is none. */
static const char *find_country(struct str code)
{
	char locale[CODE_BYTES];

	for (const char *const *at = uloc_getISOCountries(); *at; at++) {
		snprintf(locale, sizeof locale, "und_%s", *at);
		if (str_is_nocase(code, *at) || str_is_nocase(code, uloc_getISO3Country(locale)))
			return *at;
	}
	return NULL;
}

static bool language_of_country(struct str code, char out[CODE_BYTES])
{
	UErrorCode status = U_ZERO_ERROR;
	const char *country = find_country(code);
	char locale[CODE_BYTES], likely[NAME_BYTES];

	if (!country)
		return false;
	const char *right = find_code(countries, ARRAY_SIZE(countries), str_of(country));
	if (right) {
		snprintf(out, CODE_BYTES, "%s", right);
		return true;
	}
	snprintf(locale, sizeof locale, "und_%s", country);
	uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
	uloc_getLanguage(likely, out, CODE_BYTES, &status);
	return U_SUCCESS(status) && *out;
}

static const struct lang *find_by_name(struct str name)
{
	char english[ENGLISH_NAME_BYTES];

	for (size_t i = 0; i < lang_count(); i++) {
		icu_language_english(lang_at(i)->tag, english);
		if (*english && str_is_nocase(name, english))
			return lang_at(i);
	}
	return NULL;
}

static enum meant take_known(enum meant how, const struct lang *lang, char out[MEANT_BYTES])
{
	snprintf(out, MEANT_BYTES, "%s", lang->tag);
	return how;
}

static enum meant take_other(const char *code, char out[MEANT_BYTES])
{
	snprintf(out, MEANT_BYTES, "%s", code);
	return MEANT_ELSEWHERE;
}

enum meant lang_meant(struct str tag, char out[MEANT_BYTES])
{
	struct bcp47 t;
	const struct lang *lang;
	char shorter[CODE_BYTES], there[CODE_BYTES], own[CODE_BYTES], name[ENGLISH_NAME_BYTES];

	if (!bcp47_parse(tag, &t)) {
		lang = find_by_name(tag);
		return lang ? take_known(MEANT_CODE, lang, out) : MEANT_NOTHING;
	}
	bool is_code = shorten(t.language, shorter);
	bool is_country = t.language.n == tag.n && language_of_country(tag, there);
	if (is_code && (lang = lang_nearest(str_of(shorter))))
		return take_known(MEANT_CODE, lang, out);
	if (is_country && (lang = lang_nearest(str_of(there))))
		return take_known(MEANT_COUNTRY, lang, out);
	if (is_code)
		return take_other(shorter, out);
	if (!icu_tag_shorten(tag, own))
		return MEANT_NOTHING;
	icu_language_english(own, name);
	if (*name)
		return take_other(own, out);
	return is_country ? take_other(there, out) : MEANT_NOTHING;
}
