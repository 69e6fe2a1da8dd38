#include "unit/support/catalogue.h"

#include "catalog/history.h"
#include "catalog/writer_internal.h"

#define FILES(project)                                                                                       \
	project "/project.ru.gmi", project "/2023-01-01-a.ru.gmi", project "/2023-01-02-b.ru.gmi"

static void put_project(struct catalogue *c, const char *project)
{
	char path[3][64];
	static const char *const names[] = { "project", "2023-01-01-a", "2023-01-02-b" };

	for (int i = 0; i < 3; i++) {
		snprintf(path[i], sizeof path[i], "%s/%s.ru.gmi", project, names[i]);
		PUT(c, path[i], names[i], .mtime = i + 1);
	}
}

static int start(void **state)
{
	catalogue_set_up(state);
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "site.ru.gmi", "Site", .mtime = 9);
	put_project(c, "bridge");
	commit_at(c, "2025-01-01");
	return 0;
}

static const char *origin(struct catalogue *c, const char *project)
{
	const char *out;

	OK(history_origin(writer_catalog(c->writer), project, &c->arena, &out, &failure));
	return out;
}

static const char *leads_to(struct catalogue *c, const char *path)
{
	const char *out = "";
	int found = catalog_alias(writer_catalog(c->writer), path, &c->arena, &out, &failure);

	assert_true(found >= 0);
	return found ? out : "";
}

/* The feed of the project shows both items at the positions that they had, and nothing is gone from it. */
static void expect_history(struct catalogue *c, const char *project)
{
	struct slots s;

	OK(history_slots(writer_catalog(c->writer), project, "ru", 0, 9, &c->arena, &s, &failure));
	assert_int_equal(s.n, 2);
	for (size_t i = 0; i < s.n; i++) {
		assert_int_equal(s.v[i].gone, INSTANT_NONE);
		assert_string_equal(s.v[i].id, i ? "tag:example.org,2023:bridge/2023-01-02-b/ru"
		                                 : "tag:example.org,2023:bridge/2023-01-01-a/ru");
	}
}

static void expect_moved(struct catalogue *c, const char *from, const char *to)
{
	static const char *const below[] = { "/", "/atom.xml", "/archive/2023/", "/2023-01-01-a",
		"/2023-01-01-a/map.png" };

	assert_string_equal(origin(c, to), "bridge");
	expect_history(c, to);
	for (size_t i = 0; i < ARRAY_SIZE(below); i++)
		assert_string_equal(leads_to(c, arena_printf(&c->arena, "/ru/%s%s", from, below[i])),
		    arena_printf(&c->arena, "/ru/%s%s", to, below[i]));
}

static void a_renamed_folder_keeps_its_feed_and_all_its_paths(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi");
	put_project(c, "kemin");
	commit_at(c, "2025-02-01");
	expect_moved(c, "bridge", "kemin");
	/* Another name, and back to the first. */
	begin(c);
	KEEP_ONLY(c, "2025-03-01", "site.ru.gmi");
	put_project(c, "chon-kemin");
	commit_at(c, "2025-03-01");
	expect_moved(c, "bridge", "chon-kemin");
	expect_moved(c, "kemin", "chon-kemin");
	begin(c);
	KEEP_ONLY(c, "2025-04-01", "site.ru.gmi");
	put_project(c, "bridge");
	commit_at(c, "2025-04-01");
	expect_moved(c, "kemin", "bridge");
	expect_moved(c, "chon-kemin", "bridge");
}

static void it_is_known_within_the_grace_time_and_in_several_steps(void **state)
{
	struct catalogue *c = *state;

	c->writer->grace = 60;
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi");
	commit_at(c, "2025-02-01");
	begin(c);
	PUT(c, "kemin/2023-01-01-a.ru.gmi", "2023-01-01-a", .mtime = 2);
	commit_at(c, "2025-02-01 00:00:10");
	begin(c);
	put_project(c, "kemin");
	commit_at(c, "2025-02-01 00:00:20");
	expect_moved(c, "bridge", "kemin");
}

static void it_is_known_after_a_lost_catalogue_and_lost_facts(void **state)
{
	struct catalogue *c = *state;

	for (int i = 0; i < 2; i++) {
		writer_close(c->writer);
		folder_remove(&c->folder, i ? "facts.db" : "catalog.db");
		catalogue_open(c, "basis");
		begin(c);
		KEEP_ONLY(c, "2025-02-01", "site.ru.gmi", FILES("kemin"));
		PUT(c, "site.ru.gmi", "Site", .mtime = 9);
		put_project(c, "kemin");
		commit_at(c, "2025-02-01");
		expect_moved(c, "bridge", "kemin");
	}
}

