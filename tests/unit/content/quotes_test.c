#include "unit/support/documents.h"

#include <stdio.h>

#include "content/quotes.h"

static const char *const texts[] = {
	"Суу",
	"A: b",
	"# A",
	"- A",
	"* A",
	"[A, b]",
	"{A: b}",
	"| A",
	">-",
	"---",
	"=> A",
	"title: A",
	"A\\\"b\\\"",
	"«A bridge»",
	"\"Quoted\" news: part #1",
	"\"A bridge\"",
	"'A bridge'",
	"\"A\" and 'B'",
	"'A' and 'B'",
	"\"A\" and \"B\"",
	"\"it's\"",
	"'a \"b\" c'",
	"\"'\"",
	"'\"'",
	"'\"it's\"'",
	"\"'A' \"b\" 'C'\"",
	"'\"'A'\"'",
	"\"",
	"'",
	"\"'",
	"'\"",
	"''",
	"\"\"",
	"'''",
	"\"\"\"",
	"''''",
	"\"''\"",
	"'\"\"'",
	"\"\"''\"\"",
	"' A '",
	"\" \"",
	"\"A",
	"A\"",
};

static void expect_back(const char *text)
{
	struct parsed p;
	struct buf file;
	buf_init(&file, 1000);
	buf_puts(&file, "---\n");
	quotes_write(&file, "title", text);
	quotes_write(&file, "author", text);
	buf_puts(&file, "---\nText.\n");
	parsed_init(&p, ITEM, file.data);
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, text);
	assert_string_equal(p.doc.values[0].text, text);
	parsed_release(&p);
	buf_release(&file);
}

static void what_is_written_is_read_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		expect_back(texts[i]);
}

static void every_text_of_six_quotes_spaces_and_letters_is_read_back(void **state)
{
	(void)state;
	static const char letters[] = { '"', '\'', ' ', 'a' };
	for (unsigned n = 1; n <= 6; n++) {
		for (unsigned which = 0; which < 1u << 2 * n; which++) {
			char text[8] = "";
			for (unsigned i = 0; i < n; i++)
				text[i] = letters[which >> 2 * i & 3];
			if (text[0] != ' ' && text[n - 1] != ' ')
				expect_back(text);
		}
	}
}

static void only_what_needs_quotes_is_given_them(void **state)
{
	(void)state;
	static const char *const lines[][2] = {
		{ "A: b", "title: A: b\n" },
		{ " A\t", "title: A\n" },
		{ "\"A\" and \"B\"", "title: \"A\" and \"B\"\n" },
		{ "\"A\"", "title: '\"A\"'\n" },
		{ "'A'", "title: \"'A'\"\n" },
		{ "\"it's\"", "title: '\"it's\"'\n" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct buf out;
		buf_init(&out, 1000);
		quotes_write(&out, "title", lines[i][0]);
		assert_string_equal(out.data, lines[i][1]);
		buf_release(&out);
	}
}

static void quotes_around_a_whole_value_are_stripped(void **state)
{
	(void)state;
	static const char *const values[][2] = {
		{ "\"A\"", "A" },
		{ "' A '", "A" },
		{ "\"A\" \"B\"", "\"A\" \"B\"" },
		{ "'\"A\" isn't \"B\"'", "\"A\" isn't \"B\"" },
		{ "'\"A\" isn't B'", "'\"A\" isn't B'" },
		{ "\"A'", "\"A'" },
		{ "\"\"", "" },
		{ "\"", "\"" },
		{ "", "" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct str got = quotes_strip(str_of(values[i][0]));
		char text[32];
		snprintf(text, sizeof text, "%.*s", STR_ARG(got));
		assert_string_equal(text, values[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(every_text_of_six_quotes_spaces_and_letters_is_read_back),
		cmocka_unit_test(only_what_needs_quotes_is_given_them),
		cmocka_unit_test(quotes_around_a_whole_value_are_stripped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
