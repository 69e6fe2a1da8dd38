#include "unit/support/documents.h"

#include <stdio.h>

static void every_key_of_an_item_reaches_its_field(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM,
	    "---\n"
	    "title: Айыл: суу\n"
	    "short_title:Суу\n"
	    "# a comment\n"
	    "\n"
	    "date: 2023-09-08 11:50\n"
	    "updated: 2023-09-09T00:00:00Z\n"
	    "id: urn:uuid:0e9e0cc1\n"
	    "kind: event\n"
	    "summary: One question: who pays?\n"
	    "event_start: 2023-09-12 10:00 +06:00\n"
	    "event_end: 2023-09-12\n"
	    "event_place: Naryn\n"
	    "topic: water\n"
	    "topic: health\n"
	    "attachment: programme.pdf Programme: both days\n"
	    "draft: yes\n"
	    "publish: 2023-09-08\n"
	    "expires: 2024-01-01\n"
	    "withdrawn: 2023-12-01\n"
	    "reason: a mistake\n"
	    "alias: /ky/old\n"
	    "source: https://пример.рф/x\n"
	    "---\n"
	    "Body.\n");
	assert_string_equal(p.report.data, "");
	assert_true(p.good);
	const struct document *d = &p.doc;
	assert_string_equal(d->title, "Айыл: суу");
	assert_string_equal(d->short_title, "Суу");
	assert_int_equal(d->date.at, 1694152200);
	assert_true(d->date.has_time);
	assert_int_equal(d->updated, 1694217600);
	assert_string_equal(d->id, "urn:uuid:0e9e0cc1");
	assert_int_equal(d->kind, KIND_EVENT);
	assert_string_equal(d->summary, "One question: who pays?");
	assert_int_equal(d->event_start.at, 1694491200);
	assert_true(d->event_start.has_time);
	assert_false(d->event_end.has_time);
	assert_true(d->draft);
	assert_int_equal(d->publish, 1694109600);
	assert_int_equal(d->expires, 1704045600);
	assert_int_equal(d->withdrawn, 1701367200);
	assert_string_equal(d->reason, "a mistake");
	assert_int_equal(d->value_count, 6);
	assert_string_equal(d->values[0].key, "event_place");
	assert_string_equal(d->values[2].key, "topic");
	assert_string_equal(d->values[2].text, "health");
	assert_int_equal(d->values[2].line, 15);
	assert_string_equal(d->values[3].text, "programme.pdf Programme: both days");
	assert_string_equal(d->values[5].text, "https://xn--e1afmkfd.xn--p1ai/x");
	assert_string_equal(d->body, "Body.\n");
	assert_int_equal(d->body_line, 25);
	parsed_release(&p);
}

static void passport_and_site_have_their_own_keys(void **state)
{
	(void)state;
	expect_report(PROJECT,
	    "---\nname: Ийгиликтүү аймак 2\ndonor: USAID\nimplementer: DPI\npartner: A\npartner: B\n"
	    "period: 2021-09 .. 2025-09\nbudget: $4.9 million\narea: Naryn\nwebsite: https://dpi.kg\n"
	    "contact: a@dpi.kg\npredecessor: Aimak 1\n---\n",
	    "");
	expect_report(SITE, "---\ntitle: S\ntopic_name: water Суу\nplace_name: naryn Нарын\n---\n", "");
}

static void quotes_around_a_whole_value_are_dropped(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(
	    &p, ITEM, "---\ntitle: \"Foo: bar\"\nauthor: 'A'\nauthor: \"A\" and \"B\"\nauthor: \"\n---\n");
	assert_true(p.good);
	assert_string_equal(p.doc.title, "Foo: bar");
	assert_string_equal(p.doc.values[0].text, "A");
	assert_string_equal(p.doc.values[1].text, "\"A\" and \"B\"");
	assert_string_equal(p.doc.values[2].text, "\"");
	parsed_release(&p);
}

static void an_unknown_key_is_told_with_the_nearest_of_this_kind_of_file(void **state)
{
	(void)state;
	expect_report(
	    ITEM, "---\ntitle: A\ntittle: B\n---\n", ":3: unknown key \"tittle\": did you mean \"title\"?\n");
	expect_report(PROJECT, "---\nname: B\ndonnor: A\n---\n",
	    ":3: unknown key \"donnor\": did you mean \"donor\"?\n");
	expect_report(ITEM, "---\ntitle: B\ndonnor: A\n---\n",
	    ":3: unknown key \"donnor\": take the line out, or ask who looks after the site\n");
}

