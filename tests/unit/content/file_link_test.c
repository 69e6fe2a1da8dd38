#include "unit/support/test.h"

#include "content/file_link.h"

static const char *const files[] = { "programme.pdf", "Фото 1 мост.jpg", "Фото 1 мост.JPG", "Фото.jpg",
	"Map\u202Fof the valley.png", "й.pdf", "100%.txt", "a (1).pdf" };

static void expect(const char *line, const char *file, const char *label)
{
	struct gemtext_reader r;
	struct gemtext g;
	struct str rest = STR("");
	struct arena a = { 0 };
	struct file_names names;
	gemtext_start(&r, str_of(line));
	assert_true(gemtext_next(&r, &g));
	file_names_make(&a, files, ARRAY_SIZE(files), &names);
	const char *found = file_names_link(&names, &g, &rest);
	if (strcmp(found ? found : "", file) || !str_is(rest, label))
		fail_msg("%s: \"%s\", \"%.*s\"", line, found ? found : "", STR_ARG(rest));
	arena_release(&a);
}

static void names_are_found_as_people_write_them(void **state)
{
	(void)state;
	expect("=> Фото 1 мост.jpg подпись", "Фото 1 мост.jpg", "подпись");
	expect("=> Фото 1 мост.JPG", "Фото 1 мост.JPG", "");
	expect("=> фото 1 МОСТ.jpeg x", "", "");
	expect("=> фото  1\u00A0Мост.Jpg Мост в Кемине", "Фото 1 мост.jpg", "Мост в Кемине");
	expect("=> %D0%A4%D0%BE%D1%82%D0%BE%201%20мост.jpg a", "Фото 1 мост.jpg", "a");
	expect("=> ./Фото 1 мост.jpg a", "Фото 1 мост.jpg", "a");
	expect("=> Фото.jpg Фото 1 мост.jpg", "Фото.jpg", "Фото 1 мост.jpg");
	expect("=> map of the valley.png", "Map\u202Fof the valley.png", "");
	/* In one code point, or a letter and its breve. */
	expect("=> \u0438\u0306.pdf a", "й.pdf", "a");
	expect("=> 100%.txt", "100%.txt", "");
	expect("=> a (1).pdf b", "a (1).pdf", "b");
	expect("=> programme.pdf The programme", "programme.pdf", "The programme");
}

static void what_is_joined_to_a_name_is_another_one(void **state)
{
	(void)state;
	expect("=> programme.pdf.zip", "", "");
	expect("=> programme.pdf#2 a", "", "");
	expect("=> old-programme.pdf", "", "");
	expect("=> /ru/programme.pdf", "", "");
	expect("=> Фото 1", "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_as_people_write_them),
		cmocka_unit_test(what_is_joined_to_a_name_is_another_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
