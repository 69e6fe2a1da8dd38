#include "unit/support/test.h"

#include <stdlib.h>

#include "lang/lang.h"
#include "lang/message.h"

static void the_tables_are_in_the_order_of_their_templates(void **state)
{
	(void)state;
	size_t languages = 0;
	for (size_t i = 0; i < lang_count(); i++) {
		const struct messages *m = lang_messages(lang_at(i)->tag);
		languages += m != NULL;
		for (size_t k = 1; m && k < m->n; k++)
			assert_true(strcmp(m->v[k - 1].template, m->v[k].template) < 0);
	}
	assert_int_equal(languages, 2);
	assert_null(lang_messages("en"));
}

static void asks(const char *all, const char *messages, const char *lang, const char *tag)
{
	setenv("LC_ALL", all, 1);
	setenv("LC_MESSAGES", messages, 1);
	setenv("LANG", lang, 1);
	assert_string_equal(lang_of_environment(), tag);
}

static void the_environment_names_a_language_whatever_locales_there_are(void **state)
{
	(void)state;
	asks("", "", "ru_RU.UTF-8", "ru");
	asks("", "ky_KG", "ru_RU.UTF-8", "ky");
	asks("ky", "ru_RU", "en_US.UTF-8", "ky");
	asks("C.UTF-8", "", "ru_RU", "en");
	asks("", "", "ky_KG@cyrillic", "ky");
	asks("", "", "mn_MN.UTF-8", "en");
	asks("", "", "de_DE.UTF-8", "de");
	asks("", "", "", "en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_are_in_the_order_of_their_templates),
		cmocka_unit_test(the_environment_names_a_language_whatever_locales_there_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
