/*
 * spelling_test: what is found for words that no text has.
 */
#include "unit/support/catalogue.h"

/* "typed > shown, … : stem …": what readers are told, then what is found. */
static const char *found(struct catalogue *c, const char *text, const char *lang)
{
	struct search_request q = { .text = str_of(text), .lang = lang, .limit = 50 };
	struct hits hits;
	const char *s = "";

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	for (size_t i = 0; i < hits.respelt_n; i++)
		s = arena_printf(&c->arena, "%s%s > %s, ", s, hits.respelt[i].typed, hits.respelt[i].shown);
	for (size_t i = 0; i < hits.n; i++)
		s = arena_printf(&c->arena, "%s%s%s", s, i ? " " : "", hits.v[i].entry.stem + 11);
	return s;
}
#define FOUND(c, text, wanted) assert_string_equal(found((c), (text), "ru"), (wanted))

static void fill(struct catalogue *c)
{
	begin(c);
	PUT(c, "p/project.ru.gmi", "Село", .body = "Проект.\n");
	PUT(c, "p/2020-01-01-pipe.ru.gmi", "Водопровод", .body = "Ремонт на улице.\n");
	PUT(c, "p/2020-01-02-pipes.ru.gmi", "Новости", .body = "О водопроводах, канале и НАТО.\n");
	PUT(c, "p/2020-01-03-salt.ru.gmi", "Соль", .body = "Земля, 12345 сомов.\n");
	PUT(c, "p/2020-01-04-hidden.ru.gmi", "Секретный", .body = "Черновики тайника.\n", .draft = true);
	PUT(c, "p/2030-01-05-later.ru.gmi", "Запланировано", .body = "Объявление.\n",
	    .publish = "2030-01-05");
	PUT(c, "p/2020-01-06-gone.ru.gmi", "Отозвано", .body = "Опровержение.\n", .withdrawn = "2020-02-01");
	PUT(c, "p/2020-01-07-water.ky.gmi", "Суу", .body = "Айыл өкмөтү ичүүчү сууну бөлүштүрдү.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
}

static void one_letter_may_be_wrong(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "водопровд", "водопровд > водопровод, pipe pipes");
	FOUND(c, "водоопровод", "водоопровод > водопровод, pipe pipes");
	FOUND(c, "вдоопровод", "вдоопровод > водопровод, pipe pipes");
	FOUND(c, "водапровод", "водапровод > водопровод, pipe pipes");
	FOUND(c, "иодопровод", "иодопровод > водопровод, pipe pipes");
	FOUND(c, "улитце", "улитце > улице, pipe");
	assert_string_equal(found(c, "окмотунун", "ky"), "water");
	assert_string_equal(found(c, "окмту", "ky"), "окмту > өкмөтү, water");
}

static void a_form_that_no_text_has_is_told_by_one_that_a_text_has(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "водпроводами", "водпроводами > водопроводах, pipe pipes");
}

static void the_word_may_be_what_another_begins_with(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-01-01-library.ky.gmi", "Китепканага", .body = "Барды.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
	FOUND(c, "китепкна", "китепкна > китепканага, library");
	FOUND(c, "китна", "");
}

static void a_long_word_may_have_two_wrong_letters(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "водапровад", "водапровад > водопровод, pipe pipes");
	FOUND(c, "каал", "каал > канале, pipes");
	FOUND(c, "коаал", "");
}

static void what_texts_have_is_not_changed(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "соль", "salt");
	FOUND(c, "водопро", "pipe pipes");
	FOUND(c, "водопроводом", "pipe pipes");
}

static void short_words_numbers_and_abbreviations_are_left_alone(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "сль", "");
	FOUND(c, "12346", "");
	FOUND(c, "НАТА", "");
	FOUND(c, "НАТО", "pipes");
}

static void what_is_not_public_is_never_told(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "секретнй", "");
	FOUND(c, "тайнка", "");
	FOUND(c, "обявление", "");
	FOUND(c, "запланированно", "");
	FOUND(c, "опровирижение", "");
	FOUND(c, "опровержние", "");
}

/* The word is in a draft alone, and near one that is public. */
static void a_word_of_a_draft_is_taken_for_a_wrong_one(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	begin(c);
	PUT(c, "p/2020-02-01-draft.ru.gmi", "Водопровид", .draft = true);
	commit_at(c, "2022-01-02");
	index_all(c);
	FOUND(c, "водопровид", "водопровид > водопровод, pipe pipes");
}

