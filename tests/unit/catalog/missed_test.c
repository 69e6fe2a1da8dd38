#include "unit/support/catalogue.h"

#include "catalog/writer_internal.h"

enum { GRACE = 60 };

#define A "water/2023-01-01-a.ru.gmi"
#define B "water/2023-01-02-b.ru.gmi"
#define TEXT "water/project.ru.gmi"
#define FIRST "tag:example.org,2023:water/2023-01-01-a/ru"

static void reopen(struct catalogue *c)
{
	catalogue_reopen(c);
	c->writer->grace = GRACE;
}

static int start(void **state)
{
	catalogue_set_up(state);
	struct catalogue *c = *state;
	c->writer->grace = GRACE;
	begin(c);
	PUT(c, TEXT, "Water");
	PUT(c, A, "a", .mtime = 1);
	PUT(c, B, "b", .mtime = 2);
	commit(c, CATALOGUE_NOW);
	return 0;
}

static bool is_served(struct catalogue *c, const char *stem)
{
	struct entry e;
	int found = catalog_entry(writer_catalog(c->writer), "water", stem, "ru", &c->arena, &e, &failure);

	assert_true(found >= 0);
	return found;
}

static int gone(struct catalogue *c, const char *stem)
{
	return catalog_vanished(writer_catalog(c->writer), "water", stem, "ru", &failure);
}

/* A look at everything finds these files, up to NULL. */
static void find_only(struct catalogue *c, int64_t after, const char *const *paths)
{
	struct scan scan = { 0 };

	for (; *paths; paths++)
		*ARENA_PUSH(&c->arena, scan.files, scan.file_count) = scanned_of(c, *paths, 0);
	OK(writer_drop_missing(c->writer, &scan, CATALOGUE_NOW + after, &failure));
}

/* A look at everything, at CATALOGUE_NOW + after, that finds all but the first item; returns the next instant. */
static int64_t look_without_first(struct catalogue *c, int64_t after)
{
	begin(c);
	find_only(c, after, (const char *[]){ TEXT, B, NULL });
	return commit(c, CATALOGUE_NOW + after);
}

static void what_is_not_there_is_served_until_the_grace_time_is_over(void **state)
{
	struct catalogue *c = *state;

	assert_int_equal(look_without_first(c, 10), CATALOGUE_NOW + 10 + GRACE);
	assert_true(is_served(c, "2023-01-01-a"));
	assert_int_equal(gone(c, "2023-01-01-a"), 0);
	assert_int_equal(look_without_first(c, 9 + GRACE), CATALOGUE_NOW + 10 + GRACE);
	assert_true(is_served(c, "2023-01-01-a"));
	assert_int_equal(look_without_first(c, 10 + GRACE), INSTANT_NONE);
	assert_false(is_served(c, "2023-01-01-a"));
	assert_int_equal(gone(c, "2023-01-01-a"), 1);
}

static void only_what_is_due_is_looked_for_again(void **state)
{
	struct catalogue *c = *state;
	const char **paths;
	size_t n;

	look_without_first(c, 10);
	OK(writer_missed(c->writer, CATALOGUE_NOW + 9 + GRACE, &c->arena, &paths, &n, &failure));
	assert_int_equal(n, 0);
	OK(writer_missed(c->writer, CATALOGUE_NOW + 10 + GRACE, &c->arena, &paths, &n, &failure));
	assert_int_equal(n, 1);
	assert_string_equal(paths[0], A);
	begin(c);
	struct scan scan = { .partial = true, .missing = paths, .missing_count = n };
	OK(writer_drop_missing(c->writer, &scan, CATALOGUE_NOW + 10 + GRACE, &failure));
	commit(c, CATALOGUE_NOW + 10 + GRACE);
	assert_int_equal(gone(c, "2023-01-01-a"), 1);
}

static void what_comes_back_was_never_gone(void **state)
{
	struct catalogue *c = *state;

	look_without_first(c, 10);
	begin(c);
	find_only(c, 30, (const char *[]){ TEXT, A, B, NULL });
	PUT(c, A, "a", .mtime = 8);
	assert_int_equal(commit(c, CATALOGUE_NOW + 30), INSTANT_NONE);
	/* It begins from the start when it is missed once more. */
	assert_int_equal(look_without_first(c, 65), CATALOGUE_NOW + 65 + GRACE);
	assert_true(is_served(c, "2023-01-01-a"));
	assert_int_equal(gone(c, "2023-01-01-a"), 0);
}

static void the_same_file_that_is_back_need_not_be_read(void **state)
{
	struct catalogue *c = *state;

	look_without_first(c, 10);
	begin(c);
	find_only(c, 30, (const char *[]){ TEXT, A, B, NULL });
	assert_int_equal(commit(c, CATALOGUE_NOW + 30), INSTANT_NONE);
	assert_true(is_served(c, "2023-01-01-a"));
}

