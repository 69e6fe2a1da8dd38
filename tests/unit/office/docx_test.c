/* What is in a .docx becomes gemtext; what nobody was to see does not. */
#include "unit/support/office.h"

#define STYLES                                                                                               \
	"<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>"              \
	"<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>"              \
	"<w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>"                 \
	"<w:style w:type=\"paragraph\" w:styleId=\"mine\"><w:name w:val=\"Mine\"/><w:basedOn "               \
	"w:val=\"2\"/></w:style>"                                                                            \
	"<w:style w:type=\"paragraph\" w:styleId=\"q\"><w:name w:val=\"Quote\"/></w:style>"                  \
	"<w:style w:type=\"character\" w:styleId=\"secret\"><w:name "                                        \
	"w:val=\"S\"/><w:rPr><w:vanish/></w:rPr></w:style>"

static void headings_are_known_whatever_the_language_of_word(void **state)
{
	(void)state;
	const struct docx_parts p = { .styles = STYLES,
		.body = STYLED("1", "The bridge") P("Text.") STYLED("2", "Below")
		    P("More.") "<w:p><w:pPr><w:outlineLvl "
		               "w:val=\"2\"/></w:pPr><w:r><w:t>Third</w:t></w:r></w:p>" STYLED(
		                   "mine", "Based on it") STYLED("q", "Said.") P("End.") };
	expect_docx(&p,
	    "The bridge\n\nText.\n\n## Below\n\nMore.\n\n### Third\n\n## Based on it\n\n> Said.\n\nEnd.\n");
}

static void the_title_style_is_above_all_headings(void **state)
{
	(void)state;
	const struct docx_parts p = { .styles = STYLES,
		.body = P("PRESS RELEASE") STYLED("a3", "The title") STYLED("1", "One") P("Text.")
		    STYLED("2", "Two") P("x") };
	expect_docx(&p, "The title\n\nPRESS RELEASE\n\n## One\n\nText.\n\n### Two\n\nx\n");
}

static void headings_begin_at_the_first_level_whatever_they_are_called(void **state)
{
	(void)state;
	const struct docx_parts p = { .styles = STYLES, .body = STYLED("2", "Only this") P("Text.") };
	expect_docx(&p, "Only this\n\nText.\n");
}

static void without_a_heading_the_first_bold_line_is_the_title(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .body = "<w:p>" R("<w:b/>",
		                          "PRESS RELEASE") "</w:p>"
		                                           "<w:p>" R("<w:b/>", "A bridge ")
		                                               R("<w:b/>", "is open") "</w:p>" P("Text.") };
	read_docx(&r, &p);
	assert_string_equal(r.text.data, "A bridge is open\n\nPRESS RELEASE\n\nText.\n");
	assert_true(has_note(&r, "first bold or large line"));
	reading_release(&r);
}

static void a_large_line_is_as_good_as_a_bold_one(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = {
		.styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault>"
		          "</w:docDefaults>",
		.body = P("To all papers") "<w:p>" R("<w:sz w:val=\"36\"/>", "A bridge is open") "</w:p>" P(
		    "Text.")
	};
	read_docx(&r, &p);
	assert_string_equal(r.office.title, "A bridge is open");
	reading_release(&r);
}

static void a_title_in_the_properties_is_the_last_resort(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .body = P("Text."), .core = "<w:title>Of the file</w:title>" };
	read_docx(&r, &p);
	assert_string_equal(r.text.data, "Of the file\n\nText.\n");
	assert_true(has_note(&r, "properties"));
	reading_release(&r);
}

