/*
 * podcast_test: categories of podcasts as people write them.
 */
#include "unit/support/test.h"

#include "content/podcast.h"

static void found(const char *text, const char *parent, const char *name)
{
	struct podcast_category c;
	assert_true(podcast_category_find(str_of(text), &c));
	assert_string_equal(c.name, name);
	assert_string_equal(c.parent ? c.parent : "", parent);
}

static void a_category_is_found_by_its_name_in_any_case(void **state)
{
	(void)state;
	found("News", "", "News");
	found("politics", "News", "Politics");
	found("SOCIETY & CULTURE", "", "Society & Culture");
	found("Documentary", "Society & Culture", "Documentary");
	found("News > Daily News", "News", "Daily News");
	found("news>daily news", "News", "Daily News");
	found("TV Reviews", "TV & Film", "TV Reviews");
	found(PODCAST_CATEGORY, "", "News");
}

static void what_is_none_is_not_found_and_something_near_is_named(void **state)
{
	(void)state;
	static const char *const none[] = { "", ">", "Новости", "News > Documentary", "Politics > News",
		"New" };
	struct podcast_category c;
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_false(podcast_category_find(str_of(none[i]), &c));
	assert_string_equal(podcast_category_near(STR("Documentry")), "Documentary");
	assert_string_equal(podcast_category_near(STR("news > POLITIKS")), "Politics");
	assert_null(podcast_category_near(STR("Новости")));
	assert_null(podcast_category_near(STR("")));
	char text[300];
	memset(text, 'a', sizeof text);
	assert_null(podcast_category_near((struct str){ text, sizeof text }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_category_is_found_by_its_name_in_any_case),
		cmocka_unit_test(what_is_none_is_not_found_and_something_near_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
