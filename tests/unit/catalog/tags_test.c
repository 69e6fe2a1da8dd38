#include "unit/support/catalogue.h"

#include "catalog/tags.h"

static void put_tagged(struct catalogue *c)
{
	begin(c);
	PUT(c, "site.ru.gmi", "Site",
	    .values = { "topic_name water Вода и стоки", "topic_name budget Бюджет", "topic_name law Законы",
	        "place_name naryn Нарын" });
	PUT(c, "water/2020-01-01-a.ru.gmi", "a", .values = { "topic budget", "topic alpha", "place naryn" });
	PUT(c, "water/2020-01-02-b.ru.gmi", "b", .values = { "topic budget", "topic water" });
	PUT(c, "water/2020-01-03-c.ru.gmi", "c", .draft = true, .values = { "topic law" });
	PUT(c, "water/2020-01-04-d.en.gmi", "d", .values = { "topic law" });
	commit_at(c, "2101-01-01");
}

static void tags_of_live_items_come_in_the_order_of_the_site(void **state)
{
	struct catalogue *c = *state;
	struct tags t;

	put_tagged(c);
	OK(catalog_tags(writer_catalog(c->writer), TAG_TOPIC, "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 3);
	assert_string_equal(t.v[0].name, "Вода и стоки");
	assert_int_equal(t.v[0].count, 1);
	assert_string_equal(t.v[1].slug, "budget");
	assert_int_equal(t.v[1].count, 2);
	assert_string_equal(t.v[2].name, "alpha");
	OK(catalog_tags(writer_catalog(c->writer), TAG_PLACE, "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.v[0].name, "Нарын");
	OK(catalog_tags_used(writer_catalog(c->writer), TAG_TOPIC, "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[1].slug, "budget");
}

static void a_tag_without_a_name_goes_by_its_slug(void **state)
{
	struct catalogue *c = *state;
	struct tags t;

	put_tagged(c);
	OK(catalog_tags(writer_catalog(c->writer), TAG_TOPIC, "en", &c->arena, &t, &failure));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.v[0].name, "law");
	OK(catalog_tag_names(writer_catalog(c->writer), TAG_TOPIC, "ru", &c->arena, &t, &failure));
	assert_int_equal(t.n, 3);
	assert_string_equal(tags_name(&t, "law"), "Законы");
	assert_string_equal(tags_name(&t, "alpha"), "alpha");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tags_of_live_items_come_in_the_order_of_the_site,
		    catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(
		    a_tag_without_a_name_goes_by_its_slug, catalogue_set_up_in_memory, catalogue_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
