#include "unit/support/test.h"

#include "command/items.h"

enum { DAY = 86400 };

/* One translation: when it was written and updated, in days; 0: never updated. */
static struct item text(const char *lang, int rank, int date, int updated)
{
	return (struct item){ .project = "p",
		.stem = "a",
		.lang = lang,
		.state = STATE_LIVE,
		.rank = rank,
		.date = (int64_t)date * DAY,
		.updated = updated ? (int64_t)updated * DAY : INSTANT_NONE };
}

/* Which the text lags behind: its language, or "" for none. */
static const char *lags(struct item *v, size_t n, size_t which)
{
	struct items items = { .v = v, .n = n };
	const struct item *ahead = items_lags(&items, 0, n, which);
	return ahead ? ahead->lang : "";
}

static void a_text_never_updated_lags_behind_any_that_was_since(void **state)
{
	(void)state;
	struct item v[] = { text("en", 0, 10, 0), text("ky", 1, 10, 11), text("ru", 2, 10, 12) };
	assert_string_equal(lags(v, 3, 0), "ru");
	assert_string_equal(lags(v, 3, 2), "");
	/* Written after both: it has what they say. */
	v[0].date = 13 * DAY;
	assert_string_equal(lags(v, 3, 0), "");
	v[0].date = 12 * DAY;
	assert_string_equal(lags(v, 3, 0), "");
}

static void a_text_that_was_updated_lags_only_behind_the_original(void **state)
{
	(void)state;
	struct item v[] = { text("en", 0, 10, 20), text("ky", 1, 10, 19), text("ru", 2, 10, 30) };
	assert_string_equal(lags(v, 3, 1), "en");
	assert_string_equal(lags(v, 3, 0), "");
	assert_string_equal(lags(v, 3, 2), "");
	v[1].updated = 20 * DAY;
	assert_string_equal(lags(v, 3, 1), "");
}

static void the_original_is_the_oldest_and_then_the_first_language(void **state)
{
	(void)state;
	struct item v[] = { text("en", 1, 10, 20), text("ky", 0, 10, 30), text("ru", 2, 10, 25) };
	assert_string_equal(lags(v, 3, 0), "ky");
	assert_string_equal(lags(v, 3, 1), "");
	v[2].date = 9 * DAY;
	assert_string_equal(lags(v, 3, 0), "ru");
	assert_string_equal(lags(v, 3, 1), "");
}

static void what_is_broken_or_withdrawn_lags_behind_nothing(void **state)
{
	(void)state;
	struct item v[] = { text("en", 0, 10, 20), text("ky", 1, 10, 0), text("ru", 2, 10, 0) };
	v[1].broken = true;
	v[2].state = STATE_WITHDRAWN;
	assert_string_equal(lags(v, 3, 1), "");
	assert_string_equal(lags(v, 3, 2), "");
	v[1].broken = false;
	v[0].broken = true;
	assert_string_equal(lags(v, 3, 1), "");
}

static void translations_of_one_item_are_next_to_each_other(void **state)
{
	(void)state;
	struct item v[] = { text("en", 0, 1, 0), text("ru", 1, 1, 0), text("en", 0, 1, 0),
		text("en", 0, 1, 0) };
	struct items items = { .v = v, .n = 4 };
	v[2].stem = "b";
	v[3].project = "q";
	v[3].stem = "b";
	assert_int_equal(items_end(&items, 0), 2);
	assert_int_equal(items_end(&items, 2), 3);
	assert_int_equal(items_end(&items, 3), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_never_updated_lags_behind_any_that_was_since),
		cmocka_unit_test(a_text_that_was_updated_lags_only_behind_the_original),
		cmocka_unit_test(the_original_is_the_oldest_and_then_the_first_language),
		cmocka_unit_test(what_is_broken_or_withdrawn_lags_behind_nothing),
		cmocka_unit_test(translations_of_one_item_are_next_to_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
