/*
 * site_link: the addresses of the old site in a text: files that it shows come along, links lead to old addresses.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_LINK_H
#define JARCHY_IMPORT_SITE_LINK_H

#include "import/imported.h"
#include "import/site_page.h"

/* Puts the files that the text links to beside it, all of a bundle too, and changes `item->body` so that it leads there. */
void site_link(const struct site_settings *s, const struct site_files *files, const struct site_page *p,
    const struct imported_list *links, struct arena *a, struct imported *item);

#endif
