/* Run in the project's folder: tests/search/languages.txt has texts. */
#include "unit/support/test.h"

#include <fcntl.h>

#include "base/file.h"
#include "lang/guess_lang.h"

static void assert_guessed(const char *tag, struct str text)
{
	const struct lang *want = lang_find(str_of(tag)), *got = guess_lang(text, NULL);

	if (want && got != want)
		fail_msg("%s: %s: %.*s", tag, got ? got->tag : "none", STR_ARG(text));
}

static void the_languages_of_the_site_are_told_apart(void **state)
{
	static const char *const cases[][2] = {
		{ "ky", "Айылда жаңы мектеп ачылды, балдар үчүн китептер алынды." },
		{ "ky", "Талас облусунун айыл өкмөттөрү жана жарандар бюджетти талкуулашты." },
		{ "ru", "В селе открылась новая школа, и для детей купили книги." },
		{ "ru", "Жители области обсудили бюджет, а также ремонт дорог." },
		{ "en", "A new school was opened in the village, and books were bought for the children." },
		{ "en", "The café in Köln and the résumé of the señor." },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_guessed(cases[i][0], str_of(cases[i][1]));
}

/* Each text of the set, in the language that it is under. */
static void languages_that_have_a_pack_are_told_apart(void **state)
{
	struct buf set;
	struct str rest, line, tag = STR(""), text = STR("");
	char name[64];

	(void)state;
	buf_init(&set, 1 << 20);
	OK(file_read(AT_FDCWD, "tests/search/languages.txt", 1 << 20, &set, &failure));
	rest = buf_str(&set);
	while (str_next_line(&rest, &line)) {
		char kind = line.n ? line.p[0] : ' ';
		bool begins = strchr("=?@", kind) != NULL;
		if (begins && text.n) {
			snprintf(name, sizeof name, "%.*s", STR_ARG(tag));
			assert_guessed(name, text);
			text.n = 0;
		}
		if (kind == '@')
			tag = str_sub(line, 2, line.n);
		/* The title after the name, then the paragraphs. */
		if (kind == '=')
			text = str_sub(line, 2 + str_find(str_sub(line, 2, line.n), ' '), line.n);
		else if (text.n)
			text.n = (size_t)(line.p + line.n - text.p);
	}
	buf_release(&set);
}

static void a_text_that_says_little_is_of_no_language(void **state)
{
	(void)state;
	assert_null(guess_lang(STR(""), NULL));
	assert_null(guess_lang(STR("2023 — 15 000 000"), NULL));
	assert_null(guess_lang(STR("https://example.org/the/and/of"), NULL));
}

static void it_is_said_whether_it_is_sure(void **state)
{
	bool sure;

	(void)state;
	guess_lang(STR("A new school was opened in the village, and books for the children."), &sure);
	assert_true(sure);
	guess_lang(STR("сүт и бал"), &sure);
	assert_false(sure);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_languages_of_the_site_are_told_apart),
		cmocka_unit_test(languages_that_have_a_pack_are_told_apart),
		cmocka_unit_test(a_text_that_says_little_is_of_no_language),
		cmocka_unit_test(it_is_said_whether_it_is_sure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
