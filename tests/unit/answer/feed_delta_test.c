/*
 * feed_delta_test: feeds without the entries that a reader has.
 */
#include "unit/support/test.h"

#include "answer/feed_delta.h"

#define HEAD "<?xml?>\n<feed>\n <title>T</title>\n"
#define ENTRY(text) " <entry xml:lang=\"en\">\n  <content>a\n&lt;/entry>\n" text "</content>\n </entry>\n"
#define TAIL " <at:deleted-entry ref=\"x\"/>\n</feed>\n"

static const char path[] = "/en/atom.xml";

static void note(struct feed_delta *v, const char *document, unsigned coding, const char *tag)
{
	feed_delta_note(v, str_of(path), str_of(document), coding, str_of(tag));
}

/* What a reader of these versions gets of the document; NULL for the whole. */
static const char *delta(const struct feed_delta *v, const char *document, const char *named)
{
	static char text[4096];
	struct buf out;
	buf_init(&out, sizeof text - 1);
	const char *tag = feed_delta_make(v, str_of(path), str_of(document), str_of(named), &out);
	snprintf(text, sizeof text, "%.*s", STR_ARG(buf_str(&out)));
	buf_release(&out);
	return tag ? text : NULL;
}

static void only_what_the_version_lacked_is_left_between_head_and_tail(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, HEAD ENTRY("1") ENTRY("2") TAIL, 0, "\"a\"");
	assert_string_equal(
	    delta(&v, HEAD ENTRY("3") ENTRY("1") ENTRY("2") TAIL, "\"a\""), HEAD ENTRY("3") TAIL);
	assert_string_equal(
	    delta(&v, HEAD ENTRY("1") ENTRY("2, corrected") TAIL, "\"a\""), HEAD ENTRY("2, corrected") TAIL);
	assert_string_equal(delta(&v, HEAD ENTRY("2") TAIL, "\"a\""), HEAD TAIL);
	feed_delta_release(&v);
}

static void items_of_rss_are_entries_too(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, "<rss>\n  <item>\n1\n  </item>\n</rss>\n", 0, "\"a\"");
	assert_string_equal(
	    delta(&v, "<rss>\n  <item>\n2\n  </item>\n  <item>\n1\n  </item>\n</rss>\n", "\"a\""),
	    "<rss>\n  <item>\n2\n  </item>\n</rss>\n");
	feed_delta_release(&v);
}

static void a_version_is_known_by_the_tag_of_any_coding(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, HEAD ENTRY("1") TAIL, 0, "\"a\"");
	note(&v, HEAD ENTRY("1") TAIL, 2, "\"b\"");
	assert_non_null(delta(&v, HEAD ENTRY("2") TAIL, "\"a\""));
	assert_non_null(delta(&v, HEAD ENTRY("2") TAIL, "\"x\", W/\"b\""));
	assert_null(delta(&v, HEAD ENTRY("2") TAIL, "\"c\""));
	feed_delta_release(&v);
}

static void the_newest_of_the_versions_named_counts(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, HEAD ENTRY("1") TAIL, 0, "\"a\"");
	note(&v, HEAD ENTRY("2") ENTRY("1") TAIL, 0, "\"b\"");
	assert_string_equal(
	    delta(&v, HEAD ENTRY("3") ENTRY("2") ENTRY("1") TAIL, "\"a\", \"b\""), HEAD ENTRY("3") TAIL);
	feed_delta_release(&v);
}

static void a_version_of_another_feed_is_none_of_this(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	feed_delta_note(&v, STR("/ru/atom.xml"), STR(HEAD ENTRY("1") TAIL), 0, STR("\"a\""));
	assert_null(delta(&v, HEAD ENTRY("2") TAIL, "\"a\""));
	feed_delta_release(&v);
}

static void old_versions_are_forgotten_and_documents_without_entries_never_kept(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, "{\"items\":[]}\n", 0, "\"json\"");
	assert_null(delta(&v, "{}\n", "\"json\""));
	for (int i = 0; i < 2000; i++) {
		char document[256], tag[16];
		snprintf(document, sizeof document, HEAD ENTRY("%d") TAIL, i);
		snprintf(tag, sizeof tag, "\"%d\"", i);
		note(&v, document, 0, tag);
	}
	assert_null(delta(&v, HEAD TAIL, "\"0\""));
	assert_non_null(delta(&v, HEAD TAIL, "\"1999\""));
	feed_delta_release(&v);
}

static void a_document_that_is_cut_short_ends_nothing_early(void **state)
{
	struct feed_delta v;
	(void)state;
	feed_delta_init(&v);
	note(&v, HEAD ENTRY("1") TAIL, 0, "\"a\"");
	assert_string_equal(delta(&v, HEAD " <entry >\n  half", "\"a\""), HEAD " <entry >\n  half");
	assert_string_equal(delta(&v, "", "\"a\""), "");
	feed_delta_release(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_the_version_lacked_is_left_between_head_and_tail),
		cmocka_unit_test(items_of_rss_are_entries_too),
		cmocka_unit_test(a_version_is_known_by_the_tag_of_any_coding),
		cmocka_unit_test(the_newest_of_the_versions_named_counts),
		cmocka_unit_test(a_version_of_another_feed_is_none_of_this),
		cmocka_unit_test(old_versions_are_forgotten_and_documents_without_entries_never_kept),
		cmocka_unit_test(a_document_that_is_cut_short_ends_nothing_early),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
