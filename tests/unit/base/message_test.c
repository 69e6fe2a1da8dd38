#include "unit/support/test.h"

#include "base/err.h"
#include "base/message.h"
#include "base/utf8.h"

static const struct message_text texts[] = {
	{ "%.*s is in %s", "%3$s: %2$.*1$s" },
	{ "%zu of %d", "%d/%zu" },
	{ "no text", "нет текста" },
};
static const struct messages other = { texts, ARRAY_SIZE(texts) };

static void expect(const char *message, const struct messages *language, const char *words)
{
	struct buf out;
	buf_init(&out, 4096);
	message_words(message, language, &out);
	assert_string_equal(out.data, words);
	buf_release(&out);
}

static void a_message_is_what_printf_would_say(void **state)
{
	(void)state;
	char m[MESSAGE_MAX], said[256];
	message_make(
	    m, "%s, %5.2f%%, %-4d|%04X %c %zu %lld %.*s", "a", 2.5, 7, 0xABu, 'x', (size_t)8, -9LL, 2, "bcd");
	snprintf(said, sizeof said, "%s, %5.2f%%, %-4d|%04X %c %zu %lld %.*s", "a", 2.5, 7, 0xABu, 'x',
	    (size_t)8, -9LL, 2, "bcd");
	expect(m, NULL, said);
	expect("100% sure, %s", NULL, "100% sure, %s");
}

static void a_translation_may_have_its_arguments_in_another_order(void **state)
{
	(void)state;
	char m[MESSAGE_MAX];
	message_make(m, "%.*s is in %s", 3, "abcdef", "file");
	expect(m, NULL, "abc is in file");
	expect(m, &other, "file: abc");
	message_make(m, "%zu of %d", (size_t)3, 4);
	expect(m, &other, "3/4");
}

static void what_has_no_translation_stays_english(void **state)
{
	(void)state;
	expect("no text", &other, "нет текста");
	expect("no title", &other, "no title");
}

static void parts_are_translated_each_by_itself(void **state)
{
	(void)state;
	struct err e;
	err_message(&e, "no text");
	err_prefix(&e, "%s", "a.gmi");
	err_follow(&e, "(%d more)", 2);
	assert_string_equal(e.text, "a.gmi: no text (2 more)");
	expect(e.message, &other, "a.gmi: нет текста (2 more)");
}

static void an_argument_cannot_forge_a_part(void **state)
{
	(void)state;
	char m[MESSAGE_MAX];
	message_make(m, "%s", "a\x1Eno text\x1D\x1Fx %s");
	expect(m, &other, "a?no text??x %s");
}

static void errors_are_in_the_language_of_the_process(void **state)
{
	(void)state;
	struct err e;
	message_speak(&other);
	err_message(&e, "no text");
	message_speak(NULL);
	assert_string_equal(e.text, "нет текста");
	expect(e.message, NULL, "no text");
}

static void what_is_too_long_is_cut_between_characters(void **state)
{
	(void)state;
	char m[MESSAGE_MAX], text[2 * MESSAGE_MAX];
	for (size_t i = 0; i + 2 < sizeof text; i += 2)
		memcpy(text + i, "я", 3);
	message_make(m, "%s", text);
	struct buf out;
	buf_init(&out, 2 * MESSAGE_MAX);
	message_words(m, NULL, &out);
	assert_true(out.len > MESSAGE_MAX / 2 && utf8_valid(buf_str(&out), NULL));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_is_what_printf_would_say),
		cmocka_unit_test(a_translation_may_have_its_arguments_in_another_order),
		cmocka_unit_test(what_has_no_translation_stays_english),
		cmocka_unit_test(parts_are_translated_each_by_itself),
		cmocka_unit_test(an_argument_cannot_forge_a_part),
		cmocka_unit_test(errors_are_in_the_language_of_the_process),
		cmocka_unit_test(what_is_too_long_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
