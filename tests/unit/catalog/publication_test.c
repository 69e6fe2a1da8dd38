#include "unit/support/catalogue.h"

#include "base/file.h"
#include "catalog/schema.h"
#include "catalog/writer_internal.h"

#define NOTE "water/2026-11-23-note.ru.gmi"
#define OLD "water/2016-05-01-old.ru.gmi"

static struct entry entry_at(struct catalogue *c, const char *stem)
{
	struct entry e;
	int found = catalog_entry(writer_catalog(c->writer), "water", stem, "ru", &c->arena, &e, &failure);

	assert_int_equal(found, 1);
	return e;
}

static void expect_dates(struct catalogue *c, const char *stem, const char *date, const char *published)
{
	struct entry e = entry_at(c, stem);

	assert_int_equal(e.date.at, at(date));
	assert_int_equal(e.published, at(published));
	assert_true(e.updated >= e.published);
}

/* A site that has been there for long. */
static int start(void **state)
{
	catalogue_set_up(state);
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "water/2020-01-01-first.ru.gmi", "first", .mtime = 1);
	commit_at(c, "2026-11-01");
	return 0;
}

static void put_draft(struct catalogue *c, const char *path, const char *now, const char *date)
{
	begin(c);
	PUT(c, path, "note", .draft = true, .date = date, .mtime = 2);
	commit_at(c, now);
}

static void put_public(struct catalogue *c, const char *path, const char *now, const char *date)
{
	begin(c);
	PUT(c, path, "note", .date = date, .mtime = 3);
	commit_at(c, now);
}

static void a_draft_that_goes_public_has_the_date_of_that_moment(void **state)
{
	struct catalogue *c = *state;
	struct entries e;

	put_draft(c, NOTE, "2026-11-23 10:00", NULL);
	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	expect_dates(c, "2026-11-23-note", "2026-11-26 14:03", "2026-11-26 14:03");
	/* In listings too, and for good. */
	put_public(c, NOTE, "2026-12-05", NULL);
	expect_dates(c, "2026-11-23-note", "2026-11-26 14:03", "2026-11-26 14:03");
	OK(catalog_entries(writer_catalog(c->writer),
	    &(struct entry_query){ .lang = "ru", .project = "water" }, &c->arena, &e, &failure));
	assert_string_equal(e.v[0].stem, "2026-11-23-note");
	assert_int_equal(e.v[0].date.at, at("2026-11-26 14:03"));
}

static void a_time_that_the_editor_wrote_is_the_date_and_feeds_say_when_it_went_public(void **state)
{
	struct catalogue *c = *state;
	struct fields s = { .path = NOTE, .title = "note", .draft = true, .mtime = 2 };
	struct scanned file = scanned_of(c, NOTE, 2);
	struct document d = document_of(c, &s, &file);

	d.date = (struct moment){ at("2026-11-23 09:30"), true };
	begin(c);
	put_document(c, &file, &d);
	commit_at(c, "2026-11-23 10:00");
	d.draft = false;
	begin(c);
	put_document(c, &file, &d);
	commit_at(c, "2026-11-26 14:03");
	expect_dates(c, "2026-11-23-note", "2026-11-23 09:30", "2026-11-26 14:03");
}

static void a_draft_that_goes_public_on_its_day_has_that_day(void **state)
{
	struct catalogue *c = *state;

	put_draft(c, NOTE, "2026-11-23 10:00", NULL);
	put_public(c, NOTE, "2026-11-23 14:03", NULL);
	expect_dates(c, "2026-11-23-note", "2026-11-23", "2026-11-23 14:03");
}

static void what_comes_public_at_once_keeps_its_day_and_feeds_say_when_it_came(void **state)
{
	struct catalogue *c = *state;

	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	expect_dates(c, "2026-11-23-note", "2026-11-23", "2026-11-26 14:03");
}

static void what_waited_for_its_time_has_that_date(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, NOTE, "note", .publish = "2026-11-26 14:00", .mtime = 2);
	commit_at(c, "2026-11-23 10:00");
	begin(c);
	commit_at(c, "2026-11-26 14:00");
	expect_dates(c, "2026-11-23-note", "2026-11-26 14:00", "2026-11-26 14:00");
}

