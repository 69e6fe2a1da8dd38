/*
 * extract: the words of a file beside an item, for the search: plain text, a document of a word processor,
 * a PDF.
 *
 * For one process alone, which is in a sandbox: bytes of strangers are decoded here. A paragraph is a line;
 * there is no layout and no address. Not for texts that are published (content/).
 */
#ifndef JARCHY_EXTRACT_EXTRACT_H
#define JARCHY_EXTRACT_EXTRACT_H

#include "base/buf.h"
#include "base/err.h"

enum extract_kind { EXTRACT_NONE, EXTRACT_PLAIN, EXTRACT_OFFICE, EXTRACT_PDF };

enum {
	EXTRACT_TEXT_MAX = 256 << 10, /* bytes of one text; what comes after them is left out */
	EXTRACT_SECONDS_MAX = 10,     /* of the processor's time for a file; the caller ends the process */
	EXTRACT_VERSION = 1, /* of what is written here; another one makes the texts again (SCHEMA_VERSION) */
};

/* By the name's ending; EXTRACT_NONE: it has no words that are looked for. */
enum extract_kind extract_kind_of(const char *name);

/*
 * Loads what cannot be loaded in a sandbox: Poppler, and tables of encodings. False: Poppler is not
 * installed, and PDFs are left out; everything else works.
 */
bool extract_load(struct err *err);
/* Whether the words of such a file can be had here. */
bool extract_is_able(enum extract_kind kind);

/*
 * Appends the words of the file, whose kind is not EXTRACT_NONE, as valid UTF-8 without control characters
 * but LF. Of one that is damaged, locked or only has pictures that is nothing. `out` has a maximum of at
 * least EXTRACT_TEXT_MAX. Time and memory are bounded by the caller, who ends the process.
 */
void extract_words(int fd, enum extract_kind kind, struct buf *out);

#endif
