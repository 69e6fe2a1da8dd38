/*
 * junk: the tables of names and words by which menus, adverts, comments and the like are known.
 *
 * Class and id are cut into words ("entry-content", "entryContent" and "entry_content" are two), and "*"
 * at either end of a row is anything.
 */
#include "import/junk.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "import/node.h"

enum { WORDS_MAX = 40, WORD_BYTES = 32, LINE_BYTES = 400 };

struct names {
	char v[WORDS_MAX][WORD_BYTES];
	size_t n;
};

static void add_name(struct names *out, struct str name)
{
	if (!name.n || name.n >= WORD_BYTES || out->n >= WORDS_MAX)
		return;
	for (size_t i = 0; i < name.n; i++)
		out->v[out->n][i] = ascii_lower(name.p[i]);
	out->v[out->n++][name.n] = '\0';
}

/*
 * Words, and each pair of words that follow each other as one: "read-more" is "read", "more" and
 * "readmore".
 */
static void cut_names(struct str s, struct names *out)
{
	size_t from = 0;
	for (size_t i = 0; i <= s.n; i++) {
		bool end = i == s.n || !ascii_is_alnum(s.p[i]);
		bool hump = !end && i > from && ascii_is_upper(s.p[i]) && ascii_is_lower(s.p[i - 1]);
		if (!end && !hump)
			continue;
		add_name(out, str_sub(s, from, i));
		from = hump ? i : i + 1;
	}
}

static void names_of(struct arena *a, const xmlNode *n, struct names *out)
{
	static const char *const attributes[] = { "class", "id", "data-component", "data-module", "data-type",
		"itemprop" };
	out->n = 0;
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
		xmlAttr *at = xmlHasProp(n, (const xmlChar *)attributes[i]);
		if (at)
			cut_names(str_of(node_attribute(a, n, attributes[i])), out);
	}
}

static bool is_like(const char *name, const char *row)
{
	size_t n = strlen(row);
	if (row[0] == '*')
		return strstr(name, row + 1) != NULL;
	if (row[n - 1] == '*')
		return !strncmp(name, row, n - 1);
	return !strcmp(name, row);
}

/* Rows of two words, "read more", want both of them in this order. */
static bool has_row(const struct names *names, const char *row)
{
	char first[WORD_BYTES];
	const char *space = strchr(row, ' ');
	if (!space) {
		for (size_t i = 0; i < names->n; i++)
			if (is_like(names->v[i], row))
				return true;
		return false;
	}
	size_t n = (size_t)(space - row);
	memcpy(first, row, n);
	first[n] = '\0';
	for (size_t i = 0; i + 1 < names->n; i++)
		if (is_like(names->v[i], first) && is_like(names->v[i + 1], space + 1))
			return true;
	return false;
}

static bool has_any(const struct names *names, const char *const *rows)
{
	for (; *rows; rows++)
		if (has_row(names, *rows))
			return true;
	return false;
}

static const char *const sure[] = { "comments", "comment*", "kommentar*", "commentaires", "comentarios",
	"commentlist", "commentarea", "commentform", "comment list", "comment form", "comment section",
	"comment box", "comment respond", "respond", "disqus*", "livefyre", "cackle", "mc container",
	"hypercomments", "cookie", "cookies", "cookiebar", "cookieconsent", "gdpr", "consent", "sharedaddy",
	"*sharebar*", "*cookieconsent", "*breadcrumb", "*newsletter", "*advertis*", "print button",
	"printbutton", "addthis*", "addtoany", "sharethis", "socials", "shares", "sharing", "share",
	"sharebar", "sharebuttons", "sociallinks", "social", "ya share2", "pluso", "goodshare", "uptolike",
	"outbrain", "taboola", "mgid", "relap", "adsbygoogle", "advertisement*", "advert", "adverts",
	"advertising", "adbox", "adslot", "adfox", "dfp", "google ad", "ad slot", "ad container",
	"ad wrapper", "newsletter*", "subscribe*", "subscription", "signup", "mailchimp", "popup", "modal",
	"lightbox", "paywall", "login", "breadcrumb*", "breadcrumbs", "pagination", "pager", "pagenavi",
	"paging", "skip link", "screen reader", "visually hidden", "visuallyhidden", "sr only", "noprint",
	"print only", "reklama", "podelitsya", "kommentarii", "kommenty", "trackbacks", "pingback", "rating",
	"ratings", "votes", "toolbar", "navbar", "navigation", "sitemap", "copyright", "jp relatedposts",
	"yarpp*", "wp polls", NULL };

