/*
 * aside: a catalogue that cannot be used is kept for a while, under a name that says why.
 *
 * Private to catalog/. One of each kind: a newer one takes the place of the one before. Nothing reads them; they are for whoever wants to
 * know what happened.
 */
#ifndef JARCHY_CATALOG_ASIDE_H
#define JARCHY_CATALOG_ASIDE_H

#include <stdint.h>

enum aside { ASIDE_DAMAGED, ASIDE_OTHER_VERSION };

/* Renames catalog.db of the folder, with its -wal and -shm, to catalog.db.damaged or catalog.db.other-version, and says so; if it is there. */
void aside_put(const char *folder, enum aside kind, const char *why);
/* Removes what has lain there for a week at `now` (seconds since 1970). */
void aside_sweep(const char *folder, int64_t now);

#endif