static void a_key_of_another_kind_of_file_is_told_where_it_belongs(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ndonor: B\n---\n",
	    ":3: \"donor\" is no key of this file but of project.<language>.gmi: take it out\n");
	expect_report(ITEM, "---\ntitle: A\nname: B\n---\n",
	    ":3: \"name\" is no key of this file: write \"title\" instead\n");
	expect_report(PROJECT, "---\nname: A\ntitle: B\n---\n",
	    ":3: \"title\" is no key of this file: write \"name\" instead\n");
	expect_report(SITE, "---\ntitle: A\ntopic: b\n---\n",
	    ":3: \"topic\" is no key of this file but of 2023-09-08-forum.<language>.gmi: take it out\n");
}

static void only_what_may_be_repeated_is(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ntitle: B\n---\n",
	    ":3: \"title\" is on line 2 already: keep one of the two\n");
	expect_report(ITEM, "---\ntitle: A\ntopic: b\ntopic: c\n---\n", "");
}

static void what_is_required_is_missed(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ndate: 2023-09-08\n---\nText\n",
	    ":1: \"title\" is missing: write \"title: …\" between two lines \"---\" at the top\n");
	expect_report(ITEM, "Text\n",
	    ":1: \"title\" is missing: write \"title: …\" between two lines \"---\" at the top\n");
	expect_report(PROJECT, "# A heading is no name\n",
	    ":1: \"name\" is missing: write \"name: …\" between two lines \"---\" at the top\n");
}

static void an_empty_value_is_told_once(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle:\n---\n",
	    ":2: \"title\" has no value: write one after the colon, or take the line out\n");
	expect_report(ITEM, "---\ntitle: A\nsummary: \"\"\n---\n",
	    ":3: \"summary\" has no value: write one after the colon, or take the line out\n");
}

static void a_bad_value_is_told_with_its_column(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "date: 8 September",
		    ":3:7: date: \"8 September\" is not a date: write 2023-09-08, 2023-09-08 11:50 "
		    "or 2023-09-08 11:50 +06:00\n" },
		{ "date: 2023-09-08 11:50:00.0000000000000000000000000000000000000000өөө",
		    ":3:7: date: this is too long for a date: write 2023-09-08 or 2023-09-08 11:50\n" },
		{ "date:  2023-02-30", ":3:8: date: \"2023-02-30\" is a day that does not exist\n" },
		{ "topic: Суу",
		    ":3:8: topic: \"Суу\" is not a short name of a-z, 0-9 and hyphens: write suu\n" },
		{ "kind: evnt",
		    ":3:7: kind: \"evnt\" is not a kind of item: write news, press-release, event, practice "
		    "or publication\n" },
		{ "draft: maybe", ":3:8: draft: \"maybe\" is neither yes nor no: write one of these\n" },
		{ "source: www.dpi.kg",
		    ":3:9: source: \"www.dpi.kg\" is not a whole address: begin it with https://\n" },
		{ "source: https://", ":3:9: source: \"https://\" is not an address: write it as in "
		                      "https://dpi.kg/ru/\n" },
		{ "source: javascript:alert(1)",
		    ":3:9: source: \"javascript:alert(1)\" is not an address: write it as "
		    "in https://dpi.kg/ru/\n" },
		{ "id: 17",
		    ":3:5: id: \"17\" is not a URI: write one as in urn:uuid:… or tag:dpi.kg,2023:…\n" },
		{ "alias: old", ":3:8: alias: \"old\" is not a path of this site: begin it with /, as in "
		                "/ru/old-name\n" },
		{ "alias: /a/../../b", ":3:8: alias: \"/a/../../b\" is not a path of this site: begin it "
		                       "with /, as in /ru/old-name\n" },
		{ "attachment: a.pdf",
		    ":3:13: attachment: write the file's name, a space and its title, as in "
		    "\"programme.pdf Programme\"\n" },
		{ "attachment: x/a.pdf A",
		    ":3:13: attachment: \"x/a.pdf\" is not the name of a file beside this one: "
		    "write it without a folder\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[256];
		snprintf(text, sizeof text, "---\ntitle: A\n%s\n---\n", cases[i][0]);
		expect_report(ITEM, text, cases[i][1]);
	}
	expect_report(PROJECT, "---\nname: A\nperiod: 2021 to 2025\n---\n",
	    ":3:9: period: \"2021 to 2025\" is not a period: write its first and last month, as in 2021-09 "
	    ".. "
	    "2025-09, or 2021 .. while it goes on\n");
	expect_report(ITEM, "---\ntitle: A\nkind: event\nevent_start: 2024-01-01\nstatus: off\n---\n",
	    ":5:9: status: \"off\" is not what becomes of an event: write cancelled or postponed\n");
	expect_report(SITE, "---\ntitle: A\ntopic_name: water\n---\n",
	    ":3:13: topic_name: write a short name, a space and the name for readers, as in \"water "
	    "Water\"\n");
	expect_report(SITE, "---\ntitle: A\ntopic_name: Суу суу\n---\n",
	    ":3:13: topic_name: \"Суу\" is not a short name of a-z, 0-9 and hyphens: write suu\n");
}

