/* What is in an .odt becomes gemtext; what nobody was to see does not. */
#include "unit/support/office.h"

#define ODT_NAMES                                                                                            \
	"xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" xmlns:table=\"urn:ta\" xmlns:style=\"urn:s\" "          \
	"xmlns:fo=\"urn:f\" "                                                                                \
	"xmlns:xlink=\"urn:x\" xmlns:draw=\"urn:d\" xmlns:svg=\"urn:v\" xmlns:dc=\"urn:dc\" "                \
	"xmlns:meta=\"urn:m\""

static struct str odt_make(struct zip_made *z, const char *styles, const char *body, const char *meta)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	zip_begin(z);
	zip_add(z, "mimetype", STR("application/vnd.oasis.opendocument.text"));
	buf_printf(&b,
	    "<office:document-content " ODT_NAMES "><office:automatic-styles>%s</office:automatic-styles>"
	    "<office:body><office:text>%s</office:text></office:body></office:document-content>",
	    styles, body);
	zip_deflate(z, "content.xml", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b,
	    "<office:document-meta " ODT_NAMES "><office:meta>%s</office:meta></office:document-meta>", meta);
	zip_add(z, "meta.xml", buf_str(&b));
	buf_release(&b);
	return zip_end(z);
}

static void read_odt(struct reading *r, const char *styles, const char *body, const char *meta)
{
	struct zip_made z;
	read_bytes(r, odt_make(&z, styles, body, meta), &office_plain);
	zip_release(&z);
}

static void expect_odt(const char *styles, const char *body, const char *text)
{
	struct reading r;
	read_odt(&r, styles, body, "");
	assert_string_equal(r.err.text, "");
	assert_string_equal(r.text.data, text);
	reading_release(&r);
}

#define TP(text) "<text:p>" text "</text:p>"
#define ITEM(inner) "<text:list-item>" inner "</text:list-item>"

static void headings_paragraphs_and_quotes(void **state)
{
	(void)state;
	expect_odt("<style:style style:name=\"Q\" style:family=\"paragraph\" "
	           "style:parent-style-name=\"Quotations\"/>"
	           "<style:style style:name=\"Quotations\" style:family=\"paragraph\"/>",
	    "<text:h text:outline-level=\"1\">A bridge</text:h>" TP(
	        "Text.") "<text:h text:outline-level=\"3\">Deep</text:h>"
	                 "<text:p text:style-name=\"Q\">Said.</text:p>" TP(
	                     "Spaces<text:s text:c=\"3\"/>and<text:tab/>tabs<text:line-break/>here"),
	    "A bridge\n\nText.\n\n### Deep\n\n> Said.\n\nSpaces and tabs\nhere\n");
}

static void the_title_style_is_above_all_headings(void **state)
{
	(void)state;
	expect_odt(
	    "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>"
	    "<style:style style:name=\"Title\" style:family=\"paragraph\"/>",
	    "<text:p text:style-name=\"P1\">The title</text:p><text:h "
	    "text:outline-level=\"1\">One</text:h>" TP("x"),
	    "The title\n\n## One\n\nx\n");
}

static void lists_keep_their_numbers(void **state)
{
	(void)state;
	expect_odt(
	    "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" "
	    "style:num-format=\"1\" "
	    "style:num-suffix=\")\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" "
	    "text:display-levels=\"2\"/></text:list-style>"
	    "<text:list-style style:name=\"B\"><text:list-level-style-bullet "
	    "text:level=\"1\"/></text:list-style>",
	    "<text:list text:style-name=\"L\">" ITEM(TP("one")) ITEM(TP("two") "<text:list>" ITEM(TP("in it")) ITEM(TP("too")) "</text:list>") "</text:list>" TP("Between.") "<text:list text:style-name=\"L\" text:continue-numbering=\"true\">" ITEM(
	        TP("three")) "<text:list-header>" TP("no number") "</text:list-header></text:list>"
	                                                          "<text:list text:style-name=\"L\">" ITEM(TP(
	                                                              "anew")) "</text:list>"
	                                                                       "<text:list "
	                                                                       "text:style-name=\"B\">" ITEM(
	                                                                           TP("dot")
	                                                                               TP("goes on")) "</"
	                                                                                              "text:"
	                                                                                              "list>",
	    "\n\n* 1) one\n* 2) two\n* 2.a in it\n* 2.b too\n\nBetween.\n\n* 3) three\n* no number\n* 1) "
	    "anew\n* dot\n\n"
	    "goes on\n");
}

