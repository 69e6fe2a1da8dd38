#include "unit/support/catalogue.h"

#include "catalog/outbound_links.h"

static const char *const links =
    "=> https://example.org/a?b=\"c\" A\n=> /en/water/ B\n=> mailto:a@example.org C\n";

static int published(struct catalogue *c, const char *uri)
{
	return catalog_links_to(writer_catalog(c->writer), str_of(uri), &failure);
}

static void links_and_values_of_live_texts_are_published(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "water/project.en.gmi", "Water", .values = { "website http://water.example/ The site" });
	PUT(c, "water/2020-01-01-a.en.gmi", "a", .body = links);
	PUT(c, "water/2020-01-02-b.en.gmi", "b", .draft = true, .body = "=> https://draft.example/ x\n");
	commit_at(c, "2101-01-01");
	assert_int_equal(published(c, "https://example.org/a?b=\"c\""), 1);
	assert_int_equal(published(c, "https://example.org/a?b=%22c%22"), 1);
	assert_int_equal(published(c, "mailto:a@example.org"), 1);
	assert_int_equal(published(c, "http://water.example/"), 1);
	assert_int_equal(published(c, "https://draft.example/"), 0);
	assert_int_equal(published(c, "https://example.org/"), 0);
	assert_int_equal(published(c, "/en/water/"), 0);
	assert_int_equal(published(c, ""), 0);
}

static void an_address_goes_with_the_last_text_that_has_it(void **state)
{
	struct catalogue *c = *state;
	begin(c);
	PUT(c, "water/2020-01-01-a.en.gmi", "a", .body = links);
	commit_at(c, "2101-01-01");
	begin(c);
	PUT(c, "water/2020-01-01-a.en.gmi", "a", .body = "Text.\n");
	commit_at(c, "2101-01-01");
	assert_int_equal(published(c, "mailto:a@example.org"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(links_and_values_of_live_texts_are_published,
		    catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(an_address_goes_with_the_last_text_that_has_it,
		    catalogue_set_up_in_memory, catalogue_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