static void what_nobody_was_to_see_is_not_taken(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .styles = STYLES,
		.body = "<w:p><w:r><w:t>A</w:t></w:r><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>"
		        "<w:ins><w:r><w:t>B</w:t></w:r></w:ins>" R("<w:vanish/>", "SECRET")
		            R("<w:strike/>", "SECRET") R("<w:rStyle w:val=\"secret\"/>",
		                "SECRET") "<w:moveFrom><w:r><w:t>SECRET</w:t></w:r></w:moveFrom>"
		                          "<w:moveTo><w:r><w:t>C</w:t></w:r></w:moveTo><w:commentRangeStart "
		                          "w:id=\"1\"/>"
		                          "<w:r><w:commentReference w:id=\"1\"/></w:r></w:p>"
		                          "<w:p><w:r><w:fldChar "
		                          "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>AUTHOR</"
		                          "w:instrText></w:r>"
		                          "<w:r><w:fldChar "
		                          "w:fldCharType=\"separate\"/></w:r><w:r><w:t>SECRET</w:t></w:r>"
		                          "<w:r><w:fldChar "
		                          "w:fldCharType=\"end\"/></w:r><w:r><w:t>D</w:t></w:r></w:p>",
		.core = "<w:creator>SECRET</w:creator>" };
	read_docx(&r, &p);
	assert_string_equal(r.text.data, "\n\nABC\n\nD\n");
	for (size_t i = 0; i < r.office.note_count; i++)
		assert_null(strstr(r.office.notes[i].message, "SECRET"));
	assert_true(has_note(&r, "comments") && has_note(&r, "tracked") && has_note(&r, "hidden") &&
	            has_note(&r, "struck"));
	reading_release(&r);
}

static void a_paragraph_whose_end_was_deleted_goes_on_in_the_next(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
		        "<w:p><w:r><w:t>line.</w:t></w:r></w:p>"
	};
	expect_docx(&p, "\n\nOne line.\n");
}

static void raised_and_lowered_characters_are_those_of_unicode(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.body = "<w:p>" R("", "120 m") R("<w:vertAlign w:val=\"superscript\"/>", "2") R("", ", 10")
		    R("<w:vertAlign w:val=\"superscript\"/>", "-") R("<w:vertAlign w:val=\"superscript\"/>",
		        "6") R("", ", H") R("<w:vertAlign w:val=\"subscript\"/>", "2") R("", "O, x")
		        R("<w:vertAlign w:val=\"superscript\"/>", "a2") R("", ", 1")
		            R("<w:vertAlign w:val=\"superscript\"/>", "st") R("", ", m")
		                R("<w:position w:val=\"8\"/><w:sz w:val=\"14\"/>", "3") "</w:p>"
	};
	expect_docx(&p, "\n\n120 m², 10⁻⁶, H₂O, x^(a2), 1st, m³\n");
}

static void lists_keep_their_numbers(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.numbering =
		    "<w:abstractNum w:abstractNumId=\"0\">"
		    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText "
		    "w:val=\"%1.\"/></w:lvl>"
		    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"russianLower\"/><w:lvlText "
		    "w:val=\"%1.%2)\"/></w:lvl>"
		    "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">"
		    "<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt "
		    "w:val=\"bullet\"/></w:lvl>"
		    "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start "
		    "w:val=\"9\"/>"
		    "<w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>"
		    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
		    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
		    "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
		    "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
		    "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/></w:num>",
		.body = LISTED("1", "0", "one") LISTED("1", "1", "first") LISTED("1", "1", "second")
		    LISTED("1", "0", "two") LISTED("1", "1", "again") P("Between.") LISTED("1", "0", "three")
		        P("Between.") LISTED("3", "0", "anew") LISTED("2", "0", "dot")
		            LISTED("2", "1", "in it") LISTED("4", "0", "nine") LISTED("0", "0", "none")
	};
	expect_docx(&p,
	    "\n\n* 1. one\n* 1.а) first\n* 1.б) second\n* 2. two\n* 2.а) again\n\nBetween.\n\n* 3. three\n\n"
	    "Between.\n\n* 1. anew\n* dot\n* – in it\n* IX nine\n\nnone\n");
}

static void a_typed_bullet_is_an_item(void **state)
{
	(void)state;
	const struct docx_parts p = { .body = P("•\tone") P("• two") P("* no mark") };
	expect_docx(&p, "\n\n* one\n* two\n\n * no mark\n");
}

static void a_link_to_a_host_in_another_alphabet_is_kept_in_ascii(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.links = "<Relationship Id=\"1\" Type=\"x/hyperlink\" Target=\"https://президент.рф/я\" "
		         "TargetMode=\"External\"/>",
		.body = "<w:p><w:hyperlink r:id=\"1\"><w:r><w:t>site</w:t></w:r></w:hyperlink></w:p>",
	};
	expect_docx(&p, "\n\n=> https://xn--d1abbgf6aiiy.xn--p1ai/я site\n");
}

