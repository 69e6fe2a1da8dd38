/*
 * site: a directory of Hugo, Jekyll, Zola, Eleventy or Hexo as items, one page after another.
 *
 * Texts stay Markdown. Nothing of the site is run: addresses are told by its settings and by the rules of its kind.
 */
#ifndef JARCHY_IMPORT_SITE_H
#define JARCHY_IMPORT_SITE_H

#include "import/import.h"

/*
 * Reads the directory. Each part is one page in all its languages; the last ones are the projects that the sections become, and
 * a report. `now`: what is dated later was not public in systems that hold it back. False: err says what is no such site, or
 * cannot be read.
 */
bool import_site(const char *dir, int64_t now, import_take *take, void *user, struct err *err);

#endif
