/*
 * lock: only one process at a time writes into a state folder.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_LOCK_H
#define JARCHY_CATALOG_LOCK_H

#include "base/err.h"

/* A descriptor that holds the lock until it is closed; -1 with err on failure. */
int lock_take(const char *folder, struct err *err);

#endif
