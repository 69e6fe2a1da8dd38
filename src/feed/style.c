/*
 * style: how a browser shows a feed that somebody opens in it. The content is markup inside of text,
 * which CSS cannot turn into a page: the summary is shown instead. Nor can CSS make a link: addresses are
 * shown as text.
 *
 * A browser of a phone lays a document of XML out as wide as a page for a desk (980 pixels) and makes it
 * smaller: no element of a feed could say otherwise. So letters are as large as a part of that width.
 */
#include "feed/feed.h"

#include <string.h>

#include "content/address.h"

static const char sheet[] =
    ":root{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%}"
    "feed,rss{display:block;max-width:40em;margin:0 auto;padding:.75em 1em 3em;"
    "font:1.0625rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}"
    "@media(max-device-width:700px){feed,rss{font-size:3.4vw}}"
    "@media(max-device-width:480px){feed,rss{font-size:4.6vw}}"
    "@media(max-device-width:359px){feed,rss{font-size:5.2vw}}"
    "id,guid,author,generator,category,link,content,updated,rights,copyright,source,ttl,language,"
    "lastBuildDate,image,icon,"
    "logo,"
    "enclosure,encoded,archive,deleted-entry{display:none}"
    "channel,entry,item,title,subtitle,summary,description,published,pubDate,creator{display:block}"
    "feed>title,channel>title{font-size:1.5em;font-weight:600;line-height:1.25}"
    "feed>subtitle,channel>description{font-size:1.1em;margin:.5em 0 1em}"
    "entry,item{margin:1.5em 0 0;padding:1em 0 0;border-top:1px solid}"
    "entry>title,item>title{font-size:1.2em;font-weight:600;line-height:1.25}"
    "published,pubDate,creator{opacity:.8}"
    "summary,item>description{margin-top:.5em}"
    /* Where the page is, to be selected and copied; Atom has it in an attribute. */
    "channel>link,item>link{display:block;-webkit-user-select:all;user-select:all}"
    "link[rel=alternate][type=\"text/html\"]:not([hreflang]){display:block}"
    "link[rel=alternate][type=\"text/html\"]:not([hreflang])::after{content:attr(href)}"
    "feed::before,rss::before{display:block;white-space:pre-line;border:1px solid;border-radius:.4em;"
    "padding:.6em .8em;margin-bottom:1em}"
    /* XML knows no attribute for it: each text runs as its first letter says. */
    "title,subtitle,summary,description,creator,feed::before,rss::before{unicode-bidi:plaintext}";

/* In a string of CSS (CSS Syntax Level 3, section 4.3.5). */
static void add_string(struct buf *out, const char *s)
{
	buf_add_char(out, '"');
	for (; *s; s++) {
		if (strchr("\"\\", *s))
			buf_add_char(out, '\\');
		buf_add_char(out, *s);
	}
	buf_add_char(out, '"');
}

/*
 * RSS has its language as the text of an element, which no selector sees: the path of the document's own
 * address begins with it. Browsers that cannot tell what an element has in it show every language.
 */
static void add_rss_notices(const struct site *site, struct buf *out)
{
	struct arena a = { 0 };

	buf_puts(out, "rss::before{content:");
	for (size_t i = 0; i < site->lang_count; i++) {
		buf_puts(out, i ? " \"\\A \\A \" " : "");
		add_string(out, site->langs[i]->words[WORD_FEED_OPENED]);
	}
	buf_add_char(out, '}');
	for (size_t i = 0; i < site->lang_count; i++) {
		const char *home = path_of(&a, site->langs[i]->tag, "", "");
		buf_puts(out, "rss:has(link[rel=self][href^=");
		add_string(out, site_url_of(&a, site, SCHEME_HTTP, '0', home));
		buf_puts(out, "])::before{content:");
		add_string(out, site->langs[i]->words[WORD_FEED_OPENED]);
		buf_add_char(out, '}');
	}
	arena_release(&a);
}

void feed_stylesheet_add(const struct site *site, struct buf *out)
{
	buf_puts(out, sheet);
	for (size_t i = 0; i < site->lang_count; i++) {
		buf_printf(out, "feed:lang(%s)::before{content:", site->langs[i]->tag);
		add_string(out, site->langs[i]->words[WORD_FEED_OPENED]);
		buf_add_char(out, '}');
	}
	add_rss_notices(site, out);
}
