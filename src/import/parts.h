/*
 * parts: what the readers of feeds, pages and plain text have in common.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_PARTS_H
#define JARCHY_IMPORT_PARTS_H

#include "import/import.h"
#include "lang/found_date.h"

/* A text that grows, and the addresses named in its last block. */
struct writing {
	struct arena *arena;
	struct imported *item;
	struct buf out;
	const char **links; /* "address label", of the block that is written next */
	size_t link_count;
	const char **held; /* of a list: they stand beneath all of it */
	size_t held_count;
};

void writing_init(struct writing *w, struct arena *a, struct imported *item);
/* Keeps the text as the item's body, and releases the rest. */
void writing_finish(struct writing *w);
/* One line, cleaned, below an empty line unless the one above has the same marker ("* ", "> "); then its links. */
void writing_line(struct writing *w, const char *marker, struct str text);
/* A link beneath the block that is written next; one that was there already is left out. */
void writing_link(struct writing *w, struct str url, struct str label);
void writing_flush_links(struct writing *w);
/* A table: `cells` row by row. */
void writing_table(struct writing *w, const char *const *cells, size_t columns, size_t count);

/* A struct imported with every string "". */
struct imported *import_add(struct import *i);
__attribute__((format(printf, 3, 4))) void import_doubt(
    struct arena *a, struct imported *item, const char *fmt, ...);
/* Words without what is invisible, with one space between them. */
const char *import_clean(struct arena *a, struct str text);

/* The language with the most of its letters and small words in the text; "" when there is none. */
const char *import_guess_lang(struct arena *a, struct imported *item, struct str text);
/* Whether the line says "press release", "news" in any language, whatever the case and the spaces. */
bool import_says_press_release(struct str line);
bool import_says_news(struct str line);

bool import_text(struct str bytes, struct import *out, struct err *err);
bool import_html(struct str bytes, struct import *out, struct err *err);
bool import_feed(struct str bytes, struct import *out, struct err *err);
/* A piece of HTML as gemtext; relative addresses resolve against `base` ("": they are left out). */
void import_html_body(struct writing *w, struct str html, const char *base);

#endif
