/*
 * index: the rows of the search index, `search`.
 *
 * Private to catalog/. The index keeps no text: a row is taken out by what it was made from,
 * so a file's row goes before the file's other rows do. What is new is first only noted in
 * `unindexed`; writer_index_pending makes up for it.
 */
#ifndef JARCHY_CATALOG_SEARCH_INDEX_H
#define JARCHY_CATALOG_SEARCH_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct writer;

/* Notes that the file is to be indexed. */
bool index_owe(struct writer *w, int64_t file, struct err *err);
/* Takes the file out of the index, while its rows are still there. */
bool index_forget(struct writer *w, int64_t file, struct err *err);

#endif