static void a_new_project_of_the_old_name_is_another(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi");
	put_project(c, "kemin");
	commit_at(c, "2025-02-01");
	begin(c);
	PUT(c, "bridge/project.ru.gmi", "Another", .mtime = 20);
	PUT(c, "bridge/2025-01-01-new.ru.gmi", "New", .mtime = 21);
	commit_at(c, "2025-03-01");
	assert_string_equal(origin(c, "kemin"), "bridge");
	assert_string_not_equal(origin(c, "bridge"), "bridge");
	expect_history(c, "kemin");
}

static void items_that_move_to_a_project_with_a_history_rename_nothing(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "kemin/project.ru.gmi", "Kemin", .mtime = 30);
	PUT(c, "kemin/2024-01-01-own.ru.gmi", "Own", .mtime = 31);
	commit_at(c, "2025-01-15");
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi", "kemin/project.ru.gmi", "kemin/2024-01-01-own.ru.gmi");
	PUT(c, "kemin/2023-01-01-a.ru.gmi", "2023-01-01-a", .mtime = 2);
	PUT(c, "kemin/2023-01-02-b.ru.gmi", "2023-01-02-b", .mtime = 3);
	commit_at(c, "2025-02-01");
	assert_string_equal(origin(c, "kemin"), "kemin");
	assert_string_equal(leads_to(c, "/ru/bridge/2023-01-01-a"), "/ru/kemin/2023-01-01-a");
}

static void a_project_without_items_is_known_by_its_name(void **state)
{
	struct catalogue *c = *state;

	for (int grace = 0; grace <= 60; grace += 60) {
		c->writer->grace = grace;
		const char *from = grace ? "/ru/second/" : "/ru/first/",
		           *to = grace ? "/ru/third/" : "/ru/second/";
		begin(c);
		PUT(c, grace ? "second/project.ru.gmi" : "first/project.ru.gmi", "Empty", .mtime = 40);
		commit_at(c, grace ? "2025-02-03" : "2025-02-01");
		begin(c);
		KEEP_ONLY(c, grace ? "2025-02-04" : "2025-02-02", "site.ru.gmi", FILES("bridge"));
		if (grace) {
			commit_at(c, "2025-02-04");
			begin(c);
		}
		PUT(c, grace ? "third/project.ru.gmi" : "second/project.ru.gmi", "Empty", .mtime = 41);
		commit_at(c, grace ? "2025-02-04" : "2025-02-02");
		assert_string_equal(origin(c, grace ? "third" : "second"), "first");
		assert_string_equal(leads_to(c, from), to);
	}
}

static void an_item_of_two_projects_stays_in_the_feed_of_the_renamed_one(void **state)
{
	struct catalogue *c = *state;
	struct slots s;

	begin(c);
	PUT(c, "water/2024-01-01-c.ru.gmi", "c", .values = { "project bridge" }, .mtime = 50);
	commit_at(c, "2025-01-15");
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi", "water/2024-01-01-c.ru.gmi");
	put_project(c, "kemin");
	commit_at(c, "2025-02-01");
	assert_string_equal(origin(c, "kemin"), "bridge");
	OK(history_gone(writer_catalog(c->writer), "kemin", "ru", 9, &c->arena, &s, &failure));
	assert_int_equal(s.n, 0);
}

static void an_item_that_names_the_old_folder_is_in_the_new_one_with_a_note(void **state)
{
	struct catalogue *c = *state;
	struct problems p;

	begin(c);
	PUT(c, "water/2024-01-01-c.ru.gmi", "c", .values = { "project bridge" }, .mtime = 50);
	commit_at(c, "2025-01-15");
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "site.ru.gmi", "water/2024-01-01-c.ru.gmi");
	put_project(c, "kemin");
	commit_at(c, "2025-02-01");
	/* One of before, one of after. */
	begin(c);
	PUT(c, "water/2024-01-02-d.ru.gmi", "d", .values = { "topic x", "project bridge" }, .mtime = 51);
	PUT(c, "water/2024-01-01-c.ru.gmi", "c", .values = { "project bridge" }, .mtime = 52);
	commit_at(c, "2025-02-02");
	for (int i = 0; i < 2; i++) {
		assert_string_equal(LISTED(c, .lang = "ru", .project = "bridge"), "");
		assert_string_equal(
		    LISTED(c, .lang = "ru", .project = "kemin"), "d c 2023-01-02-b 2023-01-01-a");
		problems_init(&p);
		OK(catalog_problems(writer_catalog(c->writer), &p, &failure));
		assert_int_equal(p.n, 2);
		assert_string_equal(p.v[1].rule, "no-project");
		assert_string_equal(p.v[1].file, "water/2024-01-02-d.ru.gmi");
		assert_int_equal(p.v[1].line, 3);
		assert_non_null(strstr(p.v[1].text, "the project bridge is called kemin now"));
		problems_release(&p);
		if (i)
			break;
		writer_close(c->writer);
		folder_remove(&c->folder, "catalog.db");
		catalogue_open(c, "basis");
		begin(c);
		PUT(c, "water/2024-01-02-d.ru.gmi", "d", .values = { "topic x", "project bridge" },
		    .mtime = 51);
		PUT(c, "water/2024-01-01-c.ru.gmi", "c", .values = { "project bridge" }, .mtime = 52);
		PUT(c, "site.ru.gmi", "Site", .mtime = 9);
		put_project(c, "kemin");
		commit_at(c, "2025-02-03");
	}
	/* It goes without a trace. */
	begin(c);
	KEEP_ONLY(c, "2025-02-04", "site.ru.gmi", FILES("kemin"));
	commit_at(c, "2025-02-04");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "kemin"), "2023-01-02-b 2023-01-01-a");
}