static void links_come_below_their_block_and_lead_only_to_public_addresses(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = {
		.links = "<Relationship Id=\"1\" Type=\"x/hyperlink\" "
		         "Target=\"https://example.org/a?b=1&amp;c=2\" TargetMode=\"External\"/>"
		         "<Relationship Id=\"2\" Type=\"x/hyperlink\" "
		         "Target=\"file:///C:/Users/aida/x.docx\" TargetMode=\"External\"/>",
		.body = "<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id=\"1\"><w:r><w:t>the "
		        "</w:t></w:r><w:r><w:t>page</w:t></w:r>"
		        "</w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>"
		        "<w:p><w:hyperlink r:id=\"2\"><w:r><w:t>mine</w:t></w:r></w:hyperlink></w:p>"
		        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK "
		        "\"http://x.org/\" \\l \"p\" "
		        "</w:instrText></w:r><w:r><w:fldChar "
		        "w:fldCharType=\"separate\"/></w:r><w:r><w:t>field</w:t></w:r>"
		        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
		        "<w:p><w:fldSimple w:instr=\"HYPERLINK "
		        "&quot;mailto:a@b.org&quot;\"><w:r><w:t>mail</w:t></w:r></w:fldSimple>"
		        "<w:r><w:t xml:space=\"preserve\"> us</w:t></w:r></w:p>"
	};
	read_docx(&r, &p);
	assert_string_equal(r.text.data,
	    "\n\nSee the page.\n=> https://example.org/a?b=1&c=2 the page\n\nmine\n\n"
	    "=> http://x.org/#p field\n\nmail us\n=> mailto:a@b.org mail\n");
	assert_true(has_note(&r, "no public address"));
	assert_false(has_note(&r, "Users"));
	reading_release(&r);
}

static void footnotes_are_numbered_and_come_last(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.footnotes = "<w:footnote w:id=\"1\">" P("Of 2025.") "</w:footnote><w:footnote w:id=\"7\">" P(
		    "A loan.") "</w:footnote>",
		.body = "<w:p><w:r><w:t>Four</w:t></w:r><w:r><w:footnoteReference "
		        "w:id=\"7\"/></w:r><w:r><w:t> and five</w:t></w:r>"
		        "<w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>" P(
		            "End.")
	};
	expect_docx(&p, "\n\nFour[1] and five[2].\n\nEnd.\n\n[1] A loan.\n\n[2] Of 2025.\n");
}

#define TC(text) "<w:tc>" P(text) "</w:tc>"

static void tables_are_tables_and_layout_is_unfolded(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.body = "<w:tbl><w:tr>" TC("Time") TC(
		    "What | who") "</w:tr>"
		                  "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" P(
		                      "10:00") "</w:tc><w:tc>" P("Open")
		                      P("Talk") "</w:tc></w:tr>"
		                                "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" P("") "</w:tc>" TC(
		                                    "Lunch") "</w:tr>"
		                                             "<w:tr><w:tc><w:tcPr><w:gridSpan "
		                                             "w:val=\"2\"/></w:tcPr>" P(
		                                                 "End") "</w:tc></w:tr></w:tbl>"
		                                                        "<w:tbl><w:tr><w:tc>" P("Around") P(
		                                                            "it.") "</w:tc></w:tr></w:tbl>"
		                                                                   "<w:tbl><w:tr><w:tc>" P("L"
		                                                                                           "e"
		                                                                                           "f"
		                                                                                           "t") "<w:tbl><w:tr>" TC("a")
		                                                                       TC("b") "</"
		                                                                               "w:tr><w:"
		                                                                               "tr>" TC("c") TC(
		                                                                                   "d") "</"
		                                                                                        "w:"
		                                                                                        "tr><"
		                                                                                        "/w:"
		                                                                                        "tbl>"
		                                                                                        "</"
		                                                                                        "w:"
		                                                                                        "tc"
		                                                                                        ">" TC(
		                                                                                            "Right") "</w:tr></w:tbl>"
	};
	expect_docx(&p,
	    "\n\n```table\n| Time | What ¦ who |\n| 10:00 | Open; Talk |\n|  | Lunch |\n| End |  |\n```\n\n"
	    "Around\n\nit.\n\nLeft\n\n```table\n| a | b |\n| c | d |\n```\n\nRight\n");
}

