/*
 * style: how a browser shows a feed that somebody opens in it. The content is markup inside of text, which CSS
 * cannot turn into a page: the summary is shown instead.
 */
#include "feed/feed.h"

static const char sheet[] =
    ":root{color-scheme:light dark}"
    "feed,rss{display:block;max-width:42rem;margin:0 auto;padding:.75rem 1rem 3rem;"
    "font:1.0625rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}"
    "id,guid,author,generator,category,link,content,updated,rights,ttl,language,lastBuildDate,"
    "channel>link,item>link,enclosure,encoded,archive,deleted-entry{display:none}"
    "channel,entry,item,title,subtitle,summary,description,published,pubDate,creator{display:block}"
    "feed>title,channel>title{font-size:1.6rem;font-weight:600;line-height:1.25}"
    "feed>subtitle,channel>description{font-size:1.125rem;margin:.5rem 0 1rem}"
    "entry,item{margin:1.5rem 0 0;padding:1rem 0 0;border-top:1px solid}"
    "entry>title,item>title{font-size:1.25rem;font-weight:600;line-height:1.25}"
    "published,pubDate,creator{opacity:.8;font-size:.9375rem}"
    "summary,item>description{margin-top:.5rem}";

const char *feed_stylesheet(void)
{
	return sheet;
}
