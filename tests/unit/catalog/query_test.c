#include "unit/support/catalogue.h"

#include "catalog/history.h"
#include "catalog/query.h"
#include "catalog/writer_internal.h"

/* The steps of a plan joined by "; ". */
static const char *steps_of(
    struct catalogue *c, struct db *db, const char *sql, const struct arg *args, size_t n)
{
	struct rows r;
	const char *steps = "";

	db_select(
	    db, &r, "explain", arena_printf(&c->arena, "EXPLAIN QUERY PLAN %s", sql), args, n, &failure);
	while (rows_next(&r))
		steps = arena_printf(&c->arena, "%s%s; ", steps, row_peek(&r, 3));
	OK(rows_end(&r));
	return steps;
}

/* The plan of a listing. */
static const char *plan(struct catalogue *c, const struct entry_query *q, enum sql_wanted wanted)
{
	struct sql s;

	query_sql(q, wanted, &s);
	return steps_of(c, &c->writer->catalog.db, s.text, s.args, s.n);
}

/* The plan of a statement with this text in it that was run. */
static const char *plan_of_run(struct catalogue *c, struct db *db, const char *text)
{
	sqlite3_stmt *s = NULL;

	while ((s = sqlite3_next_stmt(db->handle, s)))
		if (strstr(sqlite3_sql(s), text))
			return steps_of(c, db, sqlite3_sql(s), NULL, 0);
	fail_msg("no statement with: %s", text);
	return "";
}

static void walks(struct catalogue *c, const struct entry_query *q, const char *first)
{
	const char *p = plan(c, q, SQL_ROWS);

	if (strncmp(p, first, strlen(first)) != 0)
		fail_msg("begins otherwise: %s", p);
	if (strstr(p, "TEMP B-TREE"))
		fail_msg("sorts: %s", p);
}

#define BY_DATE "SEARCH m USING PRIMARY KEY (project=? AND lang=? AND state=?)"

static void listings_walk_an_index_and_never_sort(void **state)
{
	struct catalogue *c = *state;

	walks(c, &(struct entry_query){ .lang = "ru", .limit = 20 }, BY_DATE);
	walks(c, &(struct entry_query){ .lang = "ru", .limit = 20, .bodies = true }, BY_DATE);
	walks(c, &(struct entry_query){ .lang = "ru", .project = "water", .limit = 20 }, BY_DATE);
	walks(c,
	    &(struct entry_query){ .lang = "ru", .project = "water", .order = OLDEST_FIRST, .limit = 20 },
	    BY_DATE);
	walks(c, &(struct entry_query){ .lang = "ru", .state = STATE_WITHDRAWN, .limit = 20 }, BY_DATE);
	walks(c, &(struct entry_query){ .lang = "ru", .project = "water", .year = 2023, .limit = 20 },
	    "SEARCH m USING PRIMARY KEY (project=? AND lang=? AND state=? AND year=?)");
	walks(c, &(struct entry_query){ .lang = "ru", .project = "water", .by_kind = true, .limit = 20 },
	    "SEARCH m USING COVERING INDEX membership_kind (project=? AND lang=? AND state=? AND kind=?)");
	walks(c, &(struct entry_query){ .lang = "ru", .topic = "rivers", .limit = 20 }, BY_DATE);
}

static void counts_read_an_index_alone(void **state)
{
	struct catalogue *c = *state;
	const char *p = plan(c, &(struct entry_query){ .lang = "ru", .project = "water" }, SQL_COUNT);

	assert_null(strstr(p, "SEARCH i"));
	assert_null(strstr(p, "SCAN"));
}

static void grouping_what_is_absent_reads_an_index_in_its_order(void **state)
{
	struct catalogue *c = *state;
	const char *p = plan(c, &(struct entry_query){ .absent_in = "ky" }, SQL_COUNT);

	assert_non_null(strstr(p, "SCAN item USING COVERING INDEX item_place"));
	assert_null(strstr(p, "TEMP B-TREE"));
}

static void whether_there_is_any_ends_with_the_first(void **state)
{
	struct catalogue *c = *state;
	struct entry_query q = { .absent_in = "ky" };
	bool any = true;

	assert_null(strstr(plan(c, &q, SQL_ANY), "TEMP B-TREE"));
	OK(catalog_any(writer_catalog(c->writer), &q, &any, &failure));
	assert_false(any);
	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	commit_at(c, "2022-01-01");
	OK(catalog_any(writer_catalog(c->writer), &q, &any, &failure));
	assert_true(any);
}

