/*
 * hint: what an editor probably meant by what cannot be read.
 *
 * Private to content/. Only words for messages: nothing is accepted because of a hint.
 */
#ifndef JARCHY_CONTENT_SUGGESTIONS_H
#define JARCHY_CONTENT_SUGGESTIONS_H

#include "base/err.h"
#include "base/str.h"

/* The one of these words that other programs, Russian or Kyrgyz call so, or NULL. */
const char *suggest_key(struct str key, const char *const *words);
/* Whether other programs write into such a key what is told by the name of a file here. */
bool suggest_is_name(struct str key);
/* Returns false; err gets the usual form of the date that the text seems to be, if it seems to be one. */
bool suggest_date(struct str text, struct err *err);
/* True when there is something better to say of a text that should be a short name than the rule. */
bool suggest_slug(struct str text, struct err *err);
/* What to do with a document that is no text, by its first bytes; NULL when it may be one. */
const char *suggest_format(struct str bytes);
/* The encoding that a text seems to have, as iconv calls it, when it is not UTF-8; NULL: it is, or nobody knows. */
const char *suggest_encoding(struct str bytes);
/* What a whole file seems to be that is no text in UTF-8, in words for an error; NULL when it may be one. */
const char *suggest_file(struct str bytes);

#endif
