#include "fixture.h"

static const char *id_of(struct fixture *f, const char *project, const char *stem)
{
	struct entry e;

	if (catalog_entry(writer_catalog(f->w), project, stem, "ru", &f->a, &e, &failure) != 1)
		return "(none)";
	return e.id;
}

static int vanished(struct fixture *f, const char *stem)
{
	return catalog_vanished(writer_catalog(f->w), "water", stem, "ru", &failure);
}

static int64_t version(struct catalog *c)
{
	int64_t v = 0;

	OK(catalog_version(c, &v, &failure));
	return v;
}

/* Only the catalogue goes; the facts stay. */
static void lose_catalogue(struct fixture *f)
{
	writer_close(f->w);
	unlink(in(f, "catalog.db"));
	unlink(in(f, "catalog.db-wal"));
	unlink(in(f, "catalog.db-shm"));
	open_writer(f, "basis");
}

static void an_id_is_its_own_or_a_tag_of_the_authority(void **state)
{
	struct fixture *f = *state;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(f, "water/2023-01-01-b.ru.gmi", "b", .date = "2022-05-05");
	commit_at(f, "2025-01-01");
	assert_string_equal(id_of(f, "water", "2023-01-01-a"), "urn:x:1");
	assert_string_equal(id_of(f, "water", "2023-01-01-b"), "tag:example.org,2022:water/2023-01-01-b/ru");
}

static void an_id_that_readers_saw_outlives_the_catalogue(void **state)
{
	struct fixture *f = *state;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(f, "water/2023-01-01-b.ru.gmi", "b");
	PUT(f, "water/2023-01-01-c.ru.gmi", "c", .draft = true);
	commit_at(f, "2025-01-01");
	lose_catalogue(f);
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	PUT(f, "water/2023-01-01-b.ru.gmi", "b", .date = "2022-05-05");
	PUT(f, "water/2023-01-01-c.ru.gmi", "c", .date = "2022-05-05");
	commit_at(f, "2025-01-01");
	assert_string_equal(id_of(f, "water", "2023-01-01-a"), "urn:x:1");
	assert_string_equal(id_of(f, "water", "2023-01-01-b"), "tag:example.org,2023:water/2023-01-01-b/ru");
	/* Nobody saw the draft's first id. */
	assert_string_equal(id_of(f, "water", "2023-01-01-c"), "tag:example.org,2022:water/2023-01-01-c/ru");
}

static int refuse(void *unused)
{
	(void)unused;
	return 1;
}

/* As a crash between the two commits. */
static void facts_are_committed_before_the_catalogue(void **state)
{
	struct fixture *f = *state;
	int64_t next;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_advance(f->w, at("2025-01-01"), &next, &failure));
	sqlite3_commit_hook(f->w->catalog.db.handle, refuse, NULL);
	assert_false(writer_commit(f->w, &failure));
	sqlite3_commit_hook(f->w->catalog.db.handle, NULL, NULL);
	assert_string_equal(id_of(f, "water", "2023-01-01-a"), "(none)");
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .date = "2022-05-05");
	commit_at(f, "2025-01-01");
	assert_string_equal(id_of(f, "water", "2023-01-01-a"), "tag:example.org,2023:water/2023-01-01-a/ru");
}

static void an_item_that_vanishes_is_a_fact_until_it_comes_back(void **state)
{
	struct fixture *f = *state;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	PUT(f, "water/2023-01-01-b.ru.gmi", "b");
	PUT(f, "water/2023-01-01-c.ru.gmi", "c", .draft = true);
	commit_at(f, "2025-01-01");
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
	begin(f);
	KEEP_ONLY(f, "2025-02-01", "water/2023-01-01-b.ru.gmi");
	commit_at(f, "2025-02-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "b");
	assert_int_equal(vanished(f, "2023-01-01-a"), 1);
	assert_int_equal(vanished(f, "2023-01-01-b"), 0);
	assert_int_equal(vanished(f, "2023-01-01-c"), 0); /* readers never saw it */
	lose_catalogue(f);
	assert_int_equal(vanished(f, "2023-01-01-a"), 1);
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(f, "2025-03-01");
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
	lose_catalogue(f);
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
}

static void an_item_that_came_back_and_is_hidden_is_not_gone(void **state)
{
	struct fixture *f = *state;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(f, "2025-01-01");
	begin(f);
	KEEP_ONLY(f, "2025-02-01");
	commit_at(f, "2025-02-01");
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(f, "2025-03-01");
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .draft = true);
	commit_at(f, "2025-03-01");
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
}

