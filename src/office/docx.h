/*
 * docx: the document of Word, LibreOffice, Google Docs and OnlyOffice (ECMA-376, ISO/IEC 29500).
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_DOCX_H
#define JARCHY_OFFICE_DOCX_H

#include "office/archive.h"
#include "office/office.h"

/* `main` is the name of the document's own part. False: err says what is wrong. */
bool docx_read(struct archive *z, const char *main, struct arena *a, const struct office_options *options,
    struct office *out, struct err *err);

#endif
