/*
 * site_page: what one text of another system is: its language, place and old address, read before any of it is written.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_PAGE_H
#define JARCHY_IMPORT_SITE_PAGE_H

#include "import/site_kind.h"

struct site_page {
	const char *path;    /* of its file, below the directory */
	const char *root;    /* the folder of texts that it is in */
	const char *lang;    /* "" when nothing says it */
	const char *section; /* the first folder, or what posts are: a project's slug, or "" */
	const char *pair;    /* the same for all languages of one page */
	const char *slug;    /* of its address; "" */
	const char *address; /* where it was, "" when that is not known */
	bool front;          /* the text of a section, not a page in it */
	bool own_folder;     /* all files of its folder are its own */
	bool hidden;         /* its place says that it was not public */
	bool known_lang;     /* jarchy has words for its language */
};

/* Whether the file may be a text, by its place and name alone. */
bool site_page_may_be(const struct site_settings *s, const char *path);
/* False: it is no page. Strings are in the arena. */
bool site_page_read(struct arena *a, const struct site_settings *s, const struct site_files *files,
    const char *path, struct site_page *out);
#endif
