#include "unit/support/catalogue.h"

#include "catalog/writer_internal.h"

/* "project/stem.lang …" of what is found. */
static const char *found_by(struct catalogue *c, const struct search_request *q)
{
	struct hits hits;
	char *s = arena_strdup(&c->arena, "");

	OK(catalog_search(writer_catalog(c->writer), q, &c->arena, &hits, &failure));
	for (size_t i = 0; i < hits.n; i++) {
		const struct entry *e = &hits.v[i].entry;
		s = arena_printf(
		    &c->arena, "%s%s%s.%s", s, i ? " " : "", *e->stem ? e->stem + 11 : e->project, e->lang);
	}
	return hits.more ? arena_printf(&c->arena, "%s …", s) : s;
}

static const char *found(struct catalogue *c, const char *text, const char *lang)
{
	return found_by(c, &(struct search_request){ .text = str_of(text), .lang = lang, .limit = 50 });
}

static const char *snippet(struct catalogue *c, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 1 };
	struct hits hits;

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	assert_int_equal(hits.n, 1);
	return hits.v[0].snippet;
}

static void fill(struct catalogue *c)
{
	begin(c);
	PUT(c, "site.ru.gmi", "Сайт",
	    .values = { "place_name issyk-kul Иссык-Кульская область", "place_alias issyk-kul Иссык-Куль",
	        "place_alias issyk-kul Ысык-Көл" });
	PUT(c, "p/project.ru.gmi", "Чистые реки", .body = "Проект бережёт реки.\n");
	PUT(c, "p/2020-01-01-title.ru.gmi", "Канал вычищен", .body = "Работа.\n");
	PUT(c, "p/2020-01-01-summary.ru.gmi", "Сход", .summary = "О канале.", .body = "Работа.\n");
	PUT(c, "p/2020-01-01-body.ru.gmi", "Весна", .body = "Работа на каналах.\n");
	PUT(c, "p/2020-01-02-old.ru.gmi", "Ярмарка", .body = "Продажа шерсти.\n");
	PUT(c, "p/2021-01-02-new.ru.gmi", "Ярмарка", .body = "Продажа шерсти.\n");
	PUT(c, "p/2020-02-01-two.ru.gmi", "Сад", .body = "Урожай абрикосов.\n");
	PUT(c, "p/2020-02-01-two.ky.gmi", "Бак", .body = "Абрикос түшүмү. Абрикос, абрикос.\n");
	PUT(c, "p/2020-02-02-ky.ky.gmi", "Өрүк", .body = "Абрикос деген өрүк. Айыл өкмөтү.\n");
	PUT(c, "p/2020-03-01-shore.ru.gmi", "Берег", .values = { "place issyk-kul" }, .body = "Песок.\n");
	PUT(c, "p/2020-03-02-lake.ru.gmi", "Озеро", .body = "Вода Ысык-Көла.\n");
	PUT(c, "p/2020-03-03-draft.ru.gmi", "Канал, черновик", .draft = true);
	PUT(c, "p/2020-03-04-link.ru.gmi", "Ссылка", .body = "=> https://example.org/zebra Лошадь\n");
	commit_at(c, "2022-01-01");
	index_all(c);
}

static void title_comes_before_summary_before_body(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "каналы", "ru"), "title.ru summary.ru body.ru");
}

static void of_equals_the_newer_comes_first(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "шерсть", "ru"), "new.ru old.ru");
}

static void each_item_is_found_once_the_readers_language_first(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "абрикос", "ru"), "two.ru ky.ky");
	assert_string_equal(found(c, "абрикос", "ky"), "two.ky ky.ky");
}

/* What is found for want of texts with all of the words; "" where there are some. */
static const char *found_by_most(struct catalogue *c, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 50 };
	struct hits hits;

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	return hits.most ? found(c, text, "ru") : "";
}

static void all_words_are_needed_but_stop_words(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "работа и канал", "ru"), "title.ru summary.ru body.ru");
	assert_string_equal(found(c, "работа канал сход", "ru"), "summary.ru");
	assert_string_equal(found(c, "на", "ru"), "body.ru");
}

