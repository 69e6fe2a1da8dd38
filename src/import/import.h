/*
 * import: news from elsewhere (a feed, an HTML page, a document or plain text of a word processor) as content files.
 *
 * Bytes in, texts out: nothing is fetched, named or written here. Each guess is noted in `checks`.
 */
#ifndef JARCHY_IMPORT_IMPORT_H
#define JARCHY_IMPORT_IMPORT_H

#include "base/buf.h"
#include "base/err.h"
#include "import/imported.h"

enum { IMPORT_MAX = 32 << 20 }; /* bytes of a file */

/* Tells by the bytes what they are. False: err says why nothing could be made of them. Release in both cases. */
bool import_read(struct str bytes, struct import *out, struct err *err);

/* Appends the content file: front matter, with "# check:" lines, and text. `id` is used when the item has none. */
void import_write(const struct imported *item, const char *id, struct buf *out);

#endif
