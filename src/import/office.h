/*
 * office: a document of Word or LibreOffice as one item, its pictures as files beside it.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_OFFICE_H
#define JARCHY_IMPORT_OFFICE_H

#include "base/err.h"
#include "import/imported.h"

/* One item. False: err says why nothing could be made of the bytes. */
bool import_office(struct str bytes, struct import *out, struct err *err);

#endif