static void a_reader_knows_again_what_a_language_lacks_when_something_was_published(void **state)
{
	struct catalogue *c = *state;
	struct entry_query q = { .absent_in = "ky" };
	bool any;

	begin(c);
	commit_at(c, "2022-01-01");
	struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	OK(catalog_any(reader, &q, &any, &failure));
	assert_false(any);
	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	commit_at(c, "2022-01-01");
	OK(catalog_any(reader, &q, &any, &failure));
	assert_true(any);
	catalog_close(reader);
}

/* The quick answer against the number of what is listed, of the site and of each project. */
static void expect_any_agrees(struct catalog *catalog, const char *langs_of_site, const char *langs_of_p)
{
	static const char *const projects[] = { NULL, "p", "q", "none" }, *const langs[] = { "ky", "ru",
		"en" };

	for (size_t i = 0; i < ARRAY_SIZE(projects) * ARRAY_SIZE(langs); i++) {
		struct entry_query q = { .absent_in = langs[i % 3], .project = projects[i / 3] };
		const char *known = i < 3 ? langs_of_site : i < 6 ? langs_of_p : NULL;
		uint64_t n;
		bool any;
		OK(catalog_count(catalog, &q, &n, &failure));
		OK(catalog_any(catalog, &q, &any, &failure));
		assert_int_equal(any, n > 0);
		assert_true(!known || any == (strstr(known, q.absent_in) != NULL));
	}
}

static void what_a_language_lacks_is_known_after_each_change(void **state)
{
	struct catalogue *c = *state;
	struct catalog *catalog = writer_catalog(c->writer);

	expect_any_agrees(catalog, "", "");
	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	PUT(c, "p/2020-01-01-a.ky.gmi", "Жаңылык");
	PUT(c, "p/2020-01-01-a.en.gmi", "News");
	commit_at(c, "2022-01-01");
	expect_any_agrees(catalog, "", "");
	begin(c);
	/* A text that is not live is none. */
	PUT(c, "q/2020-02-01-b.ru.gmi", "Новость");
	PUT(c, "q/2020-02-01-b.ky.gmi", "Жаңылык", .draft = true);
	expect_any_agrees(catalog, "ky en", "");
	commit_at(c, "2022-01-01");
	expect_any_agrees(catalog, "ky en", "");
	begin(c);
	/* In p too, but in one language only. */
	PUT(c, "q/2020-03-01-c.ru.gmi", "Новость", .values = { "project p" });
	PUT(c, "q/2020-03-01-c.en.gmi", "News");
	commit_at(c, "2022-01-01");
	expect_any_agrees(catalog, "ky en", "ky en");
	begin(c);
	PUT(c, "q/2020-03-01-c.ky.gmi", "Жаңылык", .values = { "project p" });
	PUT(c, "q/2020-03-01-c.en.gmi", "News", .values = { "project p" });
	commit_at(c, "2022-01-01");
	expect_any_agrees(catalog, "ky en", "");
}

static void the_newest_item_is_that_of_any_language_and_live(void **state)
{
	struct catalogue *c = *state;
	int64_t newest = 0;

	OK(catalog_newest(writer_catalog(c->writer), &newest, &failure));
	assert_true(newest == INSTANT_NONE);
	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	PUT(c, "p/2021-01-01-b.ky.gmi", "Кабар");
	PUT(c, "q/2020-06-01-c.en.gmi", "News");
	PUT(c, "q/2021-06-01-d.en.gmi", "Draft", .draft = true);
	commit_at(c, "2022-01-01");
	OK(catalog_newest(writer_catalog(c->writer), &newest, &failure));
	assert_int_equal(newest, at("2021-01-01"));
}

/* Of the item at this place in "p": the stems around it, "older newer", "-" for none. */
static const char *around(struct catalogue *c, const char *stem, const char *lang)
{
	struct catalog *catalog = writer_catalog(c->writer);
	struct neighbours near;
	struct entry e;

	assert_int_equal(catalog_entry(catalog, "p", stem, lang, &c->arena, &e, &failure), 1);
	OK(catalog_neighbours(catalog, &e, &c->arena, &near, &failure));
	return arena_printf(&c->arena, "%s %s", near.has_older ? near.older.stem : "-",
	    near.has_newer ? near.newer.stem : "-");
}

