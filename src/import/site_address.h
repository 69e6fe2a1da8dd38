/*
 * site_address: under which path a page of another system was, by the patterns of its settings.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_ADDRESS_H
#define JARCHY_IMPORT_SITE_ADDRESS_H

#include "base/arena.h"
#include "base/date.h"
#include "import/site_kind.h"

/* What patterns name. Texts are "" when there is none. */
struct site_words {
	const char *folders; /* below the root, "news/2023" */
	const char *name;    /* of the file, without date, language and ending */
	const char *slug;    /* that is to stand for it */
	const char *title;
	const char *categories; /* "a/b" */
	const char *collection; /* of Jekyll */
	const char *lang;
	struct civil date; /* year 0: none */
	bool post;         /* one of the dated ones */
};

/*
 * Fills in a pattern as ":year/:month/:title/", in the terms of this system. NULL when it names what is not known. The path
 * begins with "/", and ends in one when the pattern does or names no file.
 */
const char *site_address_fill(
    struct arena *a, enum site_kind kind, const char *pattern, const struct site_words *w);
/* The pattern for a page that has none of its own. */
const char *site_address_pattern(struct arena *a, const struct site_settings *s, const struct site_words *w);
/* As these systems write words into a path: small letters, hyphens for spaces. */
const char *site_address_words(struct arena *a, const char *text);

#endif
