/*
 * sniff: what a file is, by its bytes, when it is no text in UTF-8.
 */
#ifndef JARCHY_CONTENT_SNIFF_H
#define JARCHY_CONTENT_SNIFF_H

#include "base/str.h"

/* What to do with a document that is no text, by its first bytes; NULL when it may be one. */
const char *sniff_format(struct str bytes);
/* The encoding that a text seems to have, as iconv calls it, when it is not UTF-8; NULL: it is UTF-8, or the encoding is not known. */
const char *sniff_encoding(struct str bytes);
/* What a whole file seems to be that is no text in UTF-8, in words for an error; NULL when it may be one. */
const char *sniff_file(struct str bytes);

/* What a file that should be a document of Word or LibreOffice is instead; NULL when it may be one. */
const char *sniff_document(struct str bytes);

#endif
