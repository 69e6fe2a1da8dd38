/*
 * html_figure: pictures, sounds and films as HTML elements.
 *
 * Private to page/. A picture has its size in pixels, so that the text below it does not move when it comes.
 */
#ifndef JARCHY_PAGE_HTML_FIGURE_H
#define JARCHY_PAGE_HTML_FIGURE_H

#include "page/html_inline.h"

/* How many pictures in a row begin with this block: of two on they are a gallery. 0: it is no picture. */
size_t html_figure_run(const struct page *p, size_t from);
/* Appends these blocks as <figure>, in a gallery where there are several. */
void html_gallery(const struct html *h, size_t from, size_t n);
/* Appends a block as <figure>. */
void html_figure(const struct html *h, const struct block *b);
/* Appends <audio> or <video> of a link to one. */
void html_player(const struct html *h, const struct block *b);

#endif
