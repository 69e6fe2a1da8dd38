#include "unit/support/folder.h"

#include <errno.h>

#include "picture/source.h"

enum { LENGTH = 200000 };

struct world {
	struct folder folder;
	char bytes[LENGTH];
	struct source s;
};
static struct world w;

static int begin(void **state)
{
	(void)state;
	folder_init(&w.folder);
	for (size_t i = 0; i < LENGTH; i++)
		w.bytes[i] = (char)(i * 7 + i / 256);
	folder_write_bytes(&w.folder, "file", (struct str){ w.bytes, LENGTH });
	return source_open(&w.s, open(folder_path(&w.folder, "file"), O_RDWR | O_CLOEXEC)) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	close(w.s.fd);
	folder_release(&w.folder);
	return 0;
}

static void same(uint64_t at, size_t n)
{
	const unsigned char *p = source_at(&w.s, at, n);
	assert_non_null(p);
	assert_memory_equal(p, w.bytes + at, n);
}

static void bytes_are_read_in_any_order(void **state)
{
	(void)state;
	assert_int_equal(w.s.size, LENGTH);
	same(0, 1);
	same(0, SOURCE_WINDOW);
	same(SOURCE_WINDOW - 1, 2);
	same(LENGTH - 1, 1);
	same(100, 7);
	for (size_t i = 0; i + 3000 < LENGTH; i += 3000)
		same(i, 3000);
	same(LENGTH, 0);
}

static void what_is_not_there_is_nothing(void **state)
{
	(void)state;
	assert_null(source_at(&w.s, LENGTH, 1));
	assert_null(source_at(&w.s, LENGTH - 1, 2));
	assert_null(source_at(&w.s, UINT64_MAX, 2));
	assert_null(source_at(&w.s, 0, SOURCE_WINDOW + 1));
	assert_false(source_has(&w.s, 1, UINT64_MAX));
	assert_false(w.s.lost);
}

static void no_more_is_read_than_is_allowed(void **state)
{
	(void)state;
	w.s.left = 1000;
	for (uint64_t at = 0; at < 15 * 10000; at += 10000)
		same(at, 1);
	assert_false(w.s.spent);
	assert_null(source_at(&w.s, 155000, 100));
	assert_true(w.s.spent);
	same(140000, 1);
}

static void a_file_that_is_cut_while_it_is_read_is_lost(void **state)
{
	(void)state;
	same(0, 10);
	assert_int_equal(ftruncate(w.s.fd, 5000), 0);
	assert_null(source_at(&w.s, 6000, 10));
	assert_true(w.s.lost);
	assert_false(
	    source_copy(&w.s, 0, LENGTH, open(folder_path(&w.folder, "to"), O_WRONLY | O_CREAT, 0600)));
	assert_int_equal(errno, EIO);
}

static void a_part_is_copied(void **state)
{
	(void)state;
	int to = open(folder_path(&w.folder, "to"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	char out[150000];
	assert_true(source_copy(&w.s, 7, sizeof out, to));
	assert_int_equal(pread(to, out, sizeof out, 0), sizeof out);
	assert_memory_equal(out, w.bytes + 7, sizeof out);
	close(to);
	assert_false(source_open(&w.s, w.folder.fd)); /* a folder */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bytes_are_read_in_any_order, begin, end),
		cmocka_unit_test_setup_teardown(what_is_not_there_is_nothing, begin, end),
		cmocka_unit_test_setup_teardown(no_more_is_read_than_is_allowed, begin, end),
		cmocka_unit_test_setup_teardown(a_file_that_is_cut_while_it_is_read_is_lost, begin, end),
		cmocka_unit_test_setup_teardown(a_part_is_copied, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
