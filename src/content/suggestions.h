/*
 * suggestions: what an editor probably meant by what cannot be read.
 *
 * Private to content/. Only words for messages: nothing is accepted because of a suggestion.
 */
#ifndef JARCHY_CONTENT_SUGGESTIONS_H
#define JARCHY_CONTENT_SUGGESTIONS_H

#include "base/err.h"
#include "base/str.h"

/* The one of these words that the key means in other programs, in Russian or in Kyrgyz; NULL when there is none. */
const char *suggest_key(struct str key, const char *const *words);
/* Whether other programs write in such a key what the name of the file says here. */
bool suggest_is_name(struct str key);
/* Returns false; err gets the usual form of the date that the text seems to be, if it seems to be one. */
bool suggest_date(struct str text, struct err *err);
/* True when there is something better to say of a text that should be a short name than the rule. */
bool suggest_slug(struct str text, struct err *err);

#endif
