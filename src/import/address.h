/*
 * address: addresses as pages write them.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_ADDRESS_H
#define JARCHY_IMPORT_ADDRESS_H

#include "import/imported.h"

/*
 * A whole address by the grammar of RFC 3986: characters that it forbids are percent-encoded, a relative one is resolved
 * against `base` ("": there is none). "" when it leads nowhere (a script, a place of the page itself, data) or
 * cannot be resolved; then *relative, when not NULL, becomes true.
 */
const char *import_address(struct arena *a, const char *url, const char *base, bool *relative);

/* Adds the path of a whole address, with its query if it has one, to the item's old paths; "/" alone is none. */
void import_alias(struct arena *a, struct imported *item, const char *url);
/* The same of a feed's address, "ru /feed/": it is that of a feed in this language ("": of the source's). */
void import_feed_alias(struct import *i, const char *lang, const char *url);

#endif
