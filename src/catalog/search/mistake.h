/*
 * mistake: how likely it is that who meant one word typed another.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_MISTAKE_H
#define JARCHY_CATALOG_SEARCH_MISTAKE_H

#include "base/str.h"

/*
 * In bits: one is half as likely as the one below. MISTAKE_LIKELY: a letter is left out or doubled, or two
 * change places. MISTAKE_NEAR: one is typed for another that is next to it on a keyboard, or sounds alike.
 */
enum { MISTAKE_LIKELY = 6, MISTAKE_NEAR = 7, MISTAKE_OTHER = 10 };
/* Both folded, with one wrong letter. */
int mistake_weight(struct str typed, struct str meant);

#endif
