#include "unit/support/test.h"

#include "catalog/db.h"
#include "unit/support/folder.h"

struct state {
	struct db db;
	struct arena a;
	struct err err;
};

static int setup_numbers(void **state)
{
	struct state *s = xcalloc(1, sizeof *s);

	assert_true(db_open(&s->db, "numbers", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL));
	assert_true(db_script(&s->db, "be made",
	    "CREATE TABLE n(v INTEGER UNIQUE); INSERT INTO n VALUES(1); INSERT INTO n VALUES(2);", NULL));
	*state = s;
	return 0;
}

static int teardown_numbers(void **state)
{
	struct state *s = *state;

	db_close(&s->db);
	arena_release(&s->a);
	free(s);
	return 0;
}

static const char all[] = "SELECT v FROM n ORDER BY v";

static int64_t sum(struct state *s)
{
	struct rows r;
	int64_t n = 0;

	db_select(&s->db, &r, "add", all, NULL, 0, &s->err);
	while (rows_next(&r))
		n += row_int(&r, 0);
	return rows_end(&r) ? n : -1;
}

static void a_loop_sees_every_row(void **state)
{
	assert_int_equal(sum(*state), 3);
}

static void a_loop_that_is_left_early_is_no_failure_and_ends_the_statement(void **state)
{
	struct state *s = *state;
	struct rows r;

	db_select(&s->db, &r, "add", all, NULL, 0, &s->err);
	assert_true(rows_next(&r));
	assert_true(rows_end(&r));
	assert_true(rows_end(&r));
	assert_false(rows_next(&r));
	assert_int_equal(sum(s), 3);
}

static void no_row_comes_after_the_last(void **state)
{
	struct state *s = *state;
	struct rows r;

	db_select(&s->db, &r, "add", "SELECT v FROM n WHERE v = ?", ARGS(arg_int(2)), &s->err);
	assert_true(rows_next(&r));
	assert_false(rows_next(&r));
	assert_false(rows_next(&r));
	assert_true(rows_end(&r));
}

static void a_statement_that_cannot_be_prepared_has_no_rows_and_has_failed(void **state)
{
	struct state *s = *state;
	struct rows r;

	db_select(&s->db, &r, "add", "SELECT v FROM nowhere", NULL, 0, &s->err);
	assert_false(rows_next(&r));
	assert_false(rows_end(&r));
	assert_string_equal(s->err.text,
	    "numbers: this database cannot be used (SQLite: cannot add: no such table: nowhere)");
	assert_int_equal(rows_found(&r), -1);
}

static void a_failure_between_rows_ends_them(void **state)
{
	struct state *s = *state;
	struct rows r;
	int n = 0;

	db_select(&s->db, &r, "add",
	    "SELECT abs(CASE v WHEN 2 THEN -9223372036854775807 - 1 ELSE v END) FROM n", NULL, 0, &s->err);
	while (rows_next(&r))
		n++;
	assert_int_equal(n, 1);
	assert_false(rows_end(&r));
	assert_string_equal(
	    s->err.text, "numbers: this database cannot be used (SQLite: cannot add: integer overflow)");
}

static void one_row_is_found_or_not_or_failed(void **state)
{
	struct state *s = *state;
	struct rows r;
	int64_t n = 7;

	assert_true(db_row(&s->db, &r, "look", all, NULL, 0, &s->err));
	assert_int_equal(row_int(&r, 0), 1);
	assert_int_equal(rows_found(&r), 1);
	assert_false(db_row(&s->db, &r, "look", "SELECT v FROM n WHERE v > 9", NULL, 0, &s->err));
	assert_int_equal(rows_found(&r), 0);
	assert_int_equal(db_exists(&s->db, "look", "SELECT v FROM n WHERE v > 9", NULL, 0, &s->err), 0);
	assert_int_equal(db_exists(&s->db, "look", all, NULL, 0, &s->err), 1);
	assert_int_equal(db_number(&s->db, "look", "SELECT v FROM n WHERE v > 9", NULL, 0, &n, &s->err), 0);
	assert_int_equal(n, 7);
	assert_string_equal(s->err.text, "");
	assert_int_equal(db_exists(&s->db, "look", "SELECT w FROM n", NULL, 0, &s->err), -1);
}

