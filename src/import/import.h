/*
 * import: news from elsewhere (a feed, an HTML page, a document or plain text of a word processor) as
 * content files.
 *
 * Bytes in, texts out: nothing is fetched, named or written here. Each guess is noted in `checks`.
 */
#ifndef JARCHY_IMPORT_IMPORT_H
#define JARCHY_IMPORT_IMPORT_H

#include "base/buf.h"
#include "base/err.h"
#include "import/imported.h"

enum { IMPORT_MAX = 32 << 20, IMPORT_EXPORT_MAX = 512 << 20 }; /* bytes of a file; of an export */

/*
 * Tells by the bytes what they are. False: err says why nothing could be made of them. Release in both
 * cases.
 */
bool import_read(struct str bytes, struct import *out, struct err *err);

/*
 * The same as import_read, in parts: of an export, which may have IMPORT_EXPORT_MAX bytes, one for each
 * item. False: err says why no more could be made of the bytes; parts may have been taken.
 */
bool import_each(struct str bytes, import_take *take, void *user, struct err *err);

/*
 * Appends the content file: front matter, with "# check:" lines, and text. `id` is used when the item has
 * none.
 */
void import_write(const struct imported *item, const char *id, struct buf *out);

#endif
