/*
 * plain: the bytes of a text in whatever encoding as UTF-8.
 *
 * Private to extract/.
 */
#ifndef JARCHY_EXTRACT_PLAIN_H
#define JARCHY_EXTRACT_PLAIN_H

#include "base/buf.h"

/* Tables of encodings are files: they are loaded here. Those that the machine lacks are left out. */
void plain_load(void);
/*
 * The text as UTF-8, which may have bytes that are none; `out` holds it where it had to be converted.
 * Empty: the bytes are no text.
 */
struct str plain_decode(struct str bytes, struct buf *out);

#endif
