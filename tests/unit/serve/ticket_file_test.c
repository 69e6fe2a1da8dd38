#include "unit/support/folder.h"

#include "serve/ticket_file.h"

/* 80 bytes of zeros, of which the last bits of the text are free. */
#define A8 "AAAAAAAA"
#define A32 A8 A8 A8 A8
#define REST A32 A32 A32 A8 "AA"
#define KEY "A" REST "="
#define OTHER "B" REST "="

static struct folder folder;

static int make_folder(void **state)
{
	(void)state;
	folder_init(&folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	folder_release(&folder);
	return 0;
}

static bool read_text(const char *text, struct ticket_keys *k, struct err *err)
{
	folder_write(&folder, "keys", text);
	return ticket_file_read(folder_path(&folder, "keys"), k, err);
}

static void lines_are_keys_in_their_order(void **state)
{
	(void)state;
	struct ticket_keys k;
	struct err err;
	assert_int_equal(sizeof KEY - 1, 108);
	assert_true(read_text(KEY, &k, &err));
	assert_int_equal(k.n, 1);
	assert_true(read_text("# of August\r\n\n  " OTHER " \r\n" KEY "\n", &k, &err));
	assert_int_equal(k.n, 2);
	assert_int_equal(k.v[0][0], 4);
	assert_int_equal(k.v[1][0], 0);
	assert_true(
	    read_text(KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" OTHER "\n", &k, &err));
	assert_int_equal(k.n, TICKET_KEYS_MAX);
	assert_int_equal(k.v[7][0], 4);
}

static void what_is_no_key_is_named_with_its_line(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "", "there is no key in it" },
		{ "# none\n", "there is no key in it" },
		{ KEY "\nx\n", "keys:2: this is no key" },
		{ "A" REST, "keys:1: this is no key" },
		{ "AA" REST, "keys:1: this is no key" },
		{ "A" REST "==", "keys:1: this is no key" },
		{ "=" REST "=", "keys:1: this is no key" },
		{ "-" REST "=", "keys:1: this is no key" },
		{ KEY KEY, "keys:1: this is no key" },
		{ KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n" KEY "\n",
		    "keys:9: there are 8 keys already" },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct ticket_keys k;
		struct err err;
		assert_false(read_text(cases[i].text, &k, &err));
		if (!strstr(err.text, cases[i].message))
			fail_msg("%zu: %s", i, err.text);
		assert_int_equal(k.n, 0);
	}
}

static void a_file_that_is_not_there_or_endless_is_no_file_of_keys(void **state)
{
	(void)state;
	struct ticket_keys k;
	struct err err;
	assert_false(ticket_file_read("/dev/zero", &k, &err));
	assert_false(ticket_file_read(folder_path(&folder, "nothing"), &k, &err));
	assert_non_null(strstr(err.text, "nothing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_keys_in_their_order),
		cmocka_unit_test(what_is_no_key_is_named_with_its_line),
		cmocka_unit_test(a_file_that_is_not_there_or_endless_is_no_file_of_keys),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
