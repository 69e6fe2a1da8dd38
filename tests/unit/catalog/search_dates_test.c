/*
 * search_dates_test: dates, numbers and addresses, in whatever form they are in a text and are asked for.
 */
#include "unit/support/catalogue.h"

static const char *found(struct catalogue *c, const char *text)
{
	struct search_request q = { .text = str_of(text), .lang = "ru", .limit = 50 };
	struct hits hits;
	const char *s = "";

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	for (size_t i = 0; i < hits.n; i++)
		s = arena_printf(&c->arena, "%s%s%s", s, i ? " " : "", hits.v[i].entry.stem + 11);
	return hits.respelt_n ? arena_printf(&c->arena, "%s, respelt", s) : s;
}
#define FOUND(c, text, wanted)                                                                               \
	do {                                                                                                 \
		const char *all = found((c), (text));                                                        \
		if (strcmp(all, (wanted)) != 0)                                                              \
			fail_msg("%s: %s", (text), all);                                                     \
	} while (0)

static void fill(struct catalogue *c)
{
	begin(c);
	PUT(c, "p/2010-01-01-ru.ru.gmi", "Сход", .body = "Прошёл 3 марта 2022 г. в селе.\n");
	PUT(c, "p/2010-01-02-digits.ru.gmi", "Сессия",
	    .body = "Заседание 03.03.2022, решение от 2021-05-06.\n");
	PUT(c, "p/2010-01-03-ky.ky.gmi", "Жыйын", .body = "2022-жылдын 3-мартында өттү.\n");
	PUT(c, "p/2022-03-03-own.en.gmi", "Meeting", .body = "No date in the text.\n");
	PUT(c, "p/2010-01-04-month.ru.gmi", "Ремонт", .body = "Начнётся в марте 2022 года.\n");
	PUT(c, "p/2010-01-05-other.ru.gmi", "Лист 3", .body = "Марта Иванова в 2022, статья 3.\n");
	PUT(c, "p/2010-01-06-event.ru.gmi", "Ярмарка", .event_start = "2023-07-08", .body = "Будет.\n");
	commit_at(c, "2023-01-01");
	index_all(c);
}

static void a_day_is_found_in_every_form(void **state)
{
	struct catalogue *c = *state;
	static const char *const forms[] = { "3 марта 2022", "3 марта 2022 г.", "03.03.2022", "2022-03-03",
		"3.3.2022", "2022-жылдын 3-марты", "3 March 2022", "March 3, 2022", NULL };

	fill(c);
	for (const char *const *form = forms; *form; form++)
		FOUND(c, *form, "digits ru own ky");
	FOUND(c, "сессия 3 марта 2022", "digits");
	FOUND(c, "3 марта 2022 сход", "ru");
	FOUND(c, "8 июля 2023", "event");
	FOUND(c, "06.05.2021", "digits");
}

static void a_month_is_found_in_every_form(void **state)
{
	struct catalogue *c = *state;
	static const char *const forms[] = { "март 2022", "в марте 2022 года", "2022-жылдын марты",
		"2022-ж. март", "March 2022", NULL };

	fill(c);
	for (const char *const *form = forms; *form; form++)
		FOUND(c, *form, "month digits ru own ky");
	FOUND(c, "июль 2023", "event");
	FOUND(c, "апрель 2022", "");
}

