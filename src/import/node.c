/*
 * node: libxml2's strings brought into an arena, and its HTML parser with the options of this module.
 */
#include "import/node.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "import/source.h"

enum { OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET };

xmlDoc *node_read_html(struct str html, const char *encoding, struct err *err)
{
	struct buf text;
	xmlDoc *doc = NULL;
	htmlParserCtxt *parser = htmlNewParserCtxt();
	buf_init(&text, SOURCE_TEXT_MAX);
	bool good = source_read(html, encoding, &text, err);
	if (good && text.len && parser) {
		/* The bounds are those of source.h: libxml2's would end the page in silence. */
		parser->options |= XML_PARSE_HUGE;
		doc = htmlCtxtReadMemory(parser, text.data, (int)text.len, NULL, "UTF-8", OPTIONS);
	}
	if (good && !doc)
		err_set(err, "there is no page in it");
	htmlFreeParserCtxt(parser);
	buf_release(&text);
	return doc;
}

bool node_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

const char *node_take(struct arena *a, xmlChar *text)
{
	const char *kept = text ? arena_strdup(a, (const char *)text) : "";
	xmlFree(text);
	return kept;
}

const char *node_text(struct arena *a, const xmlNode *n)
{
	return node_take(a, xmlNodeGetContent(n));
}

const char *node_words(struct arena *a, const xmlNode *n)
{
	xmlChar *text = xmlNodeGetContent(n);
	const char *words = import_clean(a, str_of((const char *)text));
	xmlFree(text);
	return words;
}

const char *node_attribute(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
	const char *words = import_clean(a, str_of((const char *)value));
	xmlFree(value);
	return words;
}
