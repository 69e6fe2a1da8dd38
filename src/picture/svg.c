/*
 * svg: libxml2 reads it node by node; each node is harmless, or the drawing is refused.
 *
 * Names are compared without case and namespace, so that a name from another namespace is refused too
 * where it is one that browsers run in theirs.
 */
#include "picture/svg.h"

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "markup/css.h"

#define SVG_NAMESPACE "http://www.w3.org/2000/svg"
#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"

enum { SIDE_MAX = 100000 };

struct svg {
	xmlTextReader *reader;
	bool began, styled; /* the root was seen; the text is that of an element "style" */
	struct buf style;   /* that text so far: comments and other nodes may be within */
	unsigned width, height, box_width, box_height;
};

static struct str str_of_xml(const xmlChar *s)
{
	return str_of(s ? (const char *)s : "");
}

static bool is_one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_is_nocase(s, *words))
			return true;
	return false;
}

static bool starts_nocase(struct str s, const char *prefix)
{
	return s.n >= strlen(prefix) && !strncasecmp(s.p, prefix, strlen(prefix));
}

/* --- addresses -------------------------------------------------------------------------- */

static struct str without_spaces(struct str s)
{
	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = str_sub(s, 1, s.n);
	return s;
}

/* Something of the drawing itself, or a picture within the address. */
static bool is_inside(struct str address)
{
	static const char *const pictures[] = { "data:image/png", "data:image/jpeg", "data:image/gif",
		"data:image/webp" };

	address = without_spaces(address);
	if (!address.n || address.p[0] == '#')
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(pictures); i++)
		if (starts_nocase(address, pictures[i]))
			return true;
	return false;
}

static enum picture_fault check_css(struct str text)
{
	struct css css;
	struct css_found f;
	enum picture_fault fault = FAULT_NONE;

	css_init(&css, text);
	while (fault == FAULT_NONE && css_next(&css, &f)) {
		if (f.kind == CSS_EXPRESSION)
			fault = FAULT_SVG_SCRIPT;
		else if (f.kind == CSS_IMPORT || !is_inside(f.address))
			fault = FAULT_SVG_ELSEWHERE;
	}
	css_release(&css);
	return fault;
}

/* --- attributes -------------------------------------------------------------------------- */

static unsigned pixels(const char *text, const char **after)
{
	char *end;
	double v = strtod(text, &end);

	*after = end;
	return v >= 1 && v <= SIDE_MAX ? (unsigned)(v + 0.5) : 0;
}

/* "24", "24px"; in other units it says no pixels. */
static unsigned length(const char *text)
{
	const char *after;
	unsigned n = pixels(text, &after);
	return !*after || !strcmp(after, "px") ? n : 0;
}

/* "0 0 240 48". */
static void take_box(struct svg *s, const char *text)
{
	unsigned v[4];

	for (size_t i = 0; i < ARRAY_SIZE(v); i++) {
		text += strspn(text, " \t\r\n,");
		v[i] = pixels(text, &text);
	}
	s->box_width = v[2];
	s->box_height = v[3];
}

static void take_size(struct svg *s, struct str name, const char *value)
{
	if (str_is(name, "width"))
		s->width = length(value);
	else if (str_is(name, "height"))
		s->height = length(value);
	else if (str_is(name, "viewBox"))
		take_box(s, value);
}

static enum picture_fault check_attribute(struct svg *s, bool root)
{
	static const char *const addresses[] = { "href", "src", "base", "action", "formaction", NULL };
	struct str name = str_of_xml(xmlTextReaderConstLocalName(s->reader));
	struct str value = str_of_xml(xmlTextReaderConstValue(s->reader));

	if (xmlTextReaderIsNamespaceDecl(s->reader) == 1)
		return FAULT_NONE;
	if (starts_nocase(name, "on"))
		return FAULT_SVG_SCRIPT;
	/* What an animation changes. */
	if (str_is_nocase(name, "attributeName") &&
	    (str_ends(value, "href") || starts_nocase(without_spaces(value), "on")))
		return FAULT_SVG_SCRIPT;
	if (is_one_of(name, addresses) && !is_inside(value))
		return FAULT_SVG_ELSEWHERE;
	if (root)
		take_size(s, name, value.p);
	return check_css(value);
}

/* --- nodes -------------------------------------------------------------------------------- */

static enum picture_fault check_attributes(struct svg *s, bool root)
{
	enum picture_fault fault = FAULT_NONE;

	while (fault == FAULT_NONE && xmlTextReaderMoveToNextAttribute(s->reader) == 1)
		fault = check_attribute(s, root);
	xmlTextReaderMoveToElement(s->reader);
	return fault;
}

static bool is_style(const struct svg *s)
{
	return str_is_nocase(str_of_xml(xmlTextReaderConstLocalName(s->reader)), "style");
}

