/*
 * manifest: what a browser calls the site where somebody keeps it among their programs
 * (https://www.w3.org/TR/appmanifest/).
 */
#ifndef JARCHY_PAGE_MANIFEST_H
#define JARCHY_PAGE_MANIFEST_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

/* Appends the manifest of the site in this language. False (with err): the catalogue could not be read. */
bool manifest_write(
    const struct site *s, struct catalog *c, const struct lang *lang, struct buf *out, struct err *err);

#endif
