#include "unit/support/catalogue.h"

#include <sys/wait.h>

#include "catalog/writer_internal.h"

static const char *id_of(struct catalogue *c, const char *project, const char *stem)
{
	struct entry e;

	if (catalog_entry(writer_catalog(c->writer), project, stem, "ru", &c->arena, &e, &failure) != 1)
		return "(none)";
	return e.id;
}

static int vanished(struct catalogue *c, const char *stem)
{
	return catalog_vanished(writer_catalog(c->writer), "water", stem, "ru", &failure);
}

static int64_t version(struct catalog *reader)
{
	int64_t v = 0;

	OK(catalog_version(reader, &v, &failure));
	return v;
}

/* Only the catalogue goes; the facts stay. */
static void lose_catalogue(struct catalogue *c)
{
	writer_close(c->writer);
	unlink(folder_path(&c->folder, "catalog.db"));
	unlink(folder_path(&c->folder, "catalog.db-wal"));
	unlink(folder_path(&c->folder, "catalog.db-shm"));
	catalogue_open(c, "basis");
}

static void an_id_is_its_own_or_a_tag_of_the_authority(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b", .date = "2022-05-05");
	commit_at(c, "2025-01-01");
	assert_string_equal(id_of(c, "water", "2023-01-01-a"), "urn:x:1");
	assert_string_equal(id_of(c, "water", "2023-01-01-b"), "tag:example.org,2022:water/2023-01-01-b/ru");
}

static void an_id_that_readers_saw_outlives_the_catalogue(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	PUT(c, "water/2023-01-01-c.ru.gmi", "c", .draft = true);
	commit_at(c, "2025-01-01");
	lose_catalogue(c);
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b", .date = "2022-05-05");
	PUT(c, "water/2023-01-01-c.ru.gmi", "c", .date = "2022-05-05");
	commit_at(c, "2025-01-01");
	assert_string_equal(id_of(c, "water", "2023-01-01-a"), "urn:x:1");
	assert_string_equal(id_of(c, "water", "2023-01-01-b"), "tag:example.org,2023:water/2023-01-01-b/ru");
	/* Nobody saw the draft's first id. */
	assert_string_equal(id_of(c, "water", "2023-01-01-c"), "tag:example.org,2022:water/2023-01-01-c/ru");
}

static int refuse(void *unused)
{
	(void)unused;
	return 1;
}

/* As a crash between the two commits. */
static void facts_are_committed_before_the_catalogue(void **state)
{
	struct catalogue *c = *state;
	int64_t next;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_advance(c->writer, at("2025-01-01"), &next, &failure));
	sqlite3_commit_hook(c->writer->catalog.db.handle, refuse, NULL);
	assert_false(writer_commit(c->writer, &failure));
	sqlite3_commit_hook(c->writer->catalog.db.handle, NULL, NULL);
	assert_string_equal(id_of(c, "water", "2023-01-01-a"), "(none)");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .date = "2022-05-05");
	commit_at(c, "2025-01-01");
	assert_string_equal(id_of(c, "water", "2023-01-01-a"), "tag:example.org,2023:water/2023-01-01-a/ru");
}

static void an_item_that_vanishes_is_a_fact_until_it_comes_back(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	PUT(c, "water/2023-01-01-c.ru.gmi", "c", .draft = true);
	commit_at(c, "2025-01-01");
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "water/2023-01-01-b.ru.gmi");
	commit_at(c, "2025-02-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "b");
	assert_int_equal(vanished(c, "2023-01-01-a"), 1);
	assert_int_equal(vanished(c, "2023-01-01-b"), 0);
	assert_int_equal(vanished(c, "2023-01-01-c"), 0); /* readers never saw it */
	lose_catalogue(c);
	assert_int_equal(vanished(c, "2023-01-01-a"), 1);
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-03-01");
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
	lose_catalogue(c);
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
}