static void a_line_that_is_no_entry_is_told_what_it_should_be(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ndate = 2023-09-08\n---\n",
	    ":3: key and value have a colon between them, not \"=\": write \"date: …\"\n");
	expect_report(ITEM, "---\ntitle: A\nsummary = a: b\n---\n",
	    ":3: key and value have a colon between them, not \"=\": write \"summary: …\"\n");
	expect_report(ITEM, "---\ntitle: A\ntopic: health\n- water\n---\n",
	    ":4: a list is written by repeating the key: write \"topic: water\" here\n");
	expect_report(ITEM, "---\ntitle: A\nThe text begins\n---\n",
	    ":3: this line is not \"key: value\": the text begins below a closing line \"---\"\n");
}

static void front_matter_that_does_not_end_is_told_where_it_begins(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM, "---\ntitle: A\ntopic: water\n\n# Heading: one\nText: a colon\n=>\n");
	assert_string_equal(p.report.data,
	    ":1: the front matter that begins here does not end: put a line \"---\" after its last key\n"
	    ":7: this link has no address: write it as in \"=> https://dpi.kg The institute\"\n");
	assert_string_equal(p.doc.title, "A");
	assert_int_equal(p.doc.value_count, 1);
	parsed_release(&p);
}

static void keys_outside_of_front_matter_are_noticed(void **state)
{
	(void)state;
	expect_report(ITEM, "title: A\n\n# A\n",
	    ":1: put a line \"---\" before the first key and another after the last\n");
	expect_report(ITEM, "+++\ntitle = \"A\"\n+++\n",
	    ":1: this is TOML: write \"---\" for \"+++\", and \"title: …\" for \"title = …\"\n");
	static const char *const rules[] = { "—", "–--", "----", "-" };
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		char text[64];
		snprintf(text, sizeof text, "%s\ntitle: A\n%s\n\nText.\n", rules[i], rules[i]);
		expect_report(ITEM, text,
		    ":1: write three hyphens \"---\" here and below the last key, and nothing else on these "
		    "lines\n");
	}
	expect_report(ITEM, "—\n\n# A\n", "");
	expect_report(ITEM, "Note: this is text\n\n# A\n", "");
}

static void a_value_over_several_lines_is_one_mistake(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ntopic:\n  - water\n  - health\nplace: osh\n---\n",
	    ":4: a list is written by repeating the key: write \"topic: water\" here\n");
	expect_report(ITEM, "---\ntitle: A\nsummary: |\n  Much\n  to say\n---\n",
	    ":4: a value is one line: put this after \"summary:\"\n");
	expect_report(ITEM, "---\ntitle: A\nsummary: Much\n  to say: this\n\tand that\n---\n",
	    ":4: a value is one line: put this after \"summary:\"\n");
	expect_report(ITEM, "---\n  title: A\n  topic: water\n---\n", "");
	expect_report(ITEM, "---\ntitle: A\ntopic:\n---\n",
	    ":3: \"topic\" has no value: write one after the colon, or take the line out\n");
}

static void what_stands_on_a_line_that_is_not_understood_is_not_missed_too(void **state)
{
	(void)state;
	expect_report(ITEM, "---\nцвет: A\n---\n",
	    ":2: unknown key \"цвет\": take the line out, or ask who looks after the site\n");
	expect_report(ITEM, "---\ntitle A\n---\n",
	    ":2: this line is not \"key: value\": the text begins below a closing line \"---\"\n");
}

