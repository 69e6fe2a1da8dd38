/*
 * markdown_html: HTML within Markdown, as the words, links and pictures that it shows.
 *
 * Private to content/: markdown.c alone uses it.
 */
#ifndef JARCHY_CONTENT_MARKDOWN_HTML_H
#define JARCHY_CONTENT_MARKDOWN_HTML_H

#include "content/flow.h"

struct html_reading {
	struct flow *flow;
	char dropped[16]; /* the element whose inside is left out, "" when there is none */
	bool pre;         /* within <pre>: its text is kept as it is */
	struct buf kept;  /* that text */
	bool inline_tag;  /* the tag is within a paragraph of Markdown */
	size_t open;      /* elements that are open around what comes next */
};

void html_reading_init(struct html_reading *h, struct flow *f);
void html_reading_release(struct html_reading *h);
/* One tag, or comment, within a paragraph. */
void html_inline(struct html_reading *h, struct str tag);
/* Tags and text between blocks. Lines of the literal begin at flow->line. */
void html_block(struct html_reading *h, struct str html);
/* At the end of a paragraph: what is left out does not go on. */
void html_end(struct html_reading *h);
/* The name of the element that the tag opens, if it is left out with what is in it; else empty. */
struct str html_dropped_name(struct str tag);
/* Whether words of Markdown here are within something that is left out. */
bool html_drops(const struct html_reading *h);

#endif
