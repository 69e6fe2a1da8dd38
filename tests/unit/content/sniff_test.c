#include "unit/support/test.h"

#include "content/sniff.h"

static void says(struct str bytes, const char *word)
{
	const char *got = sniff_file(bytes);
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
	says(STR("\xd0\xcf\x11\xe0..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "password");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_that_is_no_text_in_utf8_is_known_by_its_bytes),
		cmocka_unit_test(a_text_with_single_wrong_bytes_is_told_line_by_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
