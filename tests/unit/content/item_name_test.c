#include "unit/support/test.h"

#include "base/date.h"
#include "content/item_name.h"
#include "lang/lang.h"

enum { TIME = 1700000000 }; /* 2023-11-15 in Bishkek */

#define RUSSIAN "Мост открыт для всех жителей, и это первый из новых мостов.\n"
#define ENGLISH "The bridge is open to all of the people, and it is the first.\n"

static void expect(const char *file, const char *head, const char *name)
{
	struct item_name made;
	struct err err;
	char is[256] = "";
	assert_true(date_set_zone("Asia/Bishkek", &err));
	if (item_name_make(str_of(file), str_of(head), TIME, lang_find(STR("ky")), &made))
		snprintf(is, sizeof is, "%s%s.%s%s", made.undated ? "? " : "", made.stem, made.lang->tag,
		    made.ending);
	if (strcmp(is, name) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", file, is, name);
}

static void a_free_name_becomes_one_by_the_rules(void **state)
{
	(void)state;
	expect("20.11.2026 Мост в Кемине.gmi", RUSSIAN, "2026-11-20-most-v-kemine.ru.gmi");
	expect("Мост в Кемине 20.11.2026.gmi", RUSSIAN, "2026-11-20-most-v-kemine.ru.gmi");
	expect("20 ноября 2026 г. Мост.gmi", RUSSIAN, "2026-11-20-g-most.ru.gmi");
	expect("2026-11-20_Bridge.md", ENGLISH, "2026-11-20-bridge.en.md");
	expect("2026-11-20-Bridge.ky.gmi", ENGLISH, "2026-11-20-bridge.ky.gmi");
	expect("2026-11-20-bridge_RU.GMI", ENGLISH, "2026-11-20-bridge.ru.gmi");
	expect("2026–11–20–bridge.gmi", ENGLISH, "2026-11-20-bridge.en.gmi");
	expect("2026-11-20 bridge.ru.gmi.txt", ENGLISH, "2026-11-20-bridge.ru.gmi");
}

static void the_day_is_that_of_the_name_then_of_the_text_then_of_the_file(void **state)
{
	(void)state;
	expect("Мост.gmi", "---\ndate: 2026-11-20 10:00\n---\n" RUSSIAN, "2026-11-20-most.ru.gmi");
	expect("Мост.gmi", "---\nДата: 20 ноября 2026 г.\n---\n" RUSSIAN, "2026-11-20-most.ru.gmi");
	expect("Мост.gmi", RUSSIAN, "? 2023-11-15-most.ru.gmi");
	/* A language that nothing tells is that of the site. */
	expect("most.docx", "", "? 2023-11-15-most.ky.docx");
	expect("Мост.gmi", "\xCF\xEE\xFF", "? 2023-11-15-most.ky.gmi");
}

static void what_no_name_can_be_made_of_is_refused(void **state)
{
	(void)state;
	expect("???.gmi", RUSSIAN, "");
	expect("20.11.2026.gmi", RUSSIAN, "");
	expect("2026-02-30-bridge.ru.gmi", RUSSIAN, "");
	expect("Мост.jpg", RUSSIAN, "");
	expect(".gmi", RUSSIAN, "");
	expect("\xFF.gmi", RUSSIAN, "");
	assert_false(item_name_is_free(STR("project.xx.gmi")));
	assert_false(item_name_is_free(STR("Site.gmi")));
	assert_false(item_name_is_free(STR("photo.jpg")));
	assert_true(item_name_is_free(STR("Мост.GMI")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_free_name_becomes_one_by_the_rules),
		cmocka_unit_test(the_day_is_that_of_the_name_then_of_the_text_then_of_the_file),
		cmocka_unit_test(what_no_name_can_be_made_of_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
