#include "unit/support/test.h"

#include "base/utf8.h"

static struct buf out;

static int make_buffer(void **state)
{
	(void)state;
	buf_init(&out, 1u << 20);
	return 0;
}

static int drop_buffer(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void a_text_is_cut_after_so_many_letters(void **state)
{
	(void)state;
	assert_int_equal(utf8_head(STR("суу"), 2), 4);
	assert_int_equal(utf8_head(STR("суу"), 0), 0);
	assert_int_equal(utf8_head(STR("суу"), 9), 6);
	assert_int_equal(utf8_head(STR("a水b"), 2), 4);
}

static void every_code_point_survives_a_round_trip(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t len = 0;
		buf_reset(&out);
		utf8_encode(&out, cp);
		if (!utf8_valid(buf_str(&out), NULL) || utf8_decode(buf_str(&out), &len) != cp ||
		    len != out.len)
			fail_msg("U+%04X", cp);
		/* No proper prefix of it is a character. */
		while (len > 1)
			if (utf8_valid((struct str){ out.data, --len }, NULL))
				fail_msg("prefix of U+%04X", cp);
	}
}

static void a_set_holds_its_characters_and_no_others(void **state)
{
	(void)state;
	assert_true(utf8_is_one_of(0x44F, "aя€"));
	assert_true(utf8_is_one_of(0x20AC, "aя€"));
	assert_false(utf8_is_one_of(0x430, "aя€"));
	assert_false(utf8_is_one_of(0, "aя€"));
	assert_false(utf8_is_one_of('a', ""));
}

static void what_is_no_code_point_becomes_the_replacement(void **state)
{
	(void)state;
	static const uint32_t bad[] = { 0xD800, 0xDFFF, 0x110000, UINT32_MAX };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		buf_reset(&out);
		utf8_encode(&out, bad[i]);
		assert_string_equal(out.data, "\xEF\xBF\xBD");
	}
}

static void malformed_sequences_are_found_where_they_begin(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF",
		"\xC2",
		"\xC2\x41",
		"\xE0\x9F\xBF",
		"\xE0\xA0",
		"\xE2\x28\xA1",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF0\x8F\xBF\xBF",
		"\xF0\x90\x80",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xF8\x88\x80\x80\x80",
		"\xFE",
		"\xFF",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		for (size_t before = 0; before < 20; before++) {
			size_t at = SIZE_MAX, len;
			buf_reset(&out);
			for (size_t k = 0; k < before; k++)
				buf_puts(&out, k % 5 == 3 ? "ж" : "x");
			size_t want = out.len;
			buf_puts(&out, bad[i]);
			buf_puts(&out, "tail of text");
			assert_false(utf8_valid(buf_str(&out), &at));
			assert_int_equal(at, want);
			assert_int_equal(utf8_decode(str_sub(buf_str(&out), want, out.len), &len), 0xFFFD);
			assert_int_equal(len, 1);
		}
	}
	assert_true(utf8_valid((struct str){ 0 }, NULL));
}

static void xml_forbids_most_control_characters(void **state)
{
	(void)state;
	size_t at;
	assert_true(utf8_xml_safe(STR("a\tb\r\nж\x7f\xC2\x85\xEF\xBF\xBD"), &at));
	assert_false(utf8_xml_safe(STR("ab\x1b"), &at) || at != 2);
	assert_false(utf8_xml_safe(STR("a\0"), &at) || at != 1);
	assert_false(utf8_xml_safe(STR("\xEF\xBF\xBE"), &at) || at != 0);
	assert_false(utf8_xml_safe(STR("\xEF\xBF\xBF"), NULL));
}

static void what_xml_forbids_is_found_at_every_place(void **state)
{
	static const struct str bad[] = { { "\0", 1 }, { "\x1f", 1 }, { "\xEF\xBF\xBE", 3 },
		{ "\xEF\xBF\xBF", 3 } };
	(void)state;
	for (size_t before = 0; before < 20; before++) {
		for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
			char text[64] = "\tжк\n\xEF\xBC\xA1 abcdefghijklmnopqrstuvwxyz";
			size_t at = 0;
			assert_true(utf8_xml_safe((struct str){ text, 30 }, &at));
			memcpy(text + 12 + before, bad[i].p, bad[i].n);
			assert_false(utf8_xml_safe((struct str){ text, 12 + before + bad[i].n }, &at));
			assert_int_equal(at, 12 + before);
		}
	}
}

