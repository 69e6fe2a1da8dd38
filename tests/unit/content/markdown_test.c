/* What golden cases cannot show: input that is made to be slow or large. */
#include "content/markdown.h"

#include "unit/support/test.h"

/* `head`, then `part` as often as it fits, then `tail`. */
static void assert_bounded(const char *head, const char *part, const char *tail)
{
	struct arena a = { 0 };
	struct markdown m;
	struct buf b;
	buf_init(&b, MARKDOWN_MAX);
	buf_puts(&b, head);
	while (b.len + strlen(part) + strlen(tail) <= MARKDOWN_MAX)
		buf_puts(&b, part);
	buf_puts(&b, tail);
	markdown_convert(&a, buf_str(&b), &m);
	assert_false(m.cut);
	assert_true(m.text.n <= 8 * MARKDOWN_MAX);
	assert_true(a.used <= 256 * MARKDOWN_MAX);
	arena_release(&a);
	buf_release(&b);
}

static void hostile_markdown_ends_soon_and_stays_small(void **state)
{
	(void)state;
	static const char *const parts[][3] = { { "", "[", "" }, { "", "![", "" }, { "", "*a **", "" },
		{ "", "- ", "" }, { "", "> ", "" }, { "", "{", "" }, { "", "{%a%}", "" },
		{ "", "{{<a>}}", "" }, { "", "{% raw %}", "" }, { "", "{% highlight a %}", "" },
		{ "<div>\n", "<a ", "" }, { "<p ", "a=b ", ">x</p>\n" }, { "", "<ul><li>", "" },
		{ "", "<table><tr><td>", "" }, { "a|b\n-|-\n", "|", "\n" }, { "", "|a|b|\n|-|-|\n", "" },
		{ "", "[^a]: x\n\n", "" }, { "[^a]: x\n\n", "[^a]", "" },
		{ "[a]: /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n", "[a] ", "" }, { "", "~~", "" },
		{ "", "x<sup>2</sup>", "" }, { "", "<!--", "" }, { "<p>", "&a;", "" }, { "", "```\n", "" },
		{ "**", "*a* ", "**" } };
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		assert_bounded(parts[i][0], parts[i][1], parts[i][2]);
}

static void a_line_is_plain_words(void **state)
{
	(void)state;
	static const char *const lines[][2] = { { "Say *this* <b>now</b> & `x`", "Say this now & x" },
		{ "# 1. not a list", "# 1. not a list" }, { "m<sup>2</sup>", "m²" },
		{ "a_b_c 2 * 3", "a_b_c 2 * 3" }, { "[here](https://dpi.kg)", "here" } };
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct arena a = { 0 };
		struct str plain = markdown_plain(&a, str_of(lines[i][0]));
		assert_string_equal(arena_str(&a, plain), lines[i][1]);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_markdown_ends_soon_and_stays_small),
		cmocka_unit_test(a_line_is_plain_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