static void the_items_around_one_are_those_of_its_project_and_language_in_the_order_of_listings(void **state)
{
	struct catalogue *c = *state;
	struct entry_query q = { .lang = "ru", .project = "p", .order = NEWEST_FIRST };
	struct entries all;

	begin(c);
	PUT(c, "p/2019-12-31-old.ru.gmi", "Новость");
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	PUT(c, "p/2020-01-01-b.ru.gmi", "Новость");
	PUT(c, "p/2020-01-01-ky.ky.gmi", "Жаңылык");
	PUT(c, "p/2020-01-02-draft.ru.gmi", "Новость", .draft = true);
	PUT(c, "other/2020-01-03-further.ru.gmi", "Новость", .values = { "project p" });
	PUT(c, "p/2020-06-01-c.ru.gmi", "Новость");
	PUT(c, "p/2022-01-01-new.ru.gmi", "Новость");
	commit_at(c, "2026-01-01");
	assert_string_equal(around(c, "2019-12-31-old", "ru"), "- 2020-01-01-b");
	assert_string_equal(around(c, "2020-01-01-b", "ru"), "2019-12-31-old 2020-01-01-a");
	assert_string_equal(around(c, "2020-01-01-a", "ru"), "2020-01-01-b 2020-06-01-c");
	assert_string_equal(around(c, "2020-06-01-c", "ru"), "2020-01-01-a 2022-01-01-new");
	assert_string_equal(around(c, "2022-01-01-new", "ru"), "2020-06-01-c -");
	assert_string_equal(around(c, "2020-01-01-ky", "ky"), "- -");
	OK(catalog_entries(writer_catalog(c->writer), &q, &c->arena, &all, &failure));
	assert_int_equal(all.n, 6);
	assert_string_equal(all.v[3].stem, "2020-01-01-a");
	assert_string_equal(all.v[4].stem, "2020-01-01-b");
}

static void the_items_around_one_are_found_without_sorting(void **state)
{
	struct catalogue *c = *state;
	struct db *db = &c->writer->catalog.db;

	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	commit_at(c, "2026-01-01");
	assert_string_equal(around(c, "2020-01-01-a", "ru"), "- -");
	assert_null(strstr(plan_of_run(c, db, "m.date < i.date"), "TEMP B-TREE"));
	assert_null(strstr(plan_of_run(c, db, "m.date > i.date"), "TEMP B-TREE"));
}

static void what_left_a_feed_is_found_by_its_index(void **state)
{
	struct catalogue *c = *state;
	struct slots gone;

	OK(history_gone(writer_catalog(c->writer), "", "ru", 9, &c->arena, &gone, &failure));
	assert_non_null(strstr(plan_of_run(c, &c->writer->facts.db, "gone IS NOT NULL ORDER BY moved"),
	    "SEARCH slot USING INDEX slot_gone (project=? AND lang=?"));
}

static void items_of_renamed_projects_are_looked_for_from_the_projects(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Новость");
	commit_at(c, "2026-01-01");
	begin(c); /* the first build asks for none */
	commit_at(c, "2026-01-01");
	const char *p = plan_of_run(c, &c->writer->catalog.db, "SELECT l.file, m.slug, o.slug FROM renamed");
	const char *projects = strstr(p, " m"), *items = strstr(p, " l ");
	assert_non_null(projects);
	assert_non_null(items);
	assert_true(projects < items);
	assert_non_null(strstr(p, "SEARCH l"));
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up_in_memory, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(listings_walk_an_index_and_never_sort),
		TEST(counts_read_an_index_alone),
		TEST(whether_there_is_any_ends_with_the_first),
		TEST(what_a_language_lacks_is_known_after_each_change),
		cmocka_unit_test_setup_teardown(
		    a_reader_knows_again_what_a_language_lacks_when_something_was_published, catalogue_set_up,
		    catalogue_tear_down),
		TEST(the_newest_item_is_that_of_any_language_and_live),
		TEST(grouping_what_is_absent_reads_an_index_in_its_order),
		TEST(the_items_around_one_are_found_without_sorting),
		TEST(what_left_a_feed_is_found_by_its_index),
		TEST(items_of_renamed_projects_are_looked_for_from_the_projects),
		TEST(the_items_around_one_are_those_of_its_project_and_language_in_the_order_of_listings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
