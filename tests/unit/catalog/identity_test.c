#include "unit/support/catalogue.h"

#include "catalog/schema.h"
#include "catalog/writer_internal.h"

#define LONG_BODY                                                                                            \
	"A text that is long enough to be told from any other by chance, since it has more than two "        \
	"hundred "                                                                                           \
	"bytes: it goes on for a while, says nothing that anybody needs to know, and then it ends at last, " \
	"here.\n"

/* The id of what is there now, "" when nothing is. */
static const char *id_at(struct catalogue *c, const char *project, const char *stem)
{
	struct entry e;
	int found = catalog_entry(writer_catalog(c->writer), project, stem, "ru", &c->arena, &e, &failure);

	assert_true(found >= 0);
	return found ? e.id : "";
}

static int gone(struct catalogue *c, const char *project, const char *stem)
{
	return catalog_vanished(writer_catalog(c->writer), project, stem, "ru", &failure);
}

static const char *leads_to(struct catalogue *c, const char *path)
{
	const char *out = "";
	int found = catalog_alias(writer_catalog(c->writer), path, &c->arena, &out, &failure);

	assert_true(found >= 0);
	return found ? out : "";
}

#define FIRST "tag:example.org,2023:water/2023-01-01-a/ru"

static int start(void **state)
{
	catalogue_set_up(state);
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "Meeting", .body = LONG_BODY, .mtime = 1);
	PUT(c, "water/2023-01-02-b.ru.gmi", "Another", .mtime = 2);
	commit_at(c, "2025-01-01");
	return 0;
}

/* The first item goes, as far as the next files show. */
static void begin_without_first(struct catalogue *c)
{
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "water/2023-01-02-b.ru.gmi");
}

static void a_renamed_file_keeps_its_id_and_its_old_path_leads_to_it(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "forest/2023-02-05-other.ru.gmi", "Meeting", .body = LONG_BODY, .mtime = 1);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "forest", "2023-02-05-other"), FIRST);
	assert_int_equal(gone(c, "water", "2023-01-01-a"), 0);
	assert_string_equal(leads_to(c, "/ru/water/2023-01-01-a"), "/ru/forest/2023-02-05-other");
	assert_string_equal(
	    leads_to(c, "/ru/water/2023-01-01-a/map.png"), "/ru/forest/2023-02-05-other/map.png");
}

static void the_same_title_and_date_are_the_same_item(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .body = "Edited.\n", .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "forest", "2023-01-01-a"), FIRST);
}

static void the_same_text_and_date_are_the_same_item(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "water/2023-01-01-talk.ru.gmi", "Talk", .body = LONG_BODY, .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "water", "2023-01-01-talk"), FIRST);
}

static void what_returns_with_another_date_is_a_new_item(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "water/2023-02-01-a.ru.gmi", "Meeting", .body = LONG_BODY, .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "water", "2023-02-01-a"), "tag:example.org,2023:water/2023-02-01-a/ru");
	assert_int_equal(gone(c, "water", "2023-01-01-a"), 1);
	assert_string_equal(leads_to(c, "/ru/water/2023-01-01-a"), "");
}

static void a_short_text_proves_nothing(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	KEEP_ONLY(c, "2025-02-01", "water/2023-01-01-a.ru.gmi");
	PUT(c, "water/2023-01-02-c.ru.gmi", "Quite another", .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "water", "2023-01-02-c"), "tag:example.org,2023:water/2023-01-02-c/ru");
}

static void another_language_is_another_item(void **state)
{
	struct catalogue *c = *state;
	struct entry e;

	begin_without_first(c);
	PUT(c, "water/2023-01-01-x.ky.gmi", "Meeting", .body = LONG_BODY, .mtime = 1);
	commit_at(c, "2025-02-01");
	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", "2023-01-01-x", "ky", &c->arena, &e, &failure),
	    1);
	assert_string_equal(e.id, "tag:example.org,2023:water/2023-01-01-x/ky");
}

