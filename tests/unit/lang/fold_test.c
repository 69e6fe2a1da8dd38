#include "unit/support/test.h"

#include "base/utf8.h"
#include "lang/fold.h"
#include "lang/snowball.h"

static const char *const kazakh_typed[][2] = { { "і", "и" }, { "қ", "к" }, { NULL, NULL } };
static const char *const ukrainian_typed[][2] = { { "є", "е" }, { "'", "" }, { NULL, NULL } };
static const char *const arabic_typed[][2] = { { "أ", "ا" }, { "ة", "ه" }, { "ى", "ي" }, { "ی", "ي" },
	{ "ک", "ك" }, { NULL, NULL } };
static const char *const german_also[][2] = { { "ü", "ue" }, { "ä", "ae" }, { NULL, NULL } };

/* What decides about letters: the words of a language, and what it types. */
static const struct lang languages[] = {
	{ .tag = "kk", .words = { "білім" }, .search = { .typed = kazakh_typed } },
	{ .tag = "uk", .words = { "ліс" }, .search = { .typed = ukrainian_typed } },
	{ .tag = "en", .words = { "can't" } },
	{ .tag = "ar", .words = { "ماء" }, .search = { .typed = arabic_typed } },
	{ .tag = "de", .words = { "für" }, .search = { .also_typed = german_also } },
	{ .tag = "tr", .words = { "su" } },
};
enum { KK, UK, EN, AR, DE, TR, LANGS };

static struct folder *folder_of(size_t from, size_t n)
{
	const struct lang *langs[LANGS];

	for (size_t i = 0; i < n; i++)
		langs[i] = &languages[from + i];
	return folder_new(langs, n);
}

static void assert_folds(size_t lang, unsigned as, const char *const (*pairs)[2])
{
	struct folder *f = lang == LANGS ? folder_of(0, LANGS) : folder_of(lang, 1);

	for (; (*pairs)[0]; pairs++) {
		struct str folded = fold_word(f, str_of((*pairs)[0]), as);
		if (!str_is(folded, (*pairs)[1]))
			fail_msg("%s: %.*s", (*pairs)[0], STR_ARG(folded));
	}
	folder_free(f);
}

static void marks_and_forms_of_arabic_letters_are_left_out(void **state)
{
	static const char *const pairs[][2] = {
		{ "رُكِّبَت", "ركبت" },
		{ "المدرســـة", "المدرسه" },
		{ "هٰذا", "هذا" },
		{ "أسرة", "اسره" },
		{ "\uFEE3\uFEAA\uFEAD\uFEB3\uFE94", "مدرسه" },
		{ "کتابی", "كتابي" },
		{ "می\u200Cشود", "ميشود" },
		{ NULL, NULL },
	};
	(void)state;
	assert_folds(AR, FOLD_ALL, pairs);
}

static void apostrophes_of_all_kinds_are_left_out_by_a_site_that_does_so(void **state)
{
	static const char *const pairs[][2] = { { "п'ять", "пять" }, { "п’ять", "пять" }, { "пʼять", "пять" },
		{ "п`ять", "пять" }, { "п´ять", "пять" }, { "пʻять", "пять" }, { NULL, NULL } };
	static const char *const kept[][2] = { { "can’t", "can't" }, { NULL, NULL } };

	(void)state;
	assert_folds(UK, FOLD_ALL, pairs);
	assert_folds(LANGS, UK, pairs);
	assert_folds(EN, FOLD_ALL, kept);
	assert_folds(LANGS, EN, kept);
}

static void a_letter_that_is_another_languages_own_is_folded_by_its_language_alone(void **state)
{
	static const char *const kazakh[][2] = { { "білім", "билим" }, { "қала", "кала" }, { NULL, NULL } };
	static const char *const ukrainian[][2] = { { "ліс", "ліс" }, { "лис", "лис" }, { "қала", "кала" },
		{ NULL, NULL } };

	(void)state;
	assert_folds(LANGS, KK, kazakh);
	assert_folds(LANGS, UK, ukrainian);
	assert_folds(LANGS, FOLD_ALL, ukrainian);
}

