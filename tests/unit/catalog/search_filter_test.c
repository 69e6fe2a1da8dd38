/*
 * search_filter_test: searches that are narrowed to a year, a project or a kind, what could be chosen, and where in a
 * title the words are.
 */
#include "unit/support/catalogue.h"

static void fill(struct catalogue *c)
{
	begin(c);
	catalogue_put(c, "site.ru.gmi", "---\ntitle: Сайт\n---\nСайт.\n");
	catalogue_put(c, "about.ru.gmi", "---\ntitle: О канале\n---\nЭто мы.\n");
	catalogue_put(c, "2021-05-05-own.ru.gmi", "---\ntitle: Канал свой\n---\nСвои.\n");
	catalogue_put(c, "rivers/project.ru.gmi", "---\nname: Реки\n---\nКанал и река.\n");
	catalogue_put(c, "roads/project.ru.gmi", "---\nname: Дороги\n---\nДорога.\n");
	PUT(c, "rivers/2020-01-01-a.ru.gmi", "Канал вычищен", .kind = KIND_PRESS_RELEASE);
	PUT(c, "rivers/2021-01-01-b.ru.gmi", "Канал и шлюз", .values = { "project roads" });
	PUT(c, "roads/2021-02-01-c.ru.gmi", "Мост и канал", .kind = KIND_EVENT);
	PUT(c, "roads/2021-02-01-c.ky.gmi", "Канал", .kind = KIND_EVENT);
	PUT(c, "roads/2021-03-01-draft.ru.gmi", "Канал, черновик", .draft = true);
	commit_at(c, "2022-01-01");
	index_all(c);
}

static void search(struct catalogue *c, const struct search_request *q, struct hits *hits)
{
	OK(catalog_search(writer_catalog(c->writer), q, &c->arena, hits, &failure));
}
#define SEARCH(c, the_text, hits, ...)                                                                       \
	search((c),                                                                                          \
	    &(struct search_request){                                                                        \
	        .text = STR(the_text), .lang = "ru", .limit = 9, .only = { __VA_ARGS__ } },                  \
	    (hits))

/* The last letter of each stem, or the project's name: sorted, as the order is another test's. */
static const char *found(struct catalogue *c, const char *year, const char *project, const char *kind)
{
	struct hits hits;
	const char *names[16];
	char *s = arena_strdup(&c->arena, "");

	SEARCH(c, "канал", &hits, year, project, kind);
	assert_int_equal(hits.found, hits.n);
	for (size_t i = 0; i < hits.n; i++) {
		const struct entry *e = &hits.v[i].entry;
		size_t at = i;
		for (names[i] = *e->stem ? e->stem : e->project;
		     at > 0 && strcmp(names[at - 1], names[at]) > 0; at--) {
			const char *later = names[at - 1];
			names[at - 1] = names[at];
			names[at] = later;
		}
	}
	for (size_t i = 0; i < hits.n; i++)
		s = arena_printf(&c->arena, "%s%s%s", s, i ? " " : "", names[i]);
	return s;
}

static const char *choices(struct catalogue *c, const struct hits *hits, enum search_filter by)
{
	char *s = arena_strdup(&c->arena, "");

	for (size_t i = 0; i < hits->choices[by].n; i++)
		s = arena_printf(&c->arena, "%s%s%s=%d", s, i ? " " : "", hits->choices[by].v[i].value,
		    (int)hits->choices[by].v[i].n);
	return s;
}

static void without_a_filter_pages_projects_and_news_of_no_project_are_found(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(
	    found(c, NULL, NULL, NULL), "2020-01-01-a 2021-01-01-b 2021-02-01-c 2021-05-05-own about rivers");
}

static void a_year_leaves_what_has_a_day_in_it(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "2020", NULL, NULL), "2020-01-01-a");
	assert_string_equal(found(c, "2021", NULL, NULL), "2021-01-01-b 2021-02-01-c 2021-05-05-own");
	assert_string_equal(found(c, "1970", NULL, NULL), "");
}

static void a_project_leaves_its_items_and_itself(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, NULL, "rivers", NULL), "2020-01-01-a 2021-01-01-b rivers");
	assert_string_equal(found(c, NULL, "roads", NULL), "2021-01-01-b 2021-02-01-c");
	assert_string_equal(found(c, "2020", "roads", NULL), "");
}

static void a_kind_leaves_items_of_it(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, NULL, NULL, "press-release"), "2020-01-01-a");
	assert_string_equal(found(c, NULL, NULL, "news"), "2021-01-01-b 2021-05-05-own");
	assert_string_equal(found(c, "2021", "roads", "event"), "2021-02-01-c");
}