static const char *const maybe[] = { "*sidebar", "*related", "*teaser", "*recommend", "*promo", "adv",
	"author card", "authorcard", "postmetadata", "*popular", "sidebar*", "side", "aside", "rail",
	"related*", "recommend*", "recirc*", "readmore", "read more", "more news", "more stories",
	"more from", "most read", "most popular", "mostread", "mostpopular", "popular", "trending",
	"latest news", "last news", "latest posts", "recent posts", "also read", "see also", "seealso",
	"up next", "next article", "prev next", "post navigation", "post nav", "promo*", "teaser*",
	"sponsor*", "ad", "ads", "advertorial", "banner*", "widget*", "footer*", "foot", "colophon", "menu*",
	"nav", "topnav", "subnav", "masthead", "header top", "site header", "page header", "topbar",
	"author bio", "author box", "author info", "authorbio", "author description", "author profile",
	"author about", "author section", "author details", "author block", "post author", "authorbox",
	"saboxplugin*", "user profile", "about author", "bio", "tags", "taglist", "tag list", "tagcloud",
	"tag cloud", "post tags", "entry tags", "entry footer", "entry meta", "post meta", "article footer",
	"article tags", "article tools", "article meta", "meta", "submeta", "byline", "dateline", "toc",
	"disclaimer", "donate*", "donation", "follow", "followus", "feedback", "suggestions", "carousel",
	"slider", "ticker", "marquee", "shop", "product list", "extra", "supplemental", "partners",
	"pohozhie", "drugie", "chitayte", "calendar", "search form", "searchform", "search box",
	"language switcher", "lang switcher", "lang", "languages", "top link", "to top", "back to", "rss",
	"poll", "quiz", "survey", "weather", "currency", "kurs", "contact form", "hotnews", "other news",
	"othernews", "news list", "newslist", "link list", "linklist", "infobar", "notice", "alert",
	"callout cta", "cta", "jump link", "credits links", "trending now", "remote", "timestamp",
	"action bar", "actions", "editlink", "mw editsection", "editsection", "printfooter", "catlinks",
	"navbox", "metadata", NULL };

/* Page builders name everything a widget, a block or an element. */
static const char *const builders[] = { "elementor", "wpb", "vc", "et pb", "fl module", "siteorigin", "tdc",
	"tdi", "td", "wp block", "fusion", "brxe", "kb", "uagb", "sppb", "tatsu", "avia", "x text", NULL };
static const char *const builder_junk[] = { "related*", "sidebar", "footer", "menu", "nav", "post navigation",
	"author box", "tags", "tag list", "post info", "latest posts", "recent posts", "latest comments",
	"breadcrumb*", "posts grid", "button", "buttons", "form", "share", "header", NULL };

/* Names of places around the text: they save an element from what else its name says. */
static const char *const around[] = { "article", "content", "main", "body", "column", "container", "wrapper",
	"wrap", "page", "post", "entry", "story", "text", "layout", "grid", "row", "shadow", "mathjax",
	"hentry", "single", "with", "has", "no", NULL };

static const char *const bodies[] = { "article body", "articlebody", "article content", "articlecontent",
	"article text", "articletext", "article copy", "article main", "entry content", "entrycontent",
	"entry text", "entry body", "post content", "postcontent", "post body", "postbody", "post text",
	"post entry", "story body", "storybody", "story content", "story text", "storytext", "news text",
	"newstext", "news detail", "news body", "news content", "detail text", "text content", "content body",
	"content text", "body content", "body text", "main text", "single content", "blog content",
	"rich text", "td post", "field body", "node content", "item page", "itemfulltext", "fulltext",
	"page content", "pagecontent", "wysiwyg", "b text", "article", "articledetail", "article detail",
	"zn body", "content article", "mw parser", "storycontent", NULL };

