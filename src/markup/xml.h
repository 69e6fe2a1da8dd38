/*
 * xml: the one writer of XML documents. The only user of libxml2's writer.
 *
 * UTF-8 with a declaration, each element on a line of its own, text never indented. What
 * is given is text: it is escaped here and nowhere else. Characters that XML forbids
 * and bytes that are not UTF-8 become U+FFFD, so the document is always well-formed.
 */
#ifndef JARCHY_MARKUP_XML_H
#define JARCHY_MARKUP_XML_H

#include "base/buf.h"

struct xml;

/* A document with nothing in it but its declaration. */
struct xml *xml_new(void);
/* Ends every open element, appends the document to out, and frees x. */
void xml_finish(struct xml *x, struct buf *out);

/* The processing instruction that names a style sheet; before the first element. */
void xml_stylesheet(struct xml *x, const char *href);
void xml_start(struct xml *x, const char *name);
/* Of the element just started; value NULL adds nothing. */
void xml_attr(struct xml *x, const char *name, const char *value);
void xml_text(struct xml *x, const char *text);
/*
 * Text that is no HTML. Markup in it becomes numeric references: in the RSS Advisory Board's profile this says
 * that it is not markup, but text to be shown.
 */
void xml_plain(struct xml *x, const char *text);
void xml_end(struct xml *x);
/* A whole element that holds only plain text. */
void xml_element(struct xml *x, const char *name, const char *text);

#endif
