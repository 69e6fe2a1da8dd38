/*
 * since_test: since when documents and attachments have their bytes: once noted it stays, through lost files, lost
 * catalogues and clocks that are set back.
 */
#include <time.h>

#include "catalog/backup.h"
#include "catalog/since.h"
#include "unit/support/feeds.h"

#define FEED "ru/voda/atom.xml"

static int set_up(void **state)
{
	struct world *w = *state = world_of_feeds();
	world_write(w, "site.ru.gmi", "---\ntitle: Доноры\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\n");
	world_write(w, "voda/2023-09-08-forum.ru.gmi", "---\ntitle: Форум\n---\nТекст.\n");
	return 0;
}

static struct timespec time_of(struct world *w, const char *feed)
{
	struct stat st;
	assert_int_equal(fstatat(w->feeds, feed, &st, 0), 0);
	return st.st_mtim;
}

static void set_time(struct world *w, const char *feed, int64_t at)
{
	const struct timespec times[] = { { .tv_sec = at }, { .tv_sec = at } };
	assert_int_equal(utimensat(w->feeds, feed, times, 0), 0);
}

static int64_t facts_changes(struct world *w)
{
	struct facts_summary held;
	struct buf image;
	buf_init(&image, FOLDER_FILE_MAX);
	OK(backup_make(w->c.home, folder_path(&w->c.folder, "copy"), &held, &failure));
	buf_release(&image);
	return held.stamp.changes;
}

static void a_document_is_dated_in_whole_seconds(void **state)
{
	struct world *w = *state;
	time_t before = time(NULL);
	world_publish_all(w);
	assert_in_range(time_of(w, FEED).tv_sec, before, time(NULL));
	assert_int_equal(time_of(w, FEED).tv_nsec, 0);
}

static void a_document_that_was_lost_has_its_date_again(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	set_time(w, FEED, 1000000000); /* as if it were noted long ago */
	unlinkat(w->feeds, FEED, 0);
	int64_t noted = time_of(w, "ru/voda/rss.xml").tv_sec;
	set_time(w, "ru/voda/rss.xml", 1000000000);
	world_publish_all(w);
	assert_int_equal(time_of(w, FEED).tv_sec, noted);
	assert_int_equal(time_of(w, "ru/voda/rss.xml").tv_sec, noted);
}

static void a_change_within_a_second_is_a_second_later(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	int64_t first = time_of(w, FEED).tv_sec, other = time_of(w, "ru/feeds.opml").tv_sec;
	for (int i = 1; i <= 3; i++) {
		world_write(w, "voda/2023-09-08-forum.ru.gmi",
		    arena_printf(&w->c.arena, "---\ntitle: Форум %d\n---\nТекст.\n", i));
		world_publish_all(w);
		assert_true(time_of(w, FEED).tv_sec >= first + i);
	}
	assert_int_equal(time_of(w, "ru/feeds.opml").tv_sec, other);
}

/* By a version that noted nothing. */
static void publish_as_before(struct world *w)
{
	world_compile(w);
	OK(feeds_publish(&w->site, writer_catalog(w->c.writer), NULL, w->feeds,
	    &(struct touched){ .any = true, .all = true }, &report, &failure));
}

/* As it is after an upgrade from a version that noted nothing. */
static void what_was_given_out_before_keeps_its_date(void **state)
{
	struct world *w = *state;
	publish_as_before(w);
	set_time(w, FEED, 1500000000);
	world_publish_all(w);
	assert_int_equal(time_of(w, FEED).tv_sec, 1500000000);
	set_time(w, FEED, 1600000000);
	world_publish_all(w);
	assert_int_equal(time_of(w, FEED).tv_sec, 1500000000);
}

static void nothing_new_is_no_change_of_the_facts(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	int64_t changes = facts_changes(w);
	world_publish_all(w);
	assert_int_equal(facts_changes(w), changes);
}

