/*
 * html_frame: the HTML document around a page's blocks: its head, and the order of its parts.
 */
#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/address.h"
#include "content/document.h"
#include "lang/punctuation.h"
#include "markup/html.h"
#include "page/render_html.h"
#include "page/render_parts.h"
#include "page/style.h"

#include <string.h>

static void add_absolute(const struct html *h, const char *path, const char *rest)
{
	buf_puts(h->out, " href=\"");
	site_url(h->site, SCHEME_HTTP, 'h', path, h->out);
	buf_puts(h->out, rest);
	buf_add_char(h->out, '"');
}

static void add_alternate(const struct html *h, const char *lang, const char *path)
{
	buf_puts(h->out, "<link rel=\"alternate\"");
	html_attribute(h->out, "hreflang", lang);
	add_absolute(h, path, "");
	buf_puts(h->out, ">\n");
}

static const char *path_in(const struct page *p, const struct lang *lang)
{
	const struct alternate *v = p->home_count ? p->homes : p->translations;
	size_t n = p->home_count ? p->home_count : p->translation_count;

	for (size_t i = 0; i < n; i++)
		if (v[i].lang == lang)
			return v[i].path;
	return !p->home_count && lang == p->lang ? p->path : NULL;
}

/*
 * Each of the set names all of it, and the same one for the readers of other languages: else search engines
 * believe none (https://developers.google.com/search/docs/specialty/international/localized-versions).
 */
static void add_alternates(const struct html *h)
{
	const struct page *p = h->page;
	const char *fallback = p->fallback;

	if (p->unpaired || !(p->translation_count + p->home_count))
		return;
	for (size_t i = 0; i < h->site->lang_count; i++) {
		const struct lang *lang = h->site->langs[i];
		const char *path = path_in(p, lang);
		if (!path)
			continue;
		add_alternate(h, lang->tag, path);
		fallback = fallback ? fallback : path;
	}
	add_alternate(h, "x-default", fallback);
}

static void add_canonical(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->path)
		return;
	buf_puts(h->out, "<link rel=\"canonical\"");
	add_absolute(h, p->path, "");
	buf_puts(h->out, ">\n");
	add_alternates(h);
}

/* One feed for readers to find; `folder` and `lang` say whose. */
static void add_feed(
    const struct html *h, const struct feed_format *f, const char *folder, const struct lang *lang)
{
	const struct lang *l = h->page->lang;
	struct arena a = { 0 };
	const char *note = lang_join(&a, l, JOINT_LIST, lang->name, f->title);

	buf_puts(h->out, "<link rel=\"alternate\"");
	html_attribute(h->out, "type", f->mime);
	html_attribute(h->out, "hreflang", lang->tag);
	html_attribute(h->out, "title", lang_join(&a, l, JOINT_NOTE, h->page->feeds_title, note));
	add_absolute(h, folder, f->name);
	buf_puts(h->out, ">\n");
	arena_release(&a);
}

/* The page's own language in every format first, then the others in one. */
static void add_feeds(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->feeds)
		return;
	for (const struct feed_format *f = feed_formats; f->subscribed; f++)
		add_feed(h, f, p->feeds, p->lang);
	struct str rest = str_of(p->feeds), tag;
	if (p->feeds_alone || !path_next(&rest, &tag))
		return;
	struct buf folder;
	buf_init(&folder, h->out->max);
	for (size_t i = 0; i < h->site->lang_count; i++) {
		const struct lang *lang = h->site->langs[i];
		if (str_is(tag, lang->tag))
			continue;
		buf_reset(&folder);
		buf_printf(&folder, "/%s%.*s", lang->tag, STR_ARG(rest));
		add_feed(h, feed_formats, folder.data, lang);
	}
	buf_release(&folder);
}

static void add_style(const struct html *h, const char *sheet)
{
	buf_puts(h->out, "<style>");
	buf_puts(h->out, sheet);
	buf_puts(h->out, "</style>\n");
}

