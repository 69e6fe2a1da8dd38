/*
 * stale: translations that lack what was corrected in another language.
 *
 * A text that was never updated lacks any correction since its date; one that was, only a later one of
 * the original: the oldest of the translations, of several the one in the first of the site's languages.
 */
#ifndef JARCHY_CATALOG_STALE_H
#define JARCHY_CATALOG_STALE_H

#include "catalog/catalog.h"

struct stale {
	const char *project, *stem, *lang;
	const char *path;  /* of the translation, below the content directory */
	const char *ahead; /* of the file that was corrected */
	int64_t updated;   /* when it was */
};

struct stales {
	struct stale *v; /* by project, stem and language, as bytes are ordered */
	size_t n;
};

/* Of items in any state but withdrawn. langs: the site's languages, NULL-terminated. Owned by the arena. */
bool catalog_stales(
    struct catalog *c, const char *const *langs, struct arena *a, struct stales *out, struct err *err);

#endif