static void what_has_an_old_date_went_public_when_readers_saw_it(void **state)
{
	struct catalogue *c = *state;

	put_public(c, OLD, "2026-11-26 14:03", NULL);
	expect_dates(c, "2016-05-01-old", "2016-05-01", "2026-11-26 14:03");
	put_draft(c, "water/2016-05-02-draft.ru.gmi", "2026-11-23", NULL);
	put_public(c, "water/2016-05-02-draft.ru.gmi", "2026-11-26 14:03", NULL);
	expect_dates(c, "2016-05-02-draft", "2016-05-02", "2026-11-26 14:03");
	/* A translation is news in its language. */
	put_public(c, "water/2020-01-01-first.ky.gmi", "2026-11-27 10:00", NULL);
	struct entry e;
	assert_int_equal(catalog_entry(writer_catalog(c->writer), "water", "2020-01-01-first", "ky",
	                     &c->arena, &e, &failure),
	    1);
	assert_int_equal(e.published, at("2026-11-27 10:00"));
	expect_dates(c, "2020-01-01-first", "2020-01-01", "2020-01-01 12:00");
}

static void put_moved_in(struct catalogue *c, const char *path, const char *id, const char *now)
{
	begin(c);
	PUT(c, path, "note", .id = id, .mtime = 3);
	commit_at(c, now);
}

static void an_archive_that_moves_in_with_its_ids_keeps_its_dates(void **state)
{
	struct catalogue *c = *state;

	put_moved_in(c, OLD, "urn:x:1", "2026-11-26 14:03");
	expect_dates(c, "2016-05-01-old", "2016-05-01", "2016-05-01 12:00");
	put_moved_in(c, "water/2026-10-27-young.ru.gmi", "urn:x:2", "2026-11-26 14:03");
	expect_dates(c, "2026-10-27-young", "2026-10-27", "2026-11-26 14:03");
}

static void the_first_build_of_a_site_takes_its_dates_over(void **state)
{
	struct catalogue *c = *state;

	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	expect_dates(c, "2026-11-23-note", "2026-11-23", "2026-11-23 12:00");
	/* What comes after it is new. */
	put_public(c, "water/2026-11-25-next.ru.gmi", "2026-11-27 10:00", NULL);
	expect_dates(c, "2026-11-25-next", "2026-11-25", "2026-11-27 10:00");
}

static void a_day_without_a_time_is_noon_and_never_in_the_future(void **state)
{
	struct catalogue *c = *state;
	struct fields s = { .path = OLD, .title = "timed" };
	struct scanned file = scanned_of(c, OLD, 2);
	struct document d = document_of(c, &s, &file);

	d.date = (struct moment){ at("2016-05-01 00:00"), true };
	begin(c);
	PUT(c, NOTE, "note", .mtime = 3);
	put_document(c, &file, &d);
	commit_at(c, "2026-11-23 09:15");
	expect_dates(c, "2026-11-23-note", "2026-11-23", "2026-11-23 09:15");
	/* Midnight is a time where it was written. */
	expect_dates(c, "2016-05-01-old", "2016-05-01", "2016-05-01");
}

static void what_was_there_at_the_first_build_and_waited_for_pictures_has_its_date(void **state)
{
	struct catalogue *c = *state;
	struct fields s = { .path = OLD, .title = "pictures" };
	struct scanned file = scanned_of(c, OLD, 2);
	struct document d = document_of(c, &s, &file);

	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	file.stamp.ctime_ns = 1; /* long before the build */
	begin(c);
	put_document(c, &file, &d);
	commit_at(c, "2026-11-26 14:04");
	expect_dates(c, "2016-05-01-old", "2016-05-01", "2016-05-01 12:00");
}

static void the_date_stays_over_a_new_name_a_withdrawal_and_a_lost_catalogue(void **state)
{
	struct catalogue *c = *state;

	put_draft(c, NOTE, "2026-11-23 10:00", NULL);
	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	for (int i = 0; i < 3; i++) {
		writer_close(c->writer);
		if (i != 1)
			folder_remove(&c->folder, "catalog.db");
		else /* the catalogue gives them back */
			folder_remove(&c->folder, "facts.db");
		catalogue_open(c, "basis");
		begin(c);
		KEEP_ONLY(c, "2027-01-01", "water/2020-01-01-first.ru.gmi", NOTE);
		PUT(c, "water/2020-01-01-first.ru.gmi", "first", .mtime = 1);
		PUT(c, NOTE, "note", .mtime = 3);
		commit_at(c, "2027-01-01");
		expect_dates(c, "2026-11-23-note", "2026-11-26 14:03", "2026-11-26 14:03");
		expect_dates(c, "2020-01-01-first", "2020-01-01", "2020-01-01 12:00");
	}
	begin(c);
	KEEP_ONLY(c, "2027-01-02", "water/2020-01-01-first.ru.gmi");
	PUT(c, "water/2026-11-23-renamed.ru.gmi", "note", .mtime = 3);
	commit_at(c, "2027-01-02");
	expect_dates(c, "2026-11-23-renamed", "2026-11-26 14:03", "2026-11-26 14:03");
	begin(c);
	KEEP_ONLY(c, "2027-01-03", "water/2020-01-01-first.ru.gmi");
	commit_at(c, "2027-01-03");
	put_public(c, "water/2026-11-23-renamed.ru.gmi", "2027-01-04", NULL);
	expect_dates(c, "2026-11-23-renamed", "2026-11-26 14:03", "2026-11-26 14:03");
}

