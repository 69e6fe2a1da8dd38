/*
 * source: the bytes of an HTML page as the parser may have them: UTF-8, and bounded.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SOURCE_H
#define JARCHY_IMPORT_SOURCE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Appends the page in UTF-8: from the encoding given, or else from the one that it declares, or else from the one that
 * it seems to have. What no reader needs is left out: comments, scripts that are no data, styles, attributes that are
 * very many or very long, elements within more than SOURCE_DEPTH_MAX others (their words stay). Time and memory
 * are linear in the bytes. False: err says which bound it breaks.
 */
bool source_read(struct str html, const char *encoding, struct buf *out, struct err *err);

enum {
	SOURCE_MAX = 64 << 20,     /* bytes of a page in UTF-8 */
	SOURCE_TEXT_MAX = 8 << 20, /* bytes of what the parser gets */
	SOURCE_TAGS_MAX = 400000,
	SOURCE_ENTITIES_MAX = 400000, /* with a name */
	SOURCE_DEPTH_MAX = 250,
	SOURCE_ATTRIBUTES_MAX = 64, /* of one element */
	SOURCE_VALUE_MAX = 4096,    /* bytes of one value */
};

#endif
