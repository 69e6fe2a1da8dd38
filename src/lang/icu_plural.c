/*
 * icu_plural: asks ICU for the form of each small number once, and keeps the answers.
 *
 * CLDR's rules look at the last two digits, at whether a number is small itself, and at whole millions; a
 * number of three digits and more has the form of one between 100 and 199 that ends alike.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/upluralrules.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include "lang/plural.h"

enum { SMALL = 200, HUNDRED = 100, MILLION = 1000000, KEYWORD_MAX = 16 };

const char *const plural_names[PLURAL_COUNT] = {
	[PLURAL_ZERO] = "zero",
	[PLURAL_ONE] = "one",
	[PLURAL_TWO] = "two",
	[PLURAL_FEW] = "few",
	[PLURAL_MANY] = "many",
	[PLURAL_OTHER] = "other",
};

struct rules {
	struct rules *next;
	bool known;
	unsigned char small[SMALL], million;
	char language[];
};

static struct rules *all;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static unsigned char ask(const UPluralRules *of, double n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar keyword[KEYWORD_MAX];
	char name[KEYWORD_MAX] = "";
	int32_t len = uplrules_select(of, n, keyword, KEYWORD_MAX, &status);

	if (U_SUCCESS(status) && len < KEYWORD_MAX)
		u_UCharsToChars(keyword, name, len + 1);
	for (unsigned char i = 0; i < PLURAL_COUNT; i++)
		if (strcmp(name, plural_names[i]) == 0)
			return i;
	return PLURAL_OTHER;
}

/* Of a language that it knows no rules of ICU opens those with one form, and does not say so. */
static bool is_listed(const char *language)
{
	UErrorCode status = U_ZERO_ERROR;
	UResourceBundle *plurals = ures_openDirect(NULL, "plurals", &status);
	UResourceBundle *locales = ures_getByKey(plurals, "locales", NULL, &status);
	int32_t len;

	ures_getStringByKey(locales, language, &len, &status);
	ures_close(locales);
	ures_close(plurals);
	return U_SUCCESS(status);
}

static struct rules *learn(const char *language)
{
	UErrorCode status = U_ZERO_ERROR;
	struct rules *r = xcalloc(1, sizeof *r + strlen(language) + 1);
	UPluralRules *of = uplrules_open(language, &status);

	memcpy(r->language, language, strlen(language) + 1);
	r->known = U_SUCCESS(status) && is_listed(language);
	for (int i = 0; U_SUCCESS(status) && i < SMALL; i++)
		r->small[i] = ask(of, i);
	if (U_SUCCESS(status))
		r->million = ask(of, MILLION);
	uplrules_close(of);
	return r;
}

static const struct rules *rules_of(const char *language)
{
	struct rules *r;

	pthread_mutex_lock(&lock);
	for (r = all; r && strcmp(r->language, language) != 0; r = r->next)
		;
	if (!r) {
		r = learn(language);
		r->next = all;
		all = r;
	}
	pthread_mutex_unlock(&lock);
	return r;
}

bool plural_is_known(const char *language)
{
	return rules_of(language)->known;
}

unsigned plural_forms(const char *language)
{
	const struct rules *r = rules_of(language);
	unsigned forms = 1u << r->million;

	for (size_t i = 0; i < SMALL; i++)
		forms |= 1u << r->small[i];
	return forms;
}

bool plural_is_of_one(const char *language, enum plural form)
{
	const struct rules *r = rules_of(language);
	size_t n = r->million == form;

	for (size_t i = 0; i < SMALL; i++)
		n += r->small[i] == form;
	return n == 1;
}

enum plural plural_of(const char *language, uint64_t n)
{
	const struct rules *r = rules_of(language);

	if (n >= MILLION && n % MILLION == 0)
		return (enum plural)r->million;
	return (enum plural)r->small[n < SMALL ? n : HUNDRED + n % HUNDRED];
}
