/*
 * address: which addresses of a document are for the public.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_ADDRESS_H
#define JARCHY_OFFICE_ADDRESS_H

#include "base/arena.h"

/* An absolute address without spaces, in the arena; NULL when it is none that the public can open. */
const char *address_public(struct arena *a, struct str url);

#endif
