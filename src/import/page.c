/*
 * page: an HTML page: title, date, language and source by its metadata, and the part that has the text.
 */
#include "import/page.h"

#include <string.h>

#include "base/ascii.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "import/address.h"
#include "import/guess.h"
#include "import/html.h"
#include "import/junk.h"
#include "import/marks.h"
#include "import/meta.h"
#include "import/node.h"
#include "import/region.h"
#include "import/title.h"
#include "lang/found_date.h"
#include "lang/lang.h"

enum {
	TAG_MAX = 8,
	ENOUGH = 100,        /* letters of a text that is compared */
	SAID_MIN = 400,      /* letters that a page's data has, and its text has not */
	BESIDE_MIN = 300,    /* letters beside the text that are worth a line, */
	BESIDE_SHARE = 2,    /* when they are half of it */
	BESIDE_COLUMNS = 70, /* of that line, and of a title made of a text */
	DATE_LINE = 80,      /* letters of a line with a date */
	DATE_LINE_WORDS = 7, /* words in it, besides the date */
};

struct page {
	struct arena *arena;
	struct imported *item;
	struct meta meta;
	xmlNode *body;
};

static xmlNode *find(xmlNode *n, const char *name)
{
	for (xmlNode *c = n->children; c; c = c->next)
		if (node_is(c, name))
			return c;
	return NULL;
}

/* --- dates ------------------------------------------------------------------------- */

static bool take_date(struct page *p, struct str text)
{
	struct found_date d;
	if (!found_date_in(text, &d))
		return false;
	p->item->date = found_date_text(p->arena, &d);
	return true;
}

/* What the page says, its address, a line above its text, the text: whichever is first. */
static void find_date(struct page *p, const struct region *r, const char *near)
{
	struct uri u;
	struct str rest = str_of(p->item->body), line;
	if (take_date(p, str_of(p->meta.published)))
		return;
	bool found = take_date(p, str_of(r->said.date_line)) || take_date(p, str_of(near));
	if (!found && uri_parse(str_of(p->item->source), &u) && take_date(p, u.path)) {
		import_unsure(p->arena, p->item, "the date was found in the address");
		return;
	}
	while (!found && str_next_line(&rest, &line))
		found = take_date(p, line);
	import_unsure(p->arena, p->item, found ? "the date was found in the text" : "no date was found");
}

struct near {
	struct arena *arena;
	const char *line; /* the best so far */
	int points;
	bool below; /* the heading was passed */
};

/* A short line with a date: best after the first heading, and named so. */
static void look_for_date(struct near *f, xmlNode *n, int depth)
{
	struct found_date d;
	f->below |= node_is(n, "h1");
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next) {
		if (c->type != XML_ELEMENT_NODE || junk_of(f->arena, c) == JUNK_SURE || node_is(c, "aside") ||
		    node_is(c, "footer"))
			continue;
		look_for_date(f, c, depth + 1);
		const struct mark *m = marks_of(c);
		if (!m || m->text < 6 || m->text > DATE_LINE)
			continue;
		int points = 1 + (f->below ? 2 : 0) + (junk_names_byline(f->arena, c) ? 2 : 0);
		if (points <= f->points)
			continue;
		const char *words = node_words(f->arena, c);
		if (found_date_in(str_of(words), &d) && d.words <= DATE_LINE_WORDS) {
			f->line = words;
			f->points = points;
		}
	}
}

/* --- languages --------------------------------------------------------------------- */

static bool is_mostly_cyrillic(struct str s)
{
	size_t cyrillic = 0, latin = 0, len;
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_decode(str_sub(s, i, s.n), &len);
		cyrillic += c >= 0x400 && c <= 0x52F;
		latin += ascii_is_letter(c);
	}
	return cyrillic > latin;
}

static bool may_be_cyrillic(const char *tag)
{
	static const char *const tags[] = { "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk",
		"uz" };
	for (size_t i = 0; i < ARRAY_SIZE(tags); i++)
		if (!strcmp(tag, tags[i]))
			return true;
	return false;
}

/*
 * As the page says it, unless its text is in other letters; what has no pack stays as it is: the caller
 * decides.
 */
static void find_lang(struct page *p)
{
	char tag[TAG_MAX] = "";
	const char *said = p->meta.lang;
	for (size_t i = 0; ascii_is_letter(said[i]) && i < TAG_MAX - 1; i++)
		tag[i] = ascii_lower(said[i]);
	struct str text = str_of(arena_printf(p->arena, "%s %s", p->item->title, p->item->body));
	const struct lang *lang = lang_find(str_of(tag));
	bool wrong = strlen(tag) < 2 || strlen(tag) > 3 ||
	             (is_mostly_cyrillic(text) && !may_be_cyrillic(tag));
	if (wrong && *tag)
		import_unsure(p->arena, p->item,
		    "the page says that its language is %s, and is written otherwise", tag);
	p->item->lang = wrong  ? import_guess_lang(p->arena, p->item, text)
	                : lang ? lang->tag
	                       : arena_strdup(p->arena, tag);
}

