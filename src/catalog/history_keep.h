/*
 * history_keep: what a change means for the history of feeds (history.h).
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_HISTORY_KEEP_H
#define JARCHY_CATALOG_HISTORY_KEEP_H

#include <stdbool.h>

#include "base/err.h"

struct writer;

/* Of commit: keeps in the facts which items came into feeds and left them, and finds the pages of history to write again. */
bool history_keep(struct writer *w, struct err *err);

#endif
