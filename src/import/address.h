/*
 * address: addresses as pages write them.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_ADDRESS_H
#define JARCHY_IMPORT_ADDRESS_H

#include "base/arena.h"

/*
 * A whole address by the grammar of RFC 3986: characters that it forbids are percent-encoded, a relative one is resolved
 * against `base` ("": there is none). "" when it leads nowhere (a script, a place of the page itself, data) or
 * cannot be resolved; then *relative, when not NULL, becomes true.
 */
const char *import_address(struct arena *a, const char *url, const char *base, bool *relative);

#endif
