#include "unit/support/documents.h"

#include <stdio.h>

#define HEAD "---\ntitle: A\n---\n"

/* What is found in the text as the body of an item: the first problem's rule and column. */
static void expect_debris(const char *text, const char *rule, int column)
{
	struct parsed p;
	char whole[4096];
	snprintf(whole, sizeof whole, HEAD "%s\n", text);
	parsed_init(&p, ITEM, whole);
	assert_true(p.good);
	assert_int_equal(p.problems.n, rule ? 1 : 0);
	if (rule) {
		assert_string_equal(p.problems.v[0].rule, rule);
		assert_int_equal(p.problems.v[0].line, 4);
		assert_int_equal(p.problems.v[0].column, column);
	}
	parsed_release(&p);
}

static void what_word_leaves_is_told_with_its_column(void **state)
{
	(void)state;
	expect_debris("Подробнее: HYPERLINK \"http://www.vap.kg\" сайт", "field-code", 12);
	expect_debris("Сай\uFFFDт", "replacement-character", 4);
	expect_debris("мес\u00ADтный", "soft-hyphen", 4);
	expect_debris("мес\u200Bтный", "invisible-character", 4);
	expect_debris("конец\u00A0", "edge-space", 6);
	expect_debris("\u00A0начало", "edge-space", 1);
	expect_debris("1\u00A0000 сомов", NULL, 0);
}

static void a_letter_of_the_other_alphabet_is_found_in_a_word(void **state)
{
	(void)state;
	expect_debris("Новая Aсоциация сёл", "mixed-script", 7);
	expect_debris("Жергиликтүү кöчө", "mixed-script", 14);
	expect_debris("The Swisс embassy", "mixed-script", 9);
	/* What people mean: abbreviations and names with a suffix, hyphens, single letters. */
	expect_debris("USAIDдин, ATMнын, IT-чечим, Facebookтун, WhatsApp, e-mail, Wi-Fi'га", NULL, 0);
	expect_debris("100дөн ашык, 2-ОАО, пункт a) и б)", NULL, 0);
}

static void marks_of_other_formats_mean_nothing(void **state)
{
	(void)state;
	expect_debris("  • Вода", "bullet", 3);
	expect_debris("•Вода", NULL, 0);
	expect_debris("Вода • свет", NULL, 0);
	expect_debris("Это **важно** знать", "foreign-markup", 5);
	expect_debris("2 ** 3", NULL, 0);
	expect_debris("на [сайте](https://dpi.kg)", "foreign-markup", 10);
	expect_debris("a<br>b", "foreign-markup", 2);
}

static void code_is_left_alone_but_a_table_is_not(void **state)
{
	(void)state;
	expect_debris("```\n• a **b** c\u00ADd\n```", NULL, 0);
	expect_report(ITEM, HEAD "```table\na | мес\u00ADто\n```\n",
	    ":5:8: warning: an invisible soft hyphen is in this word, and readers get the word without it: "
	    "delete it\n");
}

static void the_same_debris_is_told_once_with_how_many_lines_more(void **state)
{
	(void)state;
	expect_report(ITEM, HEAD "• a\n• b\n",
	    ":4:1: warning: \"•\" is no list mark of gemtext: begin the item with \"* \" (more lines with "
	    "this: 1)\n");
	expect_report(ITEM, HEAD "• a\n• b\n• c\n",
	    ":4:1: warning: \"•\" is no list mark of gemtext: begin the item with \"* \" (more lines with "
	    "this: 2)\n");
}

static void front_matter_is_looked_at_and_markdown_keeps_its_marks(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: Aсоциация\n---\n",
	    ":2:8: warning: \"Aсоциация\" mixes Latin and Cyrillic letters that look alike, and is published "
	    "in one "
	    "alphabet: type it again on one keyboard\n");
	expect_report("p/2023-09-08-x.ky.md", HEAD "**a** [b](https://dpi.kg)\n", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_word_leaves_is_told_with_its_column),
		cmocka_unit_test(a_letter_of_the_other_alphabet_is_found_in_a_word),
		cmocka_unit_test(marks_of_other_formats_mean_nothing),
		cmocka_unit_test(code_is_left_alone_but_a_table_is_not),
		cmocka_unit_test(the_same_debris_is_told_once_with_how_many_lines_more),
		cmocka_unit_test(front_matter_is_looked_at_and_markdown_keeps_its_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
