/*
 * document: parses one content file: its front matter and its body.
 *
 * What is found is a struct document (fields.h). The checks that need other files are not made here (catalog/check.h).
 */
#ifndef JARCHY_CONTENT_DOCUMENT_H
#define JARCHY_CONTENT_DOCUMENT_H

#include "content/fields.h"
#include "content/problem.h"

enum {
	DOCUMENT_MAX = 1 << 20,   /* bytes of a text */
	DOCUMENTS_MAX = 32 << 20, /* of any content file: documents of word processors hold pictures */
};

/* Bytes that a file of this name may have. */
size_t document_max(const struct content_name *name);

/*
 * Parses the bytes of a file. Problems are added, all of them; false when one of
 * them is an error, and the document must not be published. Release in both cases.
 */
bool document_parse(const char *path, const struct content_name *name, struct str bytes, struct document *out,
    struct problems *problems);
void document_release(struct document *d);

#endif
