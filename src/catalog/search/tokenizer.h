/*
 * tokenizer: how FTS5 sees the words of a text: all stems of a word are at its place.
 *
 * Private to catalog/. Of a word that a query takes as a prefix the folded form is alone.
 */
#ifndef JARCHY_CATALOG_SEARCH_TOKENIZER_H
#define JARCHY_CATALOG_SEARCH_TOKENIZER_H

#include "catalog/db.h"

/* The name in `tokenize = …`. */
#define TOKENIZER_NAME "stems"

/* Makes it known to a connection; before any statement on a table that uses it. */
bool tokenizer_register(struct db *db, struct err *err);

#endif
