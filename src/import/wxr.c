/*
 * wxr: an export of WordPress: RSS 2.0 with elements of its own (namespace wordpress.org/export).
 *
 * It is read twice, by parts, so that memory is bounded by one item: first what posts refer to (files of the media library,
 * names of authors), then the posts. What was not public there is a draft here; what is no post is counted.
 */
#include "import/wxr.h"

#include <libxml/xmlreader.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/path.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "import/address.h"
#include "import/guess.h"
#include "import/html.h"
#include "import/node.h"
#include "import/wxr_feeds.h"
#include "import/wxr_text.h"
#include "import/xml.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum {
	OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA,
	FILES_MAX = 1000000,
	CATEGORIES_MAX = 100,
	CHANNEL_DEPTH = 2, /* of the elements of the channel: rss/channel/item */
	OFFSET_MAX = 15 * 60,
	TITLE_COLUMNS = 70, /* of a title made of a text */
};

struct author {
	const char *login, *name;
};

/* What is left out, by what it is. */
struct left_out {
	const char *what;
	size_t n;
};

/* The export as a whole. */
struct export
{
	struct arena arena;
	const char *title, *link, *lang;
	struct wxr_files files;
	struct author *authors;
	size_t author_count;
	struct left_out *left;
	size_t left_count;
	struct imported_list langs;      /* of its posts */
	struct imported_list categories; /* their slugs */
	size_t comments;
	import_take *take;
	void *user;
};

/* One post, as the export says it. */
struct post {
	struct import *part;
	struct imported *item;
	const char *type, *status, *content, *excerpt, *local, *gmt, *published, *author, *thumbnail;
	bool password;
};

/* --- reading by parts -------------------------------------------------------------- */

/* Exports have control characters that XML forbids: people pasted them. */
static int read_bytes(void *context, char *out, int room)
{
	struct str *rest = context;
	size_t n = rest->n < (size_t)room ? rest->n : (size_t)room;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)rest->p[i];
		out[i] = c < ' ' && c != '\t' && c != '\n' && c != '\r' ? ' ' : rest->p[i];
	}
	*rest = str_sub(*rest, n, rest->n);
	return (int)n;
}

typedef bool read_part(struct export *x, xmlNode *n, struct err *err);

/* 1 more, 0 the end, -1 not well-formed, -2 refused. */
static int step(struct export *x, xmlTextReader *r, read_part *read, struct err *err)
{
	int type = xmlTextReaderNodeType(r);
	if (type == XML_READER_TYPE_DOCUMENT_TYPE) {
		err_set(err, "an export that declares a document type is not read");
		return -2;
	}
	if (type != XML_READER_TYPE_ELEMENT || xmlTextReaderDepth(r) != CHANNEL_DEPTH)
		return xmlTextReaderRead(r);
	xmlNode *n = xmlTextReaderExpand(r);
	if (!n)
		return -1;
	return read(x, n, err) ? xmlTextReaderNext(r) : -2;
}

static bool read_all(struct export *x, struct str bytes, read_part *read, struct err *err)
{
	struct str rest = bytes;
	xmlTextReader *r = xmlReaderForIO(read_bytes, NULL, &rest, NULL, NULL, OPTIONS);
	if (!r)
		return err_set(err, "the export cannot be read");
	int more = xmlTextReaderRead(r);
	while (more == 1)
		more = step(x, r, read, err);
	int line = more == -1 ? xmlTextReaderGetParserLineNumber(r) : 0;
	xmlFreeTextReader(r);
	return more == 0 || more == -2
	           ? more == 0
	           : err_set(err,
	                 "the export is not whole: in line %d it is no well-formed XML; what is above that "
	                 "line was taken",
	                 line);
}

/* --- what posts refer to ------------------------------------------------------------ */

static xmlNode *child(xmlNode *n, const char *name)
{
	for (xmlNode *c = n->children; c; c = c->next)
		if (node_is(c, name))
			return c;
	return NULL;
}

static const char *child_words(struct arena *a, xmlNode *n, const char *name)
{
	xmlNode *c = child(n, name);
	return c ? node_words(a, c) : "";
}

static void read_author(struct export *x, xmlNode *n)
{
	struct author *to = ARENA_PUSH(&x->arena, x->authors, x->author_count);
	to->login = child_words(&x->arena, n, "author_login");
	to->name = child_words(&x->arena, n, "author_display_name");
}

