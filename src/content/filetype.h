/*
 * filetype: of which MIME type an attachment is.
 *
 * Told by the name, from the database of freedesktop.org (the package shared-mime-info); where
 * several types share an ending, or none has it, libmagic looks at the content. Looked up once, when the file is
 * compiled: what serves files never opens a database. Not for the site's own pages and feeds.
 */
#ifndef JARCHY_CONTENT_FILETYPE_H
#define JARCHY_CONTENT_FILETYPE_H

#include "base/err.h"
#include "base/str.h"

struct file_types;

struct file_type {
	const char *mime; /* "application/pdf", without parameters; valid until the next is found */
	bool utf8;        /* a text whose bytes are UTF-8 */
};

/*
 * Reads the databases of this machine. Never NULL: without the first the content decides alone, without both
 * everything is "application/octet-stream"; err then says what is missing, and *whole is false.
 */
struct file_types *file_types_load(bool *whole, struct err *err);
/* From the text of a file globs2: lines "weight:type:pattern"; the content is looked at too. */
struct file_types *file_types_new(struct str globs);
void file_types_free(struct file_types *t);

/* Of the file at dirfd/path; one that cannot be read is told by its name alone. */
struct file_type file_types_find(const struct file_types *t, int dirfd, const char *path);

/* Differs from machine to machine when the answers may. */
uint64_t file_types_mark(const struct file_types *t);

#endif