/* Rows made afresh hold no item of a file that was broken then, or that went before it was read; the facts know both. */
static void what_had_no_rows_when_it_went_is_gone_all_the_same(void **state)
{
	struct catalogue *c = *state;
	struct scanned broken = scanned_of(c, "water/2023-01-01-a.ru.gmi", 1);
	struct scanned kept = scanned_of(c, "water/2023-01-01-c.ru.gmi", 1);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	PUT(c, "water/2023-01-01-c.ru.gmi", "c");
	commit_at(c, "2025-01-01");
	lose_catalogue(c);
	begin(c);
	KEEP_ONLY(c, "2025-01-01", broken.path, kept.path, "water/2023-01-01-b.ru.gmi");
	OK(writer_put_broken(c->writer, &broken, &c->problems, &failure));
	PUT(c, "water/2023-01-01-c.ru.gmi", "c");
	commit_at(c, "2025-01-01");
	int64_t before = version(writer_catalog(c->writer));
	begin(c);
	OK(writer_drop(c->writer, broken.path, at("2025-02-01"), &failure));
	OK(writer_drop(c->writer, "water/2023-01-01-b.ru.gmi", at("2025-02-01"), &failure));
	/* Of two files for one place the one that holds no item goes. */
	OK(writer_drop(c->writer, "water/2023-01-01-c.ru.md", at("2025-02-01"), &failure));
	commit_at(c, "2025-02-01");
	assert_int_equal(vanished(c, "2023-01-01-a"), 1);
	assert_int_equal(vanished(c, "2023-01-01-b"), 1);
	assert_int_equal(vanished(c, "2023-01-01-c"), 0);
	assert_true(version(writer_catalog(c->writer)) > before);
}

static void an_item_that_came_back_and_is_hidden_is_not_gone(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	begin(c);
	KEEP_ONLY(c, "2025-02-01");
	commit_at(c, "2025-02-01");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-03-01");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .draft = true);
	commit_at(c, "2025-03-01");
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
}

static void a_file_is_known_by_its_stamp(void **state)
{
	struct catalogue *c = *state;
	struct scanned s = scanned_of(c, "water/2023-01-01-a.ru.gmi", 0);
	struct file_stamp other = s.stamp;

	other.inode = 8;
	begin(c);
	assert_false(writer_knows(c->writer, s.path, &s.stamp));
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	assert_true(writer_knows(c->writer, s.path, &s.stamp));
	assert_false(writer_knows(c->writer, s.path, &other));
	commit_at(c, "2025-01-01");
	catalogue_reopen(c);
	begin(c);
	assert_true(writer_knows(c->writer, s.path, &s.stamp));
	assert_false(writer_knows(c->writer, s.path, &other));
	KEEP_ONLY(c, "2025-01-01");
	assert_false(writer_knows(c->writer, s.path, &s.stamp));
	writer_rollback(c->writer);
	begin(c);
	assert_true(writer_knows(c->writer, s.path, &s.stamp));
	writer_rollback(c->writer);
}

static void a_rollback_leaves_everything_as_it_was(void **state)
{
	struct catalogue *c = *state;
	struct scanned s = scanned_of(c, "water/2023-01-01-b.ru.gmi", 0);
	int64_t before;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	before = version(writer_catalog(c->writer));
	begin(c);
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	KEEP_ONLY(c, "2025-01-01", "water/2023-01-01-b.ru.gmi");
	assert_string_equal(LISTED(c, .lang = "ru"), "b"); /* seen inside */
	writer_rollback(c->writer);
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
	assert_int_equal(version(writer_catalog(c->writer)), before);
	begin(c);
	assert_false(writer_knows(c->writer, s.path, &s.stamp));
	writer_rollback(c->writer);
}

