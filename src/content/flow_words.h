/*
 * flow_words: the words of a block, with control characters for marks, as plain text and a list of marks.
 *
 * Private to content/: flow.c alone uses it.
 */
#ifndef JARCHY_CONTENT_FLOW_WORDS_H
#define JARCHY_CONTENT_FLOW_WORDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "content/inline_mark.h"

/* The characters of marks in a block: FLOW_OPEN + mark, FLOW_CLOSE + mark (enum flow_mark), and the "~~" of GFM. */
enum { FLOW_OPEN = 0x10, FLOW_CLOSE = 0x18, FLOW_TILDES = 0x07, FLOW_MARKS = 6 };

/* What is open while the lines of a block are written one after the other. */
struct words {
	unsigned open[16];
	size_t from[16]; /* where in the line */
	size_t depth;
	size_t tildes; /* of GFM, that are still to come in the block */
	bool struck;
};

void words_init(struct words *w, struct str block);
/* Appends one line of the block, without spaces at its ends; marks are relative to where it begins. `marks` may be NULL. */
void words_line(
    struct words *w, struct arena *a, struct str line, struct buf *out, struct inline_marks *marks);
/* The whole block as one line, in the arena. */
const char *words_plain(struct arena *a, struct str block);

#endif
