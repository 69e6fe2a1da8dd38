/*
 * cache_test: ready answers, found, dropped and counted.
 */
#include "unit/support/descriptors.h"

#include "answer/cache.h"

/* Keeps an answer of n times this byte; the caller's reference is dropped. */
static void put_of(struct cache *c, const char *path, char byte, size_t n)
{
	struct cached *e = cached_new('g', str_of(path));
	e->form[0].body = xmalloc(n);
	memset(e->form[0].body, byte, n);
	e->form[0].body_n = n;
	cache_insert(c, e);
	cached_drop(e);
}

static void put(struct cache *c, const char *path, size_t n)
{
	put_of(c, path, path[1], n);
}

static bool has(struct cache *c, const char *path)
{
	return cache_find(c, 'g', str_of(path)) != NULL;
}

static struct cache *cache;

static int start(void **state)
{
	(void)state;
	cache = xcalloc(1, sizeof *cache);
	cache_init(cache, 10000, 2);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	cache_clear(cache);
	free(cache);
	return 0;
}

static void an_answer_is_found_by_kind_and_path(void **state)
{
	(void)state;
	put(cache, "/a", 10);
	struct cached *e = cache_find(cache, 'g', STR("/a"));
	assert_non_null(e);
	assert_int_equal(e->form[0].body[0], 'a');
	assert_null(cache_find(cache, 'h', STR("/a")));
	assert_null(cache_find(cache, 'g', STR("/")));
	assert_null(cache_find(cache, 'g', STR("/ab")));
}

static void the_least_recently_used_goes_first(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		put(cache, (const char *[]){ "/a", "/b", "/c" }[i], 2000);
	assert_true(has(cache, "/a"));
	put(cache, "/d", 2000);
	put(cache, "/e", 2000);
	assert_true(has(cache, "/a"));
	assert_false(has(cache, "/b"));
	assert_true(has(cache, "/e"));
}

static void it_never_keeps_more_than_its_bytes(void **state)
{
	char path[16];
	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(path, sizeof path, "/%d", i);
		put(cache, path, 100 + (size_t)i);
		assert_true(cache->size <= cache->max);
	}
	assert_true(cache->count > 1);
}

static void what_would_fill_a_quarter_is_not_kept(void **state)
{
	(void)state;
	put(cache, "/a", 100);
	put(cache, "/b", 2600);
	assert_true(has(cache, "/a"));
	assert_false(has(cache, "/b"));
}

static void a_dropped_answer_lives_while_it_is_held(void **state)
{
	(void)state;
	put(cache, "/a", 100);
	struct cached *e = cache_find(cache, 'g', STR("/a"));
	cached_hold(e);
	cache_clear(cache);
	assert_false(has(cache, "/a"));
	assert_int_equal(cache->size, 0);
	assert_int_equal(e->form[0].body[99], 'a');
	cached_drop(e);
}

static void a_form_added_later_is_counted_and_makes_room(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++)
		put(cache, (const char *[]){ "/a", "/b", "/c", "/d" }[i], 2000);
	struct cached *e = cache_find(cache, 'g', STR("/d"));
	e->form[1].body = xcalloc(1, 1500);
	e->form[1].body_n = 1500;
	cache_recount(cache, e);
	assert_true(cache->size <= cache->max);
	assert_false(has(cache, "/a"));
	assert_true(has(cache, "/d"));
}

/* An entry whose bytes are also in an open file. */
static struct cached *put_with_file(const char *path)
{
	struct cached *e = cached_new('g', str_of(path));
	e->form[0].body = xcalloc(1, CACHE_FILE_FROM);
	e->form[0].body_n = CACHE_FILE_FROM;
	cached_file_take(e, open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
	cache_insert(cache, e);
	cached_drop(e);
	return e;
}

static void of_files_it_keeps_so_many_open_and_no_more(void **state)
{
	size_t before = descriptors();
	(void)state;
	cache->max = 100 * CACHE_FILE_FROM;
	struct cached *first = put_with_file("/a");
	put_with_file("/b");
	assert_int_equal(descriptors(), before + 2);
	struct cached *late = put_with_file("/c");
	assert_int_equal(descriptors(), before + 2);
	assert_int_equal(late->file, -1);
	assert_true(has(cache, "/c") && first->file >= 0);
	cache_clear(cache);
	assert_int_equal(descriptors(), before);
	assert_true(put_with_file("/d")->file >= 0);
}

/* An answer with a second form, as a coding that took long to make. */
static void put_with_form(const char *path, size_t n)
{
	put(cache, path, n);
	struct cached *e = cache_find(cache, 'g', str_of(path));
	e->form[1].body = xstrdup("coded");
	e->form[1].body_n = 5;
	e->form[1].head = xstrdup("head");
	cache_recount(cache, e);
}

static void what_was_made_of_the_same_body_is_taken_over(void **state)
{
	(void)state;
	put_with_form("/a", 100);
	put_with_form("/b", 100);
	cache_age(cache);
	assert_false(has(cache, "/a"));
	put(cache, "/a", 100);
	struct cached *e = cache_find(cache, 'g', STR("/a"));
	assert_string_equal(e->form[1].body, "coded");
	assert_null(e->form[1].head); /* its lines may be others by now */
	put_of(cache, "/b", 'B', 100);
	assert_null(cache_find(cache, 'g', STR("/b"))->form[1].body);
	assert_int_equal(cache->count, 2);
}

static void what_is_being_sent_is_not_taken_from(void **state)
{
	(void)state;
	put_with_form("/a", 100);
	struct cached *e = cache_find(cache, 'g', STR("/a"));
	cached_hold(e);
	cache_age(cache);
	put(cache, "/a", 100);
	assert_null(cache_find(cache, 'g', STR("/a"))->form[1].body);
	assert_string_equal(e->form[1].body, "coded");
	cached_drop(e);
}

static void an_older_answer_makes_room_first(void **state)
{
	(void)state;
	put_with_form("/a", 2000);
	put(cache, "/p", 2000);
	cache_age(cache);
	assert_int_equal(cache->count, 1);
	for (const char *const *p = (const char *const[]){ "/b", "/c", "/d", "/e", NULL }; *p; p++)
		put(cache, *p, 2000);
	assert_true(has(cache, "/b"));
	assert_int_equal(cache->count, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_answer_is_found_by_kind_and_path, start, stop),
		cmocka_unit_test_setup_teardown(the_least_recently_used_goes_first, start, stop),
		cmocka_unit_test_setup_teardown(it_never_keeps_more_than_its_bytes, start, stop),
		cmocka_unit_test_setup_teardown(what_would_fill_a_quarter_is_not_kept, start, stop),
		cmocka_unit_test_setup_teardown(a_dropped_answer_lives_while_it_is_held, start, stop),
		cmocka_unit_test_setup_teardown(a_form_added_later_is_counted_and_makes_room, start, stop),
		cmocka_unit_test_setup_teardown(what_was_made_of_the_same_body_is_taken_over, start, stop),
		cmocka_unit_test_setup_teardown(what_is_being_sent_is_not_taken_from, start, stop),
		cmocka_unit_test_setup_teardown(an_older_answer_makes_room_first, start, stop),
		cmocka_unit_test_setup_teardown(of_files_it_keeps_so_many_open_and_no_more, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
