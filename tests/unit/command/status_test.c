#include "unit/support/shell.h"

#include "command/status.h"

static void a_content_without_items_is_an_empty_table(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &status_command, NULL), 0);
	expect_printed(s, "", "");
}

static void columns_are_those_of_a_terminal_whatever_the_letters(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a.en.gmi", "---\ntitle: 路 пе\xcc\x86сня\n---\n");
	folder_write(&s->folder, "content/p/2024-01-01-a.ru.gmi", "---\ntitle: B\ndraft: yes\n---\n");
	folder_write(&s->folder, "content/p/2024-01-02-longer.ru.gmi",
	    "---\ntitle: aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde\nshort_title: "
	    "Шшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшш\n---\n");
	assert_int_equal(shell_run(s, &status_command, NULL), 0);
	expect_printed(s,
	    "p                 en          ru          \n"
	    "2024-01-01-a      published   draft       路 пе\xcc\x86сня\n"
	    "2024-01-02-longer missing     published   Шшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшшш\n",
	    "");
}

static void each_project_has_a_table_and_may_be_asked_for_alone(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a.en.gmi", "---\ntitle: A\n---\n");
	folder_write(&s->folder, "content/p2/2024-01-01-a.en.gmi", "---\ntitle: B\n---\n");
	assert_int_equal(shell_run(s, &status_command, NULL), 0);
	expect_printed(s,
	    "p            en          ru          \n2024-01-01-a published   missing     A\n\n"
	    "p2           en          ru          \n2024-01-01-a published   missing     B\n",
	    "");
	assert_int_equal(shell_run(s, &status_command, "p2", NULL), 0);
	expect_printed(
	    s, "p2           en          ru          \n2024-01-01-a published   missing     B\n", "");
}

static void a_project_without_items_or_two_projects_are_status_2(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &status_command, "p", NULL), 2);
	expect_printed(s, "", "jarchy: error: there are no items of a project \"p\"\n");
	assert_int_equal(shell_run(s, &status_command, "p", "p2", NULL), 2);
	expect_printed(s, "",
	    "jarchy: error: status: write one project, or none for all (see \"jarchy status --help\")\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_content_without_items_is_an_empty_table),
		TEST(columns_are_those_of_a_terminal_whatever_the_letters),
		TEST(each_project_has_a_table_and_may_be_asked_for_alone),
		TEST(a_project_without_items_or_two_projects_are_status_2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
