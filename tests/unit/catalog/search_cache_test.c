#include "unit/support/test.h"

#include "catalog/catalog.h"
#include "catalog/search/cache.h"

static struct search_cache cache;
static struct found rows[SEARCH_CACHE_ROWS_MAX + 1] = { { 7, true }, { 8, false } };
static struct found_count counts[SEARCH_CACHE_ROWS_MAX + 1] = { { SEARCH_BY_YEAR, "2023", 5 } };

static int tear_down(void **state)
{
	(void)state;
	search_cache_release(&cache);
	cache.version = 0;
	return 0;
}

static void keep(const char *key, size_t n)
{
	search_cache_keep(&cache, str_of(key), &(struct found_page){ rows, n, 99, true, counts, n });
}

static void a_page_is_found_again_by_its_key_alone(void **state)
{
	(void)state;
	search_cache_begin(&cache, 1);
	assert_null(search_cache_find(&cache, STR("")));
	keep("ru water", 2);
	const struct found_page *page = search_cache_find(&cache, STR("ru water"));
	assert_non_null(page);
	assert_int_equal(page->n, 2);
	assert_int_equal(page->v[0].file, 7);
	assert_false(page->v[1].is_item);
	assert_int_equal(page->all, 99);
	assert_true(page->more);
	assert_int_equal(page->count_n, 2);
	assert_string_equal(page->counts[0].value, "2023");
	assert_null(search_cache_find(&cache, STR("ky water")));
}

static void that_nothing_was_found_is_kept_too(void **state)
{
	(void)state;
	keep("ru water", 0);
	const struct found_page *page = search_cache_find(&cache, STR("ru water"));
	assert_non_null(page);
	assert_int_equal(page->n, 0);
}

static void another_version_of_the_catalogue_empties_it(void **state)
{
	(void)state;
	search_cache_begin(&cache, 1);
	keep("ru water", 1);
	search_cache_begin(&cache, 1);
	assert_non_null(search_cache_find(&cache, STR("ru water")));
	search_cache_begin(&cache, 2);
	assert_null(search_cache_find(&cache, STR("ru water")));
}

static void what_is_too_large_is_not_kept(void **state)
{
	char key[SEARCH_CACHE_KEY_MAX + 2];
	(void)state;
	memset(key, 'a', sizeof key);
	key[sizeof key - 1] = '\0';
	keep(key, 1);
	assert_null(search_cache_find(&cache, str_of(key)));
	keep("ru water", SEARCH_CACHE_ROWS_MAX + 1);
	assert_null(search_cache_find(&cache, STR("ru water")));
}

static void a_flood_of_words_takes_no_more_than_the_places(void **state)
{
	char key[16];
	size_t kept = 0;
	(void)state;
	for (int i = 0; i < 10 * SEARCH_CACHE_SLOTS; i++) {
		snprintf(key, sizeof key, "ru w%d", i);
		keep(key, 1);
		assert_non_null(search_cache_find(&cache, str_of(key)));
	}
	for (int i = 0; i < 10 * SEARCH_CACHE_SLOTS; i++) {
		snprintf(key, sizeof key, "ru w%d", i);
		kept += search_cache_find(&cache, str_of(key)) != NULL;
	}
	assert_in_range(kept, 1, SEARCH_CACHE_SLOTS);
}

#define T(name) cmocka_unit_test_teardown(name, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_page_is_found_again_by_its_key_alone),
		T(that_nothing_was_found_is_kept_too),
		T(another_version_of_the_catalogue_empties_it),
		T(what_is_too_large_is_not_kept),
		T(a_flood_of_words_takes_no_more_than_the_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
