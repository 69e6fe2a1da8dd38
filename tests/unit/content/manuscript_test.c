/* A document of a word processor is a content file: keys, title, text, and problems by paragraph. */
#include "unit/support/documents.h"
#include "unit/support/office.h"

#define DOCX "p/2023-09-08-forum.ru.docx"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define TR(a, b) "<w:tr>" TC(a) TC(b) "</w:tr>"
#define STYLES "<w:style w:styleId=\"h\"><w:name w:val=\"heading 1\"/></w:style>"

static void parsed_docx(struct parsed *p, const char *path, const char *body)
{
	struct zip_made z;
	const struct docx_parts parts = { .styles = STYLES, .body = body };
	parsed_bytes(p, path, docx_make(&z, &parts));
	zip_release(&z);
}

static const char *value_of(const struct document *d, const char *key)
{
	for (size_t i = 0; i < d->value_count; i++)
		if (!strcmp(d->values[i].key, key))
			return d->values[i].text;
	return "";
}

static void kind_and_title_are_taken_off_the_head(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX,
	    P("ПРЕСС - РЕЛИЗ") P("8 сентября 2023 г.") STYLED("h", "Мост") P("Первый абзац. Второй.")
	        P("Ещё."));
	assert_true(p.good);
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "Мост");
	assert_int_equal(p.doc.kind, KIND_PRESS_RELEASE);
	assert_string_equal(p.doc.body, "Первый абзац. Второй.\n\nЕщё.\n");
	assert_string_equal(p.doc.summary, "Первый абзац. Второй.");
	parsed_release(&p);
}

static void a_dateline_with_a_place_stays_and_is_no_summary(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX, STYLED("h", "Мост") P("8 сентября 2023 г., г. Бишкек") P("Первый абзац."));
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.body, "8 сентября 2023 г., г. Бишкек\n\nПервый абзац.\n");
	assert_string_equal(p.doc.summary, "Первый абзац.");
	parsed_release(&p);
	parsed_docx(&p, DOCX, STYLED("h", "Мост") P("9 сентября 2023 г.") P("Первый абзац."));
	assert_string_equal(p.report.data, ":1: warning: the text says 2023-09-09, but the file's name says "
	                                   "2023-09-08: is one of them a mistake?\n");
	parsed_release(&p);
}

static void the_table_at_the_head_is_front_matter_in_english_and_russian(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX,
	    "<w:tbl>" TR("title", "&quot;Мост&quot;") TR("Тема:", "Дороги")
	        TR("Дата", "8 сентября 2023, 11:50") TR("Вид", "Пресс-релиз")
	            TR("Черновик", "да") "</w:tbl>" P("Текст."));
	assert_true(p.good);
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, "\"Мост\"");
	assert_string_equal(value_of(&p.doc, "topic"), "dorogi");
	assert_int_equal(p.doc.kind, KIND_PRESS_RELEASE);
	assert_true(p.doc.draft && p.doc.date.has_time);
	assert_string_equal(p.doc.body, "Текст.\n");
	parsed_release(&p);
}

static void a_table_of_an_event_is_no_front_matter(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX,
	    STYLED("h", "Форум") "<w:tbl>" TR("Дата", "8 сентября") TR("Место", "Бишкек") "</w:tbl>");
	assert_string_equal(p.doc.body, "```table\n| Дата | 8 сентября |\n| Место | Бишкек |\n```\n");
	parsed_release(&p);
}

static void problems_name_the_paragraph(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX,
	    "<w:tbl>" TR("title", "Мост") TR("publish", "soon") "</w:tbl>" P("Текст.")
	        P("Слово с чужoй буквой."));
	assert_false(p.good);
	assert_non_null(strstr(p.report.data, ":3: publish: "));
	assert_non_null(strstr(p.report.data, ":6: warning: \"чужoй\" mixes"));
	parsed_release(&p);
	parsed_docx(&p, DOCX, P("Текст без заголовка."));
	assert_false(p.good);
	assert_non_null(strstr(p.report.data, "the title is missing: give it the style Heading 1"));
	parsed_release(&p);
}

static void each_line_of_the_body_has_its_paragraph(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX, STYLED("h", "Мост") P("Один.") P("Два."));
	static const int expected[] = { 2, 3, 3 };
	assert_int_equal(p.doc.body_line, 1);
	assert_int_equal(p.doc.body_line_count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		assert_int_equal(p.doc.body_lines[i], expected[i]);
	parsed_release(&p);
}

static void a_project_has_its_name_from_the_heading(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, "p/project.ru.docx",
	    "<w:tbl>" TR("donor", "Фонд") "</w:tbl>" STYLED("h", "Мосты") P("Текст."));
	assert_true(p.good);
	assert_string_equal(p.doc.title, "Мосты");
	assert_string_equal(value_of(&p.doc, "donor"), "Фонд");
	assert_string_equal(p.doc.body, "Текст.\n");
	parsed_release(&p);
}

static void what_was_left_out_is_a_warning(void **state)
{
	(void)state;
	struct parsed p;
	parsed_docx(&p, DOCX, STYLED("h", "Мост") "<w:p>" R("", "Текст.") R("<w:vanish/>", "Тайна") "</w:p>");
	assert_true(p.good);
	assert_string_equal(p.report.data, ":2: warning: hidden text is not published\n");
	parsed_release(&p);
}

static void a_document_that_cannot_be_read_says_what_it_is(void **state)
{
	(void)state;
	struct parsed p;
	static const struct {
		struct str bytes;
		const char *say;
	} cases[] = {
		{ { "{\\rtf1}", 7 }, "RTF" },
		{ { "\xd0\xcf\x11\xe0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 38 }, "password" },
		{ { "\xd0\xcf\x11\xe0", 4 }, "old document" },
		{ { "PK\3\4", 4 }, "not whole" },
		{ { "text", 4 }, "no document" },
		{ { "", 0 }, "is empty" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		parsed_bytes(&p, DOCX, cases[i].bytes);
		assert_false(p.good);
		if (!strstr(p.report.data, cases[i].say))
			fail_msg("%s does not say %s", p.report.data, cases[i].say);
		parsed_release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kind_and_title_are_taken_off_the_head),
		cmocka_unit_test(a_dateline_with_a_place_stays_and_is_no_summary),
		cmocka_unit_test(the_table_at_the_head_is_front_matter_in_english_and_russian),
		cmocka_unit_test(a_table_of_an_event_is_no_front_matter),
		cmocka_unit_test(problems_name_the_paragraph),
		cmocka_unit_test(each_line_of_the_body_has_its_paragraph),
		cmocka_unit_test(a_project_has_its_name_from_the_heading),
		cmocka_unit_test(what_was_left_out_is_a_warning),
		cmocka_unit_test(a_document_that_cannot_be_read_says_what_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
