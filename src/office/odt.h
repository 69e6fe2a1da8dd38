/*
 * odt: the document of LibreOffice (OpenDocument 1.3).
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_ODT_H
#define JARCHY_OFFICE_ODT_H

#include "office/archive.h"
#include "office/office.h"

/* False: err says what is wrong. */
bool odt_read(struct archive *z, struct arena *a, const struct office_options *options, struct office *out,
    struct err *err);

#endif
