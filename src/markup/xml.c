/*
 * xml: libxml2's writer, with every string made valid first.
 *
 * Invariant: nothing reaches the writer but UTF-8 of characters that XML allows.
 */
#include "markup/xml.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/xmlwriter.h>

#include "base/log.h"
#include "base/utf8.h"

struct xml {
	xmlBuffer *bytes;
	xmlTextWriter *writer;
	struct buf clean, plain;
};

/* The writer fails only when there is no memory, or on calls out of order: a bug of ours. */
static void must(bool ok)
{
	if (ok)
		return;
	log_error("XML writer failed");
	abort();
}

struct xml *xml_new(void)
{
	struct xml *x = xcalloc(1, sizeof *x);
	x->bytes = xmlBufferCreate();
	must(x->bytes != NULL);
	xmlBufferSetAllocationScheme(x->bytes, XML_BUFFER_ALLOC_DOUBLEIT);
	x->writer = xmlNewTextWriterMemory(x->bytes, 0);
	must(x->writer != NULL);
	buf_init(&x->clean, SIZE_MAX / 2);
	buf_init(&x->plain, SIZE_MAX / 2);
	must(xmlTextWriterSetIndent(x->writer, 1) >= 0);
	must(xmlTextWriterStartDocument(x->writer, NULL, "UTF-8", NULL) >= 0);
	return x;
}

void xml_finish(struct xml *x, struct buf *out)
{
	must(xmlTextWriterEndDocument(x->writer) >= 0);
	xmlFreeTextWriter(x->writer);
	buf_add(out, xmlBufferContent(x->bytes), (size_t)xmlBufferLength(x->bytes));
	xmlBufferFree(x->bytes);
	buf_release(&x->clean);
	buf_release(&x->plain);
	free(x);
}

static const xmlChar *clean(struct xml *x, const char *text)
{
	struct str rest = str_of(text);
	if (utf8_valid(rest, NULL) && utf8_xml_safe(rest, NULL))
		return (const xmlChar *)text;
	buf_reset(&x->clean);
	while (rest.n) {
		size_t n;
		uint32_t cp = utf8_decode(rest, &n);
		struct str one = str_sub(rest, 0, n);
		bool good = utf8_valid(one, NULL) && utf8_xml_safe(one, NULL);
		utf8_encode(&x->clean, good ? cp : 0xFFFD);
		rest = str_sub(rest, n, rest.n);
	}
	return (const xmlChar *)x->clean.data;
}

void xml_stylesheet(struct xml *x, const char *href)
{
	must(xmlTextWriterWriteFormatPI(
	         x->writer, BAD_CAST "xml-stylesheet", "type=\"text/css\" href=\"%s\"", href) >= 0);
}

void xml_start(struct xml *x, const char *name)
{
	must(xmlTextWriterStartElement(x->writer, (const xmlChar *)name) >= 0);
}

void xml_attr(struct xml *x, const char *name, const char *value)
{
	if (value)
		must(xmlTextWriterWriteAttribute(x->writer, (const xmlChar *)name, clean(x, value)) >= 0);
}

/* Writes text in which each of these characters is replaced by what `escape` says of it. */
static void write_escaped(struct xml *x, const char *text, const char *special, const char *(*escape)(char c))
{
	const char *s = (const char *)clean(x, text);
	buf_reset(&x->plain);
	for (;;) {
		size_t n = strcspn(s, special);
		buf_add(&x->plain, s, n);
		s += n;
		if (!*s)
			break;
		buf_puts(&x->plain, escape(*s++));
	}
	must(xmlTextWriterWriteRaw(x->writer, (const xmlChar *)x->plain.data) >= 0);
}

static const char *by_name(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return "&#13;";
	}
}

static const char *by_number(char c)
{
	switch (c) {
	case '&':
		return "&#x26;";
	case '<':
		return "&#x3C;";
	case '>':
		return "&#x3E;";
	default:
		return "&#xD;";
	}
}

void xml_text(struct xml *x, const char *text)
{
	write_escaped(x, text, "&<>\"\r", by_name);
}

void xml_plain(struct xml *x, const char *text)
{
	write_escaped(x, text, "&<>\r", by_number);
}

void xml_end(struct xml *x)
{
	must(xmlTextWriterEndElement(x->writer) >= 0);
}

void xml_element(struct xml *x, const char *name, const char *text)
{
	xml_start(x, name);
	xml_plain(x, text);
	xml_end(x);
}