static const char *const good[] = { "article*", "body", "content", "entry", "hentry", "main", "page", "post",
	"text", "blog", "story", "news", "detail", "paragraph", NULL };
static const char *const bad[] = { "hidden", "banner", "combx", "comment*", "contact", "foot", "footer",
	"footnote", "gdpr", "masthead", "media", "meta", "outbrain", "promo", "related", "scroll", "share",
	"shoutbox", "sidebar", "skyscraper", "sponsor", "shopping", "tags", "tool", "widget", "list",
	"caption", NULL };
static const char *const bylines[] = { "byline", "author", "authors", "dateline", "date", "pubdate",
	"published", "timestamp", "time", "posted on", "post meta", "entry meta", "article meta", "meta",
	"info", "submitted", "tags", "category", "categories", "cat links", "views", "counter", "viewed",
	"writtenby", "datetime", NULL };
static const char *const captions[] = { "caption*", "*caption", "legend", "legende", "bildunterschrift",
	"bildtext", "credit", "credits", "photocredit", "imagecredit", "bildnachweis", "epigraf", "epigrafe",
	"didascalia", "podpis", "image description", "img description", "photo description",
	"picture description", "image title", "media title", "img metadata", "image metadata", NULL };

static const char *const leads[] = { "lead", "lede", "leadtext", "teaser*", "*teaser", "intro*", "excerpt",
	"subtitle", "subheadline", "summary", "standfirst", "dek", "deck", "abstract", "vorspann", "chapo",
	"bajada", "entradilla", "lid", "anons", "anonce", "preview text", NULL };

/* --- elements ---------------------------------------------------------------------- */

static bool is_hidden(struct arena *a, const xmlNode *n)
{
	const char *style = node_attribute(a, n, "style");
	if (xmlHasProp(n, (const xmlChar *)"hidden") || strcasestr(style, "display:none") ||
	    strcasestr(style, "display: none") || strcasestr(style, "visibility:hidden") ||
	    strcasestr(style, "visibility: hidden"))
		return true;
	return !strcmp(node_attribute(a, n, "aria-hidden"), "true") &&
	       !strstr(node_attribute(a, n, "class"), "fallback-image");
}

static const struct {
	const char *role;
	enum junk junk;
} roles[] = {
	{ "navigation", JUNK_SURE },
	{ "menu", JUNK_SURE },
	{ "menubar", JUNK_SURE },
	{ "dialog", JUNK_SURE },
	{ "alertdialog", JUNK_SURE },
	{ "search", JUNK_SURE },
	{ "banner", JUNK_MAYBE },
	{ "contentinfo", JUNK_MAYBE },
	{ "complementary", JUNK_MAYBE },
};

static const struct {
	const char *name;
	enum junk junk;
} elements[] = {
	{ "script", JUNK_SURE },
	{ "style", JUNK_SURE },
	{ "template", JUNK_SURE },
	{ "button", JUNK_SURE },
	{ "select", JUNK_SURE },
	{ "input", JUNK_SURE },
	{ "textarea", JUNK_SURE },
	{ "svg", JUNK_SURE },
	{ "nav", JUNK_SURE },
	{ "dialog", JUNK_SURE },
	{ "menu", JUNK_SURE },
	{ "aside", JUNK_MAYBE },
	{ "footer", JUNK_MAYBE },
};

static bool is_whole(const xmlNode *n)
{
	return node_is(n, "html") || node_is(n, "body") || node_is(n, "article") || node_is(n, "main");
}

/* An article in an article may be a card that leads to another one. */
static bool is_nested(const xmlNode *n)
{
	for (const xmlNode *p = node_is(n, "article") ? n->parent : NULL; p; p = p->parent)
		if (node_is(p, "article") || node_is(p, "main"))
			return true;
	return false;
}