static void a_file_is_known_by_its_stamp(void **state)
{
	struct fixture *f = *state;
	struct scanned s = scanned_of(f, "water/2023-01-01-a.ru.gmi", 0);
	struct file_stamp other = s.stamp;

	other.inode = 8;
	begin(f);
	assert_false(writer_knows(f->w, s.path, &s.stamp));
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	assert_true(writer_knows(f->w, s.path, &s.stamp));
	assert_false(writer_knows(f->w, s.path, &other));
	commit_at(f, "2025-01-01");
	reopen(f);
	begin(f);
	assert_true(writer_knows(f->w, s.path, &s.stamp));
	assert_false(writer_knows(f->w, s.path, &other));
	KEEP_ONLY(f, "2025-01-01");
	assert_false(writer_knows(f->w, s.path, &s.stamp));
	writer_rollback(f->w);
	begin(f);
	assert_true(writer_knows(f->w, s.path, &s.stamp));
	writer_rollback(f->w);
}

static void a_rollback_leaves_everything_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct scanned s = scanned_of(f, "water/2023-01-01-b.ru.gmi", 0);
	int64_t before;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(f, "2025-01-01");
	before = version(writer_catalog(f->w));
	begin(f);
	PUT(f, "water/2023-01-01-b.ru.gmi", "b");
	KEEP_ONLY(f, "2025-01-01", "water/2023-01-01-b.ru.gmi");
	assert_string_equal(LISTED(f, .lang = "ru"), "b"); /* seen inside */
	writer_rollback(f->w);
	assert_string_equal(LISTED(f, .lang = "ru"), "a");
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
	assert_int_equal(version(writer_catalog(f->w)), before);
	begin(f);
	assert_false(writer_knows(f->w, s.path, &s.stamp));
	writer_rollback(f->w);
}

static void the_same_item_in_two_files_is_a_problem_and_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct scanned second = scanned_of(f, "water/2023-01-01-a.ru.md", 0);

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "first");
	PUT(f, "water/project.ru.gmi", "Water");
	PUT(f, "water/2023-01-01-a.ru.md", "second");
	assert_int_equal(f->problems.errors, 1);
	assert_string_equal(f->problems.v[0].file, "water/2023-01-01-a.ru.md");
	assert_non_null(strstr(f->problems.v[0].text, "water/2023-01-01-a.ru.gmi"));
	PUT(f, "water/project.ru.md", "Wasser");
	assert_int_equal(f->problems.errors, 2);
	assert_false(writer_knows(f->w, second.path, &second.stamp));
	commit_at(f, "2025-01-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "first");
}

