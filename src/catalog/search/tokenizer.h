/*
 * tokenizer: how FTS5 sees the words of a text: what each may be found by is at its place.
 *
 * Private to catalog/. A query is made of tokens already (query.h): a quoted string is taken as it is.
 */
#ifndef JARCHY_CATALOG_SEARCH_TOKENIZER_H
#define JARCHY_CATALOG_SEARCH_TOKENIZER_H

#include "catalog/db.h"
#include "catalog/search/vocabulary.h"

/* The name in `tokenize = …`; the tags of the site's languages follow it. */
#define TOKENIZER_NAME "words"

/* The interface of FTS5; NULL: this SQLite has none. */
fts5_api *tokenizer_api(struct db *db);

/*
 * Makes it known to a connection; before any statement on a table that uses it. What it reads for the index
 * is added to the vocabulary, which is borrowed as long as the connection is open; NULL: it is not.
 */
bool tokenizer_register(struct db *db, struct vocabulary *v, struct err *err);

#endif
