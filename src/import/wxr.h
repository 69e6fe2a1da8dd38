/*
 * wxr: the posts of an export of WordPress (WXR 1.0 to 1.2).
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_WXR_H
#define JARCHY_IMPORT_WXR_H

#include "import/imported.h"

/* A part for each item, and one for the export as a whole. False: err says where it broke off; parts may have been taken. */
bool import_wxr(struct str bytes, import_take *take, void *user, struct err *err);

#endif