static void the_same_item_in_two_files_is_a_problem_and_changes_nothing(void **state)
{
	struct catalogue *c = *state;
	struct scanned second = scanned_of(c, "water/2023-01-01-a.ru.md", 0);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "first");
	PUT(c, "water/project.ru.gmi", "Water");
	PUT(c, "water/2023-01-01-a.ru.md", "second");
	assert_int_equal(c->problems.errors, 1);
	assert_string_equal(c->problems.v[0].file, "water/2023-01-01-a.ru.md");
	assert_non_null(strstr(c->problems.v[0].text, "water/2023-01-01-a.ru.gmi"));
	PUT(c, "water/project.ru.md", "Wasser");
	assert_int_equal(c->problems.errors, 2);
	assert_false(writer_knows(c->writer, second.path, &second.stamp));
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "first");
}

static void the_same_id_in_two_files_is_a_problem_and_changes_nothing(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	assert_int_equal(c->problems.errors, 0);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b2", .id = "urn:x:1", .mtime = 1);
	assert_int_equal(c->problems.errors, 1);
	PUT(c, "water/2023-01-03-c.ru.gmi", "c", .id = "tag:example.org,2023:water/2023-01-02-b/ru");
	assert_int_equal(c->problems.errors, 2);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a2", .id = "urn:x:1"); /* its own is none */
	assert_int_equal(c->problems.errors, 2);
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "b a2");
}

/* Whose turn comes when the other one goes, and nothing about its own file changes. */
static void a_file_in_conflict_is_read_again_every_time(void **state)
{
	struct catalogue *c = *state;
	struct scanned second = scanned_of(c, "water/2023-01-01-a.ru.md", 0);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "first");
	PUT(c, "water/2023-01-01-a.ru.md", "second");
	OK(writer_put_broken(c->writer, &second, &c->problems, &failure));
	assert_false(writer_knows(c->writer, second.path, &second.stamp));
	commit_at(c, "2025-01-01");
	catalogue_reopen(c);
	begin(c);
	assert_false(writer_knows(c->writer, second.path, &second.stamp));
	KEEP_ONLY(c, "2025-01-01", "water/2023-01-01-a.ru.md");
	PUT(c, "water/2023-01-01-a.ru.md", "second");
	assert_true(writer_knows(c->writer, second.path, &second.stamp));
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "second");
	assert_int_equal(vanished(c, "2023-01-01-a"), 0);
}

static void a_broken_file_keeps_its_last_good_rows(void **state)
{
	struct catalogue *c = *state;
	struct scanned s = scanned_of(c, "water/2023-01-01-a.ru.gmi", 1);
	struct problems stored;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "good");
	commit_at(c, "2025-01-01");
	problem_add(&c->problems, SEVERITY_ERROR, s.path, 3, 7, "unknown-key", "no key %s", "titel");
	problem_add(&c->problems, SEVERITY_ERROR, "other.gmi", 1, 1, "unknown-key", "not of this file");
	begin(c);
	OK(writer_put_broken(c->writer, &s, &c->problems, &failure));
	assert_true(writer_knows(c->writer, s.path, &s.stamp));
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "good");
	problems_init(&stored);
	OK(writer_problems(c->writer, &stored, &failure));
	assert_int_equal(stored.n, 1);
	assert_int_equal(stored.errors, 1);
	assert_string_equal(stored.v[0].file, s.path);
	assert_int_equal(stored.v[0].line, 3);
	assert_int_equal(stored.v[0].column, 7);
	assert_string_equal(stored.v[0].rule, "unknown-key");
	assert_string_equal(stored.v[0].text, "no key titel");
	problems_release(&stored);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "mended", .mtime = 2);
	commit_at(c, "2025-01-01");
	problems_init(&stored);
	OK(writer_problems(c->writer, &stored, &failure));
	assert_int_equal(stored.n, 0);
	problems_release(&stored);
	assert_string_equal(LISTED(c, .lang = "ru"), "mended");
}