static void days_of_every_script_and_calendar_are_found(void **state)
{
	struct catalogue *c = *state;
	static const char *const forms[] = { "3 марта 2022", "2022年3月3日", "٣ مارس ٢٠٢٢", "۱۲ اسفند ۱۴۰۰",
		"3 de marzo de 2022", "3 марти соли 2022", "3. März 2022", "3 березня 2022 р.",
		"2022 жылғы 3 наурыз", "2022-yil 3-mart", "3 mars 2022", NULL };

	begin(c);
	PUT(c, "p/2010-01-01-zh.zh.gmi", "会议", .body = "会议于2022年3月3日在比什凯克举行。\n");
	PUT(c, "p/2010-01-02-ar.ar.gmi", "مؤتمر", .body = "عقد المؤتمر في ٣ مارس ٢٠٢٢ في المدينة.\n");
	PUT(c, "p/2010-01-03-fa.fa.gmi", "همایش", .body = "همایش در ۱۲ اسفند ۱۴۰۰ برگزار شد.\n");
	PUT(c, "p/2010-01-04-es.es.gmi", "Taller", .body = "Fue el 3 de marzo de 2022.\n");
	PUT(c, "p/2010-01-05-fr.fr.gmi", "Atelier", .body = "Le 1er avril 2022.\n");
	commit_at(c, "2023-01-01");
	index_all(c);
	for (const char *const *form = forms; *form; form++)
		FOUND(c, *form, "es fa ar zh");
	FOUND(c, "1er avril 2022", "fr");
	FOUND(c, "1 апреля 2022", "fr");
	FOUND(c, "2022年3月", "es fa ar zh");
	FOUND(c, "会议 2022年3月3日", "zh");
	FOUND(c, "٣ مارس ٢٠٢٢ مؤتمر", "ar");
}

static void a_date_that_cannot_be_is_words(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	FOUND(c, "31 февраля 2022", "");
	FOUND(c, "марта иванова 2022", "other");
}

static void numbers_are_found_with_and_without_groups(void **state)
{
	struct catalogue *c = *state;
	static const char *const forms[] = { "1234567", "1 234 567", "1,234,567", "1.234.567",
		"1\u00a0234\u00a0567", "1 234 567 сом", NULL };

	begin(c);
	PUT(c, "p/2020-01-01-plain.ru.gmi", "Один", .body = "Выделено 1234567 сомов.\n");
	PUT(c, "p/2020-01-02-groups.ru.gmi", "Два", .body = "Выделено 1 234 567 сомов.\n");
	PUT(c, "p/2020-01-03-commas.ru.gmi", "Три", .body = "Выделено 1,234,567 сомов.\n");
	PUT(c, "p/2020-01-04-budget.ru.gmi", "Четыре", .values = { "budget 1\u00a0234\u00a0567 сомов" });
	PUT(c, "p/2020-01-05-parts.ru.gmi", "Пять", .body = "Дом 567, улица 234, 1 сом; 2000 300.\n");
	commit_at(c, "2022-01-01");
	index_all(c);
	for (const char *const *form = forms; *form; form++)
		FOUND(c, *form, "budget commas groups plain");
	FOUND(c, "2000 300", "parts");
	FOUND(c, "1 234 568", "");
}

static void addresses_are_found_by_their_words(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "p/2020-01-01-link.ru.gmi", "Ссылка",
	    .body = "=> https://www.dpi.kg/tazasuu-plan.html Отчёт\n=> https://x.kg/%D0%B2%D0%BE Ещё\n");
	PUT(c, "p/2020-01-02-mail.ru.gmi", "Почта",
	    .values = { "contact Айгуль, info@example.kg", "website https://gov.kg/ru/rivers" });
	commit_at(c, "2022-01-01");
	index_all(c);
	FOUND(c, "dpi.kg", "link");
	FOUND(c, "www.dpi.kg", "link");
	FOUND(c, "https://www.dpi.kg/tazasuu-plan.html", "link");
	FOUND(c, "www.dpi.kg/tazasuu", "link");
	FOUND(c, "dpi.kg/taza", "link");
	FOUND(c, "dpi", "link");
	/* A word of a path alone says little of a text. */
	FOUND(c, "tazasuu", "");
	FOUND(c, "x.kg/во", "link");
	FOUND(c, "example.kg", "mail");
	FOUND(c, "rivers", "mail");
	FOUND(c, "D0", "");
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_day_is_found_in_every_form),
		T(a_month_is_found_in_every_form),
		T(days_of_every_script_and_calendar_are_found),
		T(a_date_that_cannot_be_is_words),
		T(numbers_are_found_with_and_without_groups),
		T(addresses_are_found_by_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
