/*
 * xml: what XML of other people may have, before a parser gets it.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_XML_H
#define JARCHY_IMPORT_XML_H

#include "base/err.h"
#include "base/str.h"

enum { XML_ATTRIBUTES_MAX = 1000 }; /* of one element: parsers compare each with each */

/* False: err says what there is too much of. Linear in the bytes. */
bool import_xml_check(struct str bytes, struct err *err);

#endif
