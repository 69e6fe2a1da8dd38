#include "unit/support/catalogue.h"

#include "catalog/writer_internal.h"
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static void a_first_build_gets_its_name_when_it_is_done(void **state)
{
	struct catalogue *c = *state;
	int64_t next;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_advance(c->writer, at("2025-01-01"), &next, &failure));
	assert_int_not_equal(access(folder_path(&c->folder, "catalog.db"), F_OK), 0);
	OK(writer_commit(c->writer, &failure));
	assert_int_equal(access(folder_path(&c->folder, "catalog.db"), F_OK), 0);
	assert_int_not_equal(access(folder_path(&c->folder, "catalog.db.new"), F_OK), 0);
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "b a");
}

static void a_first_build_that_is_rolled_back_or_left_leaves_nothing(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	writer_rollback(c->writer);
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	writer_close(c->writer);
	assert_int_not_equal(access(folder_path(&c->folder, "catalog.db"), F_OK), 0);
	assert_int_not_equal(access(folder_path(&c->folder, "catalog.db.new"), F_OK), 0);
	catalogue_open(c, "basis");
	begin(c);
	PUT(c, "water/2023-01-03-c.ru.gmi", "c");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "c");
}

static void a_build_that_cannot_be_named_is_begun_again(void **state)
{
	struct catalogue *c = *state;
	int64_t next;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	OK(writer_advance(c->writer, at("2025-01-01"), &next, &failure));
	unlink(folder_path(&c->folder, "catalog.db.new"));
	assert_false(writer_commit(c->writer, &failure));
	assert_non_null(strstr(failure.text, "catalog.db.new"));
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
}

static void a_second_writer_is_refused_and_told_the_folder(void **state)
{
	struct catalogue *c = *state;
	struct err err;

	assert_null(writer_open(
	    &(struct writer_options){
	        .folder = c->folder.path, .authority = "example.org", .basis = "basis" },
	    &err));
	assert_non_null(strstr(err.text, c->folder.path));
	assert_non_null(strstr(err.text, "in use"));
}

/* The writer is gone, but a reader held the catalogue open: what was written last is still in the -wal. */
static void what_a_deleted_catalogue_leaves_is_not_taken_for_the_next_one(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	commit_at(c, "2025-01-01");
	OK(catalog_begin(reader, &failure));
	writer_close(c->writer);
	assert_int_equal(access(folder_path(&c->folder, "catalog.db-wal"), F_OK), 0);
	unlink(folder_path(&c->folder, "catalog.db"));
	catalogue_open(c, "basis");
	begin(c);
	PUT(c, "water/2023-01-03-c.ru.gmi", "c");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "c");
	catalog_end(reader);
	catalog_close(reader);
}

static void overwrite(const char *path, long from, size_t n)
{
	FILE *file = fopen(path, "r+");

	assert_non_null(file);
	fseek(file, from, SEEK_SET);
	for (size_t i = 0; i < n; i++)
		fputc(0xA5, file);
	fclose(file);
}

static bool is_there(struct catalogue *c, const char *name)
{
	return access(folder_path(&c->folder, name), F_OK) == 0;
}

static void rebuilds(struct catalogue *c, const char *kept_as)
{
	struct entry e;

	assert_true(is_there(c, kept_as));
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "again", .date = "2022-01-01");
	commit_at(c, "2025-01-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "again");
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-01-01-a", "ru", &c->arena, &e, &failure),
	    1);
	assert_string_equal(e.id, "tag:example.org,2023:water/2023-01-01-a/ru"); /* the facts' */
}

static void a_damaged_catalogue_is_set_aside_and_built_again(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	writer_close(c->writer);
	overwrite(folder_path(&c->folder, "catalog.db"), 0, 4096);
	unlink(folder_path(&c->folder, "catalog.db-wal"));
	catalogue_open(c, "basis");
	rebuilds(c, "catalog.db.damaged");
}