static void warnings_stay_beside_a_good_file(void **state)
{
	struct catalogue *c = *state;
	struct scanned s = scanned_of(c, "water/2023-01-01-a.ru.gmi", 0);
	struct problems stored;

	problem_add(&c->problems, SEVERITY_WARNING, s.path, 1, 0, "long-title", "long");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_put_warnings(c->writer, &s, &c->problems, &failure));
	OK(writer_put_warnings(c->writer, &s, &c->problems, &failure));
	commit_at(c, "2025-01-01");
	problems_init(&stored);
	OK(writer_problems(c->writer, &stored, &failure));
	assert_int_equal(stored.n, 1);
	assert_int_equal(stored.errors, 0);
	problems_release(&stored);
}

static void a_change_touches_old_and_new_projects(void **state)
{
	struct catalogue *c = *state;
	struct touched t;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "project roads" });
	PUT(c, "air/2023-01-01-a/plan.pdf", "");
	commit_at(c, "2025-01-01");
	begin(c);
	assert_false(writer_touched(c->writer).any);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "project sky" });
	t = writer_touched(c->writer);
	assert_true(t.any);
	assert_false(t.all);
	assert_int_equal(t.n, 3);
	assert_string_equal(t.projects[0], "roads");
	assert_string_equal(t.projects[1], "sky");
	assert_string_equal(t.projects[2], "water");
	commit_at(c, "2025-01-01");
	begin(c);
	KEEP_ONLY(c, "2025-01-01", "water/2023-01-01-a.ru.gmi");
	t = writer_touched(c->writer);
	assert_int_equal(t.n, 1);
	assert_string_equal(t.projects[0], "air");
	PUT(c, "site.ru.gmi", "Site");
	assert_true(writer_touched(c->writer).all);
	commit_at(c, "2025-01-01");
}

/* What readers saw and see at the same place is in no feed of another language. */
static void an_edited_item_touches_the_feeds_of_its_language(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "project roads" });
	PUT(c, "water/2023-01-01-a.ky.gmi", "a");
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "b", .values = { "project roads" });
	assert_string_equal(writer_touched(c->writer).only, "ru");
	commit_at(c, "2025-01-01");
	assert_string_equal(writer_touched(c->writer).only, "ru");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "c", .values = { "project roads" });
	PUT(c, "water/2023-01-01-a.ky.gmi", "c");
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
}

/* An entry names its translations, and a feed tells what left it. */
static void what_is_listed_otherwise_touches_the_feeds_of_all_languages(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "project roads" });
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	PUT(c, "water/2023-01-01-c.ru.gmi", "c", .draft = true);
	commit_at(c, "2025-01-01");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .values = { "project sky" });
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
	begin(c);
	PUT(c, "water/2023-01-01-b.ru.gmi", "b", .draft = true);
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
	begin(c);
	PUT(c, "water/2023-01-01-c.ru.gmi", "c");
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
	begin(c);
	PUT(c, "water/2023-01-01-c.ru.gmi", "c", .id = "another");
	assert_null(writer_touched(c->writer).only);
	PUT(c, "water/2023-01-01-a.ru.gmi", "b", .values = { "project sky" });
	assert_null(writer_touched(c->writer).only);
	commit_at(c, "2025-01-01");
}

static void the_version_changes_only_with_what_readers_see(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader = writer_catalog(c->writer);
	int64_t first = version(reader), second;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	second = version(reader);
	assert_true(second != first);
	begin(c);
	KEEP_ONLY(c, "2025-01-01", "water/2023-01-01-a.ru.gmi");
	commit_at(c, "2025-01-01");
	assert_int_equal(version(reader), second);
	begin(c);
	KEEP_ONLY(c, "2025-01-01");
	commit_at(c, "2025-01-01");
	assert_true(version(reader) != second);
}

