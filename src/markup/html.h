/*
 * html: the one writer that escapes for HTML and XHTML-style fragments. Nothing else writes "&lt;".
 */
#ifndef JARCHY_MARKUP_HTML_H
#define JARCHY_MARKUP_HTML_H

#include "base/buf.h"

/*
 * Appends s as character data, good for elements and quoted attributes alike: & < > " escaped, control characters
 * that XML forbids (and CR) left out. s must be valid UTF-8.
 */
void html_text(struct buf *out, const char *s);
/* Appends ` name="value"`. */
void html_attribute(struct buf *out, const char *name, const char *value);
/* Appends <name>text</name>. */
void html_element(struct buf *out, const char *name, const char *text);

#endif
