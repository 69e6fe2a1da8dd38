/*
 * node: libxml2's strings brought into an arena, and its HTML parser with the options of this module.
 */
#include "import/node.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

enum { OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET };

xmlDoc *node_read_html(struct str html, const char *encoding)
{
	if (html.n == 0 || html.n > INT_MAX)
		return NULL;
	return htmlReadMemory(html.p, (int)html.n, NULL, encoding, OPTIONS);
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
