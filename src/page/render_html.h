/*
 * render_html: what the files of the HTML renderer share. Private to page/.
 */
#ifndef JARCHY_PAGE_RENDER_HTML_H
#define JARCHY_PAGE_RENDER_HTML_H

#include "page/html_inline.h"

/* Appends what the head says of the page to those who show a link to it; nothing for an error's page. */
void html_graph(const struct html *h);
/*
 * Appends the attributes that make an element the item of schema.org that the page is; nothing where it
 * is none.
 */
void html_scope(const struct html *h);
/* Appends what that item says beyond what readers see; within the element. */
void html_data(const struct html *h);
/*
 * Appends what is above the text, and below it, on every page of the site; a page without it has only the
 * languages.
 */
void html_header(const struct html *h);
void html_foot(const struct html *h);
/* Appends the navigation back; nothing where there is none. `label` is for those who do not see it. */
void html_trail(const struct html *h, const char *label);
#define HTML_TEXT_ID "text" /* of the main part of a page: where the link for those who skip the rest leads */
/* Appends all blocks. */
void html_blocks(struct html *h);

/*
 * Appends how to send an item on: to messengers, by mail, or its address to copy. Nothing of what has no
 * public address.
 */
void html_share(const struct html *h);

#endif
