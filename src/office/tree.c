/*
 * tree: libxml2's tree, built with counters in the way.
 */
#include "office/tree.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum {
	NODES_MAX = 1000000,   /* elements and attributes of a part */
	ATTRIBUTES_MAX = 500,  /* of an element: libxml2 compares each with each */
	OPEN_NAMES_MAX = 1000, /* namespaces in force: libxml2 looks through all of them for each element */
	CHUNK = 256 << 10,
};

/* --- before libxml2 sees it ---------------------------------------------------------- */

/* Past a piece that ends in `end`, or to the end of the text. */
static size_t skip_past(struct str s, size_t at, const char *end)
{
	const char *p = memmem(s.p + at, s.n - at, end, strlen(end));
	return p ? (size_t)(p - s.p) + strlen(end) : s.n;
}

/* Past the tag that begins at `at`; *equals counts its "=" outside of quotes. */
static size_t skip_tag(struct str s, size_t at, size_t *equals)
{
	char quote = 0;
	for (; at < s.n; at++) {
		char c = s.p[at];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '=')
			++*equals;
		else if (c == '>')
			break;
	}
	return at;
}

static bool has_few_attributes(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		const char *p = memchr(s.p + at, '<', s.n - at);
		size_t equals = 0;
		if (!p)
			return true;
		at = (size_t)(p - s.p);
		struct str rest = str_sub(s, at, s.n);
		if (str_starts(rest, "<!--"))
			at = skip_past(s, at, "-->");
		else if (str_starts(rest, "<![CDATA["))
			at = skip_past(s, at, "]]>");
		else if (str_starts(rest, "<?"))
			at = skip_past(s, at, "?>");
		else
			at = skip_tag(s, at, &equals);
		if (equals > ATTRIBUTES_MAX)
			return false;
	}
	return true;
}

/* --- while it is built --------------------------------------------------------------- */

/* Counters of one parser, in its _private. */
struct watch {
	size_t nodes, open_names;
	int depth, names[TREE_DEPTH_MAX + 1];
	bool over, has_dtd;
};

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int name_count, const xmlChar **names, int count, int defaulted, const xmlChar **attributes)
{
	xmlParserCtxt *ctxt = context;
	struct watch *w = ctxt->_private;
	w->nodes += 1 + (size_t)count;
	w->open_names += (size_t)name_count;
	w->over |= w->nodes > NODES_MAX || w->open_names > OPEN_NAMES_MAX || w->depth >= TREE_DEPTH_MAX;
	if (w->over) {
		xmlStopParser(ctxt);
		return;
	}
	w->names[++w->depth] = name_count;
	xmlSAX2StartElementNs(context, name, prefix, uri, name_count, names, count, defaulted, attributes);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	xmlParserCtxt *ctxt = context;
	struct watch *w = ctxt->_private;
	if (w->over || w->depth == 0)
		return;
	w->open_names -= (size_t)w->names[w->depth--];
	xmlSAX2EndElementNs(context, name, prefix, uri);
}

/* Neither format has a document type, and only one could declare entities. */
static void refuse_dtd(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *ctxt = context;
	struct watch *w = ctxt->_private;
	(void)name;
	(void)external;
	(void)system;
	w->has_dtd = true;
	xmlStopParser(ctxt);
}

static void feed(xmlParserCtxt *ctxt, struct str bytes, const struct watch *w)
{
	for (size_t at = 0; at < bytes.n && !w->over && !w->has_dtd; at += CHUNK) {
		struct str piece = str_sub(bytes, at, at + CHUNK);
		if (xmlParseChunk(ctxt, piece.p, (int)piece.n, 0) != XML_ERR_OK && !ctxt->wellFormed)
			return;
	}
	xmlParseChunk(ctxt, "", 0, 1);
}

xmlDoc *tree_read(struct str bytes, const char *part, struct err *err)
{
	struct watch w = { 0 };
	if (memchr(bytes.p, 0, bytes.n) || !has_few_attributes(bytes)) {
		err_set(err,
		    "the document is damaged: its part \"%s\" is no XML that a word processor writes", part);
		return NULL;
	}
	xmlParserCtxt *ctxt = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
	if (!ctxt)
		abort();
	/* NOENT: an attribute is one text then. There are no entities but XML's own five. */
	xmlCtxtUseOptions(ctxt, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                            XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
	ctxt->_private = &w;
	ctxt->sax->startElementNs = start_element;
	ctxt->sax->endElementNs = end_element;
	ctxt->sax->internalSubset = refuse_dtd;
	feed(ctxt, bytes, &w);
	xmlDoc *doc = ctxt->myDoc;
	bool good = ctxt->wellFormed && !w.over && !w.has_dtd && doc && xmlDocGetRootElement(doc);
	xmlFreeParserCtxt(ctxt);
	if (good)
		return doc;
	xmlFreeDoc(doc);
	if (w.over)
		err_set(
		    err, "the document is too large or too deeply nested (its part \"%s\"): divide it", part);
	else
		err_set(err,
		    "the document is damaged (its part \"%s\"): open it in the word processor and save it "
		    "again",
		    part);
	return NULL;
}

/* --- asking the tree ------------------------------------------------------------------- */

bool tree_is(const xmlNode *n, const char *name)
{
	return n && n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

xmlNode *tree_element(xmlNode *n)
{
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

xmlNode *tree_child(const xmlNode *n, const char *name)
{
	xmlNode *c = n ? tree_element(n->children) : NULL;
	while (c && !tree_is(c, name))
		c = tree_element(c->next);
	return c;
}

const char *tree_attribute(const xmlNode *n, const char *name)
{
	for (const xmlAttr *a = n && n->type == XML_ELEMENT_NODE ? n->properties : NULL; a; a = a->next)
		if (!strcmp((const char *)a->name, name))
			return a->children && a->children->content ? (const char *)a->children->content : "";
	return NULL;
}

const char *tree_value(const xmlNode *n, const char *name)
{
	const char *value = tree_attribute(n, name);
	return value ? value : "";
}

int tree_number(const xmlNode *n, const char *name, int max, int missing)
{
	uint64_t value;
	return str_to_uint(str_of(tree_attribute(n, name)), (uint64_t)max, &value) ? (int)value : missing;
}