static void the_same_id_in_two_files_is_a_problem_and_changes_nothing(void **state)
{
	struct fixture *f = *state;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(f, "water/2023-01-02-b.ru.gmi", "b");
	assert_int_equal(f->problems.errors, 0);
	PUT(f, "water/2023-01-02-b.ru.gmi", "b2", .id = "urn:x:1", .mtime = 1);
	assert_int_equal(f->problems.errors, 1);
	PUT(f, "water/2023-01-03-c.ru.gmi", "c", .id = "tag:example.org,2023:water/2023-01-02-b/ru");
	assert_int_equal(f->problems.errors, 2);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a2", .id = "urn:x:1"); /* its own is none */
	assert_int_equal(f->problems.errors, 2);
	commit_at(f, "2025-01-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "b a2");
}

/* Whose turn comes when the other one goes, and nothing about its own file changes. */
static void a_file_in_conflict_is_read_again_every_time(void **state)
{
	struct fixture *f = *state;
	struct scanned second = scanned_of(f, "water/2023-01-01-a.ru.md", 0);

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "first");
	PUT(f, "water/2023-01-01-a.ru.md", "second");
	OK(writer_put_broken(f->w, &second, &f->problems, &failure));
	assert_false(writer_knows(f->w, second.path, &second.stamp));
	commit_at(f, "2025-01-01");
	reopen(f);
	begin(f);
	assert_false(writer_knows(f->w, second.path, &second.stamp));
	KEEP_ONLY(f, "2025-01-01", "water/2023-01-01-a.ru.md");
	PUT(f, "water/2023-01-01-a.ru.md", "second");
	assert_true(writer_knows(f->w, second.path, &second.stamp));
	commit_at(f, "2025-01-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "second");
	assert_int_equal(vanished(f, "2023-01-01-a"), 0);
}

static void a_broken_file_keeps_its_last_good_rows(void **state)
{
	struct fixture *f = *state;
	struct scanned s = scanned_of(f, "water/2023-01-01-a.ru.gmi", 1);
	struct problems stored;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "good");
	commit_at(f, "2025-01-01");
	problem_add(&f->problems, SEVERITY_ERROR, s.path, 3, 7, "unknown-key", "no key %s", "titel");
	problem_add(&f->problems, SEVERITY_ERROR, "other.gmi", 1, 1, "unknown-key", "not of this file");
	begin(f);
	OK(writer_put_broken(f->w, &s, &f->problems, &failure));
	assert_true(writer_knows(f->w, s.path, &s.stamp));
	commit_at(f, "2025-01-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "good");
	problems_init(&stored);
	OK(writer_problems(f->w, &stored, &failure));
	assert_int_equal(stored.n, 1);
	assert_int_equal(stored.errors, 1);
	assert_string_equal(stored.v[0].file, s.path);
	assert_int_equal(stored.v[0].line, 3);
	assert_int_equal(stored.v[0].column, 7);
	assert_string_equal(stored.v[0].rule, "unknown-key");
	assert_string_equal(stored.v[0].text, "no key titel");
	problems_release(&stored);

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "mended", .mtime = 2);
	commit_at(f, "2025-01-01");
	problems_init(&stored);
	OK(writer_problems(f->w, &stored, &failure));
	assert_int_equal(stored.n, 0);
	problems_release(&stored);
	assert_string_equal(LISTED(f, .lang = "ru"), "mended");
}

static void warnings_stay_beside_a_good_file(void **state)
{
	struct fixture *f = *state;
	struct scanned s = scanned_of(f, "water/2023-01-01-a.ru.gmi", 0);
	struct problems stored;

	problem_add(&f->problems, SEVERITY_WARNING, s.path, 1, 0, "long-title", "long");
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_put_warnings(f->w, &s, &f->problems, &failure));
	OK(writer_put_warnings(f->w, &s, &f->problems, &failure));
	commit_at(f, "2025-01-01");
	problems_init(&stored);
	OK(writer_problems(f->w, &stored, &failure));
	assert_int_equal(stored.n, 1);
	assert_int_equal(stored.errors, 0);
	problems_release(&stored);
}

static void a_change_touches_old_and_new_projects(void **state)
{
	struct fixture *f = *state;
	struct touched t;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .values = { "project roads" });
	PUT(f, "air/2023-01-01-a/plan.pdf", "");
	commit_at(f, "2025-01-01");
	begin(f);
	assert_false(writer_touched(f->w).any);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a", .values = { "project sky" });
	t = writer_touched(f->w);
	assert_true(t.any);
	assert_false(t.all);
	assert_int_equal(t.n, 3);
	assert_string_equal(t.projects[0], "roads");
	assert_string_equal(t.projects[1], "sky");
	assert_string_equal(t.projects[2], "water");
	commit_at(f, "2025-01-01");
	begin(f);
	KEEP_ONLY(f, "2025-01-01", "water/2023-01-01-a.ru.gmi");
	t = writer_touched(f->w);
	assert_int_equal(t.n, 1);
	assert_string_equal(t.projects[0], "air");
	PUT(f, "site.ru.gmi", "Site");
	assert_true(writer_touched(f->w).all);
	commit_at(f, "2025-01-01");
}

