/*
 * snippet_test: which words of a text are shown where it is found, and which of them are marked.
 */
#include "unit/support/catalogue.h"

static void fill(struct catalogue *c)
{
	begin(c);
	catalogue_put(c, "site.ru.gmi",
	    "---\ntitle: Сайт\nplace_name: osh Ошская область\nplace_alias: osh Ош\n---\nСайт.\n");
	catalogue_put(c, "rivers/project.ru.gmi",
	    "---\nname: Реки\nsummary: О реках.\ndonor: Правительство Швейцарии\nbudget: 2 500 000 евро\n"
	    "contact: Бишкек, улица Ленина, 1\n---\nТекст.\n");
	PUT(c, "rivers/2020-01-01-a.ru.gmi", "Вести", .summary = "О реке.",
	    .body =
	        "Сады стоят без воды, а детские площадки пусты.\n\nОткрыты детские сады у реки Иссык-Ата.\n",
	    .values = { "author Айгүл Асанова", "place osh" });
	PUT(c, "rivers/2020-01-02-b.ru.gmi", "Область", .summary = "Дороги и область.", .body = "Дороги.\n");
	PUT(c, "rivers/2020-01-03-c.ky.gmi", "Айыл", .body = "Өнүктүрүү жөнүндө.\n");
	PUT(c, "rivers/2020-01-04-d.ru.gmi", "Люди", .body = "Партнёры и соседи.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
}

/* Of the only thing that is found: what is shown, with brackets around what is marked. */
static const char *shown(struct catalogue *c, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 5 };
	struct hits hits;
	const char *s = "";
	size_t at = 0;

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	if (hits.n != 1)
		return arena_printf(&c->arena, "%zu found", hits.n);
	const struct hit *h = &hits.v[0];
	for (size_t i = 0; i < h->in_snippet.n; i++) {
		const struct inline_mark *m = &h->in_snippet.v[i];
		assert_true(m->at >= at);
		s = arena_printf(&c->arena, "%s%.*s[%.*s]", s, (int)(m->at - at), h->snippet + at, (int)m->n,
		    h->snippet + m->at);
		at = m->at + m->n;
	}
	return arena_printf(&c->arena, "%s%s", s, h->snippet + at);
}

static void the_words_of_a_phrase_are_shown_where_they_follow_each_other(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(shown(c, "\"детские сады\""), "Открыты [детские сады] у реки Иссык-Ата.");
	assert_string_equal(shown(c, "детский сад"), "[Сады] стоят без воды, а [детские] площадки пусты.");
	assert_string_equal(
	    shown(c, "площадка \"детские сады\""), "Сады стоят без воды, а детские [площадки] пусты.");
}

static void words_that_are_joined_are_one_or_several(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(shown(c, "иссыката"), "Открыты детские сады у реки [Иссык-Ата].");
	assert_string_equal(shown(c, "иссык-ата"), "Открыты детские сады у реки [Иссык-Ата].");
	assert_string_equal(shown(c, "ата"), "Открыты детские сады у реки Иссык-[Ата].");
}

static void what_is_in_no_text_is_shown_with_the_name_of_the_note(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(shown(c, "Швейцария"), "Донор: Правительство [Швейцарии]");
	assert_string_equal(shown(c, "Ленина"), "Контакты: Бишкек, улица [Ленина], 1");
	assert_string_equal(shown(c, "2500000"), "Бюджет: [2 500 000] евро");
	assert_string_equal(shown(c, "Асанова"), "Автор: Айгүл [Асанова]");
	assert_string_equal(shown(c, "река Асанова"), "О [реке]. · Автор: Айгүл [Асанова]");
	assert_string_equal(shown(c, "Ош"), "Место: [Ошская область]");
}

static void a_note_is_not_told_where_a_text_has_the_word(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(shown(c, "вести"), "О реке.");
	assert_string_equal(
	    shown(c, "площадки год:2020"), "Сады стоят без воды, а детские [площадки] пусты.");
	assert_string_equal(shown(c, "дороги год:2020"), "[Дороги] и область.");
}

static void what_is_shown_instead_is_written_as_texts_have_it(void **state)
{
	static const struct {
		struct str typed;
		const char *shown;
	} words[] = { { STR("өнүктүрүүүн"), "өнүктүрүү" }, { STR("партнёрв"), "партнёры" },
		{ STR("площадкии"), "площадки" } };
	struct catalogue *c = *state;
	struct hits hits;

	fill(c);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct search_request q = { .text = words[i].typed, .lang = "ru", .limit = 5 };
		OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
		assert_int_equal(hits.n, 1);
		assert_int_equal(hits.respelt_n, 1);
		assert_string_equal(hits.respelt[0].shown, words[i].shown);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up_in_memory, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_words_of_a_phrase_are_shown_where_they_follow_each_other),
		T(words_that_are_joined_are_one_or_several),
		T(what_is_in_no_text_is_shown_with_the_name_of_the_note),
		T(what_is_shown_instead_is_written_as_texts_have_it),
		T(a_note_is_not_told_where_a_text_has_the_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
