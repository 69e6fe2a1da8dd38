#include "base/digest.h"
#include "unit/support/test.h"

/* FIPS 180-4: of "abc". */
static const unsigned char of_abc[DIGEST_SIZE] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41,
	0x40, 0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff,
	0x61, 0xf2, 0x00, 0x15, 0xad };

static void the_digest_is_that_of_the_standard(void **state)
{
	(void)state;
	unsigned char out[DIGEST_SIZE];
	assert_true(digest_sha256(STR("abc"), out));
	assert_memory_equal(out, of_abc, sizeof out);
}

static void pieces_give_the_digest_of_the_whole(void **state)
{
	(void)state;
	unsigned char out[DIGEST_SIZE];
	struct digest d;
	digest_begin(&d);
	digest_more(&d, STR("a"));
	digest_more(&d, STR(""));
	digest_more(&d, STR("bc"));
	assert_true(digest_end(&d, out));
	assert_memory_equal(out, of_abc, sizeof out);
	assert_null(d.context);
}

static void what_failed_before_gives_no_digest(void **state)
{
	(void)state;
	static const unsigned char zeros[DIGEST_SIZE];
	unsigned char out[DIGEST_SIZE] = { 1 };
	struct digest d = { 0 };
	digest_more(&d, STR("abc"));
	assert_false(digest_end(&d, out));
	assert_memory_equal(out, zeros, sizeof out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_digest_is_that_of_the_standard),
		cmocka_unit_test(pieces_give_the_digest_of_the_whole),
		cmocka_unit_test(what_failed_before_gives_no_digest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
