/*
 * marks: what an item keeps when its file gets another name (struct marks in facts.h). What they are good
 * for is in identity.h.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_MARKS_H
#define JARCHY_CATALOG_MARKS_H

#include <stdint.h>

/* Of a text in a language; 0 when it is too short to tell one item from another. */
int64_t marks_body(const char *lang, int64_t date, const char *body);
int64_t marks_head(const char *lang, int64_t date, const char *title);
int64_t marks_file(const char *lang, int64_t inode, int64_t size, int64_t mtime_ns);

#endif
