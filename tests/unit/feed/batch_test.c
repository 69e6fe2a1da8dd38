/*
 * batch_test: many files are replaced together or not at all.
 */
#include "unit/support/feeds.h"

#include "feed/batch.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* In place of the functions of libc: what was forced out. */
static size_t forced, forced_whole;

int fsync(int fd)
{
	forced++;
	return (int)syscall(SYS_fsync, fd);
}

int syncfs(int fd)
{
	forced_whole++;
	return (int)syscall(SYS_syncfs, fd);
}

static int set_up(void **state)
{
	*state = world_of_feeds();
	return 0;
}

static void files_are_seen_together_when_all_are_written(void **state)
{
	struct world *w = *state;
	struct batch b;
	batch_init(&b, w->feeds);
	assert_int_equal(
	    batch_put(&b, "ru/les/atom-1.xml", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_int_equal(batch_put(&b, "top.xml", STR("top"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_false(world_has(w, "ru/les/atom-1.xml"));
	assert_true(batch_commit(&b, &failure));
	batch_release(&b);
	assert_string_equal(world_feed(w, "ru/les/atom-1.xml"), "one");
	assert_string_equal(world_feed(w, "top.xml"), "top");
	assert_false(world_has(w, "ru/les/.atom-1.xml.tmp"));
}

static void what_is_the_same_is_not_written(void **state)
{
	struct world *w = *state;
	struct batch b;
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_true(batch_commit(&b, &failure));
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_SAME);
	assert_int_equal(batch_put(&b, "a", STR("two"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_true(batch_commit(&b, &failure));
	batch_release(&b);
	assert_string_equal(world_feed(w, "a"), "two");
}

static void each_version_is_dated_after_the_one_before_it(void **state)
{
	struct world *w = *state;
	const struct timespec ahead[] = { { .tv_nsec = UTIME_OMIT }, { INT64_C(4000000000), 5 } };
	struct stat st;
	struct batch b;
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_true(batch_commit(&b, &failure));
	assert_int_equal(utimensat(w->feeds, "a", ahead, 0), 0);
	assert_int_equal(batch_put(&b, "a", STR("two"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_true(batch_commit(&b, &failure));
	batch_release(&b);
	assert_int_equal(fstatat(w->feeds, "a", &st, 0), 0);
	assert_int_equal(st.st_mtim.tv_sec, INT64_C(4000000001));
}

static void what_is_not_committed_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct batch b;
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	batch_release(&b);
	assert_false(world_has(w, "a"));
	assert_false(world_has(w, ".a.tmp"));
}

static void a_failure_names_the_file_and_the_rest_is_cleaned_up(void **state)
{
	struct world *w = *state;
	struct batch b;
	assert_true(file_make_dirs(w->feeds, "b/in-the-way", &failure));
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_int_equal(batch_put(&b, "b", STR("two"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_int_equal(batch_put(&b, "c", STR("three"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_false(batch_commit(&b, &failure));
	assert_non_null(strstr(failure.text, "cannot write b"));
	batch_release(&b);
	assert_string_equal(world_feed(w, "a"), "one");
	assert_false(world_has(w, "c"));
	assert_false(world_has(w, ".b.tmp") || world_has(w, ".c.tmp"));
	assert_int_equal(file_replace(w->feeds, "d", STR("no folder"), 0644, &failure), FILE_WRITTEN);
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "d/e", STR("x"), INSTANT_NONE, &failure), FILE_FAILED);
	batch_release(&b);
}

/* As on a full disk: a part of the file is written, then no more. */
static void a_part_of_a_file_is_never_shown(void **state)
{
	struct world *w = *state;
	struct batch b;
	struct rlimit before, little;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	little = before;
	little.rlim_cur = 10;
	signal(SIGXFSZ, SIG_IGN);
	batch_init(&b, w->feeds);
	assert_int_equal(batch_put(&b, "a", STR("one"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	enum file_change change = batch_put(&b, "b", STR("more than ten bytes"), INSTANT_NONE, &failure);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(change, FILE_FAILED);
	assert_int_equal(batch_put(&b, "c", STR("three"), INSTANT_NONE, &failure), FILE_WRITTEN);
	assert_true(batch_commit(&b, &failure));
	batch_release(&b);
	assert_string_equal(world_feed(w, "a"), "one");
	assert_string_equal(world_feed(w, "c"), "three");
	assert_false(world_has(w, "b") || world_has(w, ".b.tmp"));
}

/* Puts so many files into two folders, as two batches. */
static void put_files(struct world *w, size_t n)
{
	struct batch two[2], *const both[] = { &two[0], &two[1] };
	batch_init(&two[0], w->feeds);
	batch_init(&two[1], w->feeds);
	for (size_t i = 0; i < n; i++) {
		char path[32];
		snprintf(path, sizeof path, "%s/%zu", i % 2 ? "ru" : "en", i);
		assert_int_equal(
		    batch_put(&two[i % 3 == 0], path, STR("x"), INSTANT_NONE, &failure), FILE_WRITTEN);
	}
	forced = forced_whole = 0;
	assert_true(batch_commit_all(both, ARRAY_SIZE(both), &failure));
	for (size_t i = 0; i < n; i++) {
		char path[32];
		snprintf(path, sizeof path, "%s/%zu", i % 2 ? "ru" : "en", i);
		assert_string_equal(world_feed(w, path), "x");
	}
	batch_release(&two[0]);
	batch_release(&two[1]);
}

static void few_files_do_not_wait_for_what_others_write(void **state)
{
	put_files(*state, 12);
	assert_int_equal(forced_whole, 0);
	assert_int_equal(forced, 12 + 2); /* each file, each folder */
}

static void many_files_wait_for_the_disk_twice(void **state)
{
	put_files(*state, 200);
	assert_int_equal(forced_whole, 2);
	assert_int_equal(forced, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_are_seen_together_when_all_are_written),
		TEST(what_is_the_same_is_not_written),
		TEST(each_version_is_dated_after_the_one_before_it),
		TEST(what_is_not_committed_leaves_nothing),
		TEST(a_part_of_a_file_is_never_shown),
		TEST(few_files_do_not_wait_for_what_others_write),
		TEST(many_files_wait_for_the_disk_twice),
		TEST(a_failure_names_the_file_and_the_rest_is_cleaned_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
