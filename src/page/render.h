/*
 * render: one page into the text of a protocol. Escaping happens here and nowhere else.
 *
 * The same page always gives the same bytes. The renderers do not know what a project is.
 */
#ifndef JARCHY_PAGE_RENDER_H
#define JARCHY_PAGE_RENDER_H

#include "page/page.h"

/*
 * text/gemini (specification 0.24.1). A line that would read as markup by accident is defused.
 * "# title", "## subtitle" right after it, dated links as "YYYY-MM-DD label" (gemsub companion document).
 */
void render_gemtext(const struct page *p, const struct site *s, struct buf *out);
/* The same for Spartan, where a line "=:" asks for what the search needs. */
void render_spartan(const struct page *p, const struct site *s, struct buf *out);
/* The same for Nex, which cannot ask for anything: without the search. */
void render_nex(const struct page *p, const struct site *s, struct buf *out);

enum { GOPHER_COLUMNS = 67 };

/*
 * A Gopher menu (RFC 1436) or text by the page's form: menus end with a dot, labels are wrapped at 67
 * columns, texts too (CRLF, no line begins with a dot, links numbered and listed at the end).
 */
void render_gopher(const struct page *p, const struct site *s, struct buf *out);
/* Any page as such a text, with the site's own addresses in the scheme: text/plain in every protocol. */
void render_text(const struct page *p, const struct site *s, enum scheme scheme, struct buf *out);
/* A whole menu with the single line of type 3, for errors. */
void render_gopher_error(const char *text, struct buf *out);

/*
 * A whole HTML5 document: canonical and hreflang links, feed autodiscovery, one inline style sheet, no
 * script.
 */
void render_html(const struct page *p, const struct site *s, struct buf *out);
/* Only the blocks, with absolute http(s) addresses, well-formed as XML: the content of feed entries. */
void render_html_fragment(const struct page *p, const struct site *s, struct buf *out);
/*
 * Appends the Content-Security-Policy that goes with render_html (the hashes of its style sheets) of a page
 * with page_media.
 */
void render_html_policy(const struct site *s, unsigned media, struct buf *out);

#endif
