/*
 * sitemap: the addresses of the site for crawlers of the web (https://www.sitemaps.org/protocol.html).
 */
#ifndef JARCHY_PAGE_SITEMAP_H
#define JARCHY_PAGE_SITEMAP_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

/*
 * Appends a sitemap of home, project and item pages in every language, each with its translations as alternates; of the
 * items the newest, as many as fit into a few megabytes. False (with err): the catalogue could not be read.
 */
bool sitemap_write(const struct site *s, struct catalog *c, struct buf *out, struct err *err);

#endif