static void facts_and_catalogue_agree_afterwards(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	catalogue_reopen(&w->c);
	OK(writer_begin(w->c.writer, &failure));
	assert_false(writer_touched(w->c.writer).all); /* it would be, were everything looked at again */
	writer_rollback(w->c.writer);
}

/* Both feeds were given out by a clock that was an hour ahead. */
static void set_ahead(struct world *w)
{
	publish_as_before(w);
	set_time(w, FEED, time(NULL) + 3600);
	set_time(w, "ru/les/atom.xml", time_of(w, FEED).tv_sec);
}

static void a_document_that_is_gone_is_forgotten(void **state)
{
	struct world *w = *state;
	world_write(w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	world_write(w, "les/2023-08-01-osen.ru.gmi", "---\ntitle: Осень\n---\nТекст.\n");
	set_ahead(w);
	world_publish_all(w);
	int64_t noted = time_of(w, FEED).tv_sec;
	assert_int_equal(time_of(w, "ru/les/atom.xml").tv_sec, noted);
	unlinkat(w->content, "les/project.ru.gmi", 0);
	unlinkat(w->content, "les/2023-08-01-osen.ru.gmi", 0);
	world_publish_all(w);
	assert_false(world_has(w, "ru/les/atom.xml"));
	struct since *s = since_new(w->c.writer, &failure);
	struct since_mark m;
	OK(since_find(s, "/ru/les/atom.xml", STR("x"), INSTANT_NONE, &m, &failure));
	assert_true(m.at <= time(NULL));
	OK(since_find(s, "/ru/voda/atom.xml", STR("x"), INSTANT_NONE, &m, &failure));
	assert_true(m.at > noted && !m.known);
	since_free(s);
}

/* --- attachments ------------------------------------------------------------------------ */

static struct attachment put(struct world *w, const char *digest, int64_t mtime)
{
	struct scanned file = scanned_of(&w->c, "voda/2023-09-08-forum/plan.pdf", 0);
	struct picture none = { 0 };
	struct attachment found;
	file.stamp.mtime_ns = mtime * 1000000000;
	snprintf(none.digest, sizeof none.digest, "%s", digest);
	begin(&w->c);
	put_played(&w->c, &file, "application/pdf", &none, 0);
	commit(&w->c, CATALOGUE_NOW);
	assert_int_equal(catalog_draft_attachment(writer_catalog(w->c.writer), "voda", "2023-09-08-forum",
	                     "plan.pdf", &w->c.arena, &found, &failure),
	    1);
	return found;
}

static void an_attachment_keeps_its_date_when_only_its_file_is_newer(void **state)
{
	struct world *w = *state;
	assert_int_equal(put(w, "aa", 1600000000).since, 1600000000);
	assert_int_equal(put(w, "aa", 1700000000).since, 1600000000);
	world_lose_catalogue(w);
	assert_int_equal(put(w, "aa", 1500000000).since, 1600000000);
}

static void an_attachment_with_other_bytes_is_newer_whatever_its_file_says(void **state)
{
	struct world *w = *state;
	put(w, "aa", 1600000000);
	int64_t second = put(w, "bb", 1500000000).since;
	assert_true(second >= CATALOGUE_NOW);
	assert_true(put(w, "cc", 1500000000).since > second);
}

static void an_attachment_of_the_future_has_been_there_since_now(void **state)
{
	assert_true(put(*state, "aa", 8000000000).since <= time(NULL) + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_document_is_dated_in_whole_seconds),
		TEST(a_document_that_was_lost_has_its_date_again),
		TEST(a_change_within_a_second_is_a_second_later),
		TEST(what_was_given_out_before_keeps_its_date),
		TEST(nothing_new_is_no_change_of_the_facts),
		TEST(facts_and_catalogue_agree_afterwards),
		TEST(a_document_that_is_gone_is_forgotten),
		TEST(an_attachment_keeps_its_date_when_only_its_file_is_newer),
		TEST(an_attachment_with_other_bytes_is_newer_whatever_its_file_says),
		TEST(an_attachment_of_the_future_has_been_there_since_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
