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

/* The same of a follower, where the facts have it already: finds the pages. */
bool history_follow(struct writer *w, struct err *err);
/*
 * Of commit: keeps in the facts which items came into feeds and left them, and finds the pages of
 * history to write again.
 */
bool history_keep(struct writer *w, struct err *err);

#endif