/* What is longer is cut where titles are listed. */
static bool fits_into_title(const struct page *p)
{
	enum { TITLE_MAX = 70, DASH = 3 };
	return utf8_length(str_of(p->title)) + DASH + utf8_length(str_of(p->home)) <= TITLE_MAX;
}

/* For browsers that show the page among their own things; not of a page that nothing should know of. */
/*
 * The icon in the sizes that browsers ask for. Whether there are any: without them nothing is said of
 * them, so that no browser asks for a manifest that would only repeat the name.
 */
static bool add_icon(const struct html *h)
{
	const struct page *p = h->page;

	if (!p->icon)
		return false;
	if (!p->has_icon_copies) {
		buf_puts(h->out, "<link rel=\"icon\" href=\"");
		path_encode(h->out, str_of(p->icon));
		buf_puts(h->out, "\" type=\"image/svg+xml\">\n");
		return false;
	}
	buf_puts(h->out, "<link rel=\"icon\" href=\"/favicon.ico\" sizes=\"32x32\">\n"
	                 "<link rel=\"apple-touch-icon\" href=\"/site/icon-180.png\">\n");
	return true;
}

static void add_kept(const struct html *h)
{
	struct arena a;

	buf_puts(h->out,
	    "<meta name=\"theme-color\" content=\"" STYLE_BACK "\" media=\"(prefers-color-scheme: light)\">\n"
	    "<meta name=\"theme-color\" content=\"" STYLE_BACK_DARK
	    "\" media=\"(prefers-color-scheme: dark)\">\n");
	if (h->page->hidden || !add_icon(h))
		return;
	arena_init(&a);
	buf_puts(h->out, "<link rel=\"manifest\"");
	html_attribute(h->out, "href", path_of_page(&a, ADDRESS_MANIFEST, h->page->lang->tag, ""));
	buf_puts(h->out, ">\n");
	arena_release(&a);
}

