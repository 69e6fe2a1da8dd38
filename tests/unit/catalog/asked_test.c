/*
 * asked_test: what can be asked besides words: phrases, what is left out, filters by slug and by name; and
 * what a word is found by.
 */
#include "unit/support/catalogue.h"

#include "catalog/search/asked.h"
#include "catalog/search/tokens.h"

static void fill(struct catalogue *c)
{
	begin(c);
	catalogue_put(c, "site.ru.gmi",
	    "---\ntitle: Сайт\ntopic_name: water Питьевая вода\nplace_name: osh Ошская область\nplace_alias: "
	    "osh "
	    "Ош\n---\nСайт.\n");
	catalogue_put(c, "clean-water/project.ru.gmi", "---\nname: Чистая вода\n---\nКанал и река.\n");
	PUT(c, "clean-water/2020-01-01-a.ru.gmi", "Вода пришла в школу", .kind = KIND_EVENT,
	    .values = { "topic water", "place osh" }, .body = "Новый канал для школы. НАТО ни при чём.\n");
	PUT(c, "clean-water/2021-01-01-b.ru.gmi", "Школа открыта",
	    .body = "Вода\n\nшкола без воды, на каникулах.\n");
	PUT(c, "roads/2021-02-01-c.ru.gmi", "Дорога",
	    .body = "Социально-экономическая дорога: 1 234 567 сомов.\n");
	PUT(c, "roads/2021-02-02-d.ky.gmi", "Жол", .body = "БУУнун колдоосу. Бул НАТО эмес.\n");
	PUT(c, "roads/2021-02-03-draft.ru.gmi", "Вода, черновик", .draft = true);
	commit_at(c, "2022-01-01");
	index_all(c);
}

/*
 * The last letters of the stems of what is found, or a project's slug, sorted; "?" first: a filter was left
 * out.
 */
static const char *found(struct catalogue *c, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 50 };
	struct hits hits;
	char letters[64] = "";
	size_t n = 0;

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	if (hits.most)
		return "most";
	for (char letter = 'a'; letter <= 'z'; letter++)
		for (size_t i = 0; i < hits.n; i++)
			if (*hits.v[i].entry.stem && hits.v[i].entry.stem[11] == letter)
				letters[n++] = letter;
	for (size_t i = 0; i < hits.n; i++)
		if (!*hits.v[i].entry.stem)
			letters[n++] = 'P';
	return arena_printf(&c->arena, "%s%s", hits.unknown_filter ? "?" : "", letters);
}

static void signs_of_other_keyboards_are_what_they_look_like(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "「вода пришла」"), "a");
	assert_string_equal(found(c, "‹вода пришла›"), "a");
	assert_string_equal(found(c, "year：2020"), "a");
	assert_string_equal(found(c, "year:٢٠٢٠"), "a");
	assert_string_equal(found(c, "year:２０２０\u3000школа"), "a");
}

static void a_phrase_is_found_as_it_is_written(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "вода школа"), "ab");
	assert_string_equal(found(c, "\"вода пришла\""), "a");
	assert_string_equal(found(c, "«Вода пришла»"), "a");
	assert_string_equal(found(c, "\"пришла вода\""), "");
	assert_string_equal(found(c, "\"воды пришли\""), "");
	/* Not from one line into the next. */
	assert_string_equal(found(c, "\"вода школа\""), "");
	assert_string_equal(found(c, "\"школа без\" каникулы"), "b");
	assert_string_equal(found(c, "\"дорога\""), "c");
	assert_string_equal(found(c, "\"дороги\""), "");
	assert_string_equal(found(c, "\"вода пришла"), "a");
}

static void what_has_a_word_after_a_minus_is_left_out(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "вода -каникулы"), "aP");
	assert_string_equal(found(c, "вода -школы"), "P");
	assert_string_equal(found(c, "вода −школы"), "P");
	assert_string_equal(found(c, "вода -\"школа без\""), "aP");
	assert_string_equal(found(c, "-вода"), "cd");
	assert_string_equal(found(c, "вода - школа"), "ab");
	assert_string_equal(found(c, "вода -kind:event"), "bP");
	assert_string_equal(found(c, "--вода"), found(c, "вода"));
}

static void filters_have_slugs_and_names_in_each_language(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "вода year:2020"), "a");
	assert_string_equal(found(c, "вода год:2021"), "b");
	assert_string_equal(found(c, "жыл:2020"), "a");
	assert_string_equal(found(c, "project:roads"), "cd");
	assert_string_equal(found(c, "проект:clean-water школа"), "ab");
	assert_string_equal(found(c, "Проект:\"Чистая вода\""), "abP");
	assert_string_equal(found(c, "долбоор:чистая"), "abP");
	assert_string_equal(found(c, "topic:water"), "a");
	assert_string_equal(found(c, "тема:\"питьевая вода\""), "a");
	assert_string_equal(found(c, "place:osh"), "a");
	assert_string_equal(found(c, "место:Ош"), "a");
	assert_string_equal(found(c, "kind:event"), "a");
	assert_string_equal(found(c, "вид:событие"), "?");
	assert_string_equal(found(c, "вода kind: event"), "a");
}

static void phrases_can_be_typed_in_latin_letters(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "\"novyy kanal\""), "a");
	assert_string_equal(found(c, "\"kanal novyy\""), "");
	assert_string_equal(found(c, "\"novogo kanala\""), "");
	assert_string_equal(found(c, "вода -shkola"), "P");
	assert_string_equal(found(c, "вода -\"novyy kanal\""), "bP");
	/* No more than other letters: not what is nearly so. */
	assert_string_equal(found(c, "\"novyi kanall\""), "");
}

