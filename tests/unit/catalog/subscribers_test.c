#include "unit/support/catalogue.h"

#include "catalog/schema.h"
#include "catalog/subscribers.h"
#include "catalog/writer_internal.h"

enum { TODAY = 20000 };

static void note_on(
    struct catalogue *c, int64_t day, const char *path, const char *agent, const char *id, int64_t count)
{
	OK(subscribers_note(
	    c->writer, &(struct subscriber){ path, agent, id, count, day }, 1, day, &failure));
}

/* As "path agent id count day", a space between two. */
static const char *kept(struct catalogue *c)
{
	struct subscribers s;
	char *text = arena_strdup(&c->arena, "");

	OK(subscribers_read(c->folder.path, &c->arena, &s, &failure));
	for (size_t i = 0; i < s.n; i++)
		text = arena_printf(&c->arena, "%s%s%s %s%s %d %+d", text, i ? ", " : "", s.v[i].path,
		    s.v[i].agent, s.v[i].feed_id, (int)s.v[i].count, (int)(s.v[i].seen - TODAY));
	return text;
}

static size_t kept_count(struct catalogue *c)
{
	struct subscribers s;

	OK(subscribers_read(c->folder.path, &c->arena, &s, &failure));
	return s.n;
}

static bool is_kept(struct catalogue *c, const char *agent)
{
	struct subscribers s;
	bool found = false;

	OK(subscribers_read(c->folder.path, &c->arena, &s, &failure));
	for (size_t i = 0; i < s.n; i++)
		found = found || !strcmp(s.v[i].agent, agent);
	return found;
}

/* Newcomers of one day, in one change. */
static void flood(struct catalogue *c, int64_t day, const char *path, int from, int n)
{
	struct subscriber *v = arena_alloc(&c->arena, (size_t)n * sizeof *v);

	for (int i = 0; i < n; i++)
		v[i] = (struct subscriber){ path, arena_printf(&c->arena, "invented-%d", from + i), "", 9,
			day };
	OK(subscribers_note(c->writer, v, (size_t)n, day, &failure));
}

static void the_newest_number_is_kept_and_nothing_is_added_up(void **state)
{
	struct catalogue *c = *state;

	assert_string_equal(kept(c), "");
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	note_on(c, TODAY + 1, "/ru/atom.xml", "Feedly", "", 3);
	note_on(c, TODAY, "/ru/atom.xml", "Feedbin", "2", 7);
	note_on(c, TODAY, "/ru/atom.xml", "Feedbin", "1", 7);
	note_on(c, TODAY, "/ky/atom.xml", "Feedly", "", 0);
	assert_string_equal(kept(c), "/ky/atom.xml Feedly 0 +0, /ru/atom.xml Feedbin1 7 +0, "
	                             "/ru/atom.xml Feedbin2 7 +0, /ru/atom.xml Feedly 3 +1");
}

static void what_is_known_already_costs_no_write(void **state)
{
	struct catalogue *c = *state;

	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	int before = sqlite3_total_changes(c->writer->facts.db.handle);
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	assert_int_equal(sqlite3_total_changes(c->writer->facts.db.handle), before);
}

static void a_flood_of_newcomers_pushes_out_no_one_and_then_costs_nothing(void **state)
{
	struct catalogue *c = *state;

	note_on(c, TODAY - 1, "/ru/atom.xml", "Feedly", "", 5);
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	flood(c, TODAY, "/ru/atom.xml", 0, 1000);
	assert_int_equal(kept_count(c), SUBSCRIBERS_A_FEED);
	assert_true(is_kept(c, "Feedly") && is_kept(c, "invented-0") && !is_kept(c, "invented-63"));
	int before = sqlite3_total_changes(c->writer->facts.db.handle);
	flood(c, TODAY, "/ru/atom.xml", 1000, 1000);
	assert_int_equal(sqlite3_total_changes(c->writer->facts.db.handle), before);
	/* Who was known is still heard, and other feeds have places of their own. */
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 6);
	note_on(c, TODAY, "/ru/rss.xml", "Feedbin", "", 4);
	assert_non_null(strstr(kept(c), "Feedly 6"));
	assert_non_null(strstr(kept(c), "Feedbin 4"));
}

