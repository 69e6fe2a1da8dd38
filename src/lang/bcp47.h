/*
 * bcp47: tags of languages (RFC 5646), as people write them.
 */
#ifndef JARCHY_LANG_BCP47_H
#define JARCHY_LANG_BCP47_H

#include "base/str.h"

/* TAG_BYTES: of a language with a script, and the NUL. */
enum { TAG_BYTES = 16 };
/* Slices of what was parsed, in the case in which they were written; empty where it has none. */
struct bcp47 {
	struct str language, script, region;
};

/*
 * tag      = language [ sep script ] [ sep region ] *( sep further )
 * language = 2*3ALPHA ; no extended ones
 * script   = 4ALPHA
 * region   = 2ALPHA / 3DIGIT
 * further  = 1*8alphanum
 * sep      = "-" / "_"       ; glibc's
 */
bool bcp47_parse(struct str s, struct bcp47 *out);
/* Language and script in lower case, as "uz-cyrl". */
void bcp47_write(const struct bcp47 *tag, char out[TAG_BYTES]);

#endif