static void columns_are_those_of_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(STR("")), 0);
	assert_int_equal(utf8_columns(STR("abc жаңы ÿ")), 10);
	assert_int_equal(utf8_columns(STR("и\xCC\x86")), 1); /* combining breve */
	assert_int_equal(utf8_columns(STR("日本")), 4);
	assert_int_equal(utf8_columns(STR("😀")), 2);
	assert_int_equal(utf8_columns(STR("a\xE2\x80\x8B\xC2\xAD\xE2\x80\x8F")), 1); /* ZWSP, SHY, RLM */
	assert_int_equal(utf8_columns(STR("«…—№»")), 5);
	assert_int_equal(utf8_columns(STR("\x01\x7f")), 0);
	assert_int_equal(utf8_columns(STR("\xff\xff")), 2);
}

static void fitting_keeps_marks_with_their_letter(void **state)
{
	(void)state;
	assert_int_equal(utf8_fit(STR("abcdef"), 4), 4);
	assert_int_equal(utf8_fit(STR("abc"), 9), 3);
	assert_int_equal(utf8_fit(STR("жаңы"), 2), 4);
	assert_int_equal(utf8_fit(STR("аи\xCC\x86б"), 2), 6);
	assert_int_equal(utf8_fit(STR("a日"), 2), 1);
	assert_int_equal(utf8_fit(STR("👩\xE2\x80\x8D🔬x"), 4), 11); /* joined into one */
}

static void fitting_takes_one_character_at_least(void **state)
{
	(void)state;
	assert_int_equal(utf8_fit(STR("日本"), 1), 3);
	assert_int_equal(utf8_fit(STR("и\xCC\x86x"), 0), 4);
	assert_int_equal(utf8_fit(STR("\xff"), 0), 1);
	assert_int_equal(utf8_fit(STR(""), 5), 0);
}

static void assert_wrapped(const char *text, size_t columns, const char *want)
{
	struct str rest = str_of(text), line;
	buf_reset(&out);
	while (utf8_wrap(&rest, columns, &line)) {
		buf_add_str(&out, line);
		buf_add_char(&out, '|');
	}
	assert_string_equal(out.data, want);
}

static void wrapping_breaks_at_spaces(void **state)
{
	(void)state;
	assert_wrapped("one two three", 7, "one two|three|");
	assert_wrapped("one two three", 8, "one two|three|");
	assert_wrapped("one two three", 6, "one|two|three|");
	assert_wrapped("one   two", 4, "one|two|");
	assert_wrapped("жаңы кабар", 6, "жаңы|кабар|");
	assert_wrapped("fits", 4, "fits|");
	assert_wrapped("", 4, "");
}

static void wrapping_breaks_a_long_word_between_characters(void **state)
{
	(void)state;
	assert_wrapped("abcdefgh", 3, "abc|def|gh|");
	assert_wrapped("a bcdefgh", 3, "a|bcd|efg|h|");
	assert_wrapped("ййй", 2, "йй|й|");
	assert_wrapped("и\xCC\x86и\xCC\x86и\xCC\x86", 2, "и\xCC\x86и\xCC\x86|и\xCC\x86|");
	assert_wrapped("日本", 1, "日|本|");
}

static void wrapping_breaks_beside_chinese_characters(void **state)
{
	(void)state;
	assert_wrapped("论坛的主题", 6, "论坛的|主题|");
	assert_wrapped("论坛 的主题是水", 12, "论坛 的主题|是水|");
	assert_wrapped("论坛的，主题", 6, "论坛|的，主|题|");
	assert_wrapped("论坛（主题）", 6, "论坛|（主|题）|");
	assert_wrapped("水water水", 6, "水|water|水|");
	assert_wrapped("水 water 水", 7, "水|water|水|");
	assert_wrapped("，，，，", 4, "，，|，，|");
}

static void wrapping_makes_no_empty_line(void **state)
{
	(void)state;
	assert_wrapped("      abc", 3, "abc|");
	assert_wrapped("  abcdef", 4, "  ab|cdef|");
	assert_wrapped("abc      ", 3, "abc|");
	assert_wrapped("a b", 0, "a|b|");
}

static void cleaning_removes_what_hides_or_reorders(void **state)
{
	(void)state;
	buf_reset(&out);
	utf8_clean(&out, STR("a\xE2\x80\xAE\xE2\x81\xA6"
	                     "b\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C\xC2\xADж\xE2\x81\xA9"));
	assert_string_equal(out.data, "abж");
}

static void cleaning_makes_one_space_of_controls(void **state)
{
	(void)state;
	buf_reset(&out);
	utf8_clean(&out, STR("a\r\n\x01\t\xC2\x85\xE2\x80\xA8"
	                     "b\x7f\xC2\xAD\x1b"
	                     "c\0"));
	assert_string_equal(out.data, "a b c ");
	buf_reset(&out);
	utf8_clean(&out, STR("a\xff"));
	assert_string_equal(out.data, "a\xEF\xBF\xBD");
}