static void facts_of_the_version_before_date_nothing(void **state)
{
	struct catalogue *c = *state;
	struct db db;

	writer_close(c->writer);
	unlink(folder_path(&c->folder, "catalog.db"));
	unlink(folder_path(&c->folder, "facts.db"));
	OK(db_open(&db, "facts", folder_path(&c->folder, "facts.db"),
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &failure));
	for (int version = 0; version < 4; version++)
		OK(db_script(&db, "be made", schema_facts[version], &failure));
	OK(db_script(&db, "be made",
	    "INSERT INTO given VALUES('water', '2026-11-23-note', 'ru', 'urn:old', NULL, 1, 2, 3)",
	    &failure));
	db_close(&db);
	catalogue_open(c, "basis");
	put_public(c, NOTE, "2026-11-26 14:03", NULL);
	assert_string_equal(entry_at(c, "2026-11-23-note").id, "urn:old");
	expect_dates(c, "2026-11-23-note", "2026-11-23", "2026-11-23");
}

static void expect_change(struct catalogue *c, const char *updated, const char *shown)
{
	begin(c);
	PUT(c, NOTE, "note", .updated = updated, .mtime = 4);
	commit_at(c, "2026-11-30 10:00");
	if (entry_at(c, "2026-11-23-note").updated != at(shown))
		fail_msg("updated: %s", updated ? updated : "none");
}

static void a_correction_on_the_day_of_publication_is_newer_than_that(void **state)
{
	struct catalogue *c = *state;

	put_public(c, NOTE, "2026-11-23 14:03", NULL);
	expect_change(c, NULL, "2026-11-23 14:03");
	expect_change(c, "2026-11-23", "2026-11-23 14:04");
	expect_change(c, "2026-11-23 16:30", "2026-11-23 16:30");
	expect_change(c, "2026-11-24", "2026-11-24");
	/* A time before that, and another day, are what they say. */
	expect_change(c, "2026-11-23 13:00", "2026-11-23 14:03");
	expect_change(c, "2026-11-22", "2026-11-23 14:03");
}

static void a_correction_of_the_day_of_an_old_item_is_newer_than_its_noon(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, OLD, "old", .updated = "2016-05-01", .mtime = 2);
	commit_at(c, "2026-11-26 14:03");
	assert_int_equal(entry_at(c, "2016-05-01-old").updated, at("2016-05-01 12:01"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, catalogue_tear_down)
#define FIRST(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_draft_that_goes_public_has_the_date_of_that_moment),
		TEST(a_time_that_the_editor_wrote_is_the_date_and_feeds_say_when_it_went_public),
		TEST(a_draft_that_goes_public_on_its_day_has_that_day),
		TEST(what_comes_public_at_once_keeps_its_day_and_feeds_say_when_it_came),
		TEST(what_waited_for_its_time_has_that_date),
		TEST(what_has_an_old_date_went_public_when_readers_saw_it),
		TEST(an_archive_that_moves_in_with_its_ids_keeps_its_dates),
		FIRST(a_day_without_a_time_is_noon_and_never_in_the_future),
		FIRST(what_was_there_at_the_first_build_and_waited_for_pictures_has_its_date),
		FIRST(the_first_build_of_a_site_takes_its_dates_over),
		TEST(the_date_stays_over_a_new_name_a_withdrawal_and_a_lost_catalogue),
		TEST(a_correction_on_the_day_of_publication_is_newer_than_that),
		FIRST(a_correction_of_the_day_of_an_old_item_is_newer_than_its_noon),
		TEST(facts_of_the_version_before_date_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
