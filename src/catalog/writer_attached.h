/*
 * writer_attached: which files have words to look for, and when they go.
 *
 * Private to catalog/. writer_words_owed and writer_put_words (writer.h) are here too.
 */
#ifndef JARCHY_CATALOG_WRITER_ATTACHED_H
#define JARCHY_CATALOG_WRITER_ATTACHED_H

#include "base/err.h"
#include "content/scan.h"

struct writer;

/* The file has a row in `attachment` since now: its words are wanted, if its kind has any. */
bool attached_owe(struct writer *w, int64_t file, const struct scanned *named, struct err *err);
/* The file goes, or is put again: so do its words. While the rows of its item are as they were indexed. */
bool attached_forget(struct writer *w, int64_t file, struct err *err);

#endif
