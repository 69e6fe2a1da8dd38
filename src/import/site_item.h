/*
 * site_item: the item that a page of another system becomes.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_SITE_ITEM_H
#define JARCHY_IMPORT_SITE_ITEM_H

#include "import/imported.h"
#include "import/site_page.h"

/*
 * One more item in `part`, with its text as it was. False: nothing could be made of it, and err says why.
 * `links`, when not NULL, becomes all addresses in it.
 */
bool site_page_item(const struct site_settings *s, const struct site_files *files, const struct site_page *p,
    int64_t now, struct import *part, struct imported_list *links, struct err *err);

#endif