static void it_is_said_where_languages_differ(void **state)
{
	struct folder *f = folder_of(0, LANGS);

	(void)state;
	fold_word(f, STR("ліс"), UK);
	assert_true(fold_was_doubtful(f));
	fold_word(f, STR("қала"), UK);
	assert_false(fold_was_doubtful(f));
	assert_false(fold_is_simple(f, 0x456)); /* і */
	assert_false(fold_is_simple(f, 0xFC));  /* ü, which is ue besides */
	assert_false(fold_is_simple(f, '\''));
	assert_true(fold_is_simple(f, 0x49B)); /* қ */
	folder_free(f);
}

static void a_language_has_its_own_lower_case(void **state)
{
	static const struct {
		size_t lang;
		const char *word, *lower;
	} cases[] = {
		{ TR, "SINIF", "sınıf" },
		{ TR, "İKLİM", "iklim" },
		{ DE, "KLIMA", "klima" },
		{ DE, "Häuser", "häuser" },
		{ DE, "STRAẞE", "strasse" },
		{ DE, "Auf\u00ADlage", "auflage" },
		{ EN, "women’s", "women's" },
	};
	struct folder *f = folder_of(0, LANGS);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct str lower = fold_case(f, str_of(cases[i].word), &languages[cases[i].lang]);
		if (!str_is(lower, cases[i].lower))
			fail_msg("%s: %.*s", cases[i].word, STR_ARG(lower));
	}
	folder_free(f);
}

static void a_word_is_written_in_the_other_way_where_its_language_has_one(void **state)
{
	struct folder *f = folder_of(0, LANGS);

	(void)state;
	assert_true(str_is(fold_respell(f, STR("München"), &languages[DE]), "muenchen"));
	assert_int_equal(fold_respell(f, STR("Berlin"), &languages[DE]).n, 0);
	assert_int_equal(fold_respell(f, STR("München"), &languages[TR]).n, 0);
	folder_free(f);
}

static void a_long_word_is_cut_between_letters(void **state)
{
	char word[FOLDED_MAX * 4 + 1] = "";
	struct folder *f = folder_of(0, LANGS);

	(void)state;
	for (size_t i = 0; i < FOLDED_MAX * 2; i++)
		memcpy(word + 2 * i, "ü", 3);
	assert_int_equal(fold_word(f, str_of(word), DE).n, FOLDED_MAX);
	assert_true(fold_case(f, str_of(word), &languages[DE]).n <= FOLDED_MAX);
	assert_true(utf8_valid(fold_case(f, str_of(word), &languages[DE]), NULL));
	assert_true(fold_respell(f, str_of(word), &languages[DE]).n > FOLDED_MAX);
	folder_free(f);
}

static void snowball_gets_the_letters_that_its_rules_have(void **state)
{
	struct snowball *turkish = snowball_new("turkish"), *english = snowball_new("english");

	(void)state;
	assert_true(snowball_reads_letters(turkish));
	assert_false(snowball_reads_letters(english));
	assert_true(str_is(snowball_stem(turkish, STR("köylerde")), "köy"));
	assert_true(str_is(snowball_stem(english, STR("schools")), "school"));
	assert_null(snowball_new("klingon"));
	assert_false(snowball_has("klingon"));
	snowball_free(turkish);
	snowball_free(english);
	snowball_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_and_forms_of_arabic_letters_are_left_out),
		cmocka_unit_test(apostrophes_of_all_kinds_are_left_out_by_a_site_that_does_so),
		cmocka_unit_test(a_letter_that_is_another_languages_own_is_folded_by_its_language_alone),
		cmocka_unit_test(it_is_said_where_languages_differ),
		cmocka_unit_test(a_language_has_its_own_lower_case),
		cmocka_unit_test(a_word_is_written_in_the_other_way_where_its_language_has_one),
		cmocka_unit_test(a_long_word_is_cut_between_letters),
		cmocka_unit_test(snowball_gets_the_letters_that_its_rules_have),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
