#include "unit/support/test.h"

#include "base/utf8.h"
#include "content/summary.h"

static void expect_cut(const char *paragraph, size_t columns, const char *want)
{
	struct arena a = { 0 };
	const char *got = summary_cut(&a, str_of(paragraph), columns);
	assert_string_equal(got, want);
	assert_true(utf8_columns(str_of(got)) <= columns);
	arena_release(&a);
}

static void what_fits_stays_whole(void **state)
{
	(void)state;
	expect_cut("", 10, "");
	expect_cut("No end", 10, "No end");
	expect_cut("  Трое сели.", 10, "Трое сели.");
}

static void as_many_sentences_as_fit_are_kept(void **state)
{
	(void)state;
	expect_cut("Who pays? All! And so… No one knows.", 30, "Who pays? All! And so…");
	expect_cut("Первое слово. Второе слово.", 20, "Первое слово.");
	/* One that ends exactly at the limit fits. */
	expect_cut("Abcd. Efgh. Ijkl.", 11, "Abcd. Efgh.");
	expect_cut("Abcd. Efgh. Ijkl.", 10, "Abcd.");
}

static void closing_quotes_belong_to_the_sentence(void **state)
{
	(void)state;
	expect_cut("Сказал: «Суу керек!» Потом ушёл домой.", 25, "Сказал: «Суу керек!»");
	expect_cut("(Они ушли.) Потом пришли снова.", 15, "(Они ушли.)");
}

static void a_period_within_a_sentence_does_not_end_it(void **state)
{
	(void)state;
	expect_cut("Всё готово. Встреча в г. Нарын прошла хорошо.", 30, "Всё готово.");
	expect_cut("Всё готово. Дали 5.7 млн. долларов на воду.", 36, "Всё готово.");
	expect_cut("Это было в 2022. Потом началось другое дело.", 25, "Это было в 2022.");
	expect_cut("See www.dpi.kg for more words than fit.", 20, "See www.dpi.kg for…");
}

static void without_a_sentence_words_are_cut_with_an_ellipsis(void **state)
{
	(void)state;
	expect_cut("один два три четыре", 12, "один два…");
	expect_cut("one, two, three, four", 10, "one, two…");
	expect_cut("one — two — three", 13, "one — two…");
	expect_cut("one — two — three", 9, "one…");
	expect_cut("нераздельно", 5, "нера…");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_stays_whole),
		cmocka_unit_test(as_many_sentences_as_fit_are_kept),
		cmocka_unit_test(closing_quotes_belong_to_the_sentence),
		cmocka_unit_test(a_period_within_a_sentence_does_not_end_it),
		cmocka_unit_test(without_a_sentence_words_are_cut_with_an_ellipsis),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
