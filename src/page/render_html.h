/*
 * render_html: what the files of the HTML renderer share. Private to page/.
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

/* Appends ` lang="…"`, and ` dir="…"` where it is not the page's. Nothing for NULL. */
void html_lang(const struct html *h, const struct lang *lang);
/* Appends a start tag without its ">", what html_lang appends, and the ">". */
void html_open(const struct html *h, const char *tag, const struct lang *lang);
/* Appends <name lang="…">text</name>. */
void html_element_in(const struct html *h, const char *name, const struct lang *lang, const char *text);
/* Appends ` href="…"`. */
void html_href(const struct html *h, const struct link *l);
/* Appends what the head says of the page (Open Graph, https://ogp.me/); nothing for an error's page. */
void html_open_graph(const struct html *h);
/* Appends what the article of an item says of itself (schema.org NewsArticle) beyond what readers see. */
void html_article_data(const struct html *h);
/* Appends all blocks. */
void html_blocks(struct html *h);

#endif