static void of_two_copies_one_keeps_the_id(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .mtime = 8);
	PUT(c, "meadow/2023-01-01-a.ru.gmi", "Meeting", .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(id_at(c, "forest", "2023-01-01-a"), FIRST);
	assert_string_equal(
	    id_at(c, "meadow", "2023-01-01-a"), "tag:example.org,2023:meadow/2023-01-01-a/ru");
}

static void when_several_fit_none_is_taken(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-twin.ru.gmi", "Meeting", .mtime = 5);
	commit_at(c, "2025-01-02");
	begin_without_first(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .mtime = 9);
	commit_at(c, "2025-02-01");
	assert_string_equal(
	    id_at(c, "forest", "2023-01-01-a"), "tag:example.org,2023:forest/2023-01-01-a/ru");
}

static void a_move_is_seen_also_when_the_file_comes_later(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	commit_at(c, "2025-02-01");
	assert_int_equal(gone(c, "water", "2023-01-01-a"), 1);
	begin(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .mtime = 9);
	commit_at(c, "2025-02-02");
	assert_string_equal(id_at(c, "forest", "2023-01-01-a"), FIRST);
	assert_int_equal(gone(c, "water", "2023-01-01-a"), 0);
}

static void move_and_move_on(struct catalogue *c)
{
	begin_without_first(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .mtime = 1);
	commit_at(c, "2025-02-01");
	begin_without_first(c);
	PUT(c, "meadow/2023-01-01-a.ru.gmi", "Meeting", .mtime = 1);
	commit_at(c, "2025-03-01");
}

static void every_old_path_of_a_wanderer_leads_to_it(void **state)
{
	struct catalogue *c = *state;

	move_and_move_on(c);
	assert_string_equal(id_at(c, "meadow", "2023-01-01-a"), FIRST);
	assert_string_equal(leads_to(c, "/ru/water/2023-01-01-a"), "/ru/meadow/2023-01-01-a");
	assert_string_equal(leads_to(c, "/ru/forest/2023-01-01-a"), "/ru/meadow/2023-01-01-a");
}

static void what_takes_the_old_place_gets_an_id_of_its_own(void **state)
{
	struct catalogue *c = *state;

	begin_without_first(c);
	PUT(c, "forest/2023-01-01-a.ru.gmi", "Meeting", .mtime = 1);
	commit_at(c, "2025-02-01");
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "Something new", .mtime = 20);
	commit_at(c, "2025-03-01");
	assert_string_equal(id_at(c, "forest", "2023-01-01-a"), FIRST);
	assert_string_equal(id_at(c, "water", "2023-01-01-a"), FIRST "/2");
}

static void ids_survive_the_catalogue_in_any_order_of_files(void **state)
{
	struct catalogue *c = *state;

	move_and_move_on(c);
	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "Something new", .mtime = 20);
	commit_at(c, "2025-04-01");
	writer_close(c->writer);
	unlink(folder_path(&c->folder, "catalog.db"));
	catalogue_open(c, "basis");
	begin(c);
	KEEP_ONLY(c, "2025-05-01", "meadow/2023-01-01-a.ru.gmi", "water/2023-01-01-a.ru.gmi",
	    "water/2023-01-02-b.ru.gmi");
	PUT(c, "water/2023-01-02-b.ru.gmi", "Another", .mtime = 2);
	PUT(c, "water/2023-01-01-a.ru.gmi", "Something new", .mtime = 20);
	PUT(c, "meadow/2023-01-01-a.ru.gmi", "Meeting", .mtime = 1);
	commit_at(c, "2025-05-01");
	assert_string_equal(id_at(c, "meadow", "2023-01-01-a"), FIRST);
	assert_string_equal(id_at(c, "water", "2023-01-01-a"), FIRST "/2");
	assert_string_equal(id_at(c, "water", "2023-01-02-b"), "tag:example.org,2023:water/2023-01-02-b/ru");
	assert_string_equal(leads_to(c, "/ru/forest/2023-01-01-a"), "/ru/meadow/2023-01-01-a");
}

