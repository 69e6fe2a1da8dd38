/* The words of files in the store: made once, believed only where they are whole and of this version. */
#include "unit/support/folder.h"

#include <sys/mman.h>

#include "picture/store.h"
#include "picture/words.h"

static struct folder folder;
static struct picture picture;
static struct buf words;

static int set_up(void **state)
{
	(void)state;
	folder_init(&folder);
	buf_init(&words, EXTRACT_TEXT_MAX);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&words);
	folder_release(&folder);
	return 0;
}

static enum picture_state make(const char *bytes)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	assert_true(fd >= 0 && file_write_all(fd, str_of(bytes)));
	words_make(fd, folder.fd, EXTRACT_PLAIN, &picture, &failure);
	close(fd);
	return picture.state;
}

static const char *name(void)
{
	static char out[PICTURE_STORE_NAME_MAX];
	assert_true(picture_store_words(picture.digest, out));
	return out;
}

static int read_back(void)
{
	buf_reset(&words);
	return words_read(folder.fd, picture.digest, &words, &failure);
}

static void words_are_kept_under_the_digest_of_the_bytes(void **state)
{
	(void)state;
	assert_int_equal(make("One\ntwo\n"), PICTURE_READY);
	assert_string_equal(picture.digest, "cf2acc9335388cb2767d8c570ba3efcf");
	assert_int_equal(read_back(), 1);
	assert_string_equal(words.data, "One\ntwo\n");
	assert_int_equal(make(""), PICTURE_READY);
	assert_int_equal(read_back(), 1);
	assert_string_equal(words.data, "");
}

static void what_the_store_has_is_not_made_again(void **state)
{
	(void)state;
	make("One\n");
	folder_write(&folder, name(), "jarchy-words 1\nFrom the store\n");
	assert_int_equal(make("One\n"), PICTURE_READY);
	assert_int_equal(read_back(), 1);
	assert_string_equal(words.data, "From the store\n");
}

static void what_is_not_whole_or_not_text_or_of_another_version_is_made_again(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "jarchy-words 1", "jarchy-words 2\nOld\n", "Something\n",
		"jarchy-words 1\n\xFF\n", "jarchy-words 1\n\002#kind:event\n" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		make("One\n");
		folder_write(&folder, name(), bad[i]);
		assert_int_equal(read_back(), 0);
		assert_int_equal(make("One\n"), PICTURE_READY);
		assert_int_equal(read_back(), 1);
		assert_string_equal(words.data, "One\n");
	}
	memcpy(picture.digest, "../../../../../etc/passwd", 26);
	assert_int_equal(read_back(), 0);
}

static void where_the_store_cannot_be_written_another_try_may_go_well(void **state)
{
	(void)state;
	make("One\n");
	assert_int_equal(unlinkat(folder.fd, name(), 0), 0);
	assert_int_equal(mkdirat(folder.fd, name(), 0755), 0);
	assert_int_equal(make("One\n"), PICTURE_WAITING);
	assert_int_equal(picture.fault, FAULT_STORE);
	assert_true(failure.text[0]);
}

static void words_that_no_file_has_any_more_are_swept(void **state)
{
	(void)state;
	char kept[PICTURE_DIGEST + 1];
	const char *digests[] = { kept };
	size_t removed;
	make("Two\n");
	snprintf(kept, sizeof kept, "%s", picture.digest);
	make("One\n");
	OK(picture_store_sweep(folder.fd, digests, 1, -60, &removed, &failure));
	assert_int_equal(removed, 1);
	assert_int_equal(read_back(), 0);
	snprintf(picture.digest, sizeof picture.digest, "%s", kept);
	assert_int_equal(read_back(), 1);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(words_are_kept_under_the_digest_of_the_bytes),
		T(what_the_store_has_is_not_made_again),
		T(what_is_not_whole_or_not_text_or_of_another_version_is_made_again),
		T(where_the_store_cannot_be_written_another_try_may_go_well),
		T(words_that_no_file_has_any_more_are_swept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
