/*
 * sitemap: the addresses of the site for crawlers of the web (https://www.sitemaps.org/protocol.html).
 *
 * Where one map would have too many addresses it is an index of parts. Their numbers never change while
 * the site's languages do not: 1 has the pages of the site and its projects, the next ones the oldest
 * items of each language, then the following pages and items in the same order. A part that would have
 * nothing is left out.
 */
#ifndef JARCHY_PAGE_SITEMAP_H
#define JARCHY_PAGE_SITEMAP_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

/* https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
enum { SITEMAP_ADDRESSES = 10000, SITEMAP_NEWS = 1000, SITEMAP_NEWS_SECONDS = 2 * 86400 };

struct sitemap {
	const struct site *site;
	struct catalog *catalog;
	size_t addresses; /* at most in one map; fewer where each is in many languages */
};

/*
 * Appends the root, home, project and item pages in every language, each with its translations as alternates;
 * or the index of the parts. False (with err), here and below: the catalogue could not be read.
 */
bool sitemap_write(const struct sitemap *s, struct buf *out, struct err *err);
/* Appends the part of this number. 1; 0: there is none, -1 failed. */
int sitemap_write_part(const struct sitemap *s, uint64_t number, struct buf *out, struct err *err);
/* Appends the items of the last two days before `now`, the newest first. */
bool sitemap_write_news(const struct sitemap *s, int64_t now, struct buf *out, struct err *err);

#endif