/* A file of the catalogue becomes shorter while a reader has it open. */
static void is_cut_and_rebuilt(struct catalogue *c, const char *name, double part)
{
	struct stat st;
	const char *path = folder_path(&c->folder, name);

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b");
	commit_at(c, "2025-01-01");
	OK(catalog_begin(reader, &failure));
	writer_close(c->writer);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size > 0);
	assert_int_equal(truncate(path, (off_t)((double)st.st_size * part)), 0);
	catalogue_open(c, "basis");
	rebuilds(c, "catalog.db.damaged");
	catalog_end(reader);
	catalog_close(reader);
}

static void a_catalogue_whose_journal_was_cut_off_is_built_again(void **state)
{
	is_cut_and_rebuilt(*state, "catalog.db-wal", 0);
}

static void a_catalogue_whose_journal_was_cut_short_is_built_again(void **state)
{
	is_cut_and_rebuilt(*state, "catalog.db-wal", 0.3);
}

static void a_catalogue_whose_journal_lost_its_end_is_built_again(void **state)
{
	is_cut_and_rebuilt(*state, "catalog.db-wal", 0.9);
}

static void a_catalogue_that_was_emptied_is_built_again(void **state)
{
	is_cut_and_rebuilt(*state, "catalog.db", 0);
}

static void a_catalogue_that_was_cut_short_is_built_again(void **state)
{
	is_cut_and_rebuilt(*state, "catalog.db", 0.1);
}

static void a_catalogue_of_another_schema_is_set_aside(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	OK(db_script(&c->writer->catalog.db, "spoil it", "PRAGMA user_version = 99", &failure));
	catalogue_reopen(c);
	rebuilds(c, "catalog.db.other-version");
	assert_false(is_there(c, "catalog.db.damaged"));
}

static void what_is_set_aside_is_kept_for_a_week_and_once(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	for (int i = 0; i < 2; i++) {
		OK(db_script(&c->writer->catalog.db, "spoil it", "PRAGMA user_version = 99", &failure));
		catalogue_reopen(c);
		begin(c);
		commit_at(c, "2025-01-01");
	}
	assert_true(is_there(c, "catalog.db.other-version"));
	writer_sweep(c->writer, time(NULL) + 6 * 86400);
	assert_true(is_there(c, "catalog.db.other-version"));
	writer_sweep(c->writer, time(NULL) + 8 * 86400);
	assert_false(is_there(c, "catalog.db.other-version"));
	assert_false(is_there(c, "catalog.db.other-version-wal"));
	assert_true(is_there(c, "catalog.db"));
}

static void damage_met_later_is_reported_and_mended_by_opening_again(void **state)
{
	struct catalogue *c = *state;
	struct entries e;
	struct entry_query q = { .lang = "ru" };

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	catalogue_reopen(c);
	OK(db_script(&c->writer->catalog.db, "empty the WAL", "PRAGMA wal_checkpoint(TRUNCATE)", &failure));
	int64_t page = 0;
	assert_int_equal(
	    db_number(&c->writer->catalog.db, "find a page",
	        "SELECT rootpage FROM sqlite_schema WHERE name = 'membership'", NULL, 0, &page, &failure),
	    1);
	db_script(&c->writer->catalog.db, "forget pages", "PRAGMA shrink_memory", &failure);
	overwrite(folder_path(&c->folder, "catalog.db"), (page - 1) * 16384, 16384);
	assert_false(catalog_entries(writer_catalog(c->writer), &q, &c->arena, &e, &failure));
	assert_non_null(
	    strstr(failure.text, "catalog.db: this database is damaged (SQLite: cannot list items"));
	catalogue_reopen(c);
	rebuilds(c, "catalog.db.damaged");
}

static void damaged_facts_are_an_error(void **state)
{
	struct catalogue *c = *state;
	struct err err;

	writer_close(c->writer);
	overwrite(folder_path(&c->folder, "facts.db"), 0, 4096);
	c->writer = writer_open(
	    &(struct writer_options){
	        .folder = c->folder.path, .authority = "example.org", .basis = "basis" },
	    &err);
	assert_null(c->writer);
	assert_non_null(strstr(err.text, "facts"));
	assert_int_equal(access(folder_path(&c->folder, "facts.db"), F_OK), 0);
}

