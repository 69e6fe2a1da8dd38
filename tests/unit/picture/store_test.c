#include "unit/support/folder.h"

#include <utime.h>

#include "picture/store.h"

#define A "0123456789abcdef0123456789abcdef"
#define B "fedcba9876543210fedcba9876543210"
#define C "00000000000000000000000000000000"

static struct folder folder;

static int set_up(void **state)
{
	(void)state;
	folder_init(&folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_release(&folder);
	return 0;
}

static struct picture photograph(const char *digest)
{
	struct picture p = { .state = PICTURE_READY, .form = PICTURE_JPEG, .width = 4000, .height = 3000 };
	snprintf(p.digest, sizeof p.digest, "%s", digest);
	return p;
}

static void put_copies(const struct picture *p)
{
	char name[PICTURE_STORE_NAME_MAX];
	unsigned widths[PICTURE_WIDTHS_MAX];
	size_t n = picture_widths(p, widths);
	for (size_t i = 0; i < n; i++) {
		picture_store_copy(p, (int)widths[i], name);
		folder_write(&folder, name, "copy");
	}
	picture_store_copy(p, PICTURE_SHARE_WIDTH, name);
	folder_write(&folder, name, "copy");
}

static void put_whole(const struct picture *p)
{
	put_copies(p);
	OK(picture_store_write(folder.fd, p, &failure));
}

static int get(const char *digest, struct picture *out)
{
	int result = picture_store_read(folder.fd, digest, PICTURE_OF_ITEM, out, &failure);
	if (result < 0)
		fail_msg("%s", failure.text);
	return result;
}

static void names_tell_digest_recipe_and_width(void **state)
{
	(void)state;
	char name[PICTURE_STORE_NAME_MAX];
	struct picture p = photograph(A);
	picture_store_copy(&p, 480, name);
	assert_string_equal(name, A "-1-480.jpg");
	picture_store_copy(&p, PICTURE_SHARE_WIDTH, name);
	assert_string_equal(name, A "-1-share.jpg");
	picture_store_full(&p, name);
	assert_string_equal(name, A "-1-full");
	p.form = PICTURE_PNG;
	picture_store_copy(&p, 480, name);
	assert_string_equal(name, A "-1-480.png");
	picture_store_copy(&p, PICTURE_SHARE_WIDTH, name);
	assert_string_equal(name, A "-1-share.jpg");
	p.form = PICTURE_MOVING;
	picture_store_copy(&p, 480, name);
	assert_string_equal(name, "");
}

static void facts_come_back_as_they_were_written(void **state)
{
	(void)state;
	struct picture p = photograph(A), back = { 0 };
	assert_int_equal(get(A, &back), 0);
	put_whole(&p);
	assert_int_equal(get(A, &back), 1);
	assert_memory_equal(back.digest, p.digest, sizeof p.digest);
	assert_int_equal(back.state, PICTURE_READY);
	assert_int_equal(back.form, PICTURE_JPEG);
	assert_int_equal(back.width, 4000);
	assert_int_equal(back.height, 3000);
	assert_false(back.full);
	p.full = true;
	p.full_size = 5;
	folder_write(&folder, A "-1-full", "bytes");
	OK(picture_store_write(folder.fd, &p, &failure));
	assert_int_equal(get(A, &back), 1);
	assert_true(back.full);
	assert_int_equal(back.full_size, 5);
}

static void films_and_animations_are_whole_with_their_one_file(void **state)
{
	(void)state;
	struct picture p = { .state = PICTURE_READY,
		.form = PICTURE_WHOLE,
		.full = true,
		.full_size = 5,
		.digest = B },
	               back;
	OK(picture_store_write(folder.fd, &p, &failure));
	assert_int_equal(get(B, &back), 0);
	folder_write(&folder, B "-1-full", "bytes");
	assert_int_equal(get(B, &back), 1);
	assert_int_equal(back.form, PICTURE_WHOLE);
	p.form = PICTURE_MOVING;
	p.width = p.height = 7;
	OK(picture_store_write(folder.fd, &p, &failure));
	assert_int_equal(get(B, &back), 1);
	assert_int_equal(back.form, PICTURE_MOVING);
	assert_int_equal(back.height, 7);
}

static void what_misses_a_copy_is_not_there(void **state)
{
	(void)state;
	static const char *const files[] = { A "-1-480.jpg", A "-1-960.jpg", A "-1-1600.jpg",
		A "-1-share.jpg", A "-1-full", A "-1.facts" };
	struct picture p = photograph(A), back;
	p.full = true;
	p.full_size = 5;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		folder_write(&folder, A "-1-full", "bytes");
		put_whole(&p);
		assert_int_equal(get(A, &back), 1);
		folder_remove(&folder, files[i]);
		assert_int_equal(get(A, &back), 0);
	}
	folder_write(&folder, A "-1-full", "byte");
	put_whole(&p);
	assert_int_equal(get(A, &back), 0);
}

