#include "unit/support/test.h"

#include "serve/key_fingerprint.h"

#define PLAIN "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210"
#define COLONS                                                                                               \
	"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:01:23:45:67:89:AB:CD:EF:FE:DC:BA:98:76:54:32:10"

static void every_form_of_a_fingerprint_is_the_same(void **state)
{
	static const char *const forms[] = { PLAIN,
		"00112233445566778899AABBCCDDEEFF0123456789ABCDEFFEDCBA9876543210", COLONS };
	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct key_fingerprint k;
		char text[KEY_FINGERPRINT_TEXT];
		assert_true(key_fingerprint_parse(forms[i], &k));
		assert_int_equal(k.sha256[1], 0x11);
		assert_int_equal(k.sha256[31], 0x10);
		key_fingerprint_text(&k, text);
		assert_string_equal(text, PLAIN);
	}
}

static void assert_refused(const char *text)
{
	struct key_fingerprint k, before;
	memset(&k, 0x5a, sizeof k);
	before = k;
	if (key_fingerprint_parse(text, &k))
		fail_msg("\"%s\" is taken", text);
	assert_memory_equal(&k, &before, sizeof k);
}

static void every_beginning_of_a_fingerprint_is_refused(void **state)
{
	static const char *const forms[] = { PLAIN, COLONS };
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char text[sizeof COLONS];
		for (size_t n = 0; n < strlen(forms[i]); n++) {
			memcpy(text, forms[i], n);
			text[n] = '\0';
			assert_refused(text);
		}
	}
}

static void one_other_character_anywhere_is_refused(void **state)
{
	static const char others[] = "g/:@G`. \x80";
	(void)state;
	for (size_t at = 0; at < strlen(PLAIN); at++)
		for (const char *c = others; *c; c++) {
			char text[] = PLAIN;
			text[at] = *c;
			assert_refused(text);
		}
	for (size_t at = 2; at < strlen(COLONS); at += 3) {
		char text[] = COLONS;
		text[at] = '-';
		assert_refused(text);
	}
}

static void what_follows_a_fingerprint_is_refused(void **state)
{
	(void)state;
	assert_refused(PLAIN "0");
	assert_refused(PLAIN " ");
	assert_refused(COLONS ":");
	assert_refused(COLONS ":00");
	assert_refused(" " PLAIN);
	assert_refused("SHA256:" PLAIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_a_fingerprint_is_the_same),
		cmocka_unit_test(every_beginning_of_a_fingerprint_is_refused),
		cmocka_unit_test(one_other_character_anywhere_is_refused),
		cmocka_unit_test(what_follows_a_fingerprint_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
