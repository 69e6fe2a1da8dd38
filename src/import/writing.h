/*
 * writing: the gemtext of one item while it is put together.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_WRITING_H
#define JARCHY_IMPORT_WRITING_H

#include "base/buf.h"
#include "import/imported.h"

/* A text that grows, and the addresses named in its last block. */
struct writing {
	struct arena *arena;
	struct imported *item;
	struct buf out;
	const char **links; /* "address label", of the block that is written next */
	size_t link_count;
	const char **held; /* of a list: they come below all of it */
	size_t held_count;
	bool too_many; /* links of one block */
};

void writing_init(struct writing *w, struct arena *a, struct imported *item);
/* Keeps the text as the item's body, and releases the rest. */
void writing_finish(struct writing *w);
/* One line, cleaned, below an empty line unless the one above has the same marker ("* ", "> "); then its links. */
void writing_line(struct writing *w, const char *marker, struct str text);
/* A link below the block that is written next; one that was there already is left out. */
void writing_link(struct writing *w, struct str url, struct str label);
void writing_flush_links(struct writing *w);
/* A table: `cells` row by row. */
void writing_table(struct writing *w, const char *const *cells, size_t columns, size_t count);

#endif
