#include "unit/support/stems.h"

static int begin(void **state)
{
	*state = stemmer_new("");
	return 0;
}

static int end(void **state)
{
	stemmer_free(*state);
	return 0;
}

static void assert_meet(struct stemmer *s, const char *const *lines, bool meet)
{
	assert_meet_in(s, NULL, lines, meet);
}

static void forms_of_a_word_meet(void **state)
{
	static const char *const lines[] = {
		"вода воды воде водой водах",
		"область области областей",
		"житель жители жителям жителями",
		"долбоор долбоорлор долбоорлордун долбоорубуз долбоорго долбоордун долбоорунун",
		"аймак аймактар аймагы аймагынын аймактарда аймактагы аймакка",
		"суу суунун сууну сууга суусу суудан",
		"китеп китеби китептер китебинен",
		"район району районунун районго районду райондор",
		"эл элдин элге эли элдер",
		"гранттар гранттык грант",
		"жаран жарандык жарандын жараны жарандардын",
		"water waters",
		"committee committees",
		"USAID USAIDдин USAIDге",
		NULL,
	};
	assert_meet(*state, lines, true);
}

static void words_that_are_typed_otherwise_meet(void **state)
{
	static const char *const lines[] = {
		"өкмөтү окмоту ӨКМӨТҮ окмотунун",
		"счётчик счетчики СЧЁТЧИК",
		"жаңы жаны",
		"й\xD0\xB9 и\xCC\x86и\xCC\x86 Й\xD0\x99",
		"со\xC2\xADветы советов",
		"замо\xCC\x81к замок",
		"women’s women's women",
		"café cafe CAFÉ",
		NULL,
	};
	assert_meet(*state, lines, true);
}

static void assert_folds(struct stemmer *s, const char *const (*pairs)[2])
{
	for (; (*pairs)[0]; pairs++) {
		struct str folded = stemmer_fold(s, str_of((*pairs)[0]));
		if (!str_is(folded, (*pairs)[1]))
			fail_msg("%s: %.*s", (*pairs)[0], STR_ARG(folded));
	}
}

/* Latin letters in Cyrillic words are literals of their own. */
static void letters_that_look_alike_are_those_of_the_word(void **state)
{
	static const char *const pairs[][2] = {
		{ "те"
		  "p"
		  "езе",
		    "терезе" },
		{ "T"
		  "a"
		  "л"
		  "ac",
		    "талас" },
		{ "H"
		  "a"
		  "рын",
		    "нарын" },
		{ "HAT"
		  "О",
		    "нато" },
		{ "к\xC3\xB6л", "кол" },
		{ "к\xC3\xBCн", "кун" },
		{ "wаtеr", "water" },
		{ "С"
		  "ovid",
		    "covid" },
		{ "cop", "cop" },
		{ "сор", "сор" },
		{ "usaidдин", "usaidдин" },
		{ "pdfте", "pdfте" },
		{ "ѳкмѳт", "окмот" },
		{ "жаҥы", "жаны" },
		{ NULL, NULL },
	};
	assert_folds(*state, pairs);
}

static void digits_of_all_scripts_are_one(void **state)
{
	static const char *const pairs[][2] = {
		{ "٢٠٢٣", "2023" },
		{ "۲۰۲۳", "2023" },
		{ "２０２３", "2023" },
		{ "२०२३", "2023" },
		{ NULL, NULL },
	};
	assert_folds(*state, pairs);
}

static void words_that_differ_stay_apart(void **state)
{
	static const char *const lines[] = { "суу саат", "йод иод", "бюджет бюро", "water waiter", "жол жыл",
		"үч үчүн", NULL };
	assert_meet(*state, lines, false);
}

static void a_cut_leaves_at_least_three_letters(void **state)
{
	static const char *const words[] = { "ао", "ай", "ны", "а", "да", "ю", "нато", "лада", NULL };
	for (const char *const *w = words; *w; w++) {
		const struct stems *stems = stemmer_stems(*state, str_of(*w), NULL);
		for (size_t i = 0; i < stems->n; i++)
			assert_true(stems->v[i].n >= STEM_TAG + 6 || stems->v[i].n == STEM_TAG + strlen(*w));
	}
}

static void a_word_of_no_known_script_stays_as_it_is(void **state)
{
	static const char *const words[] = { "2023", "სახლი", "東京", NULL };
	for (const char *const *w = words; *w; w++) {
		const struct stems *stems = stemmer_stems(*state, str_of(*w), NULL);
		assert_int_equal(stems->n, 0);
		assert_true(str_is(stems->folded, *w));
	}
}

static void a_long_word_is_cut_between_letters(void **state)
{
	char word[2 * 300 + 1] = "";
	for (size_t i = 0; i < 300; i++)
		memcpy(word + 2 * i, "щ", 2);
	struct str folded = stemmer_fold(*state, (struct str){ word, 600 });
	assert_int_equal(folded.n, FOLDED_MAX);
	assert_true(stemmer_stems(*state, (struct str){ word, 600 }, NULL)->n > 0);
	folded = stemmer_fold(*state, (struct str){ word, 1 });
	assert_true(folded.n <= 3);
}