static void where_nothing_has_all_words_it_is_most_of_them(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found_by_most(c, "работа канал трактор"), "title.ru summary.ru body.ru");
	assert_string_equal(found_by_most(c, "работа сход канал трактор"), "summary.ru title.ru body.ru");
	assert_string_equal(found_by_most(c, "работа канал"), "");
	assert_string_equal(found_by_most(c, "канал трактор комбайн"), "title.ru summary.ru body.ru");
	assert_string_equal(found_by_most(c, "сход шерсть"), "summary.ru new.ru old.ru");
	assert_string_equal(found(c, "трактор", "ru"), "");
}

static void words_that_a_hyphen_joins_are_side_by_side(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "продажа-шерсти", "ru"), "new.ru old.ru");
	assert_string_equal(found(c, "шерсть-продажа", "ru"), "");
	assert_string_equal(found(c, "шерсть - продажа", "ru"), "new.ru old.ru");
}

static void a_word_that_is_none_may_be_a_beginning(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "ярма", "ru"), "new.ru old.ru");
	assert_string_equal(found(c, "ярма шерсть", "ru"), "new.ru old.ru");
	assert_string_equal(found(c, "ярм", "ru"), "");
	assert_string_equal(found(c, "шерсть ярма", "ru"), "new.ru old.ru");
}

static void kyrgyz_letters_may_be_left_out(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "окмотунун", "ky"), "ky.ky");
	assert_string_equal(found(c, "орук", "ky"), "ky.ky");
}

static void a_root_finds_the_verb_and_a_form_of_it_no_noun(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-02-01-verb.ky.gmi", "Кат", .body = "Жарандар жазган арыздар.\n");
	PUT(c, "p/2020-02-02-noun.ky.gmi", "Жаз келди", .body = "Жаздын башы.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_string_equal(found(c, "жаз", "ky"), "noun.ky verb.ky");
	assert_string_equal(found(c, "жазуу", "ky"), "verb.ky");
	assert_string_equal(found(c, "жазды", "ky"), "noun.ky verb.ky");
}

static void a_place_is_found_by_each_of_its_names(void **state)
{
	struct catalogue *c = *state;
	static const char *const names[] = { "Иссык-Куль", "иссык куль", "на Иссык-Куле", "Ысык-Көл",
		"ысык-кол", "issyk-kul", "в Иссык-Кульской области", NULL };

	fill(c);
	for (const char *const *name = names; *name; name++) {
		const char *both = found(c, *name, "ru");
		if (strcmp(both, "lake.ru shore.ru") != 0 && strcmp(both, "shore.ru lake.ru") != 0)
			fail_msg("%s: %s", *name, both);
	}
}

static void short_forms_find_the_long_ones(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "АӨ", "ky"), "ky.ky");
}

static void projects_and_addresses_are_found_drafts_are_not(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "чистая река", "ru"), "p.ru");
	assert_string_equal(found(c, "черновик", "ru"), "");
	assert_string_equal(found(c, "zebra", "ru"), "");
	assert_string_equal(found(c, "example.org/zebra", "ru"), "link.ru");
	assert_string_equal(found(c, "лошади", "ru"), "link.ru");
}

static void pages_follow_each_other(void **state)
{
	struct catalogue *c = *state;
	struct search_request q = { .text = STR("канал"), .lang = "ru", .limit = 2 };
	struct hits hits;

	fill(c);
	assert_string_equal(found_by(c, &q), "title.ru summary.ru …");
	q.offset = 2;
	assert_string_equal(found_by(c, &q), "body.ru");
	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	assert_int_equal(hits.found, 3);
}

static void what_changes_is_found_as_it_is_now(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	begin(c);
	PUT(c, "p/2020-01-01-title.ru.gmi", "Мост построен", .mtime = 1, .body = "Работа.\n");
	commit_at(c, "2022-01-02");
	assert_string_equal(found(c, "мост", "ru"), "");
	assert_string_equal(found(c, "канал", "ru"), "summary.ru body.ru");
	index_all(c);
	assert_string_equal(found(c, "мост", "ru"), "title.ru");
	begin(c);
	KEEP_ONLY(c, "2022-01-03", "site.ru.gmi", "p/2020-01-01-body.ru.gmi");
	commit_at(c, "2022-01-03");
	assert_string_equal(found(c, "работа", "ru"), "body.ru");
	OK(db_script(&c->writer->catalog.db, "be checked",
	    "INSERT INTO search(search) VALUES('integrity-check')", &failure));
}

