#include "unit/support/test.h"

#include <libxml/parser.h>

#include "markup/xml.h"
#include "unit/feed/sample.h"

static struct buf out;

static int start(void **state)
{
	(void)state;
	buf_init(&out, 1 << 20);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void write_text_and_attribute(const char *text)
{
	struct xml *x = xml_new();
	xml_start(x, "root");
	xml_attr(x, "a", text);
	xml_attr(x, "none", NULL);
	xml_element(x, "child", text);
	xml_finish(x, &out);
}

static void assert_comes_back_as(const char *expected)
{
	xmlDoc *doc = xmlReadMemory(out.data, (int)out.len, NULL, NULL, XML_PARSE_NONET);
	assert_non_null(doc);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlChar *a = xmlGetProp(root, (const xmlChar *)"a");
	xmlChar *text = xmlNodeGetContent(xmlFirstElementChild(root));
	assert_string_equal((const char *)a, expected);
	assert_string_equal((const char *)text, expected);
	assert_null(xmlHasProp(root, (const xmlChar *)"none"));
	xmlFree(a);
	xmlFree(text);
	xmlFreeDoc(doc);
}

static void hostile_text_comes_back_identical(void **state)
{
	(void)state;
	write_text_and_attribute(HOSTILE "\r\n");
	assert_comes_back_as(HOSTILE "\r\n");
}

static void characters_that_xml_forbids_become_replacement_characters(void **state)
{
	(void)state;
	write_text_and_attribute("a\x01z\xEF\xBF\xBE");
	assert_comes_back_as("a\uFFFDz\uFFFD");
}

static void bytes_that_are_not_utf8_become_replacement_characters(void **state)
{
	(void)state;
	write_text_and_attribute("a\xFFz\xD0");
	assert_comes_back_as("a\uFFFDz\uFFFD");
}

static void the_document_has_a_declaration_and_a_line_for_each_element(void **state)
{
	(void)state;
	struct xml *x = xml_new();
	xml_start(x, "root");
	xml_attr(x, "lang", "ky");
	xml_element(x, "name", "Көл ");
	xml_start(x, "empty");
	xml_end(x);
	xml_finish(x, &out);
	assert_string_equal(out.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                              "<root lang=\"ky\">\n"
	                              " <name>Көл </name>\n"
	                              " <empty/>\n"
	                              "</root>\n");
}

static void markup_in_plain_text_stands_as_numeric_references(void **state)
{
	(void)state;
	struct xml *x = xml_new();
	xml_element(x, "title", "R&D <b>");
	xml_finish(x, &out);
	assert_non_null(strstr(out.data, "<title>R&#x26;D &#x3C;b&#x3E;</title>"));
}

static void markup_in_text_is_escaped_by_name(void **state)
{
	(void)state;
	struct xml *x = xml_new();
	xml_start(x, "content");
	xml_text(x, "<p class=\"a\">Суу & жер</p>\r\n");
	xml_end(x);
	xml_finish(x, &out);
	assert_non_null(strstr(
	    out.data, "<content>&lt;p class=&quot;a&quot;&gt;Суу &amp; жер&lt;/p&gt;&#13;\n</content>"));
}

static void a_document_over_the_maximum_of_its_buffer_marks_it_full(void **state)
{
	(void)state;
	buf_release(&out);
	buf_init(&out, 20);
	write_text_and_attribute("text");
	assert_true(out.full);
	assert_int_equal(out.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(hostile_text_comes_back_identical, start, stop),
		cmocka_unit_test_setup_teardown(
		    characters_that_xml_forbids_become_replacement_characters, start, stop),
		cmocka_unit_test_setup_teardown(
		    bytes_that_are_not_utf8_become_replacement_characters, start, stop),
		cmocka_unit_test_setup_teardown(
		    the_document_has_a_declaration_and_a_line_for_each_element, start, stop),
		cmocka_unit_test_setup_teardown(
		    markup_in_plain_text_stands_as_numeric_references, start, stop),
		cmocka_unit_test_setup_teardown(markup_in_text_is_escaped_by_name, start, stop),
		cmocka_unit_test_setup_teardown(
		    a_document_over_the_maximum_of_its_buffer_marks_it_full, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