static void front_matter_may_be_absent_and_may_stand_below_empty_lines(void **state)
{
	(void)state;
	expect_report(ITEM, "# A title\n\nText\n", "");
	expect_report(ITEM, "\n\n---\ntitle: A\ntitel: B\n--- \nText\n",
	    ":5: unknown key \"titel\": did you mean \"title\"?\n");
}

static void one_instant_may_not_precede_another(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\nexpires: 2023-09-08\npublish: 2023-09-09\n---\n",
	    ":3: \"expires\" is before \"publish\": correct one of the two\n");
	expect_report(ITEM,
	    "---\ntitle: A\nkind: event\nevent_start: 2023-09-08 10:00\nevent_end: 2023-09-08 09:00\n---\n",
	    ":5: \"event_end\" is before \"event_start\": correct one of the two\n");
	/* A day without a time ends at its end. */
	expect_report(ITEM,
	    "---\ntitle: A\nkind: event\nevent_start: 2023-09-08 10:00\nevent_end: 2023-09-08\n---\n", "");
	expect_report(ITEM, "---\ntitle: A\npublish: 2023-09-09\nexpires: 2023-09-09\n---\n", "");
}

static void values_in_the_words_of_the_site_are_understood(void **state)
{
	(void)state;
	static const struct {
		const char *kind, *draft;
	} said[] = { { "press-release", "yes" }, { "Пресс-релиз", "Да" }, { "Press release", "YES" },
		{ "Пресс-релиз", "ооба" } };
	for (size_t i = 0; i < ARRAY_SIZE(said); i++) {
		struct parsed p;
		char text[256];
		snprintf(text, sizeof text,
		    "---\ntitle: A\nkind: %s\ndraft: %s\ndate: 8 сентября 2023 г.\n---\n", said[i].kind,
		    said[i].draft);
		parsed_init(&p, ITEM, text);
		assert_string_equal(p.report.data, "");
		assert_int_equal(p.doc.kind, KIND_PRESS_RELEASE);
		assert_true(p.doc.draft);
		parsed_release(&p);
	}
	expect_report(ITEM, "---\ntitle: A\ndate: 03/04/2026\n---\n",
	    ":3:7: date: \"03/04/2026\" can be read in two ways: write 2026-04-03 or 2026-03-04\n");
}

static void keys_in_another_form_are_read_with_a_warning(void **state)
{
	(void)state;
	static const char *const heads[] = { "Title: Мост\nDATE: 2023-09-08 10:00",
		"title：Мост\ndate： 2023-09-08 10:00", "Title : Мост\nDate : 2023-09-08 10:00",
		"Заголовок: Мост\nДата: 2023-09-08 10:00", "аталышы: Мост\nкүнү: 2023-09-08 10:00",
		"“title”: Мост\n**date**: 2023-09-08 10:00",
		"tit\u00ADle: Мост\nd\u200Bate: 2023-09-08 10:00", "titlе: Мост\ndаte: 2023-09-08 10:00",
		"title:\u00A0Мост\ndate:\u00A02023-09-08\u00A010:00\u00A0" };
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		struct parsed p;
		char text[256];
		snprintf(text, sizeof text, "---\n%s\nshort–title: Короче\n---\nText\n", heads[i]);
		parsed_init(&p, ITEM, text);
		if (!p.good)
			fail_msg("%s: %s", heads[i], p.report.data);
		assert_string_equal(p.doc.title, "Мост");
		assert_string_equal(p.doc.short_title, "Короче");
		assert_true(p.doc.date.has_time);
		assert_non_null(strstr(p.report.data, "warning: \"short–title\" is read as \"short_title\""));
		parsed_release(&p);
	}
	/* A text may begin with such a line. */
	expect_report(ITEM, "# A\nДата: вчера\n", "");
	expect_report(ITEM, "---\ntitle: A\nTitle: B\n---\n",
	    ":3: warning: \"Title\" is read as \"title\": write \"title: …\"\n"
	    ":3: \"title\" is on line 2 already: keep one of the two\n");
}

static void keys_of_events_need_the_kind(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\nevent_start: 2023-09-08\nevent_place: B\n---\n",
	    ":3: \"event_start\" is only for events: write \"kind: event\" too, or take it out\n"
	    ":4: \"event_place\" is only for events: write \"kind: event\" too, or take it out\n");
	expect_report(ITEM, "---\ntitle: A\nevent_place: B\nkind: event\nevent_start: 2023-09-08\n---\n", "");
	expect_report(ITEM, "---\ntitle: A\nkind: event\n---\n",
	    ":3: warning: an event is in no calendar without \"event_start\": write when it begins\n");
	/* A misspelt kind is one mistake, not two. */
	expect_report(ITEM, "---\ntitle: A\nkind: Evnet\nevent_place: B\n---\n",
	    ":3:7: kind: \"Evnet\" is not a kind of item: write news, press-release, event, practice or "
	    "publication\n");
}

