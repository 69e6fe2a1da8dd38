#include "unit/support/catalogue.h"

#include "base/file.h"
#include "catalog/writer_internal.h"
#include "unit/support/printed.h"

/* Everything that readers were given, as text: ids with their places, tombstones, positions. */
static const char *given(struct catalogue *c)
{
	struct db *db = &c->writer->facts.db;
	char *s = arena_strdup(&c->arena, "");
	struct rows r;

	db_select(db, &r, "be read",
	    "SELECT project || '/' || stem || ' ' || id || ' ' || coalesce(vanished, '-') || ' '"
	    " || file_mark || ' ' || head_mark || ' ' || body_mark FROM given"
	    " UNION ALL SELECT project || '#' || pos || ' ' || id || ' ' || at || ' ' || coalesce(gone, '-')"
	    " FROM slot ORDER BY 1",
	    NULL, 0, &failure);
	while (rows_next(&r))
		s = arena_printf(&c->arena, "%s%s\n", s, row_peek(&r, 0));
	OK(rows_end(&r));
	return s;
}

static int64_t changes(struct catalogue *c)
{
	return c->writer->facts.stamp.changes;
}

static const char *identity(struct catalogue *c)
{
	return arena_strdup(&c->arena, c->writer->facts.stamp.identity);
}

static void copy(struct catalogue *c, const char *from, const char *to)
{
	struct buf b;

	buf_init(&b, 64 << 20);
	OK(file_read(AT_FDCWD, folder_path(&c->folder, from), 64 << 20, &b, &failure));
	unlink(folder_path(&c->folder, to));
	assert_int_equal(
	    file_replace(AT_FDCWD, folder_path(&c->folder, to), buf_str(&b), 0644, &failure), FILE_WRITTEN);
	buf_release(&b);
}

static void put_base(struct catalogue *c)
{
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .mtime = 1);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .mtime = 2);
	PUT(c, "water/2023-01-03-c.ru.gmi", "c", .mtime = 3);
}

#define FILES                                                                                                \
	"forest/2023-01-01-a.ru.gmi", "water/2023-01-02-b.ru.gmi", "water/2024-05-01-d.ru.gmi",              \
	    "water/2022-05-01-e.ru.gmi"

static void put_now(struct catalogue *c, int64_t b_saved)
{
	PUT(c, "forest/2023-01-01-a.ru.gmi", "a", .mtime = 1);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .mtime = b_saved);
	PUT(c, "water/2022-05-01-e.ru.gmi", "e", .mtime = 5, .date = "2024-06-01");
	PUT(c, "water/2024-05-01-d.ru.gmi", "d", .mtime = 4);
}

/* Yesterday three items; since then one moved, one went, two came, against the order of their dates. Closed. */
static int start(void **state)
{
	catalogue_set_up(state);
	struct catalogue *c = *state;
	begin(c);
	put_base(c);
	commit_at(c, "2025-01-01");
	writer_close(c->writer);
	copy(c, "facts.db", "yesterday");
	copy(c, "catalog.db", "catalog.yesterday");
	catalogue_open(c, "basis");
	begin(c);
	KEEP_ONLY(c, "2025-02-01", "water/2023-01-02-b.ru.gmi");
	PUT(c, "forest/2023-01-01-a.ru.gmi", "a", .mtime = 1);
	PUT(c, "water/2022-05-01-e.ru.gmi", "e", .mtime = 5, .date = "2024-06-01");
	commit_at(c, "2025-02-01");
	begin(c);
	PUT(c, "water/2024-05-01-d.ru.gmi", "d", .mtime = 4);
	commit_at(c, "2025-02-02");
	return 0;
}

/* A full pass over the content as it is today. */
static void pass_with(struct catalogue *c, int64_t b_saved)
{
	begin(c);
	KEEP_ONLY(c, "2025-03-01", FILES);
	put_now(c, b_saved);
	commit_at(c, "2025-03-01");
}

static void pass(struct catalogue *c)
{
	pass_with(c, 2);
}

/* Opens what lies there, if it can be, and returns what was said. */
static const char *opened(struct catalogue *c)
{
	struct printed p;

	printed_init(&p);
	printed_begin(&p);
	c->writer = writer_open(
	    &(struct writer_options){
	        .folder = c->folder.path, .authority = "example.org", .basis = "basis" },
	    &failure);
	printed_end(&p);
	const char *said = arena_strdup(&c->arena, p.err.data);
	printed_release(&p);
	return said;
}

