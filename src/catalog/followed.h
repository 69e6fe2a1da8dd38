/*
 * followed: what commit does on a follower, in the place of minting.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_FOLLOWED_H
#define JARCHY_CATALOG_FOLLOWED_H

#include <stdbool.h>

#include "base/err.h"

struct writer;

/*
 * The catalogue gets the copy of the facts that were taken over (facts_mirror.h). What differed is
 * touched, with its pages of history: so are feeds whose items did not change here.
 */
bool followed_settle(struct writer *w, struct err *err);

#endif
