/*
 * xml: what a document in XML says, and whether it fits a grammar.
 *
 * Prefixes in paths: a Atom, t its tombstones, h its history, c the content of RSS, d Dublin Core, m Media
 * RSS.
 */
#ifndef TESTS_UNIT_SUPPORT_XML_H
#define TESTS_UNIT_SUPPORT_XML_H

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/str.h"
#include "unit/support/test.h"

static inline xmlDoc *xml_read(const char *text)
{
	xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	assert_non_null(doc);
	return doc;
}

/* The text, number or first node's text that the path finds; the caller frees it with xmlFree. */
static inline char *xml_find(xmlDoc *doc, const char *path)
{
	static const char *const names[][2] = { { "a", "http://www.w3.org/2005/Atom" },
		{ "t", "http://purl.org/atompub/tombstones/1.0" },
		{ "h", "http://purl.org/syndication/history/1.0" },
		{ "c", "http://purl.org/rss/1.0/modules/content/" },
		{ "d", "http://purl.org/dc/elements/1.1/" }, { "m", "http://search.yahoo.com/mrss/" } };
	xmlXPathContext *context = xmlXPathNewContext(doc);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		xmlXPathRegisterNs(context, BAD_CAST names[i][0], BAD_CAST names[i][1]);
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
	assert_non_null(found);
	char *text = (char *)xmlXPathCastToString(found);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return text;
}

static inline void assert_xpath(xmlDoc *doc, const char *path, const char *expected)
{
	char *text = xml_find(doc, path);
	assert_string_equal(text, expected);
	xmlFree(text);
}

static inline void xml_be_quiet(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* Whether the document fits a grammar in RELAX NG; the document is freed. */
static inline bool xml_fits(xmlDoc *doc, const char *grammar)
{
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt(grammar);
	assert_non_null(parser);
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);
	assert_non_null(schema);
	xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidErrors(validator, xml_be_quiet, xml_be_quiet, NULL);
	bool fits = xmlRelaxNGValidateDoc(validator, doc) == 0;
	xmlRelaxNGFreeValidCtxt(validator);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	xmlFreeDoc(doc);
	return fits;
}

#endif
