#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/compile.h"

/* 2101-05-01 10:00 +06:00: no clock of a test is there yet. */
enum { HOUR = 3600 };
static const int64_t opens = 4144363200, closes = 4144363200 + HOUR;

struct fixture {
	char folder[32];
	int dir;
	struct config config;
	struct compiler compiler;
};

static void put(const struct fixture *f, const char *path, const char *text)
{
	assert_int_not_equal(file_replace(f->dir, path, str_of(text), 0644, NULL), FILE_FAILED);
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct err err = { "" };
	strcpy(f->folder, "/tmp/jarchy-unit-XXXXXX");
	f->dir = mkdtemp(f->folder) ? open(f->folder, O_RDONLY | O_DIRECTORY) : -1;
	put(f, "jarchy.conf", "languages = {\"en\"}\n");
	put(f, "content/p/project.en.gmi", "---\nname: P\n---\nText.\n");
	put(f, "content/p/2101-05-01-a.en.gmi",
	    "---\ntitle: A\npublish: 2101-05-01 10:00\nexpires: 2101-05-01 11:00\n---\nText.\n");
	char file[64];
	snprintf(file, sizeof file, "%s/jarchy.conf", f->folder);
	assert_true(config_load(file, &f->config));
	if (!compiler_open(&f->compiler, &f->config, false, &err))
		fail_msg("%s", err.text);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[64];
	compiler_close(&f->compiler);
	config_release(&f->config);
	close(f->dir);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	free(f);
	return system(command);
}

/* What a pass at this instant says of the next one. */
static int64_t pass(struct fixture *f, int64_t now, bool whole, bool changed)
{
	struct compile_report r;
	struct err err = { "" };
	bool good = whole ? compile_run(&f->compiler, now, &r, &err)
	                  : compile_paths(&f->compiler, NULL, 0, now, &r, &err);
	if (!good)
		fail_msg("%s", err.text);
	assert_int_equal(r.changed, changed);
	int64_t next = r.next;
	compile_report_release(&r);
	return next;
}

static bool in_feed(const struct fixture *f)
{
	struct buf feed;
	buf_init(&feed, 1 << 20);
	assert_true(file_read(f->dir, "feeds/en/p/atom.xml", 1 << 20, &feed, NULL));
	bool found = strstr(feed.data, "<title>A</title>") != NULL;
	buf_release(&feed);
	return found;
}

static void an_item_comes_and_goes_at_its_instants(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - HOUR, true, true), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens - 1, false, false), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens, false, true), closes);
	assert_true(in_feed(f));
	assert_int_equal(pass(f, closes, false, true), INSTANT_NONE);
	assert_false(in_feed(f));
}

static void a_machine_that_slept_over_both_instants_catches_up(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - HOUR, true, true), opens);
	assert_int_equal(pass(f, closes + 1, false, true), INSTANT_NONE);
	assert_false(in_feed(f));
}

static void a_machine_that_slept_over_one_shows_what_is_due(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens - 1000 * HOUR, true, true), opens);
	assert_int_equal(pass(f, closes - 1, false, true), closes);
	assert_true(in_feed(f));
}

static void a_clock_that_is_set_back_hides_what_was_early(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pass(f, opens + 1, true, true), closes);
	assert_true(in_feed(f));
	assert_int_equal(pass(f, opens - HOUR, false, true), opens);
	assert_false(in_feed(f));
	assert_int_equal(pass(f, opens, true, true), closes);
	assert_true(in_feed(f));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_comes_and_goes_at_its_instants),
		TEST(a_machine_that_slept_over_both_instants_catches_up),
		TEST(a_machine_that_slept_over_one_shows_what_is_due),
		TEST(a_clock_that_is_set_back_hides_what_was_early),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
