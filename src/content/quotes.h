/*
 * quotes: quotes around a value of front matter, how they are read and how a value is written.
 */
#ifndef JARCHY_CONTENT_QUOTES_H
#define JARCHY_CONTENT_QUOTES_H

#include "base/buf.h"

/* The value without the quotes around the whole of it: those are YAML's, not the editor's. A slice of v. */
struct str quotes_strip(struct str v);

/*
 * Appends a line "key: value" that is read back as this value: one line of text, not empty, without spaces at its ends (they are
 * left out). Everything that writes front matter writes its values with this.
 */
void quotes_write(struct buf *out, const char *key, const char *value);

#endif
