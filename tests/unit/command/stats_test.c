#include "unit/command/folder.h"

#include "catalog/subscribers.h"
#include "command/stats.h"
#include "publish/compile.h"

/* 2024-10-04. */
enum { TODAY = 20000 };

static void note(struct folder *f, const struct subscriber *v, size_t n)
{
	struct compiler c;
	struct err err = { "" };
	if (!compiler_open(&c, &f->config, false, &err) || !subscribers_note(c.writer, v, n, TODAY, &err))
		fail_msg("%s", err.text);
	compiler_close(&c);
}

static int stats(struct folder *f, bool json, int64_t today)
{
	print_begin(f);
	int status = stats_run(&f->config, json, today);
	print_end(f);
	return status;
}

static void nobody_has_said_anything_yet(void **state)
{
	struct folder *f = *state;
	assert_int_equal(stats(f, false, TODAY), 0);
	expect_printed(f, "no feed service has said yet how many subscribers it asks for\n", "");
	assert_int_equal(stats(f, true, TODAY), 0);
	expect_printed(f, "{\n \"day\": \"2024-10-04\",\n \"subscribers\": 0,\n \"feeds\": []\n}\n", "");
}

static void a_service_counts_for_sixty_days(void **state)
{
	static const struct subscriber one = { "/ru/atom.xml", "Feedly", "", 5, TODAY };
	struct folder *f = *state;
	setenv("COLUMNS", "20", 1);
	note(f, &one, 1);
	assert_int_equal(stats(f, false, TODAY + SUBSCRIBERS_GONE), 0);
	expect_printed(f,
	    "                en      ru     all\n(the site)       0       5       5\nall              0      "
	    " 5       5\n\n"
	    "/ru/atom.xml: 5\n  Feedly  5  2024-10-04\n",
	    "");
	assert_int_equal(stats(f, false, TODAY + SUBSCRIBERS_GONE + 1), 0);
	expect_printed(f,
	    "                en      ru     all\nall              0       0       0\n\n"
	    "/ru/atom.xml: 0\n  Feedly  5  2024-10-04  not seen for 61 days\n",
	    "");
}

static void a_bar_fills_the_terminal_and_the_smallest_is_still_seen(void **state)
{
	static const struct subscriber two[] = { { "/en/p/rss.xml", "Big", "", 1000, TODAY },
		{ "/en/p/rss.xml", "Small", "7", 1, TODAY } };
	struct folder *f = *state;
	setenv("LC_ALL", "C", 1);
	note(f, two, 2);
	/* 2 + 7 + 2 + 4 + 2 + 10 + 2 columns are before the bar. */
	setenv("COLUMNS", "39", 1);
	assert_int_equal(stats(f, false, TODAY), 0);
	assert_non_null(
	    strstr(f->out.data, "  Big      1000  2024-10-04  ##########\n  Small 7     1  2024-10-04  #\n"));
	setenv("COLUMNS", "36", 1);
	assert_int_equal(stats(f, false, TODAY), 0);
	assert_null(strchr(f->out.data, '#'));
}

static void numbers_that_are_wide_widen_every_column(void **state)
{
	static const struct subscriber two[] = { { "/en/p/rss.xml", "A", "", 4000000000, TODAY },
		{ "/ru/p/rss.xml", "A", "", 4000000000, TODAY } };
	struct folder *f = *state;
	setenv("COLUMNS", "20", 1);
	note(f, two, 2);
	assert_int_equal(stats(f, false, TODAY), 0);
	assert_true(str_starts(buf_str(&f->out), "                    en          ru         all\n"
	                                         "p           4000000000  4000000000  8000000000\n"
	                                         "all         4000000000  4000000000  8000000000\n"));
}

static void programs_get_each_feed_with_its_services(void **state)
{
	static const struct subscriber two[] = { { "/ru/atom.xml", "Feedly", "", 5, TODAY },
		{ "/ru/atom.xml", "Feedbin", "12", 7, TODAY - 61 } };
	struct folder *f = *state;
	note(f, two, 2);
	assert_int_equal(stats(f, true, TODAY), 0);
	expect_printed(f,
	    "{\n \"day\": \"2024-10-04\",\n \"subscribers\": 5,\n \"feeds\": [\n  {\n"
	    "   \"path\": \"/ru/atom.xml\",\n   \"subscribers\": 5,\n   \"agents\": [\n"
	    "    {\n     \"agent\": \"Feedbin\",\n     \"feed_id\": \"12\",\n     \"subscribers\": 7,\n"
	    "     \"seen\": \"2024-08-04\",\n     \"state\": \"gone\"\n    },\n"
	    "    {\n     \"agent\": \"Feedly\",\n     \"feed_id\": \"\",\n     \"subscribers\": 5,\n"
	    "     \"seen\": \"2024-10-04\",\n     \"state\": \"current\"\n    }\n   ]\n  }\n ]\n}\n",
	    "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nobody_has_said_anything_yet),
		TEST(a_service_counts_for_sixty_days),
		TEST(a_bar_fills_the_terminal_and_the_smallest_is_still_seen),
		TEST(numbers_that_are_wide_widen_every_column),
		TEST(programs_get_each_feed_with_its_services),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