static void torn_facts_count_as_none(void **state)
{
	(void)state;
	static const char *const facts[] = { "", "\n", "jarchy-picture 1 jpeg 4000 3000 -",
		"jarchy-picture 1 jpeg 4000 3000\n", "jarchy-picture 2 jpeg 4000 3000 -\n",
		"jarchy-picture 1 gif 4000 3000 -\n", "jarchy-picture 1 jpeg 0 3000 -\n",
		"jarchy-picture 1 jpeg -1 3000 -\n", "jarchy-picture 1 jpeg 99999999999999999999 3000 -\n",
		"jarchy-picture 1 jpeg 4000 3000 -\n\n", "jarchy-picture 1 jpeg 4000 3000 0\n",
		"jarchy-picture 1 whole 0 0 -\n", "jarchy-picture 1 moving 0 0 5\n",
		"jarchy-picture 1 whole 5 5 5\n", "picture 1 jpeg 4000 3000 -\n" };
	struct picture p = photograph(A), back;
	put_whole(&p);
	folder_write(&folder, A "-1-full", "bytes");
	assert_string_equal(folder_read(&folder, A "-1.facts"), "jarchy-picture 1 jpeg 4000 3000 -\n");
	for (size_t i = 0; i < ARRAY_SIZE(facts); i++) {
		folder_write(&folder, A "-1.facts", facts[i]);
		assert_int_equal(get(A, &back), 0);
	}
}

static void a_hostile_digest_is_no_path(void **state)
{
	(void)state;
	static const char *const digests[] = { "", "..", "../../../../../../../etc/passwd",
		"/23456789abcdef0123456789abcdef0", "0123456789ABCDEF0123456789ABCDEF", A "0",
		"0123456789abcdef0123456789abcde", "................................" };
	for (size_t i = 0; i < ARRAY_SIZE(digests); i++) {
		char name[PICTURE_STORE_NAME_MAX];
		struct picture back, p = photograph("");
		snprintf(p.digest, sizeof p.digest, "%s", digests[i]);
		assert_int_equal(get(digests[i], &back), 0);
		if (strlen(digests[i]) > PICTURE_DIGEST)
			continue;
		picture_store_copy(&p, 480, name);
		assert_string_equal(name, "");
		picture_store_full(&p, name);
		assert_string_equal(name, "");
		assert_false(picture_store_write(folder.fd, &p, &failure));
	}
}

static void make_old(const char *name)
{
	const struct utimbuf then = { 1000, 1000 };
	assert_int_equal(utime(folder_path(&folder, name), &then), 0);
}

static void the_sweep_takes_what_no_digest_names(void **state)
{
	(void)state;
	static const char *const digests[] = { C, B };
	static const struct {
		const char *name;
		bool stays;
	} files[] = {
		{ B "-1.facts", true },
		{ B "-1-480.jpg", true },
		{ B "-1-full", true },
		{ B "-2-480.jpg", false },
		{ B "-0.facts", false },
		{ B "-", false },
		{ A "-1.facts", false },
		{ A "-1-480.jpg", false },
		{ ".jarchy-77-0.tmp", false },
		{ ".jarchy-77-p0.tmp", false },
		{ "README", true },
		{ A, true },
		{ A "x1.facts", true },
		{ ".hidden", true },
	};
	size_t removed = 0, expected = 0;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		folder_write(&folder, files[i].name, "x");
		expected += !files[i].stays;
	}
	OK(picture_store_sweep(folder.fd, digests, 2, 60, &removed, &failure));
	assert_int_equal(removed, 0);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		make_old(files[i].name);
	OK(picture_store_sweep(folder.fd, digests, 2, 60, &removed, &failure));
	assert_int_equal(removed, expected);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (folder_has(&folder, files[i].name) != files[i].stays)
			fail_msg("%s", files[i].name);
	OK(picture_store_sweep(folder.fd, NULL, 0, 60, &removed, &failure));
	assert_int_equal(removed, 3);
}

static void a_file_has_its_name_only_when_it_is_kept(void **state)
{
	(void)state;
	struct picture_store_file f;
	OK(picture_store_begin(folder.fd, &f, &failure));
	assert_true(file_write_all(f.fd, STR("bytes")));
	assert_false(folder_has(&folder, A "-1-full"));
	OK(picture_store_keep(&f, A "-1-full", &failure));
	assert_string_equal(folder_read(&folder, A "-1-full"), "bytes");
	assert_false(folder_has(&folder, f.name));
	OK(picture_store_begin(folder.fd, &f, &failure));
	assert_true(folder_has(&folder, f.name));
	picture_store_drop(&f);
	assert_false(folder_has(&folder, f.name));
	OK(picture_store_begin(folder.fd, &f, &failure));
	assert_false(picture_store_keep(&f, "no-such-folder/x", &failure));
	assert_false(folder_has(&folder, f.name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_tell_digest_recipe_and_width, set_up, tear_down),
		cmocka_unit_test_setup_teardown(facts_come_back_as_they_were_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    films_and_animations_are_whole_with_their_one_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_misses_a_copy_is_not_there, set_up, tear_down),
		cmocka_unit_test_setup_teardown(torn_facts_count_as_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_hostile_digest_is_no_path, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_sweep_takes_what_no_digest_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_file_has_its_name_only_when_it_is_kept, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
