/*
 * render_html: what the two files of the HTML renderer share. Private to page/.
 */
#ifndef JARCHY_PAGE_RENDER_HTML_H
#define JARCHY_PAGE_RENDER_HTML_H

#include "page/render.h"

struct html {
	const struct page *page;
	const struct site *site;
	struct buf *out;
	bool fragment;              /* only blocks, for a feed: addresses are absolute */
	const struct block *before; /* the block written last, or NULL */
};

/* Appends ` href="…"`. */
void html_href(const struct html *h, const struct link *l);
/* Appends all blocks. */
void html_blocks(struct html *h);

#endif