static void stems_are_the_same_the_second_time(void **state)
{
	struct str word = STR("району");
	char kept[STEMS_MAX][STEM_TAG + FOLDED_MAX];
	struct stems first = *stemmer_stems(*state, word, NULL);
	assert_true(first.n > 1);
	for (size_t i = 0; i < first.n; i++)
		memcpy(kept[i], first.v[i].p, first.v[i].n);
	stemmer_stems(*state, STR("башка"), NULL);
	const struct stems *again = stemmer_stems(*state, word, NULL);
	assert_int_equal(again->n, first.n);
	for (size_t i = 0; i < first.n; i++) {
		assert_int_equal(again->v[i].n, first.v[i].n);
		assert_memory_equal(again->v[i].p, kept[i], first.v[i].n);
	}
}

static void assert_words(const char *text, const char *expected)
{
	struct str rest = str_of(text), word;
	char got[512] = "";
	while (word_next(&rest, &word)) {
		strncat(got, word.p, word.n);
		strcat(got, "|");
	}
	assert_string_equal(got, expected);
}

static void words_end_at_everything_but_letters_digits_and_marks(void **state)
{
	(void)state;
	assert_words("", "");
	assert_words(" -*\"'()… «»№", "");
	assert_words("«Форум аймаков — 2023»", "Форум|аймаков|2023|");
	assert_words("Ысык-Көл/Иссык-Куль", "Ысык|Көл|Иссык|Куль|");
	assert_words("women's 'word' rock'n'roll '", "women's|word|rock'n'roll|");
	assert_words("18–19-сентябрда, 4,9 млн", "18|19|сентябрда|4|9|млн|");
	assert_words("📣суу👍🏽вода", "суу|вода|");
	assert_words("\xFFсуу\xFF\xD0", "суу|");
}

static void each_letter_is_a_word_where_no_spaces_are_written(void **state)
{
	(void)state;
	assert_words("教育部", "教|育|部|");
	assert_words("在2024年,教育", "在|2024|年|教|育|");
	assert_words("ABC公司", "ABC|公|司|");
	assert_words("น้ำดื่ม ๒๕๖๗", "น้ำ|ดื่|ม|๒๕๖๗|");
	assert_words("データ", "デー|タ|");
	assert_words("한국어 학교", "한국어|학교|");
	assert_words("교육部", "교육|部|");
}

static void persian_words_end_where_their_endings_are_joined_invisibly(void **state)
{
	(void)state;
	assert_words("کتاب\u200Cهای نو", "کتاب|های|نو|");
	assert_words("Auf\u200Clage", "Auf\u200Clage|");
	assert_words("क्\u200Cष", "क्\u200Cष|");
}

/* Takes the words of a query. */
static void assert_asked(struct stemmer *s, const char *text, const char *expected)
{
	struct str rest = str_of(text), word;
	char got[512] = "";

	while (stemmer_word_next(s, &rest, &word)) {
		strncat(got, word.p, word.n);
		strcat(got, "|");
	}
	assert_string_equal(got, expected);
}

static void words_of_a_query_are_those_of_a_dictionary(void **state)
{
	assert_asked(*state, "小学教育", "小学|教育|");
	assert_asked(*state, "水 在2024年 water", "水|在|2024|年|water|");
	assert_asked(*state, "教", "教|");
	assert_asked(*state, "школа", "школа|");
	assert_asked(*state, "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(forms_of_a_word_meet, begin, end),
		cmocka_unit_test_setup_teardown(words_that_are_typed_otherwise_meet, begin, end),
		cmocka_unit_test_setup_teardown(letters_that_look_alike_are_those_of_the_word, begin, end),
		cmocka_unit_test_setup_teardown(digits_of_all_scripts_are_one, begin, end),
		cmocka_unit_test_setup_teardown(words_that_differ_stay_apart, begin, end),
		cmocka_unit_test_setup_teardown(a_cut_leaves_at_least_three_letters, begin, end),
		cmocka_unit_test_setup_teardown(a_word_of_no_known_script_stays_as_it_is, begin, end),
		cmocka_unit_test_setup_teardown(a_long_word_is_cut_between_letters, begin, end),
		cmocka_unit_test_setup_teardown(stems_are_the_same_the_second_time, begin, end),
		cmocka_unit_test(words_end_at_everything_but_letters_digits_and_marks),
		cmocka_unit_test(each_letter_is_a_word_where_no_spaces_are_written),
		cmocka_unit_test(persian_words_end_where_their_endings_are_joined_invisibly),
		cmocka_unit_test_setup_teardown(words_of_a_query_are_those_of_a_dictionary, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
