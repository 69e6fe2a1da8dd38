#include "unit/support/catalogue.h"

#include "catalog/stale.h"

/* One translation, written on the 10th where no date is given. */
static void put(struct catalogue *c, const char *lang, const char *date, const char *updated)
{
	const char *path = arena_printf(&c->arena, "p/2023-01-10-a.%s.gmi", lang);
	PUT(c, path, "a", .id = path, .date = date, .updated = updated);
}

static void withdraw(struct catalogue *c, const char *lang)
{
	const char *path = arena_printf(&c->arena, "p/2023-01-10-a.%s.gmi", lang);
	PUT(c, path, "a", .id = path, .withdrawn = "2023-01-12");
}

/* "en<ru ": the English text lacks a correction of the Russian one. */
static const char *stales(struct catalogue *c, const char *const *langs)
{
	struct stales list;
	const char *out = "";
	commit_at(c, "2025-01-01");
	OK(catalog_stales(writer_catalog(c->writer), langs, &c->arena, &list, &failure));
	for (size_t i = 0; i < list.n; i++)
		out = arena_printf(&c->arena, "%s%s<%.2s ", out, list.v[i].lang,
		    list.v[i].ahead + strlen("p/2023-01-10-a."));
	begin(c);
	return out;
}
#define STALES(c, ...) stales((c), (const char *const[]){ __VA_ARGS__, NULL })

static void a_text_never_updated_lacks_any_later_correction(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	put(c, "en", NULL, NULL);
	put(c, "ky", NULL, "2023-01-11");
	put(c, "ru", NULL, "2023-01-12");
	assert_string_equal(STALES(c, "en", "ky", "ru"), "en<ru ");
	/* Written after both: it has what they say. */
	put(c, "en", "2023-01-13", NULL);
	assert_string_equal(STALES(c, "ky", "ru", "en"), "");
	put(c, "en", "2023-01-12", NULL);
	assert_string_equal(STALES(c, "ky", "ru", "en"), "");
	commit_at(c, "2025-01-01");
}

static void a_text_that_was_updated_lacks_only_what_the_original_has(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	put(c, "en", NULL, "2023-01-20");
	put(c, "ky", NULL, "2023-01-19");
	put(c, "ru", NULL, "2023-01-30");
	assert_string_equal(STALES(c, "en", "ky", "ru"), "ky<en ");
	put(c, "ky", NULL, "2023-01-20");
	assert_string_equal(STALES(c, "en", "ky", "ru"), "");
	commit_at(c, "2025-01-01");
}

static void the_original_is_the_oldest_and_then_the_first_language(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	put(c, "en", NULL, "2023-01-20");
	put(c, "ky", NULL, "2023-01-30");
	put(c, "ru", NULL, "2023-01-25");
	assert_string_equal(STALES(c, "ky", "en", "ru"), "en<ky ru<ky ");
	put(c, "ru", "2023-01-09", "2023-01-25");
	assert_string_equal(STALES(c, "ky", "en", "ru"), "en<ru ");
	commit_at(c, "2025-01-01");
}

static void what_is_withdrawn_lacks_nothing(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	put(c, "en", NULL, "2023-01-20");
	withdraw(c, "ru");
	assert_string_equal(STALES(c, "en", "ru"), "");
	put(c, "ru", NULL, NULL);
	assert_string_equal(STALES(c, "en", "ru"), "ru<en ");
	commit_at(c, "2025-01-01");
}

static void a_correction_of_another_item_is_none_of_this(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	put(c, "en", NULL, NULL);
	PUT(c, "p/2023-01-10-b.ru.gmi", "b", .id = "urn:b", .updated = "2023-01-20");
	PUT(c, "q/2023-01-10-a.ru.gmi", "a", .id = "urn:q", .updated = "2023-01-20");
	assert_string_equal(STALES(c, "en", "ru"), "");
	commit_at(c, "2025-01-01");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up_in_memory, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_text_never_updated_lacks_any_later_correction),
		TEST(a_text_that_was_updated_lacks_only_what_the_original_has),
		TEST(the_original_is_the_oldest_and_then_the_first_language),
		TEST(what_is_withdrawn_lacks_nothing),
		TEST(a_correction_of_another_item_is_none_of_this),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
