/*
 * written_key: the key that an editor's word is: in capitals, in Russian or Kyrgyz, with a letter of another
 * keyboard.
 *
 * Only forms and translations of a key. What may be a slip of it ("auhtor") is for suggestions.h.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_WRITTEN_KEY_H
#define JARCHY_CONTENT_WRITTEN_KEY_H

#include "content/key.h"

/* The key of these kinds of file (OF_…) that the word means; NULL when it is none. */
const struct key *written_key(struct str word, unsigned of);
/* Cuts a line at its colon, ":" or "：" of a Chinese keyboard. False: it has none. */
bool written_key_cut(struct str line, struct str *key, struct str *value);

#endif