enum junk junk_of(struct arena *a, const xmlNode *n)
{
	struct names names;
	for (size_t i = 0; i < ARRAY_SIZE(elements); i++)
		if (node_is(n, elements[i].name))
			return elements[i].junk;
	if (is_whole(n) && !is_nested(n))
		return JUNK_NONE;
	if (is_hidden(a, n))
		return JUNK_SURE;
	const char *role = node_attribute(a, n, "role");
	for (size_t i = 0; *role && i < ARRAY_SIZE(roles); i++)
		if (!strcmp(role, roles[i].role))
			return roles[i].junk;
	names_of(a, n, &names);
	if (!names.n)
		return JUNK_NONE;
	if (has_any(&names, sure))
		return has_any(&names, around) ? JUNK_MAYBE : JUNK_SURE;
	if (has_any(&names, builders))
		return has_any(&names, builder_junk) ? JUNK_MAYBE : JUNK_NONE;
	return has_any(&names, maybe) ? JUNK_MAYBE : JUNK_NONE;
}

int junk_weight(struct arena *a, const xmlNode *n)
{
	struct names names;
	names_of(a, n, &names);
	return (has_any(&names, good) ? 25 : 0) - (has_any(&names, bad) ? 25 : 0);
}

bool junk_names_body(struct arena *a, const xmlNode *n)
{
	struct names names;
	names_of(a, n, &names);
	return has_any(&names, bodies);
}

bool junk_names_byline(struct arena *a, const xmlNode *n)
{
	struct names names;
	names_of(a, n, &names);
	return has_any(&names, bylines);
}

bool junk_names_caption(struct arena *a, const xmlNode *n)
{
	struct names names;
	names_of(a, n, &names);
	return has_any(&names, captions);
}

bool junk_names_lead(struct arena *a, const xmlNode *n)
{
	struct names names;
	names_of(a, n, &names);
	return has_any(&names, leads);
}

/* --- words ------------------------------------------------------------------------- */

/* Folded. What begins with one of these ends a text when it is a heading or a short line. */
static const char *const ends[] = { "comments", "leave a comment", "leave a reply", "post a comment",
	"add a comment", "related articles", "related posts", "related stories", "related news",
	"related topics", "related content", "related links", "related:", "you may also like",
	"you might also like", "more from", "more stories", "more news", "more on this story", "read next",
	"recommended", "most popular", "most read", "trending", "popular posts", "recent posts",
	"latest news", "latest posts", "about the author", "share this", "newsletter", "sign up for",
	"join the conversation", "view comments", "see also:", "also read", "read also", "up next",
	"комментарии", "комментариев", "оставить комментарий", "добавить комментарий", "ваш комментарий",
	"обсуждение", "читайте также", "читать также", "смотрите также", "еще новости", "ещё новости",
	"другие новости", "другие материалы", "похожие", "по теме", "материалы по теме", "новости по теме",
	"последние новости", "популярное", "самое читаемое", "рекомендуем", "вам может быть интересно",
	"вам также может", "об авторе", "подписаться на рассылку", "поделиться", "комментарийлер", "пикирлер",
	"ушул темада", "окшош", "дагы окуңуз", "дагы окунуз", "башка жаңылыктар", "акыркы жаңылыктар",
	"бөлүшүү", "kommentare", "das könnte sie auch interessieren", "mehr zum thema", "lesen sie auch",
	"auch interessant", "schreibe einen kommentar", "kommentar schreiben", "weitere artikel",
	"ähnliche artikel", "ähnliche beiträge", "commentaires", "à lire aussi", "lire aussi",
	"articles similaires", "sur le même sujet", "laisser un commentaire", "comentarios",
	"artículos relacionados", "noticias relacionadas", "deja un comentario", "te puede interesar",
	"lea también", "leia também", "leia mais", "comentários", "mais lidas", "commenti",
	"articoli correlati", "leggi anche", "potrebbe interessarti", "reacties", "lees ook", "komentarze",
	"über den autor", "über die autorin", "über den verfasser", "mehr themen", "weitere themen",
	"weitere beiträge", "weitere meldungen", "weitere nachrichten", "zum weiterlesen",
	"lesen sie außerdem", "à propos de l'auteur", "sobre el autor", "sobre la autora", "más noticias",
	"más sobre", "otras noticias", "otros artículos", "sull'autore", "o autorze", "further reading on",
	"more on ", "more about the author", "explore further", "автор туралуу", "ещё по теме", "еще по теме",
	"подробнее об авторе", "czytaj także", "yorumlar", "ilgili haberler", "коментарі", "читайте також",
	"схожі новини", NULL };