static void of_values_that_cannot_be_nothing_is_found(void **state)
{
	struct catalogue *c = *state;

	fill(c);
	assert_string_equal(found(c, "twenty", NULL, NULL), "");
	assert_string_equal(found(c, NULL, "no-such", NULL), "");
	assert_string_equal(found(c, NULL, "' OR 1 --", NULL), "");
	assert_string_equal(found(c, NULL, NULL, "rumour"), "");
}

static void each_value_is_counted_with_the_other_filters_as_they_are(void **state)
{
	struct catalogue *c = *state;
	struct hits hits;

	fill(c);
	SEARCH(c, "канал", &hits, NULL, NULL, NULL);
	assert_string_equal(choices(c, &hits, SEARCH_BY_YEAR), "2021=3 2020=1");
	assert_string_equal(choices(c, &hits, SEARCH_BY_PROJECT), "rivers=3 roads=2");
	assert_string_equal(choices(c, &hits, SEARCH_BY_KIND), "news=2 press-release=1 event=1");
	SEARCH(c, "канал", &hits, "2021", NULL, NULL);
	assert_string_equal(choices(c, &hits, SEARCH_BY_YEAR), "2021=3 2020=1");
	assert_string_equal(choices(c, &hits, SEARCH_BY_PROJECT), "roads=2 rivers=1");
	assert_string_equal(choices(c, &hits, SEARCH_BY_KIND), "news=2 event=1");
}

static void what_is_old_is_found_by_its_year_among_much_that_is_new(void **state)
{
	enum { ITEMS = 2100 };
	struct catalogue *c = *state;
	struct hits hits;

	begin(c);
	PUT(c, "p/2010-01-01-old.ru.gmi", "Вода");
	for (int i = 0; i < ITEMS; i++)
		PUT(c, arena_printf(&c->arena, "p/2020-01-01-n%d.ru.gmi", i), "Вода");
	commit_at(c, "2022-01-01");
	index_all(c);
	SEARCH(c, "вода", &hits, "2010");
	assert_int_equal(hits.found, 1);
}

static void what_was_found_with_a_filter_is_never_that_without(void **state)
{
	struct catalogue *c = *state;
	static const char *const years[] = { NULL, "2020", "2021", "2020", NULL };
	static const unsigned counts[] = { 6, 1, 3, 1, 6 };
	struct hits hits;

	fill(c);
	struct catalog *reader = catalog_open(folder_path(&c->folder, "catalog.db"), &failure);
	assert_non_null(reader);
	for (size_t i = 0; i < ARRAY_SIZE(years); i++) {
		struct search_request q = {
			.text = STR("канал"), .lang = "ru", .limit = 9, .only = { years[i] }
		};
		OK(catalog_search(reader, &q, &c->arena, &hits, &failure));
		assert_int_equal(hits.found, counts[i]);
		assert_int_equal(hits.choices[SEARCH_BY_YEAR].n, 2);
	}
	catalog_close(reader);
}

static void the_words_are_marked_in_title_and_snippet(void **state)
{
	struct catalogue *c = *state;
	struct hits hits;

	begin(c);
	PUT(c, "p/2020-01-01-a.ru.gmi", "О каналах и мостах", .summary = "Каналы — вода, канал.");
	commit_at(c, "2022-01-01");
	index_all(c);
	SEARCH(c, "канал вода", &hits, NULL);
	assert_int_equal(hits.n, 1);
	const struct inline_marks *in = &hits.v[0].in_title;
	assert_int_equal(in->n, 1);
	assert_int_equal(in->v[0].kind, MARK_FOUND);
	assert_memory_equal(hits.v[0].entry.title + in->v[0].at, "каналах", in->v[0].n);
	in = &hits.v[0].in_snippet;
	assert_int_equal(in->n, 3);
	assert_memory_equal(hits.v[0].snippet + in->v[1].at, "вода", in->v[1].n);
}

#define T(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(without_a_filter_pages_projects_and_news_of_no_project_are_found),
		T(a_year_leaves_what_has_a_day_in_it),
		T(a_project_leaves_its_items_and_itself),
		T(a_kind_leaves_items_of_it),
		T(of_values_that_cannot_be_nothing_is_found),
		T(each_value_is_counted_with_the_other_filters_as_they_are),
		T(what_is_old_is_found_by_its_year_among_much_that_is_new),
		T(what_was_found_with_a_filter_is_never_that_without),
		T(the_words_are_marked_in_title_and_snippet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
