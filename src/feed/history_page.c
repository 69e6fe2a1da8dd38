/*
 * history_page: a page of a feed's history, made for who asks. Few readers of RSS walk back, so that no
 * files are kept for them.
 */
#include "feed/feed.h"

#include "feed/format.h"
#include "feed/make.h"

static void write_page(const struct feed_source *s, const char *project, const struct feed_format *format,
    uint64_t number, struct feed *f, struct buf *out)
{
	const char *path = path_of_history(&f->arena, s->lang->tag, project, format, number);

	feed_write_rss(f, site_url_of(&f->arena, s->site, SCHEME_HTTP, '0', path), out);
}

int feed_history_page(const struct feed_source *s, const char *project, const struct feed_format *format,
    uint64_t number, struct buf *out, struct err *err)
{
	struct feed_pages pages;
	struct feed feed;

	if (!feed_pages(s, project, &pages, err))
		return -1;
	if (format->history != HISTORY_MADE || number < 1 || number > (uint64_t)pages.count)
		return 0;
	int made = feed_make_page(s, project, (int64_t)number, &feed, err);
	if (made > 0)
		write_page(s, project, format, number, &feed, out);
	feed_release(&feed);
	return made;
}