/* Folded. Short lines that begin so are the site's own. */
static const char *const lines[] = { "©", "copyright", "(c) ", "all rights reserved", "share on",
	"share this", "share via", "share article", "tweet", "follow us", "like us on", "subscribe",
	"sign up", "sign in", "log in", "advertisement", "advertising", "sponsored", "loading",
	"click to share", "click here to", "print this", "email this", "skip to", "back to top",
	"read more:", "read more »", "continue reading", "view all", "show more", "tags:", "filed under",
	"posted in", "posted by", "categories:", "related:", "read also:", "also read:", "image copyright",
	"getty images", "scroll down", "story continues below", "article continues", "we use cookies",
	"this site uses cookies", "by continuing to", "recommended for you", "see also:", "javascript is",
	"please enable", "все права защищены", "поделиться", "подписывайтесь", "подписаться", "подпишитесь",
	"реклама", "распечатать", "версия для печати", "читайте также:", "читайте нас",
	"смотрите также:", "по теме:", "теги:", "метки:", "рубрика:", "рубрики:", "просмотров",
	"просмотры:", "нашли ошибку", "если вы нашли ошибку", "если вы заметили ошибку", "выделите ее",
	"наш телеграм", "наш канал", "добавить в избранное", "на главную", "мы используем cookie",
	"мы используем файлы cookie", "этот сайт использует", "предыдущая запись", "следующая запись",
	"назад к списку", "возврат к списку", "вернуться", "бөлүшүү", "бардык укуктар", "бизге жазылыңыз",
	"көрүүлөр", "басып чыгаруу", "alle rechte vorbehalten", "teilen", "anzeige", "werbung", "drucken",
	"artikel drucken", "schlagwörter", "newsletter", "tous droits réservés", "partager", "publicité",
	"compartir", "compartilhe", "publicidad", "publicidade", "todos los derechos", "condividi",
	"tutti i diritti", "udostępnij", "reklam", "le puede interesar", "te puede interesar",
	"lea más:", "lea:", "lea también", "vea también", "leia mais", "leia também", "czytaj także",
	"czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "dowiedz się więcej", "lesen sie auch",
	"lesen sie mehr", "mehr dazu", "mehr zum thema", "auch interessant", "lire aussi", "à lire aussi",
	"leggi anche", "read more", "read next", "more:", "also read", "related articles", "related stories",
	"watch:", "for the latest", "follow the ", "follow us", "download the ", "get our ", "join our ",
	"never miss", "keine kommentare", "kommentar verfassen", "no comments", "write a comment",
	"нет комментариев", "комментариев нет", "keep reading", "zurück zur", "zurück zum", "zurück",
	"diesen artikel teilen", "artikel teilen", "möchten sie den artikel", "hat ihnen der artikel",
	"lesen sie hier", "jetzt lesen", "retour à", "volver a", "sigue leyendo", "lee también", "lee además",
	"te recomendamos", "explore further", "wszelkie prawa", "materiał chroniony", "жаңылыктарга кайтуу",
	"артка", "назад", "this article was originally published", "story continues", "click here for",
	NULL };

static bool begins_as(struct str words, const char *const *rows)
{
	struct buf folded;
	bool found = false;
	if (!words.n || words.n > LINE_BYTES)
		return false;
	buf_init(&folded, 4 * LINE_BYTES);
	utf8_fold(&folded, words);
	for (; *rows && !found; rows++) {
		size_t n = strlen(*rows);
		bool begins = folded.len >= n && !memcmp(folded.data, *rows, n);
		size_t len;
		/* The row ends at the end of a word, or with a space. */
		uint32_t next = begins && folded.len > n && (*rows)[n - 1] != ' '
		                    ? utf8_decode(str_sub(buf_str(&folded), n, folded.len), &len)
		                    : ' ';
		found = begins && !ascii_is_alnum(next) && (next < 0x400 || next > 0x52F);
	}
	buf_release(&folded);
	return found;
}

bool junk_ends_text(struct str words)
{
	return words.n < 90 && begins_as(words, ends);
}

bool junk_is_line(struct str words)
{
	return words.n < 240 && begins_as(words, lines);
}
