/*
 * site_state: whether a page of another system was public, where something beside it says so.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_STATE_H
#define JARCHY_IMPORT_SITE_STATE_H

#include "import/site_page.h"

/*
 * Why the page with this text was not public, or may not have been: one line in the arena; NULL when nothing says so. What is
 * too much to follow counts as hidden. What its own front matter says is not asked, but for what content/ does not know.
 */
const char *site_state_hidden(struct arena *a, const struct site_settings *s, const struct site_files *files,
    const struct site_page *p, struct str text, int64_t now);

#endif