static void the_version_changes_only_with_what_readers_see(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = writer_catalog(f->w);
	int64_t first = version(c), second;

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(f, "2025-01-01");
	second = version(c);
	assert_true(second != first);
	begin(f);
	KEEP_ONLY(f, "2025-01-01", "water/2023-01-01-a.ru.gmi");
	commit_at(f, "2025-01-01");
	assert_int_equal(version(c), second);
	begin(f);
	KEEP_ONLY(f, "2025-01-01");
	commit_at(f, "2025-01-01");
	assert_true(version(c) != second);
}

static void another_basis_begins_anew_but_readers_see_the_old_rows_until_then(void **state)
{
	struct fixture *f = *state;
	struct scanned s = scanned_of(f, "water/2023-01-01-a.ru.gmi", 0);

	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a");
	PUT(f, "water/2023-01-01-b.ru.gmi", "b");
	commit_at(f, "2025-01-01");
	writer_close(f->w);
	open_writer(f, "another");
	assert_string_equal(LISTED(f, .lang = "ru"), "a b");
	begin(f);
	assert_true(writer_touched(f->w).all);
	assert_false(writer_knows(f->w, s.path, &s.stamp));
	writer_rollback(f->w);
	assert_string_equal(LISTED(f, .lang = "ru"), "a b");
	begin(f);
	PUT(f, "water/2023-01-01-a.ru.gmi", "a2");
	commit_at(f, "2025-01-01");
	assert_string_equal(LISTED(f, .lang = "ru"), "a2");
	writer_close(f->w);
	open_writer(f, "another");
	begin(f);
	assert_true(writer_knows(f->w, s.path, &s.stamp));
	writer_rollback(f->w);
}

/* Any order of events gives the same rows. */
static void the_order_of_events_leaves_no_trace(void **state)
{
	struct fixture *f = *state;
	static const char *const paths[] = { "water/2023-01-01-a.ru.gmi", "air/2023-01-01-a.ru.gmi",
		"water/2023-01-01-c.ru.gmi", "roads/2023-01-01-b.ru.gmi" };
	const char *first;

	begin(f);
	for (size_t i = 0; i < 4; i++)
		PUT(f, paths[i], paths[i]);
	commit_at(f, "2025-01-01");
	first = LISTED(f, .lang = "ru");
	begin(f);
	KEEP_ONLY(f, "2025-01-01", paths[2]);
	commit_at(f, "2025-01-01");
	for (size_t i = 4; i-- > 0;) {
		begin(f);
		PUT(f, paths[i], paths[i], .mtime = 5);
		commit_at(f, "2025-01-01");
	}
	assert_string_equal(LISTED(f, .lang = "ru"), first);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(an_id_is_its_own_or_a_tag_of_the_authority),
		TEST(an_id_that_readers_saw_outlives_the_catalogue),
		TEST(facts_are_committed_before_the_catalogue),
		TEST(an_item_that_vanishes_is_a_fact_until_it_comes_back),
		TEST(an_item_that_came_back_and_is_hidden_is_not_gone),
		TEST(a_file_is_known_by_its_stamp),
		TEST(a_rollback_leaves_everything_as_it_was),
		TEST(the_same_item_in_two_files_is_a_problem_and_changes_nothing),
		TEST(the_same_id_in_two_files_is_a_problem_and_changes_nothing),
		TEST(a_file_in_conflict_is_read_again_every_time),
		TEST(a_broken_file_keeps_its_last_good_rows),
		TEST(warnings_stay_beside_a_good_file),
		TEST(a_change_touches_old_and_new_projects),
		TEST(the_version_changes_only_with_what_readers_see),
		TEST(another_basis_begins_anew_but_readers_see_the_old_rows_until_then),
		TEST(the_order_of_events_leaves_no_trace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
