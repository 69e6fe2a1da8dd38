/*
 * summary: the first words of a text, for files without a summary.
 */
#ifndef JARCHY_CONTENT_SUMMARY_H
#define JARCHY_CONTENT_SUMMARY_H

#include "base/arena.h"

enum { SUMMARY_COLUMNS = 300 }; /* of one that is made of a text */

/*
 * As many whole sentences of the paragraph as fit into `columns` columns; where not even one fits, as
 * many whole words and an ellipsis.
 */
const char *summary_cut(struct arena *a, struct str paragraph, size_t columns);

#endif
