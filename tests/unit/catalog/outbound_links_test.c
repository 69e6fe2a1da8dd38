#include "fixture.h"

#include "catalog/outbound_links.h"

static const char *const links =
    "=> https://example.org/a?b=\"c\" A\n=> /en/water/ B\n=> mailto:a@example.org C\n";

static int published(struct fixture *f, const char *uri)
{
	return catalog_links_to(writer_catalog(f->w), str_of(uri), &failure);
}

static void links_and_values_of_live_texts_are_published(void **state)
{
	struct fixture *f = *state;
	begin(f);
	PUT(f, "water/project.en.gmi", "Water", .values = { "website http://water.example/ The site" });
	PUT(f, "water/2020-01-01-a.en.gmi", "a", .body = links);
	PUT(f, "water/2020-01-02-b.en.gmi", "b", .draft = true, .body = "=> https://draft.example/ x\n");
	commit_at(f, "2101-01-01");
	assert_int_equal(published(f, "https://example.org/a?b=\"c\""), 1);
	assert_int_equal(published(f, "https://example.org/a?b=%22c%22"), 1);
	assert_int_equal(published(f, "mailto:a@example.org"), 1);
	assert_int_equal(published(f, "http://water.example/"), 1);
	assert_int_equal(published(f, "https://draft.example/"), 0);
	assert_int_equal(published(f, "https://example.org/"), 0);
	assert_int_equal(published(f, "/en/water/"), 0);
	assert_int_equal(published(f, ""), 0);
}

static void an_address_goes_with_the_last_text_that_has_it(void **state)
{
	struct fixture *f = *state;
	begin(f);
	PUT(f, "water/2020-01-01-a.en.gmi", "a", .body = links);
	commit_at(f, "2101-01-01");
	begin(f);
	PUT(f, "water/2020-01-01-a.en.gmi", "a", .body = "Text.\n");
	commit_at(f, "2101-01-01");
	assert_int_equal(published(f, "mailto:a@example.org"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    links_and_values_of_live_texts_are_published, setup_in_memory, teardown),
		cmocka_unit_test_setup_teardown(
		    an_address_goes_with_the_last_text_that_has_it, setup_in_memory, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