/* A partial index of the values of an argument is what the planner would look at the argument for. */
static void a_statement_is_prepared_once_whatever_it_is_asked(void **state)
{
	static const char *const keys[] = { "a", "b", "a" };
	struct state *s = *state;
	struct rows r;

	assert_true(db_script(&s->db, "be made",
	    "CREATE TABLE t(key TEXT, v INTEGER); CREATE INDEX t_a ON t(key, v) WHERE key = 'a';", NULL));
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		db_select(
		    &s->db, &r, "look", "SELECT v FROM t WHERE key = ?", ARGS(arg_text(keys[i])), &s->err);
		sqlite3_stmt *prepared = r.statement;
		assert_false(rows_next(&r));
		assert_int_equal(sqlite3_stmt_status(prepared, SQLITE_STMTSTATUS_REPREPARE, 0), 0);
	}
}

static void a_change_is_kept_or_undone(void **state)
{
	struct state *s = *state;

	assert_true(db_begin(&s->db, &s->err));
	assert_true(db_in_change(&s->db));
	assert_true(db_run(&s->db, "add", "INSERT INTO n VALUES(?)", ARGS(arg_int(10)), &s->err));
	db_rollback(&s->db);
	assert_false(db_in_change(&s->db));
	assert_int_equal(sum(s), 3);
	assert_true(db_begin(&s->db, &s->err));
	assert_true(db_run(&s->db, "add", "INSERT INTO n VALUES(?)", ARGS(arg_int(10)), &s->err));
	assert_true(db_commit(&s->db, &s->err));
	db_rollback(&s->db);
	assert_int_equal(sum(s), 13);
}

static void a_script_that_fails_leaves_nothing(void **state)
{
	struct state *s = *state;

	assert_false(
	    db_script_whole(&s->db, "be made", "INSERT INTO n VALUES(10); INSERT INTO n VALUES(1)", &s->err));
	assert_false(db_in_change(&s->db));
	assert_int_equal(sum(s), 3);
}

static void queries_that_take_too_long_end(void **state)
{
	static const char endless[] =
	    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
	struct state *s = *state;
	int64_t n;

	db_limit(&s->db, 20000);
	assert_int_equal(db_number(&s->db, "count", endless, NULL, 0, &n, &s->err), -1);
	assert_true(s->db.busy);
	/* The time is that of all together. */
	assert_int_equal(db_number(&s->db, "count", endless, NULL, 0, &n, &s->err), -1);
	db_limit(&s->db, 0);
	assert_int_equal(sum(s), 3);
}

static int64_t bytes_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

/* Who waits for a commit does not wait for the database; whoever has time copies what is long. */
static void a_long_wal_is_copied_when_there_is_time(void **state)
{
	enum { LONG = 5 << 20 };
	struct state *s = *state;
	struct db db;
	struct folder folder;

	folder_init(&folder);
	const char *path = folder_path(&folder, "long.db");
	assert_true(db_open(&db, "long", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &s->err));
	db_defer_checkpoints(&db);
	assert_true(db_script(&db, "be made", "PRAGMA journal_mode = WAL; CREATE TABLE t(v);", &s->err));
	db_checkpoint(&db);
	assert_true(bytes_of(path) < LONG / 10);
	assert_true(
	    db_run(&db, "keep it", "INSERT INTO t VALUES(zeroblob(?))", ARGS(arg_int(LONG)), &s->err));
	assert_true(bytes_of(path) < LONG / 10);
	db_checkpoint(&db);
	assert_true(bytes_of(path) >= LONG);
	db_close(&db);
	folder_release(&folder);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_numbers, teardown_numbers)
	const struct CMUnitTest tests[] = {
		TEST(a_loop_sees_every_row),
		TEST(a_long_wal_is_copied_when_there_is_time),
		TEST(a_loop_that_is_left_early_is_no_failure_and_ends_the_statement),
		TEST(no_row_comes_after_the_last),
		TEST(a_statement_that_cannot_be_prepared_has_no_rows_and_has_failed),
		TEST(a_failure_between_rows_ends_them),
		TEST(one_row_is_found_or_not_or_failed),
		TEST(a_statement_is_prepared_once_whatever_it_is_asked),
		TEST(a_change_is_kept_or_undone),
		TEST(a_script_that_fails_leaves_nothing),
		TEST(queries_that_take_too_long_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