/* The whole text of an element "style", when that ends. */
static enum picture_fault check_style(struct svg *s)
{
	enum picture_fault fault = FAULT_NONE;

	if (!is_style(s))
		return fault;
	fault = check_css(buf_str(&s->style));
	s->styled = false;
	buf_reset(&s->style);
	return fault;
}

static enum picture_fault check_element(struct svg *s)
{
	static const char *const active[] = { "script", "foreignObject", "handler", "listener", "iframe",
		"object", "embed", "audio", "video", "canvas", "link", "meta", "base", NULL };
	struct str name = str_of_xml(xmlTextReaderConstLocalName(s->reader));
	struct str space = str_of_xml(xmlTextReaderConstNamespaceUri(s->reader));
	bool root = !s->began;

	s->began = true;
	if (root && (!str_is(name, "svg") || !str_is(space, SVG_NAMESPACE)))
		return FAULT_SVG;
	if (is_one_of(name, active) || str_is(space, XHTML_NAMESPACE))
		return FAULT_SVG_SCRIPT;
	if (is_style(s) && !xmlTextReaderIsEmptyElement(s->reader))
		s->styled = true;
	return check_attributes(s, root);
}

static enum picture_fault check_node(struct svg *s)
{
	switch (xmlTextReaderNodeType(s->reader)) {
	case XML_READER_TYPE_ELEMENT:
		return check_element(s);
	case XML_READER_TYPE_END_ELEMENT:
		return check_style(s);
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		if (s->styled)
			buf_add_str(&s->style, str_of_xml(xmlTextReaderConstValue(s->reader)));
		return FAULT_NONE;
	case XML_READER_TYPE_PROCESSING_INSTRUCTION:
		return FAULT_SVG_ELSEWHERE;
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
	case XML_READER_TYPE_ENTITY:
		return FAULT_SVG_DOCTYPE;
	default:
		return FAULT_NONE;
	}
}

/* Browsers and libxml2 may not take the same bytes for different letters. */
static bool is_utf8(struct svg *s)
{
	struct str declared = str_of_xml(xmlTextReaderConstEncoding(s->reader));
	return !declared.n || str_is_nocase(declared, "UTF-8");
}

static enum picture_fault check_nodes(struct svg *s)
{
	enum picture_fault fault = FAULT_NONE;
	int more = 1;

	while (fault == FAULT_NONE && (more = xmlTextReaderRead(s->reader)) == 1)
		fault = is_utf8(s) ? check_node(s) : FAULT_SVG;
	return fault == FAULT_NONE && (more < 0 || !s->began) ? FAULT_SVG : fault;
}

void svg_load(void)
{
	xmlInitParser();
}

/* A DOCTYPE is found before it is read: what it declares would be made by then. */
static bool has_doctype(struct str text)
{
	return memmem(text.p, text.n, "<!DOCTYPE", 9) || memmem(text.p, text.n, "<!ENTITY", 8);
}

enum picture_fault svg_check(struct str text, unsigned *width, unsigned *height)
{
	struct svg s = { 0 };
	enum picture_fault fault;

	*width = *height = 0;
	if (text.n > SVG_BYTES_MAX)
		return FAULT_SVG_BYTES;
	if (!utf8_valid(text, NULL))
		return FAULT_SVG;
	if (has_doctype(text))
		return FAULT_SVG_DOCTYPE;
	s.reader = xmlReaderForMemory(
	    text.p, (int)text.n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!s.reader)
		return FAULT_MEMORY;
	buf_init(&s.style, SVG_BYTES_MAX);
	fault = check_nodes(&s);
	buf_release(&s.style);
	xmlFreeTextReader(s.reader);
	*width = s.width && s.height ? s.width : s.box_width;
	*height = s.width && s.height ? s.height : s.box_height;
	if (!*width || !*height)
		*width = *height = 0;
	return fault;
}

/* After spaces and a byte order mark: else it is a damaged picture of another kind. */
static bool begins_markup(struct str s)
{
	if (str_starts(s, "\xEF\xBB\xBF"))
		s = str_sub(s, 3, s.n);
	s = without_spaces(s);
	return s.n && s.p[0] == '<';
}

enum picture_fault svg_read(int fd, struct buf *text, unsigned *width, unsigned *height)
{
	char chunk[4096];
	ssize_t n;

	buf_reset(text);
	while ((n = pread(fd, chunk, sizeof chunk, (off_t)text->len)) > 0)
		if (!text->len && !begins_markup((struct str){ chunk, (size_t)n }))
			return FAULT_FORMAT;
		else if (text->len + (size_t)n > SVG_BYTES_MAX || !buf_add(text, chunk, (size_t)n))
			return FAULT_SVG_BYTES;
	if (n < 0)
		return FAULT_STORE;
	return text->len ? svg_check(buf_str(text), width, height) : FAULT_EMPTY;
}
