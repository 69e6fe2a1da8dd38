#include "unit/support/test.h"

#include <string.h>

#include "base/host.h"

#define SIXTY_FOUR "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define FIFTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
#define NEARLY FIFTY FIFTY FIFTY FIFTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa." /* 251 bytes */

static void a_name_in_letters_is_written_in_ascii(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "пример.kg", "xn--e1afmkfd.kg" },
		{ "ПРИМЕР.Рф", "xn--e1afmkfd.xn--p1ai" },
		{ "пример.kg.", "xn--e1afmkfd.kg." },
		{ "мост。kg", "xn--l1aeje.kg" },
		{ "straße.example", "xn--strae-oqa.example" },
		{ "r3---sn.мост.kg", "r3---sn.xn--l1aeje.kg" },
		{ "a_b.мост.kg", "a_b.xn--l1aeje.kg" },
		{ "%D0%BC%d0%be%D1%81%D1%82.kg", "xn--l1aeje.kg" },
		{ "DPI.kg", "DPI.kg" },
		{ "-a-.kg", "-a-.kg" },
		{ "xn--l1aeje.kg", "xn--l1aeje.kg" },
		{ "192.0.2.1", "192.0.2.1" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct buf b;
		buf_init(&b, 300);
		buf_puts(&b, "//");
		assert_int_equal(host_to_ascii(str_of(names[i][0]), &b), HOST_GOOD);
		assert_string_equal(b.data + 2, names[i][1]);
		buf_release(&b);
	}
}

static void what_is_no_name_is_told_apart_and_adds_nothing(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum host_fault fault;
	} cases[] = {
		{ "", HOST_EMPTY_LABEL },
		{ ".", HOST_EMPTY_LABEL },
		{ "a..kg", HOST_EMPTY_LABEL },
		{ ".мост.kg", HOST_EMPTY_LABEL },
		{ "мост.kg..", HOST_EMPTY_LABEL },
		{ SIXTY_FOUR ".kg", HOST_LONG_LABEL },
		{ "мостмостмостмостмостмостмостмостмостмостмостмостмостмостмостмост.kg", HOST_LONG_LABEL },
		{ NEARLY "kg", HOST_GOOD },
		{ NEARLY "kg.", HOST_GOOD },
		{ NEARLY "org", HOST_LONG },
		{ NEARLY "мост", HOST_LONG },
		{ "-мост.kg", HOST_HYPHEN },
		{ "мост-.kg", HOST_HYPHEN },
		{ "мо--ст.kg", HOST_HYPHEN },
		{ "xn--.kg", HOST_CODE },
		{ "XN--zzzzzz99999--.kg", HOST_CODE },
		{ "a b.kg", HOST_CHARACTER },
		{ "a!.kg", HOST_CHARACTER },
		{ "мост!.kg", HOST_CHARACTER },
		{ "мо\u200eст.kg", HOST_CHARACTER },
		{ "☃.kg", HOST_CHARACTER },
		{ "\u00ad", HOST_CHARACTER },
		{ "%D0.kg", HOST_CHARACTER },
		{ "%.kg", HOST_CHARACTER },
		{ "a%2.kg", HOST_CHARACTER },
		{ "a%00.kg", HOST_CHARACTER },
		{ "\xff.kg", HOST_CHARACTER },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct buf b;
		buf_init(&b, 300);
		if (host_to_ascii(str_of(cases[i].name), &b) != cases[i].fault)
			fail_msg("%s", cases[i].name);
		assert_true(!cases[i].fault || b.len == 0);
		buf_release(&b);
	}
}

/* Full width signs are mapped to those of ASCII: none may end the host. */
static void no_letter_becomes_a_mark_of_the_address(void **state)
{
	(void)state;
	static const char *const names[] = { "dpi.kg／a.example", "a＠b.kg", "a：80.kg", "a？.kg", "a＃.kg",
		"a％2f.kg", "a\u2026kg", "dpi.kg%2Fa", "a%40b.kg" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct buf b;
		buf_init(&b, 300);
		if (host_to_ascii(str_of(names[i]), &b) == HOST_GOOD)
			fail_msg("%s: %s", names[i], b.data);
		buf_release(&b);
	}
}

static void a_name_that_does_not_fit_adds_nothing(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 15);
	assert_int_equal(host_to_ascii(STR("пример.kg"), &b), HOST_GOOD);
	assert_string_equal(b.data, "xn--e1afmkfd.kg");
	assert_int_equal(host_to_ascii(STR("a.kg"), &b), HOST_LONG);
	assert_int_equal(b.len, 15);
	buf_release(&b);
}

static void a_name_is_read_in_its_letters(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "xn--e1afmkfd.kg", "пример.kg" },
		{ "dpi.kg", "dpi.kg" },
		{ "xn--i-7iq.ws", NULL }, /* a heart, which IDNA2008 does not have */
		{ "xn--zzzzzz99999--.kg", NULL },
		{ "", NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct buf b;
		buf_init(&b, 300);
		assert_int_equal(host_to_readable(str_of(names[i][0]), &b), names[i][1] != NULL);
		assert_true(str_is(buf_str(&b), names[i][1] ? names[i][1] : ""));
		buf_release(&b);
	}
}

static void both_forms_are_one_name(void **state)
{
	(void)state;
	static const char *const forms[] = { "пример.kg", "Пример.KG.", "xn--e1afmkfd.kg", "XN--E1AFMKFD.KG.",
		"%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.kg" };
	static const char *const others[] = { "пример.kg..", "примеp.kg", "example.kg",
		"xn--e1afmkfd.kg.evil.example", "пример", "", "пример!.kg" };
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		for (size_t k = 0; k < ARRAY_SIZE(forms); k++)
			assert_true(host_is_same(str_of(forms[i]), str_of(forms[k])));
		for (size_t k = 0; k < ARRAY_SIZE(others); k++)
			assert_false(host_is_same(str_of(forms[i]), str_of(others[k])));
	}
	assert_false(host_is_same(STR("a!я"), STR("a!я"))); /* no name is none */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_in_letters_is_written_in_ascii),
		cmocka_unit_test(what_is_no_name_is_told_apart_and_adds_nothing),
		cmocka_unit_test(no_letter_becomes_a_mark_of_the_address),
		cmocka_unit_test(a_name_that_does_not_fit_adds_nothing),
		cmocka_unit_test(a_name_is_read_in_its_letters),
		cmocka_unit_test(both_forms_are_one_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
