/*
 * html_tag: one tag of HTML, its attributes, and the entities in a text.
 *
 * Private to content/: markdown_html.c alone uses it.
 */
#ifndef JARCHY_CONTENT_HTML_TAG_H
#define JARCHY_CONTENT_HTML_TAG_H

#include "base/arena.h"

struct html_tag {
	struct str whole, name, attributes;
	bool closes;
};

/* The bytes of the tag that s begins with; 0: it is none, or a longer one than anybody writes. */
size_t html_tag_read(struct str s, struct html_tag *out);
/* The value of an attribute, entities and all; empty: it has none. */
struct str html_tag_attribute(const struct html_tag *t, const char *name);
/* The bytes of a comment, declaration or instruction at the head of s; one that does not end goes on to the end. 0: none. */
size_t html_comment_length(struct str s);
/* The text with characters in the place of entities. */
const char *html_decode(struct arena *a, struct str s);

#endif
