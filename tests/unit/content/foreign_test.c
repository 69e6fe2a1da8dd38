/* Front matter of other systems, as far as a whole file shows it. */
#include "unit/support/documents.h"

#define MD "p/2023-09-08-new-bridge.ru.md"

static void an_item_of_hugo_keeps_its_title_date_topics_and_draft(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, MD,
	    "---\n"
	    "title: \"Мост \\\"Кут\\\" открыт\"\n"
	    "date: 2023-09-08T11:50:00+06:00\n"
	    "lastmod: 2023-09-09\n"
	    "publishDate: 2023-09-08T12:00:00Z\n"
	    "expiryDate: 2033-01-01\n"
	    "draft: true\n"
	    "tags: [Дороги, мосты, roads]\n"
	    "categories:\n"
	    "  - Дороги\n"
	    "authors: [Айгүл, Bakyt]\n"
	    "description: >\n"
	    "  Новый мост\n"
	    "  *открыт*.\n"
	    "aliases: [/old/bridge/, news/most]\n"
	    "weight: 5\n"
	    "---\n"
	    "Текст.\n");
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Мост \"Кут\" открыт");
	assert_int_equal(p.doc.date.at, 1694152200);
	assert_true(p.doc.draft);
	assert_int_equal(p.doc.updated, 1694196000);
	assert_int_equal(p.doc.publish, 1694174400);
	assert_int_not_equal(p.doc.expires, INSTANT_NONE);
	assert_string_equal(p.doc.summary, "Новый мост открыт.");
	static const char *const want[][2] = { { "topic", "dorogi" }, { "topic_name", "dorogi Дороги" },
		{ "topic", "mosty" }, { "topic_name", "mosty мосты" }, { "topic", "roads" },
		{ "author", "Айгүл" }, { "author", "Bakyt" }, { "alias", "/old/bridge/" },
		{ "alias", "/news/most" } };
	assert_int_equal(p.doc.value_count, ARRAY_SIZE(want));
	for (size_t i = 0; i < ARRAY_SIZE(want); i++) {
		assert_string_equal(p.doc.values[i].key, want[i][0]);
		assert_string_equal(p.doc.values[i].text, want[i][1]);
	}
	assert_string_equal(p.doc.body, "Текст.\n");
	assert_int_equal(p.doc.body_line, 18);
	parsed_release(&p);
}

static void doubts_of_an_import_are_told_in_any_notation(void **state)
{
	(void)state;
	static const char *const whole[] = { "---\ntitle: A\n# check: which day?\ntags:\n  - x\n---\nText.\n",
		"+++\ntitle = 'A'\n# check: which day?\n+++\nText.\n" };
	for (size_t i = 0; i < ARRAY_SIZE(whole); i++) {
		struct parsed p;
		parsed_init(&p, MD, whole[i]);
		assert_string_equal(
		    p.report.data, ":3: warning: which day? (take this line out when it is settled)\n");
		parsed_release(&p);
	}
}

static void a_draft_of_another_system_stays_one_and_keeps_bold_words_and_links(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, MD,
	    "---\ntitle: \"Мост открыт\"\ndate: 2023-09-08T11:50:00+06:00\ndraft: true\ntags: [дороги, "
	    "мосты]\n---\n"
	    "Текст **новости** и [ссылка](https://a.example/).\n");
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Мост открыт");
	assert_true(p.doc.draft);
	assert_string_equal(p.doc.body, "Текст новости и ссылка.\n=> https://a.example/ ссылка\n");
	assert_int_equal(p.doc.marks.n, 1);
	assert_int_equal(p.doc.marks.v[0].kind, MARK_STRONG);
	assert_memory_equal(p.doc.body + p.doc.marks.v[0].at, "новости", p.doc.marks.v[0].n);
	parsed_release(&p);
}

static void what_was_not_public_in_another_system_is_a_draft(void **state)
{
	(void)state;
	static const char *const hidden[] = { "draft: true", "draft: yes", "draft: on", "draft: True",
		"Draft: TRUE", "draft: maybe", "draft: [x]", "draft: {a: b}", "draft:", "draft: \"true\"",
		"drafts: true", "isDraft: 1", "published: false", "published: no", "published: soon",
		"publish: false", "status: draft", "status: pending", "post_status: private",
		"visibility: private", "private: true", "password: secret", "build: {render: never}",
		"permalink: false", "extra: {draft: true}", "params: {unpublished: yes}", "darft: true",
		"public: false", "hidden: true" };
	for (size_t i = 0; i < ARRAY_SIZE(hidden); i++) {
		struct parsed p;
		char text[256];
		/* The list makes it foreign: nothing else of ours has one. */
		snprintf(text, sizeof text, "---\ntitle: x\ntags: [a]\n%s\n---\nText.\n", hidden[i]);
		parsed_init(&p, MD, text);
		if (!p.doc.draft)
			fail_msg("public: %s", hidden[i]);
		parsed_release(&p);
	}
}

static void what_was_public_in_another_system_is_no_draft(void **state)
{
	(void)state;
	static const char *const shown[] = { "draft: false", "draft: no", "draft: off", "published: true",
		"published: 2020-01-02", "status: published", "status: publish", "visibility: public",
		"private: false", "password: \"\"", "layout: draft", "tags: [draft]", "public: true",
		"build: {render: always}" };
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		struct parsed p;
		char text[256];
		snprintf(text, sizeof text, "---\ntitle: x\ncategories: [a]\n%s\n---\nText.\n", shown[i]);
		parsed_init(&p, MD, text);
		if (p.doc.draft || !p.good)
			fail_msg("a draft: %s: %s", shown[i], p.report.data);
		parsed_release(&p);
	}
}