static void a_reader_sees_each_commit_and_one_view_at_a_time(void **state)
{
	struct catalogue *c = *state;
	struct entry_query q = { .lang = "ru" };
	struct catalog *reader;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	assert_string_equal(titles_of(c, reader, &q), "a");
	OK(catalog_begin(reader, &failure));
	begin(c);
	PUT(c, "water/2023-01-01-b.ru.gmi", "b");
	assert_string_equal(titles_of(c, reader, &q), "a");
	commit_at(c, "2025-01-01");
	assert_string_equal(titles_of(c, reader, &q), "a");
	catalog_end(reader);
	assert_string_equal(titles_of(c, reader, &q), "a b");
	assert_false(db_run(&reader->db, "write", "DELETE FROM item", NULL, 0, &failure));
	catalog_close(reader);
}

static void a_reader_in_another_process_works_after_the_writer_has_gone(void **state)
{
	struct catalogue *c = *state;
	int status;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	writer_close(c->writer);
	/* A reader that may write nothing could not make them. */
	assert_int_equal(access(folder_path(&c->folder, "catalog.db-wal"), F_OK), 0);
	assert_int_equal(access(folder_path(&c->folder, "catalog.db-shm"), F_OK), 0);
	pid_t child = fork();
	if (child == 0) {
		struct err err;
		struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &err);
		uint64_t n = 0;
		_exit(c && catalog_count(reader, &(struct entry_query){ .lang = "ru" }, &n, &err) && n == 1
		          ? 0
		          : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	catalogue_open(c, "basis");
}

static void a_reader_learns_that_its_file_was_replaced(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	commit_at(c, "2025-01-01");
	reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	OK(catalog_begin(reader, &failure));
	catalog_end(reader);
	OK(db_script(&c->writer->catalog.db, "spoil it", "PRAGMA user_version = 99", &failure));
	catalogue_reopen(c);
	assert_string_equal(titles_of(c, reader, &(struct entry_query){ .lang = "ru" }), "a");
	assert_false(catalog_was_replaced(reader)); /* the old one is all there is */
	OK(catalog_begin(reader, &failure));
	catalog_end(reader);
	begin(c);
	commit_at(c, "2025-01-01");
	assert_true(catalog_was_replaced(reader));
	catalog_close(reader);
}

static void a_catalogue_that_is_not_there_is_named(void **state)
{
	struct catalogue *c = *state;
	struct err err;

	assert_null(catalog_open(folder_path(&c->folder, "nothing.db"), &err));
	assert_non_null(strstr(err.text, "nothing.db"));
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_first_build_gets_its_name_when_it_is_done),
		TEST(a_first_build_that_is_rolled_back_or_left_leaves_nothing),
		TEST(a_build_that_cannot_be_named_is_begun_again),
		TEST(a_second_writer_is_refused_and_told_the_folder),
		TEST(what_a_deleted_catalogue_leaves_is_not_taken_for_the_next_one),
		TEST(a_damaged_catalogue_is_set_aside_and_built_again),
		TEST(a_catalogue_whose_journal_was_cut_off_is_built_again),
		TEST(a_catalogue_whose_journal_was_cut_short_is_built_again),
		TEST(a_catalogue_whose_journal_lost_its_end_is_built_again),
		TEST(a_catalogue_that_was_emptied_is_built_again),
		TEST(a_catalogue_that_was_cut_short_is_built_again),
		TEST(a_catalogue_of_another_schema_is_set_aside),
		TEST(what_is_set_aside_is_kept_for_a_week_and_once),
		TEST(damage_met_later_is_reported_and_mended_by_opening_again),
		TEST(damaged_facts_are_an_error),
		TEST(a_reader_sees_each_commit_and_one_view_at_a_time),
		TEST(a_reader_in_another_process_works_after_the_writer_has_gone),
		TEST(a_reader_learns_that_its_file_was_replaced),
		TEST(a_catalogue_that_is_not_there_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