static void what_nobody_was_to_see_is_not_taken(void **state)
{
	(void)state;
	struct reading r;
	read_odt(&r,
	    "<style:style style:name=\"H\" style:family=\"text\"><style:text-properties "
	    "text:display=\"none\"/></style:style>"
	    "<style:style style:name=\"S\" style:family=\"text\"><style:text-properties "
	    "style:text-line-through-style=\"solid\"/>"
	    "</style:style>",
	    "<text:tracked-changes><text:changed-region><text:deletion>" TP(
	        "SECRET") "</text:deletion></text:changed-region>"
	                  "</text:tracked-changes>" TP(
	                      "A<office:annotation><dc:creator>SECRET</"
	                      "dc:creator>" TP("SECRET") "</office:annotation>B"
	                                                 "<text:span "
	                                                 "text:style-name=\"H\">SECRET</"
	                                                 "text:span><text:span "
	                                                 "text:style-name=\"S\">SECRET</"
	                                                 "text:span>"
	                                                 "<text:author-name>SECRET</"
	                                                 "text:author-name>C") "<text:section "
	                                                                       "text:display="
	                                                                       "\"none\">" TP(
	                                                                           "SE"
	                                                                           "CR"
	                                                                           "E"
	                                                                           "T") "</text:section>",
	    "<meta:initial-creator>SECRET</meta:initial-creator>");
	assert_string_equal(r.text.data, "\n\nABC\n");
	assert_true(has_note(&r, "comments") && has_note(&r, "tracked") && has_note(&r, "hidden") &&
	            has_note(&r, "struck"));
	reading_release(&r);
}

static void links_notes_and_raised_characters(void **state)
{
	(void)state;
	expect_odt("<style:style style:name=\"T\" style:family=\"text\"><style:text-properties "
	           "style:text-position=\"super 58%\"/>"
	           "</style:style><style:style style:name=\"U\" style:family=\"text\"><style:text-properties "
	           "style:text-position=\"-33% 58%\"/></style:style>",
	    TP("120 m<text:span text:style-name=\"T\">2</text:span>, H<text:span "
	       "text:style-name=\"U\">2</text:span>O, see "
	       "<text:a xlink:href=\"https://example.org/\">the page</text:a>"
	       "<text:note "
	       "text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>" TP(
	           "Of 2025.") "</text:note-body></text:note>.")
	        TP("End<text:a xlink:href=\"#f1\"><text:span text:style-name=\"T\">3</text:span></text:a>"),
	    "\n\n120 m², H₂O, see the page[1].\n=> https://example.org/ the page\n\nEnd[3]\n\n[1] Of "
	    "2025.\n");
}

#define TD(text) "<table:table-cell>" TP(text) "</table:table-cell>"
#define TROW(cells) "<table:table-row>" cells "</table:table-row>"

static void tables_are_tables_and_layout_is_unfolded(void **state)
{
	(void)state;
	expect_odt("",
	    "<table:table><table:table-header-rows>" TROW(TD("Time")
	            TD("What")) "</table:table-header-rows>" TROW("<table:table-cell "
	                                                          "table:number-columns-spanned="
	                                                          "\"2\">" TP("Day one") "</"
	                                                                                 "table:table-"
	                                                                                 "cell><table:"
	                                                                                 "covered-table-"
	                                                                                 "cell/>")
	        TROW(TD("10:00") TD("Open")) TROW(
	            "<table:table-cell table:number-columns-repeated=\"1000000000\"/>") "</table:table>"
	                                                                                "<table:table>" TROW(
	                                                                                    "<table:table-"
	                                                                                    "cell>" TP("Aroun"
	                                                                                               "d")
	                                                                                        TP("it.") "</"
	                                                                                                  "ta"
	                                                                                                  "bl"
	                                                                                                  "e"
	                                                                                                  ":t"
	                                                                                                  "ab"
	                                                                                                  "l"
	                                                                                                  "e-"
	                                                                                                  "ce"
	                                                                                                  "ll"
	                                                                                                  ">") "</table:table>",
	    "\n\n```table\n| Time | What |\n| Day one |  |\n| 10:00 | Open |\n```\n\nAround\n\nit.\n");
}

static void a_first_table_of_keys_and_user_properties(void **state)
{
	(void)state;
	struct reading r;
	read_odt(&r, "", "<table:table>" TROW(TD("topic:") TD("roads")) "</table:table>" TP("Text."), "");
	assert_string_equal(r.text.data, "\n\nText.\n");
	assert_string_equal(r.office.pairs[0].value, "roads");
	reading_release(&r);
	read_odt(&r, "", TP("Text."),
	    "<dc:title>Of the file</dc:title><meta:user-defined "
	    "meta:name=\"topic\">water</meta:user-defined>");
	assert_string_equal(r.text.data, "Of the file\n\nText.\n");
	assert_string_equal(r.office.pairs[0].value, "water");
	reading_release(&r);
}

static void a_chart_is_said_and_a_text_box_is_taken(void **state)
{
	(void)state;
	struct reading r;
	read_odt(&r, "",
	    TP("Before<draw:frame><draw:text-box>" TP(
	        "Boxed") "</draw:text-box></draw:frame>"
	                 "<draw:frame><draw:object xlink:href=\"./Object 1\"/><draw:image "
	                 "xlink:href=\"x.png\"/></draw:frame>"),
	    "");
	assert_string_equal(r.text.data, "\n\nBefore\n\nBoxed\n");
	assert_true(has_note(&r, "chart"));
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_paragraphs_and_quotes),
		cmocka_unit_test(the_title_style_is_above_all_headings),
		cmocka_unit_test(lists_keep_their_numbers),
		cmocka_unit_test(what_nobody_was_to_see_is_not_taken),
		cmocka_unit_test(links_notes_and_raised_characters),
		cmocka_unit_test(tables_are_tables_and_layout_is_unfolded),
		cmocka_unit_test(a_first_table_of_keys_and_user_properties),
		cmocka_unit_test(a_chart_is_said_and_a_text_box_is_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
