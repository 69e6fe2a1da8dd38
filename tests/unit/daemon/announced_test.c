/*
 * announced_test: which feeds are told of as changed, and when.
 */
#include "daemon/announced.h"

#include "unit/support/folder.h"

struct fixture {
	struct folder folder;
	struct site site;
	struct announced feeds;
	char taken[200]; /* paths, with a space after each */
};

static void take(void *arg, struct str path)
{
	struct fixture *f = arg;
	size_t n = strlen(f->taken);
	snprintf(f->taken + n, sizeof f->taken - n, "%.*s ", STR_ARG(path));
}

/* What is told after this look. */
static const char *changes(struct fixture *f)
{
	f->taken[0] = '\0';
	announced_look(&f->feeds);
	announced_take_changes(&f->feeds, take, f);
	return f->taken;
}

static int begin(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	folder_init(&f->folder);
	f->site = (struct site){ .tags = { "en" }, .lang_count = 1 };
	f->feeds = (struct announced){
		.site = &f->site, .feeds_fd = f->folder.fd, .record_fd = f->folder.fd
	};
	announced_open(&f->feeds);
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;
	announced_release(&f->feeds);
	folder_release(&f->folder);
	free(f);
	return 0;
}

/* A look may come between the writing of a file and the word that it is published. */
static void a_change_is_told_at_the_look_that_finds_it_and_at_the_next(void **state)
{
	struct fixture *f = *state;
	folder_write(&f->folder, "en/atom.xml", "1");
	folder_write(&f->folder, "en/wells/rss.xml", "1");
	assert_string_equal(changes(f), "en/atom.xml en/wells/rss.xml ");
	assert_string_equal(changes(f), "en/atom.xml en/wells/rss.xml ");
	assert_string_equal(changes(f), "");
	folder_write(&f->folder, "en/atom.xml", "2");
	assert_string_equal(changes(f), "en/atom.xml ");
	assert_string_equal(changes(f), "en/atom.xml ");
	assert_string_equal(changes(f), "");
}

static void one_that_is_gone_has_changed_and_is_not_owed(void **state)
{
	struct fixture *f = *state;
	folder_write(&f->folder, "en/atom.xml", "1");
	changes(f);
	assert_null(announced_owed(&f->feeds)); /* what is there at first is not news */
	folder_write(&f->folder, "en/atom.xml", "2");
	changes(f);
	assert_string_equal(announced_owed(&f->feeds)->path, "en/atom.xml");
	assert_int_equal(unlinkat(f->folder.fd, "en/atom.xml", 0), 0);
	assert_string_equal(changes(f), "en/atom.xml ");
	assert_null(announced_owed(&f->feeds));
	assert_string_equal(changes(f), "en/atom.xml ");
	assert_string_equal(changes(f), "");
	folder_write(&f->folder, "en/atom.xml", "1");
	assert_string_equal(changes(f), "en/atom.xml ");
	assert_null(announced_owed(&f->feeds)); /* the hub knows these bytes */
}

static void the_same_bytes_in_another_file_are_no_change(void **state)
{
	struct fixture *f = *state;
	folder_write(&f->folder, "en/atom.xml", "1");
	changes(f);
	changes(f);
	assert_int_equal(unlinkat(f->folder.fd, "en/atom.xml", 0), 0);
	folder_write(&f->folder, "en/atom.xml", "1");
	assert_string_equal(changes(f), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_change_is_told_at_the_look_that_finds_it_and_at_the_next, begin, end),
		cmocka_unit_test_setup_teardown(one_that_is_gone_has_changed_and_is_not_owed, begin, end),
		cmocka_unit_test_setup_teardown(the_same_bytes_in_another_file_are_no_change, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