static void dates_are_read_in_any_usual_form(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t at;
	} dates[] = {
		{ "2018-01-02 11:21:40 +0100", 1514888500 - 40 },
		{ "2018-01-02T11:21:00.000Z", 1514892060 },
		{ "2018/01/02", 1514829600 },
		{ "02.01.2018", 1514829600 },
		{ "Tue, 02 Jan 2018 11:21:00 GMT", 1514892060 },
		{ "2 января 2018", 1514829600 },
		{ "January 2, 2018", 1514829600 },
		{ "2018-01-02 11:21", 1514870460 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(dates); i++) {
		struct parsed p;
		char text[256];
		snprintf(
		    text, sizeof text, "---\ntitle: x\ntags: [a]\ndate: \"%s\"\n---\nText.\n", dates[i].text);
		parsed_init(&p, MD, text);
		if (p.doc.date.at != dates[i].at || !p.good)
			fail_msg("%s: %lld: %s", dates[i].text, (long long)p.doc.date.at, p.report.data);
		parsed_release(&p);
	}
}

static void a_date_that_cannot_be_read_is_an_error(void **state)
{
	(void)state;
	expect_report(MD, "---\ntitle: x\ntags: [a]\npublishDate: next week\n---\nText.\n",
	    ":4: publishDate: \"next week\" is not a date: write 2023-09-08, 2023-09-08 11:50 or 2023-09-08 "
	    "11:50 "
	    "+06:00\n");
}

static void keys_that_mean_nothing_here_are_named_in_one_warning(void **state)
{
	(void)state;
	expect_report(MD,
	    "---\ntitle: x\nmenu: main\nimage: a.jpg\nlayout: post\nsource: Reuters\ntitel: y\n---\nText.\n",
	    ":6: warning: keys that mean nothing here are left out: source, image, titel (\"source\" is "
	    "written "
	    "in another way here) (\"titel\": did you mean \"title\"?)\n");
}

static void toml_that_cannot_be_read_is_an_error(void **state)
{
	(void)state;
	expect_report(MD, "+++\ntitle = \"x\ndraft = true\n+++\nText.\n",
	    ":2: this is not TOML: a string does not end\n");
}

static void front_matter_of_ours_in_markdown_reads_as_before(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(
	    &p, MD, "---\ntitle: Bridge #3: open\nsummary: \"Who\" pays\ntopic: a\ntopic: b\n---\nText.\n");
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Bridge #3: open");
	assert_string_equal(p.doc.summary, "\"Who\" pays");
	assert_int_equal(p.doc.value_count, 2);
	parsed_release(&p);
}

static void the_title_is_a_heading_or_else_the_name_of_the_file(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, MD, "---\nlayout: post\n---\n# Мост\n\nText.\n");
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Мост");
	parsed_release(&p);
	parsed_init(&p, MD, "Text.\n\n## Мост\n\nText.\n");
	assert_string_equal(p.doc.title, "Мост");
	assert_string_equal(p.report.data,
	    ":1: warning: there is no title: \"Мост\" is made of a heading; write \"title: …\"\n");
	parsed_release(&p);
	expect_report(MD, "Text.\n",
	    ":1: warning: there is no title: \"New bridge\" is made of the file's name; write \"title: "
	    "…\"\n");
	expect_report("p/2023-09-08-new-bridge.ru.gmi", "Text.\n",
	    ":1: \"title\" is missing: write \"title: …\" between two lines \"---\" at the top\n");
	parsed_init(&p, MD, "---\nlayout: post\n---\nText.\n");
	assert_string_equal(p.doc.title, "New bridge");
	assert_string_equal(p.report.data, ":1: warning: there is no title: \"New bridge\" is made of the "
	                                   "file's name; write \"title: …\"\n");
	parsed_release(&p);
}

static void another_language_than_that_of_the_name_is_told(void **state)
{
	(void)state;
	expect_report(MD, "---\ntitle: x\nlang: en\n---\nText.\n",
	    ":3: warning: the language is en, but the file's name says ru: is one of them a mistake?\n");
}

static void a_project_of_another_system_has_its_title_for_a_name(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, "p/project.ru.md", "+++\ntitle = \"Вода\"\nsort_by = \"date\"\n+++\nText.\n");
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Вода");
	parsed_release(&p);
}

static void escapes_cannot_bring_in_what_xml_forbids(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, MD, "---\ntitle: \"a\\x01b\\uFFFEc\\nd\"\n---\nText.\n");
	assert_string_equal(p.doc.title, "a b c d");
	parsed_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_of_hugo_keeps_its_title_date_topics_and_draft),
		cmocka_unit_test(a_draft_of_another_system_stays_one_and_keeps_bold_words_and_links),
		cmocka_unit_test(what_was_not_public_in_another_system_is_a_draft),
		cmocka_unit_test(what_was_public_in_another_system_is_no_draft),
		cmocka_unit_test(dates_are_read_in_any_usual_form),
		cmocka_unit_test(doubts_of_an_import_are_told_in_any_notation),
		cmocka_unit_test(a_date_that_cannot_be_read_is_an_error),
		cmocka_unit_test(keys_that_mean_nothing_here_are_named_in_one_warning),
		cmocka_unit_test(toml_that_cannot_be_read_is_an_error),
		cmocka_unit_test(front_matter_of_ours_in_markdown_reads_as_before),
		cmocka_unit_test(the_title_is_a_heading_or_else_the_name_of_the_file),
		cmocka_unit_test(another_language_than_that_of_the_name_is_told),
		cmocka_unit_test(a_project_of_another_system_has_its_title_for_a_name),
		cmocka_unit_test(escapes_cannot_bring_in_what_xml_forbids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
