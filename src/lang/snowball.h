/*
 * snowball: the stemming algorithms of libstemmer, whose only user this is.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_SNOWBALL_H
#define JARCHY_LANG_SNOWBALL_H

#include "base/str.h"

struct snowball;
/* NULL: libstemmer has none of this name. */
struct snowball *snowball_new(const char *algorithm);
void snowball_free(struct snowball *s);
/*
 * Whether it wants a word with its own letters, in lower case ("köylerde", not "koylerde"); else folded as it
 * is.
 */
bool snowball_reads_letters(const struct snowball *s);
/* Valid until the next call. */
struct str snowball_stem(struct snowball *s, struct str word);
/* Whether libstemmer has it. */
bool snowball_has(const char *algorithm);

#endif