static void read_file(struct export *x, xmlNode *n)
{
	struct wxr_file f = { 0 };
	const char *url = child_words(&x->arena, n, "attachment_url");
	if (!*url || x->files.n >= FILES_MAX ||
	    !str_to_uint(str_of(child_words(&x->arena, n, "post_id")), UINT64_MAX / 2, &f.id))
		return;
	f.url = url;
	f.title = child_words(&x->arena, n, "title");
	*ARENA_PUSH(&x->arena, x->files.v, x->files.n) = f;
}

static bool read_first(struct export *x, xmlNode *n, struct err *err)
{
	(void)err;
	if (node_is(n, "title") && !*x->title)
		x->title = node_words(&x->arena, n);
	else if (node_is(n, "link") && !*x->link)
		x->link = node_words(&x->arena, n);
	else if (node_is(n, "language"))
		x->lang = node_words(&x->arena, n);
	else if (node_is(n, "author"))
		read_author(x, n);
	else if (node_is(n, "item") && child(n, "attachment_url"))
		read_file(x, n);
	return true;
}

static int by_id(const void *a, const void *b)
{
	const struct wxr_file *x = a, *y = b;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* --- what is taken ------------------------------------------------------------------ */

/* Types that are no posts, by what the report calls them. The end of a name may be anything after a "*". */
static const struct {
	const char *type, *what;
} no_posts[] = {
	{ "attachment", MESSAGE("files of the media library: %zu") },
	{ "nav_menu_item", MESSAGE("menu items: %zu") },
	{ "revision", MESSAGE("revisions: %zu") },
	{ "custom_css", MESSAGE("parts of the theme: %zu") },
	{ "customize_changeset", MESSAGE("parts of the theme: %zu") },
	{ "wp_*", MESSAGE("parts of the theme: %zu") },
	{ "oembed_cache", MESSAGE("copies of other sites: %zu") },
	{ "user_request", MESSAGE("requests of users: %zu") },
	{ "shop_*", MESSAGE("orders of a shop: %zu") },
	{ "flamingo_*", MESSAGE("messages of forms: %zu") },
	{ "wpcf7*", MESSAGE("forms: %zu") },
	{ "acf-*", MESSAGE("settings of plugins: %zu") },
	{ "elementor_*", MESSAGE("settings of plugins: %zu") },
	{ "jetpack_*", MESSAGE("settings of plugins: %zu") },
	{ "feedback", MESSAGE("messages of forms: %zu") },
};

static bool matches(const char *text, const char *pattern)
{
	size_t n = strlen(pattern);
	return n && pattern[n - 1] == '*' ? !strncmp(text, pattern, n - 1) : !strcmp(text, pattern);
}

static const char *find_no_post(const struct post *p)
{
	for (size_t i = 0; i < ARRAY_SIZE(no_posts); i++)
		if (matches(p->type, no_posts[i].type))
			return no_posts[i].what;
	return NULL;
}

/* What a state there is here. */
static const struct {
	const char *status;
	const char *skipped; /* as the report counts it; NULL: it is taken */
	bool draft;
	const char *doubt; /* NULL: nothing to say */
} states[] = {
	{ "publish", NULL, false, NULL },
	{ "draft", NULL, true, NULL },
	{ "pending", NULL, true, MESSAGE("it waited for somebody to review it") },
	{ "private", NULL, true, MESSAGE("it was private: only people of the site could read it") },
	{ "future", NULL, true, NULL },
	{ "trash", MESSAGE("posts in the trash: %zu"), true, NULL },
	{ "auto-draft", MESSAGE("empty drafts that WordPress made: %zu"), true, NULL },
	{ "inherit", MESSAGE("revisions: %zu"), true, NULL },
};

static void leave_out(struct export *x, const char *what)
{
	for (size_t i = 0; i < x->left_count; i++)
		if (!strcmp(x->left[i].what, what)) {
			x->left[i].n++;
			return;
		}
	*ARENA_PUSH(&x->arena, x->left, x->left_count) = (struct left_out){ what, 1 };
}

/* False: it is left out, and counted. */
static bool take_state(struct export *x, struct post *p)
{
	struct arena *a = &p->part->arena;
	const char *no_post = find_no_post(p);
	size_t i = 0;
	while (i < ARRAY_SIZE(states) && strcmp(p->status, states[i].status) != 0)
		i++;
	if (no_post || (i < ARRAY_SIZE(states) && states[i].skipped)) {
		leave_out(x, no_post ? no_post : states[i].skipped);
		return false;
	}
	p->item->draft = i == ARRAY_SIZE(states) || states[i].draft || p->password;
	if (i == ARRAY_SIZE(states))
		import_doubt(a, p->item, "was it public? Its state was \"%s\"", p->status);
	else if (states[i].doubt)
		import_doubt_message(a, p->item, states[i].doubt);
	if (p->password)
		import_doubt(a, p->item, "it could only be read with a password");
	if (!strcmp(p->type, "page"))
		import_unsure(a, p->item, "it was a page of the site: is it news?");
	else if (strcmp(p->type, "post") != 0)
		import_unsure(a, p->item, "it was a \"%s\", no post: is it news?", p->type);
	return true;
}

/* --- dates -------------------------------------------------------------------------- */

/* "YYYY-MM-DD HH:MM:SS" as if it were UTC; zeros are no date. */
static bool read_time(struct arena *a, const char *text, struct moment *out)
{
	return strlen(text) >= 16 && date_parse(str_of(arena_printf(a, "%.16s +00:00", text)), out, NULL);
}

/* The local time with its offset, which is what lies between the two. */
static const char *date_of(struct post *p)
{
	struct arena *a = &p->part->arena;
	struct moment local, gmt;
	struct found_date d;
	bool has_local = read_time(a, p->local, &local), has_gmt = read_time(a, p->gmt, &gmt);
	int minutes = has_local && has_gmt ? (int)((local.at - gmt.at) / 60) : OFFSET_MAX + 1;
	if (abs(minutes) <= OFFSET_MAX)
		return arena_printf(a, "%.16s %c%02d:%02d", p->local, minutes < 0 ? '-' : '+',
		    abs(minutes) / 60, abs(minutes) % 60);
	if (has_gmt)
		return arena_printf(a, "%.16s +00:00", p->gmt);
	if (has_local)
		return arena_printf(a, "%.16s", p->local);
	bool none = strstr(p->published, "-0001") != NULL;
	return !none && found_date_in(str_of(p->published), &d) ? found_date_text(a, &d) : "";
}

static void take_dates(struct post *p)
{
	struct moment m;
	p->item->date = date_of(p);
	if (!date_parse(str_of(p->item->date), &m, NULL))
		p->item->date = "";
	if (!*p->item->date)
		import_unsure(&p->part->arena, p->item, "no date was found");
	if (!strcmp(p->status, "future"))
		p->item->publish = p->item->date;
}

/* --- words -------------------------------------------------------------------------- */

/* A login name is private. */
static const char *author_of(const struct export *x, const char *login)
{
	for (size_t i = 0; i < x->author_count; i++)
		if (!strcmp(x->authors[i].login, login))
			return strcmp(x->authors[i].name, login) != 0 ? x->authors[i].name : "";
	return "";
}

static const char *words_of(struct arena *a, const char *html)
{
	struct imported scratch = { .body = "" };
	struct writing w;
	if (!strpbrk(html, "<&"))
		return import_clean(a, str_of(html));
	writing_init(&w, a, &scratch);
	import_html(&w, str_of(html), "");
	writing_finish(&w);
	return import_clean(a, str_of(scratch.body));
}

/* What the posts' plugin for languages says; else the text, where it is sure; else the export. */
static void take_lang(struct export *x, struct post *p)
{
	struct arena *a = &p->part->arena;
	struct imported *item = p->item, scratch = { 0 };
	const struct lang *whole = lang_find(str_of(x->lang)), *said = lang_find(str_of(item->lang));
	if (said) {
		item->lang = said->tag;
		import_list_add(&x->arena, &x->langs, said->tag);
		return;
	}
	const char *guess = import_guess_lang(
	    a, &scratch, str_of(arena_printf(a, "%s %s", item->title, item->body)));
	if (*guess && (!scratch.unsure_lang || !whole)) {
		if (whole && strcmp(guess, whole->tag) != 0)
			import_doubt(a, item, "the export is in %s, and this seems to be in another language",
			    whole->name);
		item->unsure_lang = scratch.unsure_lang;
		item->lang = guess;
	} else if (whole) {
		item->lang = whole->tag;
	}
	if (item->unsure_lang)
		import_doubt(a, item, "the language was guessed: is it %s?", item->lang);
}

static void take_thumbnail(struct export *x, struct post *p, struct writing *w)
{
	const struct wxr_file *f = wxr_file_find(&x->files, str_of(p->thumbnail));
	if (!f || strstr(p->content, f->url))
		return;
	import_html(w,
	    str_of(arena_printf(&p->part->arena, "<p><img src=\"%s\" alt=\"%s\"></p>", f->url,
	        strpbrk(f->title, "\"<&") ? "" : f->title)),
	    "");
}

static void take_text(struct export *x, struct post *p)
{
	struct arena *a = &p->part->arena;
	struct writing w;
	const char *html = wxr_text(a, p->item, str_of(p->content), &x->files);
	writing_init(&w, a, p->item);
	take_thumbnail(x, p, &w);
	import_html(&w, str_of(html), *p->item->source ? p->item->source : x->link);
	writing_finish(&w);
	p->item->title = words_of(a, p->item->title);
	p->item->summary = words_of(a, p->excerpt);
	p->item->author = author_of(x, p->author);
	if (*p->item->title)
		return;
	struct str first = str_of(p->item->body);
	first = str_sub(first, 0, str_find(first, '\n'));
	p->item->title = import_clean(a, str_sub(first, 0, utf8_fit(first, TITLE_COLUMNS)));
	if (!*p->item->title)
		p->item->title = arena_printf(a, "%s %s", p->type, p->item->slug);
	import_unsure(a, p->item, "it has no title: this is its beginning");
}

/* --- one post ----------------------------------------------------------------------- */

/* Taxonomies that are no topics. */
static const char *const no_topics[] = { "post_format", "nav_menu", "link_category", "wp_*", "product_*",
	"term_*", "language", "post_translations", "elementor_*" };

/* A category had a feed of its own. */
static void note_category(struct export *x, const char *slug)
{
	if (x->categories.n < CATEGORIES_MAX)
		import_list_add(&x->arena, &x->categories, slug);
}

static void read_category(struct export *x, struct post *p, xmlNode *n)
{
	struct arena *a = &p->part->arena;
	const char *domain = node_attribute(a, n, "domain"), *slug = node_attribute(a, n, "nicename");
	const char *name = node_words(a, n);
	if (!strcmp(domain, "category") && strcmp(slug, "uncategorized") != 0)
		note_category(x, slug);
	if (!strcmp(domain, "language"))
		p->item->lang = slug;
	if (!strcmp(domain, "post_translations"))
		p->item->pair = slug;
	for (size_t i = 0; i < ARRAY_SIZE(no_topics); i++)
		if (matches(domain, no_topics[i]))
			return;
	/* The one that WordPress gives to what has none. */
	if (!*name || !strcmp(slug, "uncategorized") || !strcmp(name, "Без рубрики") ||
	    !strcmp(name, "Uncategorized"))
		return;
	if (path_is_slug(str_of(slug)))
		import_list_add(a, &p->item->named_topics, arena_printf(a, "%s %s", slug, name));
	else
		import_list_add(a, &p->item->topics, name);
}

static void read_meta(struct export *x, struct post *p, xmlNode *n)
{
	struct arena *a = &p->part->arena;
	const char *key = child_words(a, n, "meta_key"), *value = child_words(a, n, "meta_value");
	if (!strcmp(key, "_thumbnail_id"))
		p->thumbnail = value;
	/* Its address had another end once. */
	if (strcmp(key, "_wp_old_slug") != 0 || !*value)
		return;
	const char *link = p->item->source;
	size_t n_link = strlen(link);
	while (n_link && link[n_link - 1] == '/')
		n_link--;
	while (n_link && link[n_link - 1] != '/')
		n_link--;
	if (n_link && !strchr(link, '?'))
		import_alias(a, p->item,
		    import_address(a, arena_printf(a, "%.*s%s/", (int)n_link, link, value), x->link, NULL));
}

static void read_guid(struct post *p, const char *guid)
{
	struct uri u;
	if (uri_parse(str_of(guid), &u))
		p->item->id = guid;
	import_alias(&p->part->arena, p->item, guid);
}

/* Its address, where it has a host. */
static const char *source_of(struct arena *a, const char *link, const char *base)
{
	struct uri u;
	const char *whole = import_address(a, link, base, NULL);
	return uri_parse(str_of(whole), &u) && u.host.n ? whole : "";
}

/* The texts of a post; those of a name in two namespaces are told by that. */
static void read_text(struct post *p, xmlNode *n)
{
	struct arena *a = &p->part->arena;
	bool excerpt = n->ns && n->ns->href && strstr((const char *)n->ns->href, "/excerpt");
	const char **to = excerpt ? &p->excerpt : &p->content;
	*to = node_text(a, n);
}

static const struct {
	const char *name;
	size_t field; /* of a struct post */
} texts[] = {
	{ "post_type", offsetof(struct post, type) },
	{ "status", offsetof(struct post, status) },
	{ "post_date", offsetof(struct post, local) },
	{ "post_date_gmt", offsetof(struct post, gmt) },
	{ "pubDate", offsetof(struct post, published) },
	{ "creator", offsetof(struct post, author) },
};

static void read_child(struct export *x, struct post *p, xmlNode *n)
{
	struct arena *a = &p->part->arena;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		if (node_is(n, texts[i].name))
			*(const char **)((char *)p + texts[i].field) = node_words(a, n);
	if (node_is(n, "title"))
		p->item->title = node_text(a, n);
	else if (node_is(n, "link"))
		p->item->source = source_of(a, node_words(a, n), x->link);
	else if (node_is(n, "guid"))
		read_guid(p, node_words(a, n));
	else if (node_is(n, "encoded"))
		read_text(p, n);
	else if (node_is(n, "post_name"))
		p->item->slug = node_words(a, n);
	else if (node_is(n, "post_password"))
		p->password = *node_words(a, n) != 0;
	else if (node_is(n, "category"))
		read_category(x, p, n);
	else if (node_is(n, "postmeta"))
		read_meta(x, p, n);
	else if (node_is(n, "comment"))
		x->comments += !strcmp(child_words(a, n, "comment_approved"), "1");
}

static bool read_item(struct export *x, struct import *part, xmlNode *n)
{
	struct post p = { .part = part, .item = import_add(part) };
	p.type = p.status = p.content = p.excerpt = p.local = p.gmt = p.published = p.author = p.thumbnail =
	    "";
	for (xmlNode *c = n->children; c; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			read_child(x, &p, c);
	if (!take_state(x, &p))
		return false;
	import_alias(&part->arena, p.item, p.item->source);
	take_dates(&p);
	take_text(x, &p);
	take_lang(x, &p);
	return true;
}

static bool read_second(struct export *x, xmlNode *n, struct err *err)
{
	struct import part = { 0 };
	bool good = true;
	if (!node_is(n, "item"))
		return true;
	if (read_item(x, &part, n))
		good = x->take(x->user, &part, err);
	import_release(&part);
	return good;
}

/* --- all of it ---------------------------------------------------------------------- */

static bool take_whole(struct export *x, struct err *err)
{
	struct import part = { .title = x->title, .lang = x->lang };
	struct arena *a = &part.arena;
	const struct lang *own = lang_find(str_of(x->lang));
	part.lang = own ? own->tag : "";
	wxr_feeds_name(&part, x->link, &x->langs, &x->categories);
	for (size_t i = 0; i < x->left_count; i++)
		import_note(a, &part.report, x->left[i].what, x->left[i].n);
	if (x->comments)
		import_note(a, &part.report, "comments of readers: %zu", x->comments);
	bool good = x->take(x->user, &part, err);
	import_release(&part);
	return good;
}

bool import_wxr(struct str bytes, import_take *take, void *user, struct err *err)
{
	struct export x = { .title = "", .link = "", .lang = "", .take = take, .user = user };
	struct err first;
	bool good = import_xml_check(bytes, err);
	if (good) {
		/* A fault that the first reading finds, the second finds after what is above it was taken. */
		read_all(&x, bytes, read_first, &first);
		if (x.files.n)
			qsort(x.files.v, x.files.n, sizeof *x.files.v, by_id);
		good = read_all(&x, bytes, read_second, err);
		good = take_whole(&x, good ? err : &first) && good;
	}
	arena_release(&x.arena);
	return good;
}
