/*
 * render_parts: what the renderers share. Private to page/.
 */
#ifndef JARCHY_PAGE_RENDER_PARTS_H
#define JARCHY_PAGE_RENDER_PARTS_H

#include "page/page.h"

/* Whether b goes on with what a began: list items, quotes, links and facts in a row make one group. */
bool blocks_join(const struct block *a, const struct block *b);
/* Whether it is a link with something said of it, after which there is a blank line. */
bool block_is_described(const struct block *b);
/* Whether a renderer that shows the files of an item on the item's own page leaves the block out. */
bool block_is_minor(const struct block *b);

/* Where a fact is among facts of the same label in a row: the label is written once. */
enum fact_place { FACT_ALONE, FACT_FIRST, FACT_FURTHER };
enum fact_place fact_place(const struct page *p, size_t i);

/*
 * Appends an absolute URI as ASCII without spaces, controls, quotes, "<" and ">": such bytes are
 * percent-encoded (RFC 3987 section 3.1). "&" stays as it is.
 */
void address_add(struct buf *out, const char *uri);

/* Appends s with one space in the place of each run of control characters: one line. */
void line_add(struct buf *out, const char *s);
/* Appends one line with spaces in the place of each tab, up to the next of eight columns. */
void laid_out_add(struct buf *out, struct str line);
/* Appends a link's label as one line, and its note as the language of the page writes one: " (note)". */
void link_label_add(struct buf *out, const struct lang *lang, const struct link *l, const char *label);
/*
 * Appends "8 September 2023, 11:50 · Press release · Updated: 9 September 2023"; nothing for a page
 * without a date.
 */
void page_date_line(const struct page *p, struct buf *out);

/* The items around the page's own, the older first, each with the word that comes before its title. */
struct near_item {
	enum word word;
	const struct alternate *at;
	const char *rel; /* its link type in HTML */
};
enum { NEAR_MAX = 2 };
size_t page_near(const struct page *p, struct near_item out[NEAR_MAX]);

#endif
