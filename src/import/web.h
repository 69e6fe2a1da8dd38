/*
 * web: a site of the web as items: its feeds, then its pages; and the files that items lead to.
 */
#ifndef JARCHY_IMPORT_WEB_H
#define JARCHY_IMPORT_WEB_H

#include "import/fetch.h"
#include "import/import.h"

enum { WEB_PAGES_USUAL = 1000, WEB_PAGES_MAX = 100000 };

struct web_options {
	struct fetch *fetch;
	size_t pages; /* that are fetched at most */
	bool (*known)(void *user,
	    const char *id); /* whether an item of this id is there already: it is not fetched again */
};

/* Whether the word is an address of the web, not a file. */
bool import_is_web(const char *word);
/*
 * Takes the site at this address. A feed or a page alone is taken alone when it names nothing else. Parts come as they are
 * read. False: err says why there is nothing. What ends early keeps what was taken; the report of the last part says so.
 */
bool import_web(const char *url, const struct web_options *o, import_take *take, void *user, struct err *err);
/*
 * Brings the pictures and files that the item's text leads to beside it, and changes the text. What cannot be had stays a link,
 * with a doubt. False: no more can be had (FETCH_ENDED).
 */
bool import_fetch_files(struct fetch *f, struct arena *a, struct imported *item);

#endif
