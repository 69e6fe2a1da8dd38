#include "unit/support/test.h"

#include "base/buf.h"
#include "content/mend.h"

static void expect(const char *text, const char *mended)
{
	struct arena a = { 0 };
	struct str got = mend_text(&a, str_of(arena_strdup(&a, text)));
	assert_string_equal(got.p, mended);
	assert_int_equal(got.n, strlen(mended));
	arena_release(&a);
}

static void what_no_reader_sees_is_left_out(void **state)
{
	(void)state;
	expect("со\u00ADвет\u200B и\u2060 ма\uFEFFгия", "совет и магия");
	expect("a\u2028b\u2029c", "a b c");
	expect("\u00A0 край \u00A0\nи\u00A0слово\u202F\n", "край\nи\u00A0слово\n");
	/* Emoji and languages that join letters need these. */
	expect("\U0001F468\u200D\U0001F469 \u200E", "\U0001F468\u200D\U0001F469 \u200E");
	/* … and scripts without spaces this. */
	expect("ខ្ញុំ\u200Bទៅ a\u200Bb", "ខ្ញុំ\u200Bទៅ ab");
	expect("", "");
	expect("\n\n", "\n\n");
}

static void an_address_ends_where_its_label_begins(void **state)
{
	(void)state;
	expect("=> https://dpi.kg/\u00A0Институт\u00A0развития\n",
	    "=> https://dpi.kg/ Институт\u00A0развития\n");
	expect("=>\u00A0https://dpi.kg/ Институт", "=> https://dpi.kg/ Институт");
	expect("=> \u00A0\u00A0https://dpi.kg/\u202F", "=> https://dpi.kg/");
	expect("=> https://dpi.kg/ a\u00A0b", "=> https://dpi.kg/ a\u00A0b");
	expect("=>\u00A0", "=> ");
}

static void a_word_is_in_one_alphabet_but_for_addresses(void **state)
{
	(void)state;
	expect("Aссоциация и Оsh, öзгөчö", "Ассоциация и Osh, өзгөчө");
	expect("=> /ru/фотo.jpg фотo", "=> /ru/фотo.jpg фото");
	expect("почта aсса@dpi.kg, a.сcса.kg", "почта aсса@dpi.kg, a.сcса.kg");
	expect("SMSка, USB-кабель, ISO", "SMSка, USB-кабель, ISO");
}

/* A million letters of one address: each word asks where it begins and ends. */
static void a_line_without_a_space_is_not_read_again_for_each_word(void **state)
{
	(void)state;
	enum { WORDS = 200000 };
	struct arena a = { 0 };
	struct buf text;
	buf_init(&text, WORDS * 5);
	for (size_t i = 0; i < WORDS; i++)
		buf_puts(&text, "аa@");
	struct str got = mend_text(&a, buf_str(&text));
	assert_true(str_eq(got, buf_str(&text)));
	buf_release(&text);
	arena_release(&a);
}

static void code_stays_as_it_is(void **state)
{
	(void)state;
	expect("```\nа\u00ADб\n```\nа\u00ADб\n```table\nа\u00ADб\n```\nв\u00ADг",
	    "```\nа\u00ADб\n```\nаб\n```table\nаб\n```\nвг");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_reader_sees_is_left_out),
		cmocka_unit_test(an_address_ends_where_its_label_begins),
		cmocka_unit_test(a_word_is_in_one_alphabet_but_for_addresses),
		cmocka_unit_test(a_line_without_a_space_is_not_read_again_for_each_word),
		cmocka_unit_test(code_stays_as_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
