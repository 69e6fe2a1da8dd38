#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "content/suggestions.h"

static void says(struct str bytes, const char *word)
{
	const char *got = suggest_file(bytes);
	if (!word)
		assert_null(got);
	else if (!got || !strstr(got, word))
		fail_msg("\"%s\" does not say %s", got ? got : "", word);
}

static void a_file_that_is_no_text_in_utf8_is_known_by_its_bytes(void **state)
{
	(void)state;
	/* "Открыт мост" */
	says(STR("title: \xce\xf2\xea\xf0\xfb\xf2 \xec\xee\xf1\xf2\n"), "Windows-1251");
	says(STR("title: \xef\xd4\xcb\xd2\xd9\xd4 \xcd\xcf\xd3\xd4\n"), "KOI8-R");
	says(STR("title: \x8e\xe2\xaa\xe0\xeb\xe2 \xac\xae\xe1\xe2 \xa2 \xaf\xae\xab\xa5\n"), "CP866");
	says(STR("\xff\xfe-\0-\0"), "UTF-16");
	says(STR("\0-\0-\0-\0\n"), "UTF-16");
	says(STR("PK\x03\x04"), "Word or LibreOffice");
	says(STR("\xd0\xcf\x11\xe0"), "old document of Word");
	says(STR("{\\rtf1"), "RTF");
	says(STR("%PDF-1.4"), "PDF");
}

static void a_text_with_single_wrong_bytes_is_told_line_by_line(void **state)
{
	(void)state;
	says(STR(""), NULL);
	says(STR("---\ntitle: Мост\n---\n"), NULL);
	says(STR("caf\xe9, na\xefve, \xe0 la, d\xe9j\xe0, cr\xe8me, br\xfbl\xe9\x65\n"), NULL);
	/* One word of Windows-1251 in a text that is good otherwise. */
	says(STR("Открыт мост через реку Чон-Кемин: \xec\xee\xf1\xf2\xec\xee\xf1\xf2\n"), NULL);
	says(STR("A\0B is one slip in a line of text\n"), NULL);
}

static void keys_of_other_programs_and_languages_are_known(void **state)
{
	(void)state;
	static const char *const item[] = { "title", "topic", "place", NULL }, *const project[] = { "name",
		NULL };
	assert_string_equal(suggest_key(STR("Tags"), item), "topic");
	assert_string_equal(suggest_key(STR("НАЗВАНИЕ"), item), "title");
	assert_string_equal(suggest_key(STR("название"), project), "name");
	assert_string_equal(suggest_key(STR("жери"), item), "place");
	assert_null(suggest_key(STR("tags"), project));
	assert_null(suggest_key(STR("colour"), item));
	assert_null(suggest_key(STR(""), item));
	assert_true(suggest_is_name(STR("Lang")));
	assert_false(suggest_is_name(STR("title")));
}

static void date_says(const char *text, const char *message)
{
	struct err err = { "as before" };
	assert_false(suggest_date(str_of(text), &err));
	assert_string_equal(err.text, message);
}

static void a_date_in_another_form_is_written_in_the_usual_one(void **state)
{
	(void)state;
	date_says("07.04.2024", "\"07.04.2024\" is not a date: write 2024-04-07");
	date_says("7 апреля 2024 г.", "\"7 апреля 2024 г.\" is not a date: write 2024-04-07");
	date_says("April 7, 2024 10:30", "\"April 7, 2024 10:30\" is not a date: write 2024-04-07 10:30");
	date_says("31.02.2024", "\"31.02.2024\" is a day that does not exist: write one as in 2023-09-08");
	date_says("2024-04-07 25:00", "as before");
	date_says("tomorrow", "as before");
	date_says("", "as before");
	date_says("\xff\xff", "as before");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_that_is_no_text_in_utf8_is_known_by_its_bytes),
		cmocka_unit_test(a_text_with_single_wrong_bytes_is_told_line_by_line),
		cmocka_unit_test(keys_of_other_programs_and_languages_are_known),
		cmocka_unit_test(a_date_in_another_form_is_written_in_the_usual_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
