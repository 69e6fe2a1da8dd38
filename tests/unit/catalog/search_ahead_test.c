/*
 * search_ahead_test: texts whose tokens are made before they are put into the index.
 */
#include "unit/support/catalogue.h"

#include "catalog/search/ahead.h"
#include "catalog/writer_internal.h"

enum { ITEMS = 150, LONG = 900 * 1000, LIST_MAX = 2 << 20 };

static const char *long_text(struct catalogue *c)
{
	struct buf b;
	buf_init(&b, LONG);
	while (buf_puts(&b, "реки и берега\n"))
		;
	const char *text = arena_str(&c->arena, buf_str(&b));
	buf_release(&b);
	return text;
}

static void fill(struct catalogue *c)
{
	begin(c);
	PUT(c, "p/project.ru.gmi", "Чистые реки", .body = "Проект бережёт реки.\n");
	PUT(c, "p/2020-01-01-long.ru.gmi", "Длинный", .body = long_text(c));
	for (int i = 0; i < ITEMS; i++) {
		char path[64], title[64], body[256];
		snprintf(path, sizeof path, "p/2020-%02d-%02d-n%d.%s.gmi", i / 28 + 1, i % 28 + 1, i,
		    i % 3 ? "ru" : "ky");
		snprintf(title, sizeof title, "АКИ-пресс: суу %d", i);
		snprintf(body, sizeof body,
		    "ЖАМК и ФАО-нун өкүлү, 1 %03d 000 сом.\nАбрикос түшүмү, день-%d.\n"
		    "=> https://example.org/zebra Лошадь\n2021-03-%02d\n",
		    i, i, i % 28 + 1);
		PUT(c, path, title, .summary = i % 2 ? "О каналах." : NULL, .body = body,
		    .values = { "place naryn", "topic water" });
	}
	commit_at(c, "2022-01-01");
}

/* Every token at its place, in an order of its own; and the vocabulary. */
static const char *index_of(struct catalogue *c)
{
	struct db *db = &c->writer->catalog.db;
	struct rows r;
	struct buf all;
	OK(db_script(db, "be read",
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab(main, search, instance)",
	    &failure));
	buf_init(&all, 256 << 20);
	db_select(db, &r, "read the index",
	    "SELECT term || ' ' || doc || ' ' || col || ' ' || \"offset\" FROM temp.places"
	    " UNION ALL SELECT token FROM vocabulary"
	    " UNION ALL SELECT id || ' ' || hex(sz) FROM search_docsize",
	    NULL, 0, &failure);
	while (rows_next(&r))
		buf_printf(&all, "%s\n", row_peek(&r, 0));
	OK(rows_end(&r));
	const char *text = arena_str(&c->arena, buf_str(&all));
	buf_release(&all);
	return text;
}

static void many_texts_are_indexed_as_one_by_one(void **state)
{
	struct catalogue *c = *state;
	bool left = true;

	fill(c);
	index_all(c);
	const char *before = index_of(c);
	assert_true(strlen(before) > LONG);
	OK(db_script(&c->writer->catalog.db, "be emptied",
	    "INSERT INTO search(search) VALUES('delete-all'); DELETE FROM vocabulary;"
	    "INSERT INTO unindexed SELECT file FROM item UNION SELECT file FROM text",
	    &failure));
	OK(writer_index_pending(c->writer, 100, &left, &failure));
	assert_true(left);
	OK(writer_index_pending(c->writer, 4000, &left, &failure));
	assert_false(left);
	assert_true(strcmp(index_of(c), before) == 0); /* too long to be shown */
}

static void a_list_over_the_maximum_is_refused(void **state)
{
	struct catalogue *c = *state;
	struct stemmer *s = stemmer_new("ru");
	struct vocabulary *v = vocabulary_new();
	struct buf list;

	const char *text = arena_printf(&c->arena, "ru\n%s", long_text(c));
	buf_init(&list, LIST_MAX);
	assert_false(ahead_write(s, str_of(text), v, &list));
	buf_reset(&list);
	assert_true(ahead_write(s, STR("ru\nреки"), v, &list));
	assert_int_equal(strlen(list.data), list.len); /* it is bound as a string */
	buf_release(&list);
	vocabulary_free(v);
	stemmer_free(s);
}

static int64_t number(struct catalogue *c, const char *sql)
{
	int64_t n = 0;
	assert_int_equal(db_number(&c->writer->catalog.db, "count", sql, NULL, 0, &n, &failure), 1);
	return n;
}

static int64_t parts(struct catalogue *c)
{
	return number(c, "SELECT count(DISTINCT segid) FROM search_idx");
}

/* 0: FTS5 joins none by itself. */
static int64_t joined_from(struct catalogue *c)
{
	return number(c, "SELECT v FROM search_config WHERE k = 'automerge'");
}

/* From how many on FTS5 joins them all in the commit that adds one. */
static int64_t joined_at(struct catalogue *c)
{
	return number(c, "SELECT v FROM search_config WHERE k = 'crisismerge'");
}

static void parts_of_the_index_are_joined_when_that_is_asked_for(void **state)
{
	struct catalogue *c = *state;
	enum { SAVED = 20 };
	bool left;

	for (int i = 0; i < SAVED; i++) {
		begin(c);
		PUT(c, arena_printf(&c->arena, "2020-01-%02d-n.ru.gmi", i + 1), "Реки", .body = "Вода.\n");
		commit_at(c, "2022-01-01");
		index_all(c);
	}
	assert_int_equal(parts(c), SAVED);
	OK(writer_join_index(c->writer, &left, &failure));
	assert_true(left);
	for (int i = 0; left && i < SAVED; i++)
		OK(writer_join_index(c->writer, &left, &failure));
	assert_false(left);
	assert_in_range(parts(c), 1, 3);
}

static void an_index_of_another_version_joins_its_parts_no_more(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	index_all(c);
	assert_int_equal(joined_from(c), 0);
	OK(db_script(&c->writer->catalog.db, "be set up",
	    "INSERT INTO search(search, rank) VALUES('automerge', 4)", &failure));
	catalogue_reopen(c);
	assert_int_equal(joined_from(c), 0);
	OK(db_script(&c->writer->catalog.db, "be set up",
	    "INSERT INTO search(search, rank) VALUES('crisismerge', 16)", &failure));
	catalogue_reopen(c);
	assert_true(joined_at(c) > 1000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(many_texts_are_indexed_as_one_by_one),
		TEST(parts_of_the_index_are_joined_when_that_is_asked_for),
		TEST(an_index_of_another_version_joins_its_parts_no_more),
		TEST(a_list_over_the_maximum_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
