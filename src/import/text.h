/*
 * text: plain text as it comes out of a word processor or off a page.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_TEXT_H
#define JARCHY_IMPORT_TEXT_H

#include "base/err.h"
#include "import/imported.h"

/* One item. False: err says why nothing could be made of the bytes. */
bool import_text(struct str bytes, struct import *out, struct err *err);

#endif