static void a_move_while_the_catalogue_was_lost_is_seen(void **state)
{
	struct catalogue *c = *state;

	writer_close(c->writer);
	unlink(folder_path(&c->folder, "catalog.db"));
	catalogue_open(c, "basis");
	begin(c);
	KEEP_ONLY(c, "2025-05-01", "meadow/2023-01-01-a.ru.gmi");
	PUT(c, "meadow/2023-01-01-a.ru.gmi", "Meeting", .mtime = 1);
	commit_at(c, "2025-05-01");
	assert_string_equal(id_at(c, "meadow", "2023-01-01-a"), FIRST);
	assert_string_equal(leads_to(c, "/ru/water/2023-01-01-a"), "/ru/meadow/2023-01-01-a");
	assert_int_equal(gone(c, "water", "2023-01-02-b"), 1);
}

static void an_id_of_its_own_moves_without_a_problem(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-03-01-own.ru.gmi", "Own", .id = "urn:x:1", .mtime = 3);
	commit_at(c, "2025-01-02");
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "water/2023-01-01-a.ru.gmi", "water/2023-01-02-b.ru.gmi");
	PUT(c, "forest/2024-03-01-own.ru.gmi", "Retitled", .id = "urn:x:1", .mtime = 30);
	commit_at(c, "2025-02-01");
	assert_int_equal(c->problems.n, 0);
	assert_string_equal(leads_to(c, "/ru/water/2023-03-01-own"), "/ru/forest/2024-03-01-own");
}

static void facts_of_the_first_version_are_taken_over(void **state)
{
	struct catalogue *c = *state;
	struct db db;
	int64_t version;

	writer_close(c->writer);
	unlink(folder_path(&c->folder, "catalog.db"));
	unlink(folder_path(&c->folder, "facts.db"));
	OK(db_open(&db, "facts", folder_path(&c->folder, "facts.db"),
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &failure));
	OK(db_script(&db, "be made", schema_facts[0], &failure));
	OK(db_script(&db, "be made",
	    "INSERT INTO given VALUES('water', '2023-01-01-a', 'ru', 'urn:old', NULL)", &failure));
	db_close(&db);
	catalogue_open(c, "basis");
	begin(c);
	KEEP_ONLY(c, "2025-05-01", "water/2023-01-01-a.ru.gmi");
	PUT(c, "water/2023-01-01-a.ru.gmi", "Meeting");
	commit_at(c, "2025-05-01");
	assert_string_equal(id_at(c, "water", "2023-01-01-a"), "urn:old");
	assert_int_equal(
	    db_number(&c->writer->facts.db, "be read", "PRAGMA user_version", NULL, 0, &version, &failure),
	    1);
	assert_int_equal(version, FACTS_VERSION);
	assert_int_equal(strlen(c->writer->facts.stamp.identity), 32);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_renamed_file_keeps_its_id_and_its_old_path_leads_to_it),
		TEST(the_same_title_and_date_are_the_same_item),
		TEST(the_same_text_and_date_are_the_same_item),
		TEST(what_returns_with_another_date_is_a_new_item),
		TEST(a_short_text_proves_nothing),
		TEST(another_language_is_another_item),
		TEST(of_two_copies_one_keeps_the_id),
		TEST(when_several_fit_none_is_taken),
		TEST(a_move_is_seen_also_when_the_file_comes_later),
		TEST(every_old_path_of_a_wanderer_leads_to_it),
		TEST(what_takes_the_old_place_gets_an_id_of_its_own),
		TEST(ids_survive_the_catalogue_in_any_order_of_files),
		TEST(a_move_while_the_catalogue_was_lost_is_seen),
		TEST(an_id_of_its_own_moves_without_a_problem),
		TEST(facts_of_the_first_version_are_taken_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
