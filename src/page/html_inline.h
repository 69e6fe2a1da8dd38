/*
 * html_inline: elements with their language, and text with its marks.
 *
 * Private to page/.
 */
#ifndef JARCHY_PAGE_HTML_INLINE_H
#define JARCHY_PAGE_HTML_INLINE_H

#include "page/render.h"

struct html {
	const struct page *page;
	const struct site *site;
	struct buf *out;
	bool foot;                  /* links are to the site elsewhere */
	bool fragment;              /* only blocks, for a feed: addresses are absolute */
	bool folded;                /* within <details> */
	const struct block *before; /* the block written last, or NULL */
	const char *heading;        /* the one written last, or NULL */
	size_t wide;                /* how many blocks before may be wider than the screen */
};

/*
 * Appends ` lang="…"` unless it is NULL, and ` dir="…"` where it is not the page's: "auto" where `text` runs
 * against its language, as a foreign name does. `text` may be NULL.
 */
void html_lang(const struct html *h, const struct lang *lang, const char *text);
/* Whether the page runs from right to left. */
bool html_is_rtl(const struct html *h);
/* Appends ` dir="ltr"` in such a page: for addresses and numbers of telephones. */
void html_ltr(const struct html *h);
/* Appends ` href="…"`. */
void html_href(const struct html *h, const struct link *l);
/*
 * Appends the text, escaped; in such a page each number of several parts from left to right
 * (html_numbers.h).
 */
void html_words(const struct html *h, const char *text);
/* Appends a start tag without its ">", what html_lang appends for what is in it, and the ">". */
void html_open(const struct html *h, const char *tag, const struct lang *lang, const char *text);
/* Appends <name lang="…">text</name>. */
void html_element_in(const struct html *h, const char *name, const struct lang *lang, const char *text);
/* Appends the text of a block from this byte on, with an element for each mark. */
void html_marked_text(const struct html *h, const struct block *b, size_t skip);
/* Appends the text; in a page a line does not break within a number, nor between it and what it counts. */
void html_figures_in(const struct html *h, const char *text);
/* Bytes from … to of the text, escaped. */
void html_slice(const struct html *h, const char *text, size_t from, size_t to);
/* Appends a text that one tap selects as a whole. */
void html_copied(const struct html *h, const char *text);

#endif
