/*
 * divided_test: feeds that several threads write.
 */
#include "unit/support/feeds.h"

#include <sched.h>

#include "base/pool.h"

enum { ITEMS = 2020, PROJECTS = 4 };

static void put_item(struct world *w, int number)
{
	char path[80], text[160];
	snprintf(path, sizeof path, "project-%d/2023-%02d-%02d-item-%d.ru.gmi", number % PROJECTS,
	    number % 10 + 1, number % 28 + 1, number);
	snprintf(
	    text, sizeof text, "---\ntitle: Новость %d\nsummary: Кратко\n---\nТекст %d.\n", number, number);
	world_write(w, path, text);
}

static void use_cores(size_t n)
{
	cpu_set_t all, some;
	CPU_ZERO(&some);
	assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
	for (size_t i = 0; i < CPU_SETSIZE && (size_t)CPU_COUNT(&some) < n; i++)
		if (CPU_ISSET(i, &all))
			CPU_SET(i, &some);
	assert_int_equal(sched_setaffinity(0, sizeof some, &some), 0);
}

static void work_divided_among_cores_gives_the_same_bytes(void **state)
{
	(void)state;
	if (pool_size() < 2)
		skip();
	struct world *w = world_of_feeds();
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	for (int i = 0; i < PROJECTS; i++) {
		char path[40];
		snprintf(path, sizeof path, "project-%d/project.ru.gmi", i);
		world_write(w, path, "---\nname: Проект\n---\n");
	}
	for (int i = 0; i < ITEMS; i++)
		put_item(w, i);
	world_publish_all(w);
	unsigned all = report.written;
	assert_true(all > 2 * (ITEMS / 20));
	assert_true(world_has(w, "ru/atom-101.xml"));

	use_cores(1);
	assert_int_equal(pool_size(), 1);
	world_publish_all(w);
	assert_int_equal(report.written, 0);
	assert_int_equal(report.unchanged, all);
	world_free(w);
}

/* So many are not waited for one by one: they are shown together, or not at all. */
static void many_feeds_are_shown_together(void **state)
{
	enum { MANY = 40 };
	struct world *w = world_of_feeds();
	(void)state;
	for (int i = 0; i < MANY; i++) {
		char path[40];
		snprintf(path, sizeof path, "p-%d/project.ru.gmi", i);
		world_write(w, path, "---\nname: Проект\n---\n");
	}
	assert_int_equal(mkdirat(w->feeds, "ru", 0700) | mkdirat(w->feeds, "ru/p-39", 0700) |
	                     mkdirat(w->feeds, "ru/p-39/.atom.xml.tmp", 0700),
	    0);
	world_compile(w);
	const struct touched all = { .any = true, .all = true };
	assert_false(world_publish(w, &all));
	assert_false(world_has(w, "ru/atom.xml"));
	assert_false(world_has(w, "ru/p-0/atom.xml"));
	assert_int_equal(unlinkat(w->feeds, "ru/p-39/.atom.xml.tmp", AT_REMOVEDIR), 0);
	OK(world_publish(w, &all));
	assert_true(world_has(w, "ru/p-0/atom.xml"));
	assert_true(world_has(w, "ru/p-39/atom.xml"));
	world_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(work_divided_among_cores_gives_the_same_bytes),
		cmocka_unit_test(many_feeds_are_shown_together) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
