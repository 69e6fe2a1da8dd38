/*
 * pdf: the words of a PDF, by Poppler: loaded with dlopen, into the one process that uses it.
 *
 * Private to extract/.
 */
#ifndef JARCHY_EXTRACT_PDF_H
#define JARCHY_EXTRACT_PDF_H

#include "base/err.h"
#include "extract/paragraph.h"

enum {
	PDF_PAGES_MAX = 1000,      /* what comes after them is left out */
	PDF_BYTES_MAX = 200 << 20, /* a larger file is not read */
};

/* Before a sandbox is entered; once for a process. False: it is not installed, or too old. */
bool pdf_load(struct err *err);
bool pdf_is_loaded(void);
/* Until the paragraphs are full. Nothing of a file that is no PDF, is damaged, or wants a password. */
void pdf_read(int fd, struct paragraphs *out);

#endif