static void another_basis_builds_again_but_readers_see_the_old_rows_until_then(void **state)
{
	struct catalogue *c = *state;
	struct scanned s = scanned_of(c, "water/2023-01-01-a.ru.gmi", 0);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	commit_at(c, "2025-01-01");
	writer_close(c->writer);
	catalogue_open(c, "another");
	assert_string_equal(LISTED(c, .lang = "ru"), "a b");
	begin(c);
	assert_true(writer_touched(c->writer).all);
	assert_false(writer_knows(c->writer, s.path, &s.stamp));
	writer_rollback(c->writer);
	assert_string_equal(LISTED(c, .lang = "ru"), "a b");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a2");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "a2");
	writer_close(c->writer);
	catalogue_open(c, "another");
	begin(c);
	assert_true(writer_knows(c->writer, s.path, &s.stamp));
	writer_rollback(c->writer);
}

/* Any order of events gives the same rows. */
static void the_order_of_events_leaves_no_trace(void **state)
{
	struct catalogue *c = *state;
	static const char *const paths[] = { "water/2023-01-01-a.ru.gmi", "air/2023-01-01-a.ru.gmi",
		"water/2023-01-01-c.ru.gmi", "roads/2023-01-01-b.ru.gmi" };
	const char *first;

	begin(c);
	for (size_t i = 0; i < 4; i++)
		PUT(c, paths[i], paths[i]);
	commit_at(c, "2025-01-01");
	first = LISTED(c, .lang = "ru");
	begin(c);
	KEEP_ONLY(c, "2025-01-01", paths[2]);
	commit_at(c, "2025-01-01");
	for (size_t i = 4; i-- > 0;) {
		begin(c);
		PUT(c, paths[i], paths[i], .mtime = 5);
		commit_at(c, "2025-01-01");
	}
	assert_string_equal(LISTED(c, .lang = "ru"), first);
}

static void call_out_of_turn(struct catalogue *c, int call)
{
	bool left;
	int64_t next;

	switch (call) {
	case 0:
		writer_commit(c->writer, NULL);
		break;
	case 1:
		writer_advance(c->writer, 0, &next, NULL);
		break;
	case 2:
		writer_drop_missing(c->writer, &(struct scan){ 0 }, 0, NULL);
		break;
	case 3:
		writer_begin(c->writer, NULL);
		writer_begin(c->writer, NULL);
		break;
	default:
		writer_begin(c->writer, NULL);
		writer_index_pending(c->writer, 1, &left, NULL);
		break;
	}
}

static void a_call_that_the_state_does_not_allow_stops_the_process(void **state)
{
	int status;

	for (int call = 0; call < 5; call++) {
		pid_t child = fork();
		if (child == 0) {
			fclose(stderr);
			call_out_of_turn(*state, call);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
			fail_msg("call %d goes on", call);
	}
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_id_is_its_own_or_a_tag_of_the_authority),
		TEST(an_id_that_readers_saw_outlives_the_catalogue),
		TEST(facts_are_committed_before_the_catalogue),
		TEST(an_item_that_vanishes_is_a_fact_until_it_comes_back),
		TEST(what_had_no_rows_when_it_went_is_gone_all_the_same),
		TEST(an_item_that_came_back_and_is_hidden_is_not_gone),
		TEST(a_file_is_known_by_its_stamp),
		TEST(a_rollback_leaves_everything_as_it_was),
		TEST(the_same_item_in_two_files_is_a_problem_and_changes_nothing),
		TEST(the_same_id_in_two_files_is_a_problem_and_changes_nothing),
		TEST(a_file_in_conflict_is_read_again_every_time),
		TEST(a_broken_file_keeps_its_last_good_rows),
		TEST(warnings_stay_beside_a_good_file),
		TEST(a_change_touches_old_and_new_projects),
		TEST(an_edited_item_touches_the_feeds_of_its_language),
		TEST(what_is_listed_otherwise_touches_the_feeds_of_all_languages),
		TEST(the_version_changes_only_with_what_readers_see),
		TEST(another_basis_builds_again_but_readers_see_the_old_rows_until_then),
		TEST(the_order_of_events_leaves_no_trace),
		TEST(a_call_that_the_state_does_not_allow_stops_the_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