static void a_renamed_file_is_known_before_its_grace_time_is_over(void **state)
{
	struct catalogue *c = *state;
	const char *to = "";
	struct entry e;

	look_without_first(c, 10);
	begin(c);
	PUT(c, "water/2023-01-01-new.ru.gmi", "a", .mtime = 9);
	assert_int_equal(commit(c, CATALOGUE_NOW + 20), INSTANT_NONE);
	assert_false(is_served(c, "2023-01-01-a"));
	assert_int_equal(gone(c, "2023-01-01-a"), 0);
	assert_int_equal(
	    catalog_alias(writer_catalog(c->writer), "/ru/water/2023-01-01-a", &c->arena, &to, &failure), 1);
	assert_string_equal(to, "/ru/water/2023-01-01-new");
	assert_int_equal(catalog_entry(writer_catalog(c->writer), "water", "2023-01-01-new", "ru", &c->arena,
	                     &e, &failure),
	    1);
	assert_string_equal(e.id, FIRST);
}

static void another_file_of_the_same_item_takes_its_place_at_once(void **state)
{
	struct catalogue *c = *state;
	struct entry e;

	look_without_first(c, 10);
	begin(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "Mended", .mtime = 9);
	assert_int_equal(commit(c, CATALOGUE_NOW + 20), INSTANT_NONE);
	assert_int_equal(c->problems.n, 0);
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-01-01-a", "ru", &c->arena, &e, &failure),
	    1);
	assert_string_equal(e.title, "Mended");
	assert_string_equal(e.id, FIRST);
}

static void the_time_goes_on_over_a_restart(void **state)
{
	struct catalogue *c = *state;

	look_without_first(c, 10);
	reopen(c);
	assert_int_equal(look_without_first(c, 40), CATALOGUE_NOW + 10 + GRACE);
	assert_true(is_served(c, "2023-01-01-a"));
	reopen(c);
	look_without_first(c, 11 + GRACE);
	assert_int_equal(gone(c, "2023-01-01-a"), 1);
}

static void a_clock_that_was_set_back_makes_nothing_wait_for_long(void **state)
{
	struct catalogue *c = *state;

	look_without_first(c, 100000);
	assert_int_equal(look_without_first(c, 10), CATALOGUE_NOW + 10 + GRACE);
}

static void a_project_without_its_text_for_a_moment_is_as_it_was(void **state)
{
	struct catalogue *c = *state;
	const char *const langs[] = { "ru", NULL };
	struct text t;

	begin(c);
	find_only(c, 10, (const char *[]){ A, B, NULL });
	commit(c, CATALOGUE_NOW + 10);
	assert_int_equal(
	    catalog_project(writer_catalog(c->writer), "water", "ru", langs, &c->arena, &t, &failure), 1);
	begin(c);
	find_only(c, 80, (const char *[]){ A, B, NULL });
	commit(c, CATALOGUE_NOW + 80);
	assert_int_equal(
	    catalog_project(writer_catalog(c->writer), "water", "ru", langs, &c->arena, &t, &failure), 0);
}

static void refuse_nothing(struct catalogue *c)
{
	struct scan empty = { 0 };
	struct err err;

	begin(c);
	assert_false(writer_drop_missing(c->writer, &empty, CATALOGUE_NOW + 10, &err));
	assert_non_null(strstr(err.text, "has no files any more, so nothing is taken away"));
	writer_rollback(c->writer);
}

static void an_empty_content_directory_takes_nothing_away(void **state)
{
	struct catalogue *c = *state;

	c->writer->grace = 0;
	refuse_nothing(c);
	/* Nor where the catalogue was lost: the facts know. */
	writer_close(c->writer);
	folder_remove(&c->folder, "catalog.db");
	catalogue_open(c, "basis");
	refuse_nothing(c);
}

#define MISSED(name) cmocka_unit_test_setup_teardown(name, start, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MISSED(what_is_not_there_is_served_until_the_grace_time_is_over),
		MISSED(only_what_is_due_is_looked_for_again),
		MISSED(what_comes_back_was_never_gone),
		MISSED(the_same_file_that_is_back_need_not_be_read),
		MISSED(a_renamed_file_is_known_before_its_grace_time_is_over),
		MISSED(another_file_of_the_same_item_takes_its_place_at_once),
		MISSED(the_time_goes_on_over_a_restart),
		MISSED(a_clock_that_was_set_back_makes_nothing_wait_for_long),
		MISSED(a_project_without_its_text_for_a_moment_is_as_it_was),
		MISSED(an_empty_content_directory_takes_nothing_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
