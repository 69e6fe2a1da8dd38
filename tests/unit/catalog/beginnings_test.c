/* A word that is looked for is never passed over by its first letters, and most others are. */
#include "unit/support/test.h"

#include "catalog/search/beginnings.h"

static struct stemmer *stemmer;
static struct beginnings beginnings;

static int set_up(void **state)
{
	(void)state;
	stemmer = stemmer_new("ky ru en");
	beginnings = (struct beginnings){ 0 };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stemmer_free(stemmer);
	return 0;
}

static void look_for(const char *word)
{
	struct word_tokens t;
	tokens_of_word(stemmer, str_of(word), NULL, false, &t);
	assert_true(t.n > 0);
	for (size_t i = 0; i < t.n; i++)
		beginnings_add(&beginnings, t.v[i]);
}

static bool may_be(const char *word)
{
	return beginnings_may_be(&beginnings, stemmer, str_of(word));
}

static void forms_however_they_are_written_may_be_found(void **state)
{
	(void)state;
	static const char *const pairs[][2] = { { "онуктуруу", "ӨНҮКТҮРҮҮНҮ" }, { "елка", "Ёлки" },
		{ "ёлка", "е\u0308лка" }, { "йод", "И\u0306ода" }, { "наити", "наи\u0306ти" },
		{ "БУУ", "БУУнун" }, { "résumé", "RESUME" }, { "стройка", "стро\u00adйка" }, { "я", "Я" },
		{ "s", "s" }, { "2026", "2026" }, { "straße", "STRASSE" }, { "漢字", "漢字" } };
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		for (int k = 0; k < 2; k++) {
			beginnings = (struct beginnings){ 0 };
			look_for(pairs[i][k]);
			if (!may_be(pairs[i][!k]) || !may_be(pairs[i][k]))
				fail_msg("%s is passed over", pairs[i][!k]);
		}
}

static void the_beginning_of_a_word_is_enough(void **state)
{
	(void)state;
	beginnings_add(&beginnings, STR("=водо"));
	beginnings_add(&beginnings, STR(""));
	assert_true(may_be("Водопровод"));
	beginnings_add(&beginnings, STR("=т"));
	assert_true(may_be("турбина"));
}

static void other_words_are_passed_over(void **state)
{
	(void)state;
	look_for("турбина");
	assert_true(may_be("Турбины"));
	assert_false(may_be("насос"));
	assert_false(may_be("тАнк"));
	assert_false(may_be("т"));
	assert_false(may_be("pump"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(forms_however_they_are_written_may_be_found),
		T(the_beginning_of_a_word_is_enough),
		T(other_words_are_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