static void who_was_seen_on_two_days_outlives_every_flood(void **state)
{
	struct catalogue *c = *state;

	note_on(c, TODAY, "/ru/atom.xml", "Once", "", 5);
	note_on(c, TODAY, "/ru/atom.xml", "Twice", "", 5);
	note_on(c, TODAY + 1, "/ru/atom.xml", "Twice", "", 5);
	for (int day = 2; day < SUBSCRIBERS_GONE; day++)
		flood(c, TODAY + day, "/ru/atom.xml", 1000 * day, 100);
	assert_true(is_kept(c, "Twice") && !is_kept(c, "Once") && !is_kept(c, "invented-2000"));
	assert_int_equal(kept_count(c), SUBSCRIBERS_A_FEED);
	flood(c, TODAY + 2 + SUBSCRIBERS_GONE, "/ru/atom.xml", 0, 100);
	assert_false(is_kept(c, "Twice"));
}

static void there_is_a_bound_in_all(void **state)
{
	struct catalogue *c = *state;

	for (int feed = 0; feed <= SUBSCRIBERS_IN_ALL / SUBSCRIBERS_A_FEED; feed++)
		flood(c, TODAY, arena_printf(&c->arena, "/ru/p%d/atom.xml", feed), 0, SUBSCRIBERS_A_FEED);
	assert_int_equal(kept_count(c), SUBSCRIBERS_IN_ALL);
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	assert_int_equal(kept_count(c), SUBSCRIBERS_IN_ALL);
	assert_false(is_kept(c, "Feedly"));
	note_on(c, TODAY + 1, "/ru/p7/atom.xml", "invented-7", "", 5);
	assert_int_equal(kept_count(c), SUBSCRIBERS_IN_ALL);
	note_on(c, TODAY + 2, "/ru/atom.xml", "Feedly", "", 5);
	assert_string_equal(kept(c), "/ru/atom.xml Feedly 5 +2, /ru/p7/atom.xml invented-7 5 +1");
}

static void after_a_year_a_service_is_forgotten(void **state)
{
	struct catalogue *c = *state;

	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	note_on(c, TODAY + SUBSCRIBERS_KEPT, "/ru/atom.xml", "Feedbin", "", 5);
	assert_int_equal(kept_count(c), 2);
	note_on(c, TODAY + SUBSCRIBERS_KEPT + 1, "/ru/atom.xml", "Feedbin", "", 5);
	assert_int_equal(kept_count(c), 1);
}

static void they_can_be_read_with_and_without_a_writer(void **state)
{
	struct catalogue *c = *state;

	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	assert_int_equal(kept_count(c), 1);
	writer_close(c->writer);
	c->writer = NULL;
	assert_int_equal(kept_count(c), 1);
	/* Facts without any, and of a version before there were any. */
	unlink(folder_path(&c->folder, "facts.db"));
	assert_int_equal(kept_count(c), 0);
	struct db db;
	OK(db_open(&db, "facts", folder_path(&c->folder, "facts.db"),
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &failure));
	OK(db_script(&db, "be made", schema_facts[0], &failure));
	OK(db_script(&db, "be made", schema_facts[1], &failure));
	db_close(&db);
	assert_int_equal(kept_count(c), 0);
	catalogue_open(c, "basis");
	note_on(c, TODAY, "/ru/atom.xml", "Feedly", "", 5);
	assert_int_equal(kept_count(c), 1);
}

static void facts_that_cannot_be_read_are_an_error(void **state)
{
	struct catalogue *c = *state;
	struct subscribers s;
	struct err err;

	writer_close(c->writer);
	c->writer = NULL;
	FILE *file = fopen(folder_path(&c->folder, "facts.db"), "w");
	assert_non_null(file);
	fputs("this is no database, however long one looks at it for a header of sixteen bytes", file);
	fclose(file);
	assert_false(subscribers_read(c->folder.path, &c->arena, &s, &err));
	assert_non_null(strstr(err.text, "facts.db"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_newest_number_is_kept_and_nothing_is_added_up),
		TEST(what_is_known_already_costs_no_write),
		TEST(a_flood_of_newcomers_pushes_out_no_one_and_then_costs_nothing),
		TEST(who_was_seen_on_two_days_outlives_every_flood),
		TEST(there_is_a_bound_in_all),
		TEST(after_a_year_a_service_is_forgotten),
		TEST(they_can_be_read_with_and_without_a_writer),
		TEST(facts_that_cannot_be_read_are_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