static void the_index_can_be_built_in_steps(void **state)
{
	struct catalogue *c = *state;
	bool left;

	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "Канал");
	PUT(c, "p/2020-01-02-b.ru.gmi", "Канал");
	commit_at(c, "2022-01-01");
	OK(writer_index_pending(c->writer, 1, &left, &failure));
	assert_true(left);
	OK(writer_index_pending(c->writer, 5, &left, &failure));
	assert_false(left);
	assert_string_equal(found(c, "канал", "ru"), "b.ru a.ru");
}

static void another_basis_empties_the_index(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	writer_close(c->writer);
	catalogue_open(c, "another");
	begin(c);
	PUT(c, "p/2020-01-08-first.ru.gmi", "Берег");
	PUT(c, "p/2020-01-08-second.ru.gmi", "Берег");
	PUT(c, "p/2020-01-09-only.ru.gmi", "Канал");
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_string_equal(found(c, "канал", "ru"), "only.ru");
	assert_string_equal(found(c, "Иссык-Куль", "ru"), "");
	assert_string_equal(found(c, "вычищен", "ru"), "");
	OK(db_script(&c->writer->catalog.db, "be checked",
	    "INSERT INTO search(search) VALUES('integrity-check')", &failure));
}

static void an_index_of_other_rules_is_made_again(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	catalogue_reopen(c);
	assert_string_equal(found(c, "канал", "ru"), "title.ru summary.ru body.ru");
	OK(db_script(&c->writer->catalog.db, "be changed",
	    "UPDATE meta SET value = 'others' WHERE key = 'search_rules'", &failure));
	catalogue_reopen(c);
	assert_string_equal(found(c, "канал", "ru"), "");
	index_all(c);
	assert_string_equal(found(c, "канал", "ru"), "title.ru summary.ru body.ru");
	OK(db_script(&c->writer->catalog.db, "be checked",
	    "INSERT INTO search(search) VALUES('integrity-check')", &failure));
}

static void a_reader_of_its_own_searches_too(void **state)
{
	struct catalogue *c = *state;
	struct search_request q = { .text = STR("канал"), .lang = "ru", .limit = 9 };
	struct hits hits;

	fill(c);
	struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	OK(catalog_search(reader, &q, &c->arena, &hits, &failure));
	assert_int_equal(hits.n, 3);
	catalog_close(reader);
}

static void a_snippet_shows_the_match(void **state)
{
	struct catalogue *c = *state;
	char body[4096] = "# Начало\n";

	begin(c);
	for (int i = 0; i < 30; i++)
		strcat(body, "Много разных слов ");
	strcat(body, "и мираб у шлюза. ");
	for (int i = 0; i < 30; i++)
		strcat(body, "А потом ещё слова ");
	PUT(c, "p/2020-01-01-long.ru.gmi", "Долго", .summary = "Обо всём.", .body = body);
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_non_null(strstr(snippet(c, "мирабы"), "… "));
	assert_non_null(strstr(snippet(c, "мирабы"), "и мираб у шлюза."));
	assert_true(strlen(snippet(c, "мирабы")) < 500);
	assert_string_equal(snippet(c, "долго"), "Обо всём.");
}

static void no_query_is_an_error(void **state)
{
	struct catalogue *c = *state;
	static const struct str queries[] = { STR(""), STR(" "), STR("\""), STR("\"\"\""), STR("*"),
		STR("канал*"), STR("AND"), STR("OR NOT NEAR"), STR("NEAR(канал, 2)"), STR("title:канал"),
		STR("{title summary}:"), STR("^канал"), STR("канал\0канал"), STR("\0"), STR("-канал"),
		STR("канал\" OR \"x"), STR("иссык-кульской"), STR("(((((("), STR("'; DROP TABLE search; --"),
		STR("\xFF\xFE\xD0"), STR("%s%n"), STR("+"), STR("a+b"), STR("и и и и и и и и и и и и"),
		STR("\xF0\x9F\x93\xA3"), STR("ʼʼʼ’’’"), STR("\xCC\x81\xCC\x81"),
		STR("канал-канал-канал-канал-канал-канал-канал-канал-канал-канал") };
	char *large = arena_alloc(&c->arena, 10241);

	fill(c);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		found_by(c, &(struct search_request){ .text = queries[i], .lang = "ru", .limit = 50 });
	for (int byte = 1; byte < 256; byte++) {
		memset(large, byte, 10240);
		found_by(c, &(struct search_request){ .text = { large, 10240 }, .lang = "ru", .limit = 50 });
	}
	for (size_t i = 0; i < 10240; i++)
		large[i] = i % 2 ? 'a' : ' ';
	found(c, large, "xx");
	assert_string_equal(found(c, "канал* \"", "ru"), "title.ru summary.ru body.ru");
}

