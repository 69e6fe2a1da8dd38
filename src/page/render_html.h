/*
 * render_html: what the files of the HTML renderer share. Private to page/.
 */
#ifndef JARCHY_PAGE_RENDER_HTML_H
#define JARCHY_PAGE_RENDER_HTML_H

#include "page/html_inline.h"

/* Appends what the head says of the page to those who show a link to it; nothing for an error's page. */
void html_graph(const struct html *h);
/*
 * Appends what the article of an item says of itself (schema.org NewsArticle, and Event) beyond what
 * readers see.
 */
void html_article_data(const struct html *h);
/* Appends all blocks. */
void html_blocks(struct html *h);

#endif
