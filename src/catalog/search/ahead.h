/*
 * ahead: the tokens of a text, made before FTS5 asks for them, on any thread.
 *
 * Private to catalog/. FTS5 fills an index on one thread, and half of its time goes into finding the tokens.
 * What it is given in place of a text may be the list of the text's tokens:
 *
 *   list   = %x01 *( place length token )
 *   place  = %x02 / %x03        ; the next one / that of the token before
 *   length = 2( %x80-FF )       ; seven bits each, the high ones first: no byte is 0
 *
 * No text begins so: its first line is the tag of its language.
 */
#ifndef JARCHY_CATALOG_SEARCH_AHEAD_H
#define JARCHY_CATALOG_SEARCH_AHEAD_H

#include "catalog/search/tokenizer.h"
#include "lang/stem.h"

/* Makes lists known to the tokenizer of a connection, right after tokenizer_register. */
bool ahead_register(struct db *db, struct err *err);

/*
 * Puts the list of a text's tokens into an empty buffer, and those that the stemmer did not make before into
 * the vocabulary: use a stemmer with one vocabulary alone. False: it is over the buffer's maximum, and the
 * vocabulary lacks some of them until the tokenizer has read the text itself.
 */
bool ahead_write(struct stemmer *s, struct str text, struct vocabulary *v, struct buf *out);

#endif
