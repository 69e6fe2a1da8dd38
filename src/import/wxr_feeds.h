/*
 * wxr_feeds: where a site of WordPress had its feeds.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_WXR_FEEDS_H
#define JARCHY_IMPORT_WXR_FEEDS_H

#include "import/imported.h"

/*
 * Adds their old paths: of the site at this address in its own language (part->lang), in each of these
 * languages, and of each of these categories, named by their slugs.
 */
void wxr_feeds_name(struct import *part, const char *site, const struct imported_list *langs,
    const struct imported_list *categories);

#endif
