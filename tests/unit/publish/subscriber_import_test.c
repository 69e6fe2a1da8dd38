#include "unit/support/catalogue.h"

#include "catalog/writer_internal.h"
#include "catalog/subscribers.h"
#include "publish/subscriber_import.h"
/* Not its header only: some tests play a worker that seals by itself. */
#include "serve/subscriber_table.c"

enum { TODAY = 20000 };

static struct subscriber_table shared;
static struct site site;

static int start(void **state)
{
	memset(&shared, 0, sizeof shared);
	subscriber_table_init(&shared);
	site = (struct site){ .langs = { lang_find(STR("ky")), lang_find(STR("ru")) },
		.tags = { "ky", "ru" },
		.lang_count = 2 };
	return catalogue_set_up(state);
}

static void note(const char *path, uint32_t day)
{
	subscriber_table_note(&shared, str_of(path), STR("Feedbin feed-id:7 - 102 subscribers"), day);
}

/* As "path count day", a comma between two. */
static const char *taken(struct catalogue *c)
{
	struct subscribers s;
	char *text = arena_strdup(&c->arena, "");

	size_t noted;
	OK(subscriber_import(c->writer, &shared, &site, TODAY, &noted, &failure));
	OK(subscribers_read(c->folder.path, &c->arena, &s, &failure));
	for (size_t i = 0; i < s.n; i++)
		text = arena_printf(&c->arena, "%s%s%s %d %+d", text, i ? ", " : "", s.v[i].path,
		    (int)s.v[i].count, (int)(s.v[i].seen - TODAY));
	return text;
}

static void what_was_noted_is_kept_with_its_day(void **state)
{
	struct catalogue *c = *state;

	assert_string_equal(taken(c), "");
	note("/ru/atom.xml", TODAY);
	note("/ky/water/feed.json", TODAY - 1);
	assert_string_equal(taken(c), "/ky/water/feed.json 102 -1, /ru/atom.xml 102 +0");
}

/* The clock was set back since. */
static void no_day_is_in_the_future(void **state)
{
	struct catalogue *c = *state;

	note("/ru/atom.xml", TODAY + 1000);
	assert_string_equal(taken(c), "/ru/atom.xml 102 +0");
}

static void a_worker_that_was_taken_over_can_name_feeds_only(void **state)
{
	struct catalogue *c = *state;
	static const char *const paths[] = { "", "/", "/ru/", "ru/atom.xml", "//ru/atom.xml", "/ru//atom.xml",
		"/en/atom.xml", "/ru/atom-1.xml", "/ru/water/atom-2.xml", "/ru/feeds.opml", "/ru/events.ics",
		"/ru/water/events.ics", "/ru/../atom.xml", "/ru/Water/atom.xml", "/ru/water/x/atom.xml",
		"/ru/atom.xml/", "/ru/atom.xml\n", "<b>/ru/atom.xml" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		note(paths[i], TODAY);
	assert_string_equal(taken(c), "");
	/* Nor is any of them looked at again. */
	struct subscriber_table_batch *b = xmalloc(sizeof *b);
	subscriber_table_collect(&shared, b);
	assert_int_equal(b->n, 0);
	free(b);
}

/* Such a worker can seal what it likes. */
static void forge(const struct subscriber_note *n)
{
	store(&shared.cells[0], n, hash_bytes(&shared, n, sizeof *n));
}

static void a_worker_that_was_taken_over_can_name_no_service_that_is_none(void **state)
{
	struct catalogue *c = *state;
	struct subscriber_note n = { "/ru/atom.xml", "<script>", "", 5, TODAY };

	forge(&n);
	assert_string_equal(taken(c), "");
	memset(n.agent, 'x', sizeof n.agent);
	forge(&n);
	assert_string_equal(taken(c), "");
	n = (struct subscriber_note){ "/ru/atom.xml", "x", "\x1b[2J", 5, TODAY };
	forge(&n);
	assert_string_equal(taken(c), "");
	memset(&n, 'x', sizeof n);
	forge(&n);
	assert_string_equal(taken(c), "");
	n = (struct subscriber_note){ "/ru/atom.xml", "x", "", 5, TODAY };
	forge(&n);
	assert_string_equal(taken(c), "/ru/atom.xml 5 +0");
}

static void what_could_not_be_kept_is_kept_the_next_time(void **state)
{
	struct catalogue *c = *state;
	struct err err;

	note("/ru/atom.xml", TODAY);
	OK(db_script(&c->writer->facts.db, "be read", "PRAGMA query_only = 1", &failure));
	size_t noted;
	assert_false(subscriber_import(c->writer, &shared, &site, TODAY, &noted, &err));
	assert_non_null(strstr(err.text, "facts.db: "));
	OK(db_script(&c->writer->facts.db, "be written", "PRAGMA query_only = 0", &failure));
	assert_string_equal(taken(c), "/ru/atom.xml 102 +0");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_noted_is_kept_with_its_day),
		TEST(no_day_is_in_the_future),
		TEST(a_worker_that_was_taken_over_can_name_feeds_only),
		TEST(a_worker_that_was_taken_over_can_name_no_service_that_is_none),
		TEST(what_could_not_be_kept_is_kept_the_next_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