static void a_first_table_of_keys_is_front_matter(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .styles = STYLES,
		.body = "<w:tbl><w:tr>" TC("title:") TC("Of the table") "</w:tr><w:tr>" TC("topic") TC(
		    "roads") "</w:tr></w:tbl>" STYLED("1", "Heading") P("Text.") "<w:tbl><w:tr>" TC("title")
		    TC("a") "</w:tr><w:tr>" TC("date") TC("b") "</w:tr></w:tbl>" };
	read_docx(&r, &p);
	assert_string_equal(r.text.data, "Heading\n\nText.\n\n```table\n| title | a |\n| date | b |\n```\n");
	assert_int_equal(r.office.pair_count, 2);
	assert_string_equal(r.office.pairs[0].key, "title");
	assert_string_equal(r.office.pairs[0].value, "Of the table");
	assert_string_equal(r.office.pairs[1].value, "roads");
	reading_release(&r);
}

static void properties_of_a_known_name_are_keys_too(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .body = P("Text."),
		.custom = "<w:property name=\"topic\"><w:lpwstr>water</w:lpwstr></w:property>"
		          "<w:property name=\"Company\"><w:lpwstr>SECRET</w:lpwstr></w:property>",
		.core = "<w:contentStatus>Draft</w:contentStatus>" };
	read_docx(&r, &p);
	assert_int_equal(r.office.pair_count, 1);
	assert_string_equal(r.office.pairs[0].value, "water");
	assert_true(r.office.draft);
	reading_release(&r);
}

static void text_boxes_and_controls_are_taken_once(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.body = "<w:p><w:r><w:t>Before</w:t><mc:AlternateContent><mc:Choice "
		        "Requires=\"wps\"><w:drawing><w:txbxContent>" P(
		            "Boxed") "</w:txbxContent></"
		                     "w:drawing></"
		                     "mc:Choice><mc:Fallback><w:"
		                     "pict><w:txbxContent>" P(
		                         "Boxed") "</"
		                                  "w:txbxContent>"
		                                  "</w:pict>"
		                                  "</"
		                                  "mc:Fallback></"
		                                  "mc:"
		                                  "AlternateConte"
		                                  "nt></w:r></"
		                                  "w:p>"
		                                  "<w:sdt><w:"
		                                  "sdtPr/"
		                                  "><w:"
		                                  "sdtContent>" P("Controlle"
		                                                  "d") "</"
		                                                       "w:"
		                                                       "sdtCo"
		                                                       "ntent"
		                                                       "></"
		                                                       "w:"
		                                                       "sdt>"
		                                                       "<w:"
		                                                       "sdt><"
		                                                       "w:"
		                                                       "sdtPr"
		                                                       "><w:"
		                                                       "showi"
		                                                       "ngPlc"
		                                                       "Hdr/"
		                                                       "></"
		                                                       "w:"
		                                                       "sdtPr"
		                                                       "><w:"
		                                                       "sdtCo"
		                                                       "ntent"
		                                                       ">" P("C"
		                                                             "l"
		                                                             "i"
		                                                             "c"
		                                                             "k"
		                                                             " "
		                                                             "h"
		                                                             "e"
		                                                             "r"
		                                                             "e") "</w:sdtContent></w:sdt>"
	};
	expect_docx(&p, "\n\nBefore\n\nBoxed\n\nControlled\n");
}

static void spaces_breaks_and_hyphens_are_as_they_print(void **state)
{
	(void)state;
	const struct docx_parts p = {
		.body = "<w:p><w:r><w:t xml:space=\"preserve\"> "
		        "soft</w:t><w:softHyphen/><w:t>er\u00ADone</w:t><w:tab/><w:t>tab</w:t><w:br/>"
		        "<w:t>4,9\u00A0mln</w:t><w:noBreakHyphen/><w:t>x \u00A0</w:t></w:r></w:p>"
		        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t> done "
		        "\uF0E9</w:t></w:r></w:p>"
	};
	expect_docx(&p, "\n\nsofterone tab\n4,9\u00A0mln\u2011x\n\n✓ done\n");
}