static void add_head(const struct html *h)
{
	const struct page *p = h->page;

	buf_puts(h->out, "<!DOCTYPE html>\n<html");
	html_attribute(h->out, "lang", p->lang->tag);
	html_attribute(h->out, "dir", p->lang->dir);
	buf_puts(h->out, ">\n<head>\n<meta charset=\"utf-8\">\n"
	                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(h->out, p->title);
	if (p->home && strcmp(p->home, p->title) != 0 && fits_into_title(p)) {
		buf_puts(h->out, " — ");
		html_text(h->out, p->home);
	}
	buf_puts(h->out, "</title>\n");
	if (p->hidden)
		buf_puts(h->out, "<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n"
		                 "<meta name=\"referrer\" content=\"no-referrer\">\n");
	html_graph(h);
	add_kept(h);
	add_canonical(h);
	add_feeds(h);
	add_style(h, style_sheet);
	if (page_media(p) & (PAGE_PICTURES | PAGE_PLAYERS))
		add_style(h, style_sheet_of_pictures);
	if (h->site->style)
		add_style(h, h->site->style->sheet);
	buf_puts(h->out, "</head>\n");
}

static void add_instant(const struct html *h, int64_t at, bool has_time, const char *property)
{
	char machine[DATE_TEXT_MAX];
	struct buf text;

	buf_init(&text, 256);
	lang_date(h->page->lang, at, has_time, &text);
	if (has_time)
		date_rfc3339(at, machine);
	else
		date_day(at, machine);
	buf_puts(h->out, "<time");
	html_attribute(h->out, "datetime", machine);
	if (h->page->schema)
		html_attribute(h->out, "itemprop", property);
	buf_add_char(h->out, '>');
	html_text(h->out, text.data);
	buf_puts(h->out, "</time>");
	buf_release(&text);
}

static void add_date_line(const struct html *h)
{
	const struct page *p = h->page;

	if (p->published == INSTANT_NONE)
		return;
	buf_puts(h->out, "<p class=\"date\">");
	add_instant(h, p->published, p->has_time, "datePublished");
	if (p->kind) {
		buf_puts(h->out, " · ");
		html_text(h->out, p->kind);
	}
	if (p->corrected != INSTANT_NONE) {
		buf_printf(h->out, " · %s", p->lang->words[WORD_UPDATED]);
		html_text(h->out, p->lang->joints[JOINT_LABEL].between);
		add_instant(h, p->corrected, false, "dateModified");
	}
	buf_puts(h->out, "</p>\n");
}

static void add_title(const struct html *h, bool article)
{
	const struct page *p = h->page;
	const char *named = article ? "<h1 itemprop=\"headline\"" : "<h1 itemprop=\"name\"";

	html_open(h, p->schema ? named : "<h1", p->title_lang, p->title);
	html_words(h, p->title);
	buf_puts(h->out, "</h1>\n");
	/* The header says the site's name. */
	if (!p->subtitle || (p->framed && p->subtitle == p->home))
		return;
	html_open(h, "<p class=\"subtitle\"", p->subtitle_lang, p->subtitle);
	html_words(h, p->subtitle);
	buf_puts(h->out, "</p>\n");
}

static void add_near(const struct html *h)
{
	struct near_item near[NEAR_MAX];
	size_t n = page_near(h->page, near);

	if (!n)
		return;
	buf_puts(h->out, "<nav class=\"near\"");
	html_attribute(h->out, "aria-label", h->page->lang->words[WORD_OLDER_AND_NEWER]);
	buf_puts(h->out, "><ul>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(h->out, "<li>");
		html_text(h->out, h->page->lang->words[near[i].word]);
		html_text(h->out, h->page->lang->joints[JOINT_LABEL].between);
		buf_puts(h->out, "<a");
		html_attribute(h->out, "rel", near[i].rel);
		html_href(h, &(struct link){ .to = LINK_ITEM, .target = near[i].at->path });
		html_lang(h, NULL, near[i].at->title);
		buf_add_char(h->out, '>');
		html_text(h->out, near[i].at->title);
		buf_puts(h->out, "</a></li>");
	}
	buf_puts(h->out, "</ul></nav>\n");
}

void render_html(const struct page *p, const struct site *s, struct buf *out)
{
	struct html h = { .page = p, .site = s, .out = out };
	bool article = p->published != INSTANT_NONE;

	add_head(&h);
	buf_puts(out, "<body>\n<a class=\"skip\" href=\"#" HTML_TEXT_ID "\">");
	html_text(out, p->lang->words[WORD_SKIP_TO_TEXT]);
	buf_puts(out, "</a>\n");
	html_header(&h);
	html_trail(&h, p->lang->words[WORD_BREADCRUMB]);
	buf_puts(out, article ? "<main id=\"" HTML_TEXT_ID "\"><article" : "<main id=\"" HTML_TEXT_ID "\"");
	html_scope(&h);
	buf_puts(out, ">\n");
	add_title(&h, article);
	add_date_line(&h);
	html_data(&h);
	html_blocks(&h);
	if (article)
		html_share(&h);
	add_near(&h);
	buf_puts(out, article ? "</article></main>\n" : "</main>\n");
	html_foot(&h);
	buf_puts(out, "</body>\n</html>\n");
}

void render_html_policy(const struct site *s, unsigned media, struct buf *out)
{
	unsigned loads = s->style ? s->style->loads : 0;

	buf_puts(out, "default-src 'none'; style-src 'sha256-" STYLE_HASH "'");
	if (media & (PAGE_PICTURES | PAGE_PLAYERS))
		buf_puts(out, " 'sha256-" STYLE_OF_PICTURES_HASH "'");
	if (s->style)
		buf_printf(out, " 'sha256-%s'", s->style->hash);
	if (media & (PAGE_PICTURES | PAGE_SMALL_PICTURES) || loads & STYLE_LOADS_PICTURES)
		buf_puts(out, "; img-src 'self'");
	if (media & PAGE_PLAYERS)
		buf_puts(out, "; media-src 'self'");
	if (loads & STYLE_LOADS_FONTS)
		buf_puts(out, "; font-src 'self'");
	buf_puts(out, "; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
	              "frame-ancestors 'none'");
}