static void a_key_that_needs_another_wants_it(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ncorrection: B\n---\n",
	    ":3: warning: \"correction\" means nothing alone: write \"updated\" too, to say when it was "
	    "corrected\n");
	expect_report(ITEM, "---\ntitle: A\ncorrection: B\nupdated: 2023-09-09\n---\n", "");
	/* A misspelt key is one mistake, not two. */
	expect_report(ITEM, "---\ntitle: A\ncorrection: B\nupdatet: 2023-09-09\n---\n",
	    ":4: unknown key \"updatet\": did you mean \"updated\"?\n");
}

static void all_problems_of_a_file_come_at_once(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitel: A\ndate: x\ndraft:\n---\n```\n",
	    ":2: unknown key \"titel\": did you mean \"title\"?\n"
	    ":3:7: date: \"x\" is not a date: write 2023-09-08, 2023-09-08 11:50 or 2023-09-08 11:50 +06:00\n"
	    ":4: \"draft\" has no value: write one after the colon, or take the line out\n"
	    ":6: the fence that opens here does not close: put a line \"```\" after its last line\n");
}

static void a_flood_of_problems_is_cut(void **state)
{
	(void)state;
	struct buf b;
	struct parsed p;
	buf_init(&b, 1 << 20);
	buf_puts(&b, "---\ntitle: A\n");
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, "xyz: 1\n");
	buf_puts(&b, "---\n");
	parsed_bytes(&p, ITEM, buf_str(&b));
	assert_int_equal(p.problems.n, 101);
	assert_string_equal(
	    p.problems.v[100].text, "more is wrong from here on: correct what is above first");
	assert_false(p.good);
	parsed_release(&p);
	buf_release(&b);
}

static void kinds_have_words(void **state)
{
	(void)state;
	for (int i = 0; i < KIND_COUNT; i++) {
		enum item_kind kind = KIND_COUNT;
		assert_true(item_kind_find(str_of(item_kind_word((enum item_kind)i)), &kind));
		assert_int_equal(kind, i);
	}
	enum item_kind kind = KIND_EVENT;
	assert_false(item_kind_find(STR("New"), &kind));
	assert_string_equal(item_kind_word(KIND_PRESS_RELEASE), "press-release");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_an_item_reaches_its_field),
		cmocka_unit_test(passport_and_site_have_their_own_keys),
		cmocka_unit_test(quotes_around_a_whole_value_are_dropped),
		cmocka_unit_test(an_unknown_key_is_told_with_the_nearest_of_this_kind_of_file),
		cmocka_unit_test(a_key_of_another_kind_of_file_is_told_where_it_belongs),
		cmocka_unit_test(only_what_may_be_repeated_is),
		cmocka_unit_test(what_is_required_is_missed),
		cmocka_unit_test(an_empty_value_is_told_once),
		cmocka_unit_test(a_bad_value_is_told_with_its_column),
		cmocka_unit_test(a_line_that_is_no_entry_is_told_what_it_should_be),
		cmocka_unit_test(front_matter_that_does_not_end_is_told_where_it_begins),
		cmocka_unit_test(keys_outside_of_front_matter_are_noticed),
		cmocka_unit_test(a_value_over_several_lines_is_one_mistake),
		cmocka_unit_test(what_stands_on_a_line_that_is_not_understood_is_not_missed_too),
		cmocka_unit_test(front_matter_may_be_absent_and_may_stand_below_empty_lines),
		cmocka_unit_test(one_instant_may_not_precede_another),
		cmocka_unit_test(values_in_the_words_of_the_site_are_understood),
		cmocka_unit_test(keys_in_another_form_are_read_with_a_warning),
		cmocka_unit_test(keys_of_events_need_the_kind),
		cmocka_unit_test(a_key_that_needs_another_wants_it),
		cmocka_unit_test(all_problems_of_a_file_come_at_once),
		cmocka_unit_test(a_flood_of_problems_is_cut),
		cmocka_unit_test(kinds_have_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