static void a_change_raises_the_counter_and_nothing_else_does(void **state)
{
	struct catalogue *c = *state;
	int64_t before = changes(c);

	begin(c);
	commit_at(c, "2025-02-03");
	catalogue_reopen(c);
	assert_int_equal(changes(c), before);
	begin(c);
	PUT(c, "water/2025-01-01-f.ru.gmi", "f");
	writer_rollback(c->writer);
	assert_int_equal(changes(c), before);
	begin(c);
	PUT(c, "water/2025-01-01-f.ru.gmi", "f");
	commit_at(c, "2025-02-04");
	assert_int_equal(changes(c), before + 1);
	catalogue_reopen(c);
	assert_int_equal(changes(c), before + 1);
	assert_int_equal(strlen(identity(c)), 32);
}

static void what_agrees_is_opened_without_a_word(void **state)
{
	struct catalogue *c = *state;

	writer_close(c->writer);
	assert_string_equal(opened(c), "");
	assert_false(c->writer->stale);
}

static void older_facts_get_what_came_since(void **state)
{
	struct catalogue *c = *state;
	const char *before = given(c), *who = identity(c);
	int64_t count = changes(c);

	writer_close(c->writer);
	copy(c, "yesterday", "facts.db");
	assert_non_null(strstr(opened(c), "facts.db is older than catalog.db"));
	assert_true(c->writer->stale);
	assert_string_equal(given(c), before);
	pass(c);
	assert_string_equal(given(c), before);
	assert_string_equal(identity(c), who);
	assert_true(changes(c) > count);
	writer_close(c->writer);
	assert_string_equal(opened(c), "");
}

static void lost_facts_are_made_again_as_they_were(void **state)
{
	struct catalogue *c = *state;
	const char *before = given(c), *who = identity(c);

	for (int empty = 0; empty < 2; empty++) {
		writer_close(c->writer);
		unlink(folder_path(&c->folder, "facts.db"));
		if (empty)
			fclose(fopen(folder_path(&c->folder, "facts.db"), "w"));
		assert_non_null(strstr(opened(c), "facts.db was missing or empty"));
		assert_string_equal(given(c), before);
		assert_string_equal(identity(c), who);
		pass(c);
		assert_string_equal(given(c), before);
	}
}

static void facts_of_another_site_are_right_and_get_what_they_lack(void **state)
{
	struct catalogue *c = *state;

	writer_close(c->writer);
	copy(c, "yesterday", "facts.db");
	unlink(folder_path(&c->folder, "catalog.db"));
	catalogue_open(c, "basis");
	OK(db_script(&c->writer->facts.db, "be changed",
	    "UPDATE stamp SET identity = 'another'; UPDATE given SET id = 'urn:theirs' WHERE stem LIKE '%-b';"
	    "UPDATE slot SET id = 'urn:theirs' WHERE id LIKE '%-b/ru'",
	    &failure));
	catalogue_reopen(c);
	writer_close(c->writer);
	copy(c, "facts.db", "theirs");
	copy(c, "yesterday", "facts.db");
	catalogue_open(c, "basis");
	begin(c);
	put_base(c);
	PUT(c, "water/2024-05-01-d.ru.gmi", "d", .mtime = 4);
	commit_at(c, "2025-02-02");
	writer_close(c->writer);
	copy(c, "theirs", "facts.db");
	assert_non_null(strstr(opened(c), "not the one that catalog.db was made with"));
	const char *now = given(c);
	assert_non_null(strstr(now, "water/2023-01-02-b urn:theirs"));
	assert_non_null(strstr(now, "water#1 urn:theirs"));
	assert_non_null(strstr(now, "water/2024-05-01-d tag:example.org,2024:water/2024-05-01-d/ru"));
	assert_string_equal(identity(c), "another");
	begin(c);
	put_base(c);
	commit_at(c, "2025-03-01");
	writer_close(c->writer);
	assert_string_equal(opened(c), "");
}

static void an_older_catalogue_is_built_again_from_whole_facts(void **state)
{
	struct catalogue *c = *state;
	const char *before = given(c);

	writer_close(c->writer);
	copy(c, "catalog.yesterday", "catalog.db");
	assert_non_null(strstr(opened(c), "catalog.db is older than facts.db"));
	assert_true(c->writer->stale);
	pass(c);
	assert_string_equal(given(c), before);
}