static void of_two_that_are_as_near_the_more_frequent_comes_first(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-01-01-rare.ru.gmi", "Полка", .body = "Одна.\n");
	for (int i = 0; i < 40; i++)
		PUT(c, arena_printf(&c->arena, "p/2020-02-01-often%d.ru.gmi", i), "Почка");
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_true(str_starts(str_of(found(c, "поука", "ru")), "поука > почка, often"));
	assert_true(str_starts(str_of(found(c, "поюка", "ru")), "поюка > почка, often"));
}

static void fill_letters(struct catalogue *c)
{
	begin(c);
	PUT(c, "p/2020-01-01-pipe.ru.gmi", "Водопроводы", .body = "Сельский совет, помощь.\n");
	PUT(c, "p/2020-01-02-aid.en.gmi", "USAID", .body = "A program in Naryn.\n");
	PUT(c, "p/2020-01-03-council.ky.gmi", "Жергиликтүү", .body = "Жыйынтык чыгарылды.\n");
	PUT(c, "p/2020-01-04-hidden.ru.gmi", "Тайник", .draft = true);
	PUT(c, "p/2020-01-05-plan.ru.gmi", "Программа", .body = "Орех.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
}

static void latin_letters_find_cyrillic(void **state)
{
	struct catalogue *c = *state;
	static const char *const ways[][2] = { { "vodoprovod", "pipe" }, { "vodoprovodom", "pipe" },
		{ "selskiy", "pipe" }, { "sel'sky", "pipe" }, { "selskogo", "pipe" }, { "pomoshch", "pipe" },
		{ "pomosch", "pipe" }, { "jergiliktuu", "council" }, { "zhergiliktüü", "council" },
		{ "jyiyntyk", "council" }, { "jyjyntyk", "council" }, { "taynik", "" }, { "orex", "plan" },
		{ "oreh", "plan" } };

	fill_letters(c);
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		FOUND(c, ways[i][0], ways[i][1]);
	FOUND(c, "vodoprvod", "vodoprvod > водопроводы, pipe");
	FOUND(c, "selskiy vodoprovod", "pipe");
}

static void cyrillic_letters_find_latin(void **state)
{
	struct catalogue *c = *state;

	fill_letters(c);
	FOUND(c, "юсаид", "aid");
	FOUND(c, "нарын", "aid");
}

/* "Program" is in a text as it is, and programs in others are meant as well. */
static void a_latin_word_that_texts_have_finds_both(void **state)
{
	struct catalogue *c = *state;

	fill_letters(c);
	FOUND(c, "programma", "plan");
	begin(c);
	PUT(c, "p/2020-02-01-plant.en.gmi", "Oreh");
	commit_at(c, "2022-01-02");
	index_all(c);
	FOUND(c, "oreh", "plan plant");
	assert_string_equal(found(c, "oreh", "en"), "plant");
}

static void the_other_layout_of_the_keyboard_finds_the_word(void **state)
{
	struct catalogue *c = *state;

	fill_letters(c);
	FOUND(c, "djljghjdjl", "pipe");
	FOUND(c, "ьфнтшл", "");
	FOUND(c, "зкщпкфь", "aid");
	FOUND(c, "nfqybr", "");
}

static void letters_that_look_alike_find_the_word(void **state)
{
	struct catalogue *c = *state;

	fill_letters(c);
	FOUND(c, "COBET", "pipe");
	FOUND(c, "opex", "plan");
	begin(c);
	PUT(c, "p/2020-02-01-top.en.gmi", "Top");
	commit_at(c, "2022-01-02");
	index_all(c);
	FOUND(c, "ТОР", "top");
}

static void a_form_of_what_few_have_may_be_a_mistake(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-01-01-few.ky.gmi", "Мектеби", .body = "Биринчи.\n");
	for (int i = 0; i < 12; i++)
		PUT(c, arena_printf(&c->arena, "p/2020-02-01-many%d.ky.gmi", i), "Мектеп");
	commit_at(c, "2022-01-01");
	index_all(c);
	assert_true(strstr(found(c, "мектпе", "ky"), "many"));
	assert_null(strstr(found(c, "мектеби", "ky"), ">"));
	assert_null(strstr(found(c, "мектептер", "ky"), ">"));
}

static void words_are_found_whether_they_are_joined_or_not(void **state)
{
	struct catalogue *c = *state;
	static const char *const ways[] = { "пресс-релиз", "пресс релиз", "прессрелиз", "пресс-релизы",
		"прессрелизом", "пресс-рилиз" };

	begin(c);
	PUT(c, "p/2020-01-01-hyphen.ru.gmi", "Пресс-релиз", .body = "О деле.\n");
	PUT(c, "p/2020-01-02-space.ru.gmi", "Наш пресс релиз", .body = "О деле.\n");
	PUT(c, "p/2020-01-03-one.ru.gmi", "Прессрелиз", .body = "О деле.\n");
	PUT(c, "p/2020-01-04-far.ru.gmi", "Пресс", .body = "Давит.\n", .draft = true);
	commit_at(c, "2022-01-01");
	index_all(c);
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const char *all = found(c, ways[i], "ru");
		bool wrong = strcmp(ways[i], "пресс-рилиз") == 0;
		/* The word as one is in texts, so its parts are not looked for apart. */
		if (!strstr(all, "hyphen") || (!wrong && !strstr(all, "one")))
			fail_msg("%s: %s", ways[i], all);
	}
	FOUND(c, "пресс релиз", "space hyphen one");
	begin(c);
	PUT(c, "p/2020-01-01-hyphen.ru.gmi", "Другое", .mtime = 1, .body = "О деле.\n");
	PUT(c, "p/2020-01-03-one.ru.gmi", "Другое", .mtime = 1, .body = "О деле.\n");
	commit_at(c, "2022-01-02");
	index_all(c);
	FOUND(c, "прессрелиз", "space");
}

