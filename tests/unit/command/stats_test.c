#include "unit/support/shell.h"

#include "catalog/subscribers.h"
#include "command/stats.h"
#include "publish/compile.h"

/* 2024-10-04. */
enum { TODAY = 20000 };

static void note(struct shell *s, const struct subscriber *v, size_t n)
{
	struct compiler c;
	struct err err = { .text = "" };
	if (!compiler_open(&c, &s->config, false, &err) || !subscribers_note(c.writer, v, n, TODAY, &err))
		fail_msg("%s", err.text);
	compiler_close(&c);
}

static int stats(struct shell *s, bool json, int64_t today)
{
	printed_begin(&s->printed);
	int status = stats_run(&s->config, json, today);
	shell_printed(s);
	return status;
}

static void nobody_has_said_anything_yet(void **state)
{
	struct shell *s = *state;
	assert_int_equal(stats(s, false, TODAY), 0);
	expect_printed(s, "no feed service has said yet how many subscribers it asks for\n", "");
	assert_int_equal(stats(s, true, TODAY), 0);
	expect_printed(s, "{\n \"day\": \"2024-10-04\",\n \"subscribers\": 0,\n \"feeds\": []\n}\n", "");
}

static void a_service_counts_for_sixty_days(void **state)
{
	static const struct subscriber one = { "/ru/atom.xml", "Feedly", "", 5, TODAY };
	struct shell *s = *state;
	setenv("COLUMNS", "20", 1);
	note(s, &one, 1);
	assert_int_equal(stats(s, false, TODAY + SUBSCRIBERS_GONE), 0);
	expect_printed(s,
	    "                en      ru     all\n(the site)       0       5       5\nall              0      "
	    " 5       5\n\n"
	    "/ru/atom.xml: 5\n  Feedly  5  2024-10-04\n",
	    "");
	assert_int_equal(stats(s, false, TODAY + SUBSCRIBERS_GONE + 1), 0);
	expect_printed(s,
	    "                en      ru     all\nall              0       0       0\n\n"
	    "/ru/atom.xml: 0\n  Feedly  5  2024-10-04  not seen for 61 days\n",
	    "");
}

static void a_bar_fills_the_terminal_and_the_smallest_is_still_seen(void **state)
{
	static const struct subscriber two[] = { { "/en/p/rss.xml", "Big", "", 1000, TODAY },
		{ "/en/p/rss.xml", "Small", "7", 1, TODAY } };
	struct shell *s = *state;
	setenv("LC_ALL", "C", 1);
	note(s, two, 2);
	/* 2 + 7 + 2 + 4 + 2 + 10 + 2 columns are before the bar. */
	setenv("COLUMNS", "39", 1);
	assert_int_equal(stats(s, false, TODAY), 0);
	assert_non_null(strstr(s->printed.out.data,
	    "  Big      1000  2024-10-04  ##########\n  Small 7     1  2024-10-04  #\n"));
	setenv("COLUMNS", "36", 1);
	assert_int_equal(stats(s, false, TODAY), 0);
	assert_null(strchr(s->printed.out.data, '#'));
}

static void numbers_that_are_wide_widen_every_column(void **state)
{
	static const struct subscriber two[] = { { "/en/p/rss.xml", "A", "", 4000000000, TODAY },
		{ "/ru/p/rss.xml", "A", "", 4000000000, TODAY } };
	struct shell *s = *state;
	setenv("COLUMNS", "20", 1);
	note(s, two, 2);
	assert_int_equal(stats(s, false, TODAY), 0);
	assert_true(str_starts(buf_str(&s->printed.out), "                    en          ru         all\n"
	                                                 "p           4000000000  4000000000  8000000000\n"
	                                                 "all         4000000000  4000000000  8000000000\n"));
}

static void programs_get_each_feed_with_its_services(void **state)
{
	static const struct subscriber two[] = { { "/ru/atom.xml", "Feedly", "", 5, TODAY },
		{ "/ru/atom.xml", "Feedbin", "12", 7, TODAY - 61 } };
	struct shell *s = *state;
	note(s, two, 2);
	assert_int_equal(stats(s, true, TODAY), 0);
	expect_printed(s,
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