static void filters_can_be_typed_in_latin_letters(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "вода god:2021"), "b");
	assert_string_equal(found(c, "proekt:\"chistaya voda\""), "abP");
	assert_string_equal(found(c, "tema:\"pitevaya voda\""), "a");
	assert_string_equal(found(c, "mesto:\"oshskaya oblast\""), "a");
	assert_string_equal(found(c, "vid:meropriyatie"), "a");
	assert_string_equal(found(c, "turu:ish-chara"), "a");
	assert_string_equal(found(c, "tema:voda"), "?");
}

static void a_filter_that_cannot_be_is_left_out_and_said(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "вода project:none"), "?abP");
	assert_string_equal(found(c, "project:none"), "?");
	assert_string_equal(found(c, "place:Нарын год:2020"), "?a");
	assert_string_equal(found(c, "school:вода"), "");
	assert_string_equal(found(c, "Новости: вода"), "most");
}

static void capitals_are_an_abbreviation(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "НАТО"), "ad");
	assert_string_equal(found(c, "нато"), "ad");
	assert_string_equal(found(c, "БУУ"), "d");
	assert_string_equal(found(c, "ВОДА"), "abP");
	assert_string_equal(found(c, "ДОРОГА ПОСТРОЕНА НАТО"), "most");
}

static void joined_words_and_numbers_are_found_in_either_form(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "социально-экономическая"), "c");
	assert_string_equal(found(c, "социальноэкономическая"), "c");
	assert_string_equal(found(c, "социально экономическая"), "c");
	assert_string_equal(found(c, "1234567"), "c");
	assert_string_equal(found(c, "1 234 567"), "c");
}

/* --- tokens ------------------------------------------------------------------------------- */

static const char *tokens(struct catalogue *c, const char *word)
{
	struct stemmer *s = stemmer_new("ru en");
	struct word_tokens t;
	const char *all = "";

	tokens_of_word(s, str_of(word), NULL, false, &t);
	for (size_t i = 0; i < t.n; i++)
		all = arena_printf(&c->arena, "%s%s%.*s", all, i ? " " : "", STR_ARG(t.v[i]));
	stemmer_free(s);
	return all;
}

static void a_word_is_found_by_itself_and_its_stems(void **state)
{
	struct catalogue *c = *state;

	assert_string_equal(tokens(c, "USAID"), "=usaid ^usaid");
	assert_string_equal(tokens(c, "БУУнун"), "=буунун ^буу =буу");
	assert_string_equal(tokens(c, "2023"), "=2023");
	assert_string_equal(tokens(c, "waters"), "=waters b0water");
	assert_null(strchr(tokens(c, "Вода"), '^'));
	assert_null(strchr(tokens(c, "КЫРГЫЗСТАН"), '^'));
}

static int count_tokens(void *context, const struct token *token)
{
	if (token->text.p[0] == '^')
		++*(int *)context;
	return 0;
}

static void capitals_of_a_line_in_capitals_mean_nothing(void **state)
{
	struct stemmer *s = stemmer_new("ru");
	int n = 0;

	(void)state;
	tokens_read(s, STR("ru\nНОВАЯ ШКОЛА ОТКРЫТА В СЕЛЕ\n"), count_tokens, &n);
	assert_int_equal(n, 0);
	tokens_read(s, STR("ru\nПомощь НАТО и ООН.\n"), count_tokens, &n);
	assert_int_equal(n, 2);
	stemmer_free(s);
}

/* --- parts -------------------------------------------------------------------------------- */

static void whatever_is_typed_the_parts_are_bounded(void **state)
{
	struct stemmer *s = stemmer_new("ky ru en");
	struct asked a;
	static const char *const typed[] = { "\"", "\"\"\"\"", "-", "-\"", "- - - -", "-----",
		"year:", "year:-", ":", "::", "год:\"", "«»«»«»", "a:b:c",
		"project:project:project:", "-year:2023", "\xff\xfe:\xd0", "\u00a0\u00a0",
		"1 2 3 4 5 6 7 8 9 10 11 12", "\"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\" \"j\"",
		"-a -b -c -d -e -f -g -h -i -j -k",
		"year:1 year:2 year:3 year:4 year:5 year:6 year:7 year:8 year:9" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(typed); i++) {
		asked_read(str_of(typed[i]), s, &a);
		assert_true(a.word_n <= ASKED_WORDS_MAX && a.phrase_n <= ASKED_PARTS_MAX &&
		            a.filter_n <= ASKED_PARTS_MAX);
	}
	asked_read(STR("a \"b c\" -d kind:event e"), s, &a);
	assert_int_equal(a.word_n, 2);
	assert_int_equal(a.phrase_n, 2);
	assert_true(a.phrases[0].exact && !a.phrases[0].without && a.phrases[1].without);
	assert_int_equal(a.filter_n, 1);
	stemmer_free(s);
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up_in_memory, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_phrase_is_found_as_it_is_written),
		T(signs_of_other_keyboards_are_what_they_look_like),
		T(what_has_a_word_after_a_minus_is_left_out),
		T(filters_have_slugs_and_names_in_each_language),
		T(phrases_can_be_typed_in_latin_letters),
		T(filters_can_be_typed_in_latin_letters),
		T(a_filter_that_cannot_be_is_left_out_and_said),
		T(capitals_are_an_abbreviation),
		T(joined_words_and_numbers_are_found_in_either_form),
		T(a_word_is_found_by_itself_and_its_stems),
		T(capitals_of_a_line_in_capitals_mean_nothing),
		T(whatever_is_typed_the_parts_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