static void words_after_the_eighth_are_not_looked_for(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found_by_most(c, "канал канал канал канал канал канал канал канал трактор"), "");
	assert_string_equal(found_by_most(c, "канал канал канал канал канал канал канал трактор"),
	    "title.ru summary.ru body.ru");
}

/* As a worker asks: one handle for many searches. */
static uint64_t count_found(struct catalogue *c, struct catalog *reader, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 20 };
	struct hits hits;

	OK(catalog_begin(reader, &failure));
	OK(catalog_search(reader, &q, &c->arena, &hits, &failure));
	catalog_end(reader);
	return hits.found;
}

static void what_was_found_is_kept_until_the_catalogue_changes(void **state)
{
	struct catalogue *c = *state;
	struct catalog *reader;

	fill(c);
	assert_non_null(reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure));
	assert_int_equal(count_found(c, reader, "шерсть"), 2);
	assert_int_equal(count_found(c, reader, " шерсть!"), 2);
	begin(c);
	PUT(c, "p/2020-05-01-more.ru.gmi", "Новое", .body = "Шерсть.\n");
	commit_at(c, "2022-01-02");
	assert_int_equal(count_found(c, reader, "шерсть"), 2); /* not in the index yet */
	index_all(c);
	assert_int_equal(count_found(c, reader, "шерсть"), 3);
	begin(c);
	PUT(c, "p/2020-01-02-old.ru.gmi", "Ярмарка", .body = "Продажа соли.\n");
	commit_at(c, "2022-01-03");
	assert_int_equal(count_found(c, reader, "шерсть"), 2);
	index_all(c);
	assert_int_equal(count_found(c, reader, "шерсть"), 2);
	catalog_close(reader);
}

static void of_a_word_in_every_item_the_newest_are_weighed(void **state)
{
	enum { ITEMS = 2100, WEIGHED = 2000, OF_THREE_WORDS = 1000 };
	struct catalogue *c = *state;

	begin(c);
	for (int i = 0; i < ITEMS; i++)
		PUT(c, arena_printf(&c->arena, "p/2020-01-01-n%d.ru.gmi", i), "Новость",
		    .body = "Вода, земля, воздух.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_int_equal(count_found(c, writer_catalog(c->writer), "вода"), WEIGHED);
	assert_int_equal(count_found(c, writer_catalog(c->writer), "вода земля воздух"), OF_THREE_WORDS);
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(title_comes_before_summary_before_body),
		T(of_equals_the_newer_comes_first),
		T(each_item_is_found_once_the_readers_language_first),
		T(all_words_are_needed_but_stop_words),
		T(where_nothing_has_all_words_it_is_most_of_them),
		T(words_that_a_hyphen_joins_are_side_by_side),
		T(a_word_that_is_none_may_be_a_beginning),
		T(kyrgyz_letters_may_be_left_out),
		T(a_root_finds_the_verb_and_a_form_of_it_no_noun),
		T(a_place_is_found_by_each_of_its_names),
		T(short_forms_find_the_long_ones),
		T(projects_and_addresses_are_found_drafts_are_not),
		T(pages_follow_each_other),
		T(what_changes_is_found_as_it_is_now),
		T(the_index_can_be_built_in_steps),
		T(another_basis_empties_the_index),
		T(an_index_of_other_rules_is_made_again),
		T(a_reader_of_its_own_searches_too),
		T(what_was_found_is_kept_until_the_catalogue_changes),
		T(of_a_word_in_every_item_the_newest_are_weighed),
		T(a_snippet_shows_the_match),
		T(no_query_is_an_error),
		T(words_after_the_eighth_are_not_looked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