static void an_equation_is_one_line_and_said(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = {
		.body = "<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t>"
		        "</m:r></m:den></m:f><m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></"
		        "m:e><m:sup><m:r><m:t>2</m:t></m:r>"
		        "</m:sup></m:sSup></m:oMath></w:p>"
	};
	read_docx(&r, &p);
	assert_string_equal(r.text.data, "\n\n(a)/(b)=c^2\n");
	assert_true(has_note(&r, "equation"));
	reading_release(&r);
}

static void pictures_are_named_with_their_words(void **state)
{
	(void)state;
	struct reading r;
	struct zip_made z;
	const struct docx_parts p = {
		.links = "<Relationship Id=\"p\" Type=\"x/image\" Target=\"media/image1.png\"/>",
		.body = "<w:p><w:r><w:t>See:</w:t><w:drawing><wp:inline><wp:docPr descr=\"The  "
		        "bridge\"/><a:blip r:embed=\"p\"/>"
		        "</wp:inline></w:drawing></w:r></w:p>"
	};
	docx_make(&z, &p);
	/* One part more, and the end again. */
	buf_truncate(&z.bytes, z.bytes.len - 22 - z.directory.len);
	zip_add(&z, "word/media/image1.png", STR("PNG"));
	read_bytes(&r, zip_end(&z), &office_pictured);
	assert_string_equal(r.text.data, "\n\nSee:\n=> picture-1.png The bridge\n");
	assert_int_equal(r.office.picture_count, 1);
	assert_true(str_is(r.office.pictures[0].bytes, "PNG"));
	reading_release(&r);
	read_bytes(&r, buf_str(&z.bytes), &office_plain);
	assert_string_equal(r.text.data, "\n\nSee:\n");
	assert_int_equal(r.office.pictures[0].paragraph, 1);
	reading_release(&r);
	zip_release(&z);
}

static void each_line_knows_its_paragraph(void **state)
{
	(void)state;
	struct reading r;
	const struct docx_parts p = { .body = P("One.") "<w:p/>" P("Two.") "<w:tbl><w:tr>" TC("a")
		                          TC("b") "</w:tr><w:tr>" TC("c")
		                              TC("d") "</w:tr></w:tbl>" P("Seven.") };
	static const int expected[] = { 1, 2, 2, 3, 3, 3, 5, 5, 7, 7 };
	read_docx(&r, &p);
	assert_int_equal(r.office.line_count, ARRAY_SIZE(expected));
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		assert_int_equal(r.office.lines[i], expected[i]);
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_known_whatever_the_language_of_word),
		cmocka_unit_test(the_title_style_is_above_all_headings),
		cmocka_unit_test(headings_begin_at_the_first_level_whatever_they_are_called),
		cmocka_unit_test(without_a_heading_the_first_bold_line_is_the_title),
		cmocka_unit_test(a_large_line_is_as_good_as_a_bold_one),
		cmocka_unit_test(a_title_in_the_properties_is_the_last_resort),
		cmocka_unit_test(what_nobody_was_to_see_is_not_taken),
		cmocka_unit_test(a_paragraph_whose_end_was_deleted_goes_on_in_the_next),
		cmocka_unit_test(raised_and_lowered_characters_are_those_of_unicode),
		cmocka_unit_test(lists_keep_their_numbers),
		cmocka_unit_test(a_typed_bullet_is_an_item),
		cmocka_unit_test(a_link_to_a_host_in_another_alphabet_is_kept_in_ascii),
		cmocka_unit_test(links_come_below_their_block_and_lead_only_to_public_addresses),
		cmocka_unit_test(footnotes_are_numbered_and_come_last),
		cmocka_unit_test(tables_are_tables_and_layout_is_unfolded),
		cmocka_unit_test(a_first_table_of_keys_is_front_matter),
		cmocka_unit_test(properties_of_a_known_name_are_keys_too),
		cmocka_unit_test(text_boxes_and_controls_are_taken_once),
		cmocka_unit_test(spaces_breaks_and_hyphens_are_as_they_print),
		cmocka_unit_test(an_equation_is_one_line_and_said),
		cmocka_unit_test(pictures_are_named_with_their_words),
		cmocka_unit_test(each_line_knows_its_paragraph),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
