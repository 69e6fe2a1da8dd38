/*
 * English: forms and spellings of a word meet, words that look alike to Snowball stay apart.
 */
#include "unit/support/stems.h"

#include "lang/lang.h"

static int begin(void **state)
{
	*state = stemmer_new("ky ru en");
	return 0;
}

static int end(void **state)
{
	stemmer_free(*state);
	return 0;
}

static void forms_of_a_word_meet(void **state)
{
	static const char *const lines[] = {
		"child children child's",
		"person people persons",
		"woman women",
		"man men",
		"foot feet",
		"mouse mice",
		"life lives",
		"leaf leaves",
		"leave leaves left leaving",
		"half halves",
		"calf calves",
		"goose geese",
		"criterion criteria",
		"analysis analyses",
		"crisis crises",
		"basis bases",
		"base bases based",
		"go goes going gone went",
		"give gives giving given gave",
		"take takes taking taken took",
		"build builds building built",
		"begin begins beginning began begun",
		"grow grows growing grew grown",
		"choose chooses choosing chose chosen",
		"become becomes becoming became",
		"freeze freezes freezing froze frozen",
		"undertake undertakes undertaking undertook undertaken",
		"policy policies",
		"village villages",
		"plan plans planned planning",
		NULL,
	};
	assert_meet_in(*state, lang_find(STR("en")), lines, true);
}

static void both_spellings_meet(void **state)
{
	static const char *const lines[] = {
		"organisation organization organisations organizations",
		"organise organize organised organized organising organizing",
		"decentralisation decentralization",
		"fertiliser fertilizer fertilisers fertilizers",
		"programme program programmes programs",
		"centre center centres centers",
		"metre meter metres meters",
		"labour labor",
		"neighbourhood neighborhood",
		"plough plow ploughed plowed",
		NULL,
	};
	assert_meet_in(*state, lang_find(STR("en")), lines, true);
}

static void other_words_stay_apart(void **state)
{
	static const char *const lines[] = {
		"international intern",
		"university universe universal",
		"important import imports",
		"authority author",
		"experience experiment",
		"department depart",
		"emergency emerge",
		"organization organ organic",
		"ministry minister",
		"personnel person personal",
		"engineer engine",
		"police policy",
		"new news",
		NULL,
	};
	assert_meet_in(*state, lang_find(STR("en")), lines, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(forms_of_a_word_meet, begin, end),
		cmocka_unit_test_setup_teardown(both_spellings_meet, begin, end),
		cmocka_unit_test_setup_teardown(other_words_stay_apart, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
