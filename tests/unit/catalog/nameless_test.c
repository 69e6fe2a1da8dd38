#include "unit/support/catalogue.h"

static void finish(struct catalogue *c, const char *now)
{
	int64_t next;
	OK(writer_advance(c->writer, at(now), &next, &failure));
	OK(writer_name_projects(c->writer, &failure));
	OK(writer_commit(c->writer, &failure));
}

/* The title of the project in Russian; "" when it has no page. */
static const char *title_of(struct catalogue *c, const char *project)
{
	static const char *const langs[] = { "ru", "en", NULL };
	struct text t;
	int found = catalog_project(writer_catalog(c->writer), project, "ru", langs, &c->arena, &t, &failure);
	assert_true(found >= 0);
	return found ? t.title : "";
}

static void a_project_without_a_text_is_called_like_its_folder(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "water-users/2023-05-01-a.ru.gmi", "a");
	finish(c, "2023-06-01");
	assert_string_equal(title_of(c, "water-users"), "Water users");
	begin(c);
	PUT(c, "water-users/project.ru.gmi", "Ассоциации");
	finish(c, "2023-06-01");
	assert_int_equal(c->problems.n, 0);
	assert_string_equal(title_of(c, "water-users"), "Ассоциации");
	begin(c);
	OK(writer_drop(c->writer, "water-users/project.ru.gmi", at("2023-06-01"), &failure));
	finish(c, "2023-06-01");
	assert_string_equal(title_of(c, "water-users"), "Water users");
	/* What is made has no file that could be missed. */
	catalogue_reopen(c);
	const struct scanned file = scanned_of(c, "water-users/2023-05-01-a.ru.gmi", 0);
	const struct scan scan = { .files = (struct scanned *)&file, .file_count = 1 };
	begin(c);
	OK(writer_drop_missing(c->writer, &scan, at("2023-06-01"), &failure));
	assert_false(writer_touched(c->writer).any);
	finish(c, "2023-06-01");
	assert_string_equal(title_of(c, "water-users"), "Water users");
	begin(c);
	OK(writer_drop(c->writer, file.path, at("2023-06-01"), &failure));
	finish(c, "2023-06-01");
	assert_string_equal(title_of(c, "water-users"), "");
}

static void a_folder_is_named_only_when_readers_see_something_of_it(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "secret/2023-05-01-a.ru.gmi", "a", .draft = true);
	PUT(c, "secret/2101-05-01-b.ru.gmi", "b");
	PUT(c, "water/2023-05-01-a.ru.gmi", "a", .values = { "project roads" });
	finish(c, "2023-06-01");
	assert_string_equal(title_of(c, "secret"), "");
	assert_string_equal(title_of(c, "roads"), "");
	begin(c);
	finish(c, "2101-06-01");
	assert_string_equal(title_of(c, "secret"), "Secret");
	begin(c);
	finish(c, "2101-01-01");
	assert_string_equal(title_of(c, "secret"), "");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_project_without_a_text_is_called_like_its_folder),
		TEST(a_folder_is_named_only_when_readers_see_something_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
