#include "unit/support/test.h"

#include <sys/stat.h>

#include "answer/preview_links.h"
#include "unit/support/folder.h"

static struct folder folder;
static const char *path;

static int set_up(void **state)
{
	(void)state;
	folder_init(&folder);
	path = folder_path(&folder, "preview-links");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_release(&folder);
	return 0;
}

static void a_secret_opens_until_its_last_day_and_is_nowhere_in_the_file(void **state)
{
	(void)state;
	struct preview_links l, read;
	char secret[PREVIEW_SECRET_TEXT + 1], other[PREVIEW_SECRET_TEXT + 1];
	struct err err;
	struct stat st;
	assert_true(preview_links_read(path, &l, &err));
	assert_int_equal(l.n, 0);
	assert_true(preview_links_add(&l, "Айгүл at home", 1000, 2000, secret, &err));
	assert_true(preview_links_add(&l, "b", 1000, 3000, other, &err));
	assert_string_not_equal(secret, other);
	assert_true(preview_links_write(path, &l, &err));
	assert_true(preview_links_read(path, &read, &err));
	assert_int_equal(read.n, 2);
	assert_string_equal(read.v[0].name, "Айгүл at home");
	assert_true(preview_links_open(&read, str_of(secret), 1999));
	assert_false(preview_links_open(&read, str_of(secret), 2000));
	assert_true(preview_links_open(&read, str_of(other), 2000));
	assert_null(strstr(folder_read(&folder, "preview-links"), secret));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	preview_links_remove(&read, preview_links_find(&read, "Айгүл at home"));
	assert_int_equal(read.n, 1);
	assert_false(preview_links_open(&read, str_of(secret), 1500));
	assert_true(preview_links_open(&read, str_of(other), 1500));
	preview_links_drop_expired(&read, 3000);
	assert_int_equal(read.n, 0);
}

static void nothing_like_a_secret_opens(void **state)
{
	(void)state;
	struct preview_links l = { .n = 0 };
	char secret[PREVIEW_SECRET_TEXT + 2], upper[PREVIEW_SECRET_TEXT + 1];
	struct err err;
	assert_true(preview_links_add(&l, "a", 0, 100, secret, &err));
	assert_true(preview_links_open(&l, str_of(secret), 1));
	for (size_t i = 0; i < PREVIEW_SECRET_TEXT; i++) {
		char was = secret[i];
		secret[i] = was == '0' ? '1' : '0';
		assert_false(preview_links_open(&l, str_of(secret), 1));
		secret[i] = was;
		upper[i] = (char)(was >= 'a' ? was - 32 : was);
		assert_false(preview_links_open(&l, (struct str){ secret, i }, 1));
	}
	upper[PREVIEW_SECRET_TEXT] = 0;
	if (strcmp(upper, secret))
		assert_false(preview_links_open(&l, str_of(upper), 1));
	memcpy(secret + PREVIEW_SECRET_TEXT, "0", 2);
	assert_false(preview_links_open(&l, str_of(secret), 1));
	assert_false(preview_links_open(&l, STR(""), 1));
}

static void lines_that_are_none_let_nobody_in(void **state)
{
	(void)state;
	struct preview_links l;
	struct err err;
	folder_write(&folder, "preview-links",
	    "\n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 1 99999999999\n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 1 99999999999 \n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8 1 99999999999 short\n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8zz 1 99999999999 none\n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 1 -5 past\n"
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 1 99999999999 empty\n");
	assert_true(preview_links_read(path, &l, &err));
	assert_int_equal(l.n, 1);
	/* The hash of nothing is one that nothing has. */
	assert_false(preview_links_open(&l, STR(""), 1));
}

static void a_name_is_one_line(void **state)
{
	(void)state;
	char longest[PREVIEW_NAME_MAX + 2];
	memset(longest, 'a', sizeof longest);
	longest[PREVIEW_NAME_MAX + 1] = 0;
	assert_true(preview_link_may_be_called(STR("Айгүл, the phone")));
	assert_true(preview_link_may_be_called((struct str){ longest, PREVIEW_NAME_MAX }));
	assert_false(preview_link_may_be_called(str_of(longest)));
	assert_false(preview_link_may_be_called(STR("")));
	assert_false(preview_link_may_be_called(STR("a\nb")));
	assert_false(preview_link_may_be_called(STR("\xff")));
}

static void a_full_list_takes_no_more(void **state)
{
	(void)state;
	static struct preview_links l;
	char secret[PREVIEW_SECRET_TEXT + 1];
	struct err err;
	l.n = PREVIEW_LINKS_MAX;
	assert_false(preview_links_add(&l, "a", 0, 1, secret, &err));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_secret_opens_until_its_last_day_and_is_nowhere_in_the_file),
		TEST(nothing_like_a_secret_opens),
		TEST(lines_that_are_none_let_nobody_in),
		TEST(a_name_is_one_line),
		TEST(a_full_list_takes_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