/* The site's feed shows the two items, each once. */
static void expect_nothing_new(struct catalogue *c)
{
	struct slots s;

	OK(history_slots(writer_catalog(c->writer), "", "ru", 0, 9, &c->arena, &s, &failure));
	assert_int_equal(s.n, 2);
	assert_int_equal(s.v[0].gone, INSTANT_NONE);
	assert_int_equal(s.v[1].gone, INSTANT_NONE);
}

/* What is left of `from`, and the copy of one item that is read once more. */
static void take_step(
    struct catalogue *c, const char *now, const char *from, const char *to, const char *moved)
{
	const char *item = arena_printf(&c->arena, "%s/2023-01-02-b.ru.gmi", from);
	const char *text = arena_printf(&c->arena, "%s/project.ru.gmi", from);
	const char *there = arena_printf(&c->arena, "%s/project.ru.gmi", to);
	const char *kept = arena_printf(&c->arena, "%s/2023-01-01-a.ru.gmi", to);

	begin(c);
	if (!strcmp(moved, "2023-01-01-a"))
		KEEP_ONLY(c, now, "site.ru.gmi", there, item, text);
	else
		KEEP_ONLY(c, now, "site.ru.gmi", there, kept);
	PUT(c, arena_printf(&c->arena, "%s/%s.ru.gmi", to, moved), moved, .mtime = 20);
	commit_at(c, now);
	assert_int_equal(c->problems.errors, 0);
	expect_nothing_new(c);
}

static void copy_and_delete(struct catalogue *c, const char *day, const char *from, const char *to)
{
	begin(c);
	put_project(c, to);
	assert_int_equal(c->problems.errors, 2);
	assert_string_equal(c->problems.v[0].rule, "same-item");
	problems_release(&c->problems);
	problems_init(&c->problems);
	commit_at(c, arena_printf(&c->arena, "%s 10:00", day));
	expect_nothing_new(c);
	assert_string_equal(origin(c, from), "bridge");
	take_step(c, arena_printf(&c->arena, "%s 10:01", day), from, to, "2023-01-01-a");
	take_step(c, arena_printf(&c->arena, "%s 10:05", day), from, to, "2023-01-02-b");
	expect_moved(c, from, to);
}

static void a_folder_that_is_copied_and_deleted_later_in_steps_was_renamed(void **state)
{
	struct catalogue *c = *state;

	copy_and_delete(c, "2025-02-01", "bridge", "kemin");
	c->writer->grace = 60;
	copy_and_delete(c, "2025-03-01", "kemin", "chon-kemin");
	expect_moved(c, "bridge", "chon-kemin");
}

static void the_same_name_and_title_with_another_text_is_another_item(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "kemin/project.ru.gmi", "Kemin", .mtime = 30);
	PUT(c, "kemin/2023-01-01-a.ru.gmi", "2023-01-01-a", .body = "Another text.\n", .mtime = 31);
	commit_at(c, "2025-01-15");
	assert_int_equal(c->problems.errors, 0);
	assert_string_equal(LISTED(c, .lang = "ru", .project = "kemin"), "2023-01-01-a");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_renamed_folder_keeps_its_feed_and_all_its_paths),
		TEST(it_is_known_within_the_grace_time_and_in_several_steps),
		TEST(it_is_known_after_a_lost_catalogue_and_lost_facts),
		TEST(a_new_project_of_the_old_name_is_another),
		TEST(a_project_without_items_is_known_by_its_name),
		TEST(an_item_of_two_projects_stays_in_the_feed_of_the_renamed_one),
		TEST(an_item_that_names_the_old_folder_is_in_the_new_one_with_a_note),
		TEST(a_folder_that_is_copied_and_deleted_later_in_steps_was_renamed),
		TEST(the_same_name_and_title_with_another_text_is_another_item),
		TEST(items_that_move_to_a_project_with_a_history_rename_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
