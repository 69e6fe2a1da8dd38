/*
 * name_language: the language in the name of a text. Private to content/.
 */
#ifndef JARCHY_CONTENT_NAME_LANGUAGE_H
#define JARCHY_CONTENT_NAME_LANGUAGE_H

#include "base/err.h"
#include "base/str.h"
#include "lang/lang.h"

/*
 * Cuts "stem.lang", of which the ending of a text ("gmi") was taken off. `first` is the language of a name
 * that has none, or NULL where each needs one. NULL: it has no language that the site knows, and err says
 * which name is right.
 */
const struct lang *name_take_language(
    struct str name, const char *end, const struct lang *first, struct str *stem, struct err *err);
/* False, with what is wrong: there is no language after the name. */
bool name_miss_language(struct str name, const char *end, struct err *err);

#endif