/* --- all of it --------------------------------------------------------------------- */

/* The heading that says the title again, above the text. */
static const char *drop_title(const char *body, const char *title)
{
	size_t n = strlen(title);
	if (strncmp(body, "# ", 2) != 0 || strncmp(body + 2, title, n) != 0 || body[n + 2] != '\n')
		return body;
	body += n + 3;
	return *body == '\n' ? body + 1 : body;
}

static void take_meta(struct page *p)
{
	struct imported *item = p->item;
	const struct meta *m = &p->meta;
	struct uri u;
	item->title = title_of(p->arena, m);
	item->summary = m->summary;
	item->author = m->author;
	item->source = import_address(p->arena, m->canonical, "", NULL);
	item->licence = m->licence;
	item->pair = m->pair;
	item->topics = m->topics;
	if (uri_parse(str_of(item->source), &u) && u.host.n) {
		import_alias(p->arena, item, item->source);
	} else {
		item->source = "";
	}
}

/* Letters of a text in gemtext, without addresses. */
static size_t letters_taken(const char *body)
{
	struct str rest = str_of(body), line, url, label;
	size_t n = 0;
	while (str_next_line(&rest, &line)) {
		if (str_starts(line, "=> ")) {
			str_cut(str_sub(line, 3, line.n), ' ', &url, &label);
			line = label;
		}
		n += marks_letters(line);
	}
	return n;
}

/* What the page has and the item has not. */
static void compare(struct page *p, const struct region *r)
{
	if (!*p->item->body)
		import_unsure(p->arena, p->item, "no text was found on the page");
	else if (r->outside > BESIDE_MIN && r->outside * BESIDE_SHARE > r->letters)
		import_unsure(p->arena, p->item, "this is beside the text and was left out: %.*s…",
		    (int)utf8_fit(str_of(r->beside), BESIDE_COLUMNS), r->beside);
}

/* The text that a script would put on the page. */
static void write_said(struct page *p, struct writing *w)
{
	struct str rest = str_of(p->meta.said), line;
	import_doubt(p->arena, p->item,
	    "the text is not on the page: it was taken from the page's data for search engines");
	if (strstr(p->meta.said, "</p>")) {
		import_html(w, rest, p->item->source);
		return;
	}
	while (str_next_line(&rest, &line))
		writing_line(w, "", line);
}

static bool read_page(struct page *p, xmlNode *root, struct err *err)
{
	struct writing w;
	struct near near = { .arena = p->arena, .line = "" };
	meta_read(p->arena, root, &p->meta);
	take_meta(p);
	const char *base = import_address(p->arena, p->meta.base, p->item->source, NULL);
	marks_make(p->arena, p->body);
	marks_count(p->body);
	look_for_date(&near, p->body, 0);
	struct region r = region_find(p->arena, p->body, p->item->title, p->meta.said);
	writing_init(&w, p->arena, p->item);
	bool hidden = marks_letters(str_of(p->meta.said)) > SAID_MIN + 2 * r.letters;
	if (hidden)
		write_said(p, &w);
	else
		import_html_node(&w, r.node, *base ? base : p->item->source);
	writing_finish(&w);
	p->item->body = drop_title(p->item->body, p->item->title);
	if (r.said.press_release)
		p->item->kind = KIND_PRESS_RELEASE;
	find_lang(p);
	find_date(p, &r, near.line);
	compare(p, &r);
	if (!*p->item->title && !*p->item->body)
		return err_set(err, "the page has neither a title nor a heading");
	if (!hidden && r.letters > ENOUGH && letters_taken(p->item->body) * 2 < r.letters)
		return err_set(err, "less than half of the words of this page could be taken: save its text");
	return true;
}

/* A title is needed: the first line, when the page has none. */
static void need_title(struct page *p)
{
	struct str rest = str_of(p->item->body), line;
	while (!*p->item->title && str_next_line(&rest, &line)) {
		if (str_starts(line, "=>") || str_starts(line, "```"))
			continue;
		while (line.n && strchr("#*> ", *line.p))
			line = str_sub(line, 1, line.n);
		p->item->title = import_clean(p->arena, str_sub(line, 0, utf8_fit(line, BESIDE_COLUMNS)));
		if (*p->item->title)
			import_doubt(p->arena, p->item, "the page has no title: this is its beginning");
	}
}

bool import_page(struct str bytes, struct import *out, struct err *err)
{
	struct page p = { .arena = &out->arena };
	xmlDoc *doc = node_read_html(bytes, NULL, err);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	bool good = false;
	if (root) {
		p.item = import_add(out);
		p.body = find(root, "body");
		p.body = p.body ? p.body : root;
		good = read_page(&p, root, err);
		need_title(&p);
	}
	xmlFreeDoc(doc);
	if (doc && !root)
		return err_set(err, "this page cannot be read");
	return good;
}
