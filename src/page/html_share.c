/*
 * html_share: links that send the page on. They are plain addresses: nothing is loaded, and none of those
 * services learns of a reader who does not tap one.
 */
#include "base/ascii.h"
#include "markup/html.h"
#include "page/render_html.h"

#include <string.h>

enum { SHARED_MAX = 32 << 10 }; /* bytes of one such address */

/* What the name of a service is followed by. */
struct way {
	const char *name;  /* NULL: WORD_EMAIL */
	const char *parts; /* of its address: "{title}" and "{url}" are put in */
};

/*
 * https://core.telegram.org/widgets/share, what WhatsApp opens at wa.me, RFC 6068. The last two have one
 * text: a title, a line feed, the address.
 */
static const struct way ways[] = {
	{ "Telegram", "https://t.me/share/url?url={url}&text={title}" },
	{ "WhatsApp", "https://wa.me/?text={title}%0A{url}" },
	{ NULL, "mailto:?subject={title}&body={title}%0D%0A{url}" },
};

/* All but unreserved characters (RFC 3986 section 2.3) by their bytes: it is one value of a query. */
static void add_value(struct buf *out, const char *s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		const char coded[] = { '%', digits[c >> 4], digits[c & 15] };
		if (ascii_is_alnum(*s) || strchr("-._~", *s))
			buf_add_char(out, *s);
		else
			buf_add(out, coded, sizeof coded);
	}
}

static void make_address(struct buf *out, const char *parts, const char *title, const char *url)
{
	while (*parts) {
		size_t n = strcspn(parts, "{");
		buf_add(out, parts, n);
		parts += n;
		if (!*parts)
			break;
		add_value(out, str_starts(str_of(parts), "{url}") ? url : title);
		parts += strcspn(parts, "}") + 1;
	}
}

static void add_way(const struct html *h, const struct way *w, const char *url)
{
	struct buf address;

	buf_init(&address, SHARED_MAX);
	make_address(&address, w->parts, h->page->title, url);
	buf_puts(h->out, "<li><a rel=\"noreferrer\"");
	html_attribute(h->out, "href", address.data);
	buf_add_char(h->out, '>');
	html_text(h->out, w->name ? w->name : h->page->lang->words[WORD_EMAIL]);
	buf_puts(h->out, "</a></li>\n");
	buf_release(&address);
}

void html_share(const struct html *h)
{
	const struct page *p = h->page;
	struct buf url;

	if (!p->path || p->hidden || h->site->unreachable[SCHEME_HTTP])
		return;
	buf_init(&url, SHARED_MAX);
	site_url(h->site, SCHEME_HTTP, 'h', p->path, &url);
	buf_puts(h->out, "<div class=\"share\">");
	html_element(h->out, "h2", p->lang->words[WORD_SHARE]);
	buf_puts(h->out, "\n<ul class=\"links\">\n");
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		add_way(h, &ways[i], url.data);
	buf_printf(h->out, "<li>%s", p->lang->words[WORD_PAGE_ADDRESS]);
	html_text(h->out, p->lang->joints[JOINT_LABEL].between);
	html_copied(h, url.data);
	buf_puts(h->out, "</li>\n</ul></div>\n");
	buf_release(&url);
}
