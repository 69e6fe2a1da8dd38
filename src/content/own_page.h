/*
 * own_page: what can be told of a page of the site only by looking at the folder: whether a folder is
 * that of a page or of a project, and whether texts may leave their language out.
 *
 * Private to content/. `root` is a descriptor of the content directory.
 */
#ifndef JARCHY_CONTENT_OWN_PAGE_H
#define JARCHY_CONTENT_OWN_PAGE_H

#include "content/name.h"

/* Whether the folder at the top has a text index.<language>.gmi and is no project's. */
bool own_page_has_folder(int root, struct str folder);
/*
 * Whether the page, a text at the top or index.<language>.gmi in a folder, has the name of a project: the
 * folder of that name holds a project's texts.
 */
bool own_page_is_project(int root, const char *slug);
/* Whether names without a language are taken: the site has one, or its own text has such a name. */
bool own_page_plain_names(int root);

#endif