static void assert_folded(const char *text, const char *want)
{
	buf_reset(&out);
	utf8_fold(&out, str_of(text));
	assert_string_equal(out.data, want);
}

static void folding_forgets_case_and_composition(void **state)
{
	(void)state;
	assert_folded("ЖАҢЫЛЫКТАР Өнөр ҮЧ", "жаңылыктар өнөр үч");
	assert_folded("Straße É", "strasse é");
	assert_folded("И\xCC\x86од E\xCC\x81", "йод é");
	assert_folded("x\xCC\xA3\xCC\x81 x\xCC\x81\xCC\xA3", "x\xCC\xA3\xCC\x81 x\xCC\xA3\xCC\x81");
	assert_folded("«Ы» — № 5…", "«ы» — № 5…");
	assert_folded("", "");
}

static void folding_copies_invalid_bytes(void **state)
{
	(void)state;
	assert_folded("A\xffЖ\xd0", "A\xffЖ\xd0");
	assert_folded("Да \xff", "да \xff");
}

/* A mark that composes with nothing sends the letter through the library. */
static void the_quick_way_of_folding_agrees_with_the_library(void **state)
{
	(void)state;
	struct buf slow;
	buf_init(&slow, 100);
	for (uint32_t cp = 1; cp <= 0x52F; cp++) {
		buf_reset(&slow);
		utf8_encode(&slow, cp);
		size_t len = slow.len;
		buf_puts(&slow, "\xE2\x83\x9D"); /* enclosing circle */
		buf_reset(&out);
		utf8_fold(&out, str_sub(buf_str(&slow), 0, len));
		size_t quick = out.len;
		utf8_fold(&out, buf_str(&slow));
		if (out.len != 2 * quick + 3)
			fail_msg("U+%04X", cp);
		assert_memory_equal(out.data, out.data + quick, quick);
	}
	buf_release(&slow);
}

static void the_first_letter_decides_the_direction(void **state)
{
	(void)state;
	assert_int_equal(utf8_direction(str_of("Айыл")), 'l');
	assert_int_equal(utf8_direction(str_of("12. عربي abc")), 'r');
	assert_int_equal(utf8_direction(str_of("«abc» עברית")), 'l');
	assert_int_equal(utf8_direction(str_of("12 (3) –")), 0);
	assert_int_equal(utf8_direction(str_of("")), 0);
}

static void a_name_in_other_letters_does_not_turn_a_text(void **state)
{
	(void)state;
	assert_true(utf8_runs_against(str_of("Successful Aimak 2"), 'r'));
	assert_true(utf8_runs_against(str_of("A book about صيد that people like"), 'r'));
	assert_true(utf8_runs_against(str_of("2023: كتاب"), 'l'));
	assert_false(utf8_runs_against(str_of("USAID: كتاب"), 'r'));
	assert_false(utf8_runs_against(str_of("كتاب: a book about many things"), 'r'));
	assert_false(utf8_runs_against(str_of("كتاب is a book"), 'l'));
	assert_false(utf8_runs_against(str_of("+996 (312) 90-52-05"), 'r'));
	assert_false(utf8_runs_against(str_of(""), 'r'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_cut_after_so_many_letters),
		cmocka_unit_test(a_name_in_other_letters_does_not_turn_a_text),
		cmocka_unit_test(the_first_letter_decides_the_direction),
		cmocka_unit_test(every_code_point_survives_a_round_trip),
		cmocka_unit_test(a_set_holds_its_characters_and_no_others),
		cmocka_unit_test(what_is_no_code_point_becomes_the_replacement),
		cmocka_unit_test(malformed_sequences_are_found_where_they_begin),
		cmocka_unit_test(xml_forbids_most_control_characters),
		cmocka_unit_test(what_xml_forbids_is_found_at_every_place),
		cmocka_unit_test(columns_are_those_of_a_terminal),
		cmocka_unit_test(fitting_keeps_marks_with_their_letter),
		cmocka_unit_test(fitting_takes_one_character_at_least),
		cmocka_unit_test(wrapping_breaks_at_spaces),
		cmocka_unit_test(wrapping_breaks_a_long_word_between_characters),
		cmocka_unit_test(wrapping_breaks_beside_chinese_characters),
		cmocka_unit_test(wrapping_makes_no_empty_line),
		cmocka_unit_test(cleaning_removes_what_hides_or_reorders),
		cmocka_unit_test(cleaning_makes_one_space_of_controls),
		cmocka_unit_test(folding_forgets_case_and_composition),
		cmocka_unit_test(folding_copies_invalid_bytes),
		cmocka_unit_test(the_quick_way_of_folding_agrees_with_the_library),
	};
	return cmocka_run_group_tests(tests, make_buffer, drop_buffer);
}