static int refuse(void *arg)
{
	(void)arg;
	return 1;
}

/* The last change reached the facts alone. The file of it is gone before the next start. */
static void a_crash_between_the_commits_forgets_nothing(void **state)
{
	struct catalogue *c = *state;
	int64_t next;

	begin(c);
	PUT(c, "water/2024-07-01-f.ru.gmi", "f", .mtime = 6);
	OK(writer_advance(c->writer, at("2025-02-20"), &next, &failure));
	sqlite3_commit_hook(c->writer->catalog.db.handle, refuse, NULL);
	assert_false(writer_commit(c->writer, &failure));
	writer_close(c->writer);
	assert_non_null(strstr(opened(c), "the last change reached facts.db and not catalog.db"));
	assert_false(c->writer->stale);
	assert_string_equal(LISTED(c, .lang = "ru"), "e d b a");
	catalogue_reopen(c); /* and it is still known */
	pass(c);
	assert_non_null(strstr(given(c), "water/2024-07-01-f tag:example.org,2024:water/2024-07-01-f/ru 17"));
	assert_int_equal(
	    catalog_vanished(writer_catalog(c->writer), "water", "2024-07-01-f", "ru", &failure), 1);
	writer_close(c->writer);
	assert_string_equal(opened(c), "");
	assert_false(c->writer->behind);
}

/* A killed writer leaves its -wal; then somebody copies the facts of another day over the file. */
static void a_file_of_another_day_under_the_wal_of_today_is_seen(void **state)
{
	struct catalogue *c = *state;

	OK(db_script(&c->writer->facts.db, "be emptied", "PRAGMA wal_checkpoint(TRUNCATE)", &failure));
	begin(c);
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .mtime = 22);
	commit_at(c, "2025-02-10");
	const char *before = given(c);
	copy(c, "facts.db-wal", "wal");
	writer_close(c->writer);
	copy(c, "yesterday", "facts.db");
	copy(c, "wal", "facts.db-wal");
	const char *said = opened(c);
	if (!c->writer) { /* it does not agree with itself: said, with the cure */
		assert_non_null(strstr(failure.text, "jarchy restore"));
		unlink(folder_path(&c->folder, "facts.db"));
		unlink(folder_path(&c->folder, "facts.db-wal"));
		unlink(folder_path(&c->folder, "facts.db-shm"));
		catalogue_open(c, "basis");
	} else {
		assert_non_null(strstr(said, "facts.db"));
	}
	pass_with(c, 22);
	assert_string_equal(given(c), before);
}

static void facts_are_taken_from_a_damaged_catalogue_as_far_as_it_goes(void **state)
{
	struct catalogue *c = *state;
	const char *before = given(c);

	OK(db_script(&c->writer->catalog.db, "spoil it", "PRAGMA user_version = 99", &failure));
	writer_close(c->writer);
	unlink(folder_path(&c->folder, "facts.db"));
	assert_non_null(strstr(opened(c), "other-version"));
	pass(c);
	assert_string_equal(given(c), before);
}

static void facts_of_a_newer_version_are_refused_with_a_cure(void **state)
{
	struct catalogue *c = *state;
	struct err err;

	OK(db_script(&c->writer->facts.db, "be changed", "PRAGMA user_version = 99", &failure));
	writer_close(c->writer);
	c->writer = writer_open(
	    &(struct writer_options){
	        .folder = c->folder.path, .authority = "example.org", .basis = "basis" },
	    &err);
	assert_null(c->writer);
	assert_non_null(strstr(err.text, "newer version"));
	assert_non_null(strstr(err.text, "jarchy restore"));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, start, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_change_raises_the_counter_and_nothing_else_does),
		TEST(what_agrees_is_opened_without_a_word),
		TEST(older_facts_get_what_came_since),
		TEST(lost_facts_are_made_again_as_they_were),
		TEST(facts_of_another_site_are_right_and_get_what_they_lack),
		TEST(an_older_catalogue_is_built_again_from_whole_facts),
		TEST(a_crash_between_the_commits_forgets_nothing),
		TEST(a_file_of_another_day_under_the_wal_of_today_is_seen),
		TEST(facts_are_taken_from_a_damaged_catalogue_as_far_as_it_goes),
		TEST(facts_of_a_newer_version_are_refused_with_a_cure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