static void a_place_that_is_misspelt_is_found_by_its_other_names(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "site.ru.gmi", "Сайт",
	    .values = { "place_name jalal-abad Джалал-Абад", "place_alias jalal-abad Жалал-Абад" });
	PUT(c, "p/2020-01-01-ru.ru.gmi", "Новость", .body = "Город Джалал-Абад.\n");
	PUT(c, "p/2020-01-02-ky.ky.gmi", "Кабар", .body = "Жалал-Абад шаары.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
	FOUND(c, "Джалал-Абат", "Абат > абад, ru ky");
	FOUND(c, "djalal-abad", "ru ky");
}

/* The index has them folded, and cut: readers are told words, with all of their letters. */
static void words_of_texts_are_told_in_their_own_letters(void **state)
{
	struct catalogue *c = *state;
	static const struct {
		const char *lang, *typed, *found;
	} cases[] = {
		{ "ky", "өкмту", "өкмту > өкмөтү, ky" },
		{ "ky", "окмту", "окмту > өкмөтү, ky" },
		{ "ru", "партнрами", "партнрами > партнёры, ru" },
		{ "tr", "koyllerde", "koyllerde > köylerde, tr" },
		{ "tr", "istnbulda", "istnbulda > istanbul'da, tr" },
		{ "tr", "ıspartda", "ıspartda > ısparta'da, tr" },
		{ "ar", "المدرثة", "المدرثة > المدرسة, ar" },
		{ "kk", "мектпке", "мектпке > мектептердің, kk" },
		{ "zh", "教育不", "zh" },
		{ "zh", "教育", "zh" },
	};

	catalogue_reopen_in(c, "ky ru tr ar kk zh");
	begin(c);
	PUT(c, "p/2020-01-01-ky.ky.gmi", "Айыл өкмөтү");
	PUT(c, "p/2020-01-01-ru.ru.gmi", "Партнёры села");
	PUT(c, "p/2020-01-01-tr.tr.gmi", "Köylerde, İstanbul'da, Isparta'da");
	PUT(c, "p/2020-01-01-ar.ar.gmi", "المدرسة الجديدة");
	PUT(c, "p/2020-01-01-kk.kk.gmi", "Мектептердің саны");
	PUT(c, "p/2020-01-01-zh.zh.gmi", "教育部");
	commit_at(c, "2022-01-01");
	index_all(c);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(found(c, cases[i].typed, cases[i].lang), cases[i].found);
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(one_letter_may_be_wrong),
		T(a_form_that_no_text_has_is_told_by_one_that_a_text_has),
		T(words_of_texts_are_told_in_their_own_letters),
		T(the_word_may_be_what_another_begins_with),
		T(a_long_word_may_have_two_wrong_letters),
		T(what_texts_have_is_not_changed),
		T(short_words_numbers_and_abbreviations_are_left_alone),
		T(what_is_not_public_is_never_told),
		T(a_word_of_a_draft_is_taken_for_a_wrong_one),
		T(latin_letters_find_cyrillic),
		T(cyrillic_letters_find_latin),
		T(a_latin_word_that_texts_have_finds_both),
		T(the_other_layout_of_the_keyboard_finds_the_word),
		T(letters_that_look_alike_find_the_word),
		T(a_form_of_what_few_have_may_be_a_mistake),
		T(words_are_found_whether_they_are_joined_or_not),
		T(a_place_that_is_misspelt_is_found_by_its_other_names),
		T(of_two_that_are_as_near_the_more_frequent_comes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
