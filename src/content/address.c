/*
 * address: the table, a matcher for its patterns (address_form.h), and their reverse.
 */
#include "content/address.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "content/address_form.h"
#include "lang/lang.h"

#define MAP_ENDING ".xml"
enum { ADDRESS_PATH_MAX = 16 << 10 }; /* bytes of a path that is made: names of files can be long */

const struct address addresses[ADDRESS_COUNT] = {
	[ADDRESS_ROOT] = { "/", LEADS_TO_MENU, true },
	[ADDRESS_ROBOTS] = { "/robots.txt", LEADS_TO_FILE, false },
	[ADDRESS_ICON] = { "/favicon.ico", LEADS_TO_FILE, false },
	[ADDRESS_FAVICON] = { "/favicon.txt", LEADS_TO_FILE, false },
	[ADDRESS_CAPS] = { "/caps.txt", LEADS_TO_FILE, false },
	[ADDRESS_SITEMAP] = { "/sitemap.xml", LEADS_TO_FILE, false },
	[ADDRESS_SITEMAP_NEWS] = { "/sitemaps/news.xml", LEADS_TO_FILE, false },
	[ADDRESS_SITEMAP_PART] = { "/sitemaps/{map}", LEADS_TO_FILE, false },
	[ADDRESS_FEED_STYLE] = { "/feed.css", LEADS_TO_FILE, false },
	[ADDRESS_HEALTH] = { "/healthz", LEADS_TO_TEXT, false },
	[ADDRESS_READY] = { "/readyz", LEADS_TO_TEXT, false },
	[ADDRESS_SITE_FILE] = { "/site/{file}", LEADS_TO_FILE, false },
	[ADDRESS_PREVIEW] = { ADDRESS_PREVIEW_TREE "/", LEADS_TO_MENU, true },
	[ADDRESS_PREVIEW_ERRORS] = { ADDRESS_PREVIEW_TREE "/errors", LEADS_TO_TEXT, true },
	[ADDRESS_PREVIEW_LIST] = { ADDRESS_PREVIEW_TREE "/{lang}/", LEADS_TO_MENU, true },
	[ADDRESS_PREVIEW_LIST_ERRORS] = { ADDRESS_PREVIEW_TREE "/{lang}/errors", LEADS_TO_TEXT, true },
	[ADDRESS_PREVIEW_ITEM] = { ADDRESS_PREVIEW_TREE "/{lang}/[{project}/]{stem}", LEADS_TO_TEXT, true },
	[ADDRESS_PREVIEW_FILE] = { ADDRESS_PREVIEW_TREE "/{lang}/[{project}/]{stem}/{file}", LEADS_TO_FILE,
	    false },
	[ADDRESS_HOME] = { "/{lang}/", LEADS_TO_MENU, true },
	[ADDRESS_FEED] = { "/{lang}/[{project}/]{document}", LEADS_TO_FEED, false },
	[ADDRESS_MANIFEST] = { "/{lang}/site.webmanifest", LEADS_TO_FILE, false },
	[ADDRESS_PROJECTS] = { "/{lang}/projects/", LEADS_TO_MENU, true },
	[ADDRESS_FEEDS] = { "/{lang}/feeds/", LEADS_TO_MENU, true },
	[ADDRESS_ARCHIVE] = { "/{lang}/[{project}/]archive/", LEADS_TO_MENU, true },
	[ADDRESS_ARCHIVE_YEAR] = { "/{lang}/[{project}/]archive/{year}/[{page}/]", LEADS_TO_MENU, true },
	[ADDRESS_OTHER_LANGUAGES] = { "/{lang}/[{project}/]elsewhere/[{page}/]", LEADS_TO_MENU, true },
	[ADDRESS_TOPICS] = { "/{lang}/topics/", LEADS_TO_MENU, true },
	[ADDRESS_TOPIC] = { "/{lang}/topics/{tag}/[{page}/]", LEADS_TO_MENU, true },
	[ADDRESS_TOPIC_FEED] = { "/{lang}/topics/{tag}/{document}", LEADS_TO_FEED, false },
	[ADDRESS_PLACES] = { "/{lang}/places/", LEADS_TO_MENU, true },
	[ADDRESS_PLACE] = { "/{lang}/places/{tag}/[{page}/]", LEADS_TO_MENU, true },
	[ADDRESS_PLACE_FEED] = { "/{lang}/places/{tag}/{document}", LEADS_TO_FEED, false },
	[ADDRESS_KINDS] = { "/{lang}/kinds/", LEADS_TO_MENU, true },
	[ADDRESS_KIND] = { "/{lang}/kinds/{tag}/[{page}/]", LEADS_TO_MENU, true },
	[ADDRESS_KIND_FEED] = { "/{lang}/kinds/{tag}/{document}", LEADS_TO_FEED, false },
	[ADDRESS_TOGETHER] = { "/{lang}/feed/", LEADS_TO_MENU, true },
	[ADDRESS_TOGETHER_PAGE] = { "/{lang}/feed/{several}/", LEADS_TO_MENU, true },
	[ADDRESS_TOGETHER_FEED] = { "/{lang}/feed/{several}/{document}", LEADS_TO_FEED, false },
	[ADDRESS_TOGETHER_ATOM] = { "/{lang}/feed/{several_atom}", LEADS_TO_FEED, false },
	[ADDRESS_SEARCH] = { "/{lang}/search", LEADS_TO_SEARCH, true },
	[ADDRESS_SEARCH_PAGE] = { "/{lang}/search/{file}", LEADS_TO_MENU, true },
	[ADDRESS_SEARCH_FEED] = { "/{lang}/search/{words}/{document}", LEADS_TO_FEED, false },
	[ADDRESS_EVENT] = { "/{lang}/[{project}/]{event}", LEADS_TO_FILE, false },
	[ADDRESS_OWN_PAGE] = { "/{lang}/{own}", LEADS_TO_TEXT, true },
	[ADDRESS_PROJECT] = { "/{lang}/{project}/", LEADS_TO_MENU, true },
	[ADDRESS_PROJECT_ALL] = { "/{lang}/{project}/all.txt", LEADS_TO_FILE, true },
	[ADDRESS_ITEM] = { "/{lang}/[{project}/]{item}", LEADS_TO_TEXT, true },
	[ADDRESS_FILE] = { "/{lang}/[{project}/]{item}/{file}", LEADS_TO_FILE, false },
	[ADDRESS_OWN_FILE] = { "/{lang}/{own}/{file}", LEADS_TO_FILE, false },
};

const struct feed_format feed_formats[FORMAT_COUNT + 1] = {
	[FORMAT_ATOM] = { "atom.xml", "Atom", "application/atom+xml", true, HISTORY_KEPT },
	[FORMAT_RSS] = { "rss.xml", "RSS", "application/rss+xml", true, HISTORY_MADE },
	[FORMAT_JSON] = { "feed.json", "JSON Feed", "application/feed+json", true, HISTORY_KEPT },
	[FORMAT_OPML] = { "feeds.opml", "OPML", "text/x-opml", false, HISTORY_NONE },
	[FORMAT_ICAL] = { "events.ics", "iCalendar", "text/calendar", false, HISTORY_NONE },
};

/* --- documents ------------------------------------------------------------------- */

const struct feed_format *feed_format_find(struct str name)
{
	for (const struct feed_format *f = feed_formats; f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

/* Without a zero before it: every page has one address. */
static bool read_page(struct str s, uint64_t *out)
{
	return s.n > 0 && s.p[0] != '0' && str_to_uint(s, UINT32_MAX, out);
}

const struct feed_format *feed_format_of(struct str name, uint64_t *page)
{
	const struct feed_format *f = feed_format_find(name);
	size_t dash = str_find(name, '-'), dot = str_find(name, '.');
	char usual[16];
	*page = 0;
	if (f)
		return f;
	if (dash >= dot || dash + name.n - dot >= sizeof usual)
		return NULL;
	memcpy(usual, name.p, dash);
	memcpy(usual + dash, name.p + dot, name.n - dot);
	f = feed_format_find((struct str){ usual, dash + name.n - dot });
	return f && f->history && read_page(str_sub(name, dash + 1, dot), page) ? f : NULL;
}

/* --- parts of patterns ---------------------------------------------------------------- */

static bool copy(char *to, size_t size, struct str s)
{
	if (s.n >= size)
		return false;
	memcpy(to, s.p, s.n);
	to[s.n] = '\0';
	return true;
}

static const char *find_lang(const char *const *langs, struct str s)
{
	const struct lang *l = langs ? NULL : lang_find(s);
	for (; langs && *langs; langs++)
		if (str_is(s, *langs))
			return *langs;
	return l && str_is(s, l->tag) ? l->tag : NULL;
}

/* stem = day "-" slug */
bool address_is_stem(struct str s)
{
	static const char form[] = "dddd-dd-dd-";
	for (size_t i = 0; form[i]; i++)
		if (i >= s.n || (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i]))
			return false;
	return path_is_slug(str_sub(s, sizeof form - 1, s.n));
}

/* Of a project and of a page of the site. */
static bool is_name(struct str s)
{
	return path_is_slug(s) && !address_is_stem(s);
}

static bool take_year(struct str s, struct address_match *m)
{
	uint64_t year;
	if (s.n != 4 || !str_to_uint(s, 9999, &year) || year < 1970)
		return false;
	m->year = (int)year;
	return true;
}

static const char event_ending[] = ".ics";

/* event = stem ".ics" */
static bool take_event(struct str s, struct address_match *m)
{
	if (!str_ends(s, event_ending))
		return false;
	struct str stem = str_sub(s, 0, s.n - (sizeof event_ending - 1));
	return address_is_stem(stem) && copy(m->item, sizeof m->item, stem);
}

/* several = slug 1*( "+" slug ) */
static bool take_several(struct str s, struct address_match *m)
{
	struct str rest = s, slug;
	size_t n = 0;
	for (; rest.n || !n; n++) {
		bool more = str_cut(rest, '+', &slug, &rest);
		if (!is_name(slug) || (more && !rest.n))
			return false;
	}
	m->chosen = s;
	return n > 1;
}

static const char atom_ending[] = ".xml";

static bool take_several_atom(struct str s, struct address_match *m)
{
	m->format = &feed_formats[FORMAT_ATOM];
	return str_ends(s, atom_ending) && take_several(str_sub(s, 0, s.n - (sizeof atom_ending - 1)), m);
}

/* --- patterns, read once ------------------------------------------------------------------ */

enum { FIXED_MAX = 64 };

static struct address_form forms[ADDRESS_COUNT];
/* Literals where a path of the site has {lang} or {project}, each once. */
static struct str fixed[FIXED_MAX];
static size_t fixed_count;

static bool is_fixed(struct str slug)
{
	for (size_t i = 0; i < fixed_count; i++)
		if (str_eq(fixed[i], slug))
			return true;
	return false;
}

/* Sites had projects of these names before there were such pages: their pages come first. */
static bool yields(size_t id)
{
	return id >= ADDRESS_KINDS && id <= ADDRESS_TOGETHER_ATOM;
}

static void note_fixed(const struct address_form *f)
{
	const struct piece *p = f->pieces;
	while (
	    p->part == PART_OPEN || p->part == PART_CLOSE || p->part == PART_LANG || p->part == PART_PROJECT)
		p++;
	if (p->part != PART_LITERAL || is_fixed(p->text))
		return;
	assert(fixed_count < FIXED_MAX);
	fixed[fixed_count++] = p->text;
}

static void read_forms(void)
{
	for (size_t id = 0; id < ADDRESS_COUNT; id++) {
		address_form_read(addresses[id].pattern, &forms[id]);
		if (!yields(id))
			note_fixed(&forms[id]);
	}
}

static void make_forms(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, read_forms);
}

/* --- paths against patterns --------------------------------------------------------------- */

/* One segment of a path against one of a pattern; a part is kept in *m. */
static bool take_segment(
    const char *const *langs, const struct piece *piece, struct str s, struct address_match *m)
{
	switch (piece->part) {
	case PART_LITERAL:
		return str_eq(piece->text, s);
	case PART_LANG:
		return (m->lang = find_lang(langs, s)) != NULL;
	case PART_PROJECT:
		return is_name(s) && copy(m->project, sizeof m->project, s);
	case PART_ITEM:
		return address_is_stem(s) && copy(m->item, sizeof m->item, s);
	case PART_EVENT:
		return take_event(s, m);
	case PART_OWN:
		return is_name(s) && address_may_name_project(s) && copy(m->item, sizeof m->item, s);
	case PART_STEM:
		return (is_name(s) || address_is_stem(s)) && copy(m->item, sizeof m->item, s);
	case PART_TAG:
		return path_is_slug(s) && copy(m->tag, sizeof m->tag, s);
	case PART_YEAR:
		return take_year(s, m);
	case PART_PAGE:
		return read_page(s, &m->page);
	case PART_MAP:
		return str_ends(s, MAP_ENDING) &&
		       read_page(str_sub(s, 0, s.n - strlen(MAP_ENDING)), &m->page);
	case PART_SEVERAL:
		return take_several(s, m);
	case PART_SEVERAL_ATOM:
		return take_several_atom(s, m);
	case PART_WORDS:
		m->chosen = s;
		return true;
	case PART_DOCUMENT:
		m->file = s;
		return (m->format = feed_format_of(s, &m->page)) != NULL;
	case PART_FILE:
		m->file = s;
		return s.n > 0 && s.p[0] != '.';
	default:
		return false;
	}
}

/* As deep as address_may_match. */
static bool match(
    const char *const *langs, const struct piece *p, const struct str *s, size_t n, struct address_match *m)
{
	for (; p->part != PART_END; p++) {
		if (p->part == PART_CLOSE)
			continue;
		if (p->part == PART_OPEN) {
			struct address_match without = *m;
			if (address_may_match(address_group_end(p), s, n) &&
			    match(langs, address_group_end(p), s, n, &without)) {
				*m = without;
				return true;
			}
			continue;
		}
		if (!n || !take_segment(langs, p, *s, m))
			return false;
		s++;
		n--;
	}
	return !n;
}

/* Whether the path is of this address, whatever slash is at its end. */
static bool is_of(
    enum address_id id, const char *const *langs, const struct address_segments *s, struct address_match *out)
{
	const struct address_form *f = &forms[id];
	if (s->n < f->least || s->n > f->most || !address_may_match(f->pieces, s->v, s->n))
		return false;
	*out = (struct address_match){ .id = id };
	return match(langs, f->pieces, s->v, s->n, out);
}

/*
 * Those with the right slash come first. `from`: a number of an address; those of another slash follow
 * after all of them.
 */
static bool find_from(const char *const *langs, struct str path, size_t from, struct address_match *out)
{
	struct address_segments s;
	bool slash = str_ends(path, "/");
	make_forms();
	address_take_apart(path, &s);
	for (size_t i = from; i < (size_t)2 * ADDRESS_COUNT; i++) {
		enum address_id id = (enum address_id)(i % ADDRESS_COUNT);
		const struct address_form *f = &forms[id];
		bool right = i < ADDRESS_COUNT;
		if ((f->folder == slash) != right || !is_of(id, langs, &s, out))
			continue;
		if (!right)
			out->slash = f->folder ? SLASH_MISSING : SLASH_EXTRA;
		return true;
	}
	return false;
}

bool address_find(const char *const *langs, struct str path, struct address_match *out)
{
	return find_from(langs, path, 0, out);
}

bool address_find_after(const char *const *langs, struct str path, struct address_match *m)
{
	return find_from(langs, path, (m->slash == SLASH_RIGHT ? 0 : ADDRESS_COUNT) + (size_t)m->id + 1, m);
}

bool address_fits(enum address_id id, const char *const *langs, struct str path)
{
	struct address_match m;
	struct address_segments s;
	make_forms();
	address_take_apart(path, &s);
	return is_of(id, langs, &s, &m);
}

/* --- what a path is ------------------------------------------------------------------ */

enum address_leads address_leads_to(const char *path)
{
	struct str s = str_of(path), segment;
	struct address_match m;
	size_t depth = 0;
	if (address_find(NULL, s, &m) && m.slash == SLASH_RIGHT)
		return addresses[m.id].leads;
	if (str_ends(s, "/"))
		return LEADS_TO_MENU;
	for (struct str rest = s; path_next(&rest, &segment);)
		depth++;
	return depth > 3 || path_extension(s).n ? LEADS_TO_FILE : LEADS_TO_TEXT;
}

bool address_is_page(const char *path)
{
	struct address_match m;
	return address_find(NULL, str_of(path), &m) && addresses[m.id].is_page;
}

bool address_is_preview(struct str path)
{
	struct str first;
	return path_next(&path, &first) && str_is(first, &ADDRESS_PREVIEW_TREE[1]);
}

bool address_is_replaceable(enum address_id id)
{
	return id == ADDRESS_ROBOTS || id == ADDRESS_FAVICON || id == ADDRESS_ICON;
}

bool address_may_name_project(struct str slug)
{
	make_forms();
	return !is_fixed(slug) && !str_is(slug, &ADDRESS_ASCII_TREE[1]) && !str_is(slug, "static") &&
	       !address_is_stem(slug);
}

/* --- making paths ---------------------------------------------------------------------- */

/* Whether the group that begins with this segment is wanted: its part is set. */
static bool has_part(enum part part, const struct address_parts *parts)
{
	if (part == PART_PROJECT)
		return parts->project && *parts->project;
	return parts->page != 0;
}

static void add_document(struct buf *out, const struct address_parts *parts)
{
	assert(parts->format);
	struct str name = str_of(parts->format->name);
	size_t dot = str_find(name, '.');
	buf_add_str(out, str_sub(name, 0, dot));
	if (parts->page)
		buf_printf(out, "-%llu", (unsigned long long)parts->page);
	buf_add_str(out, str_sub(name, dot, name.n));
}

static void add_part(struct buf *out, enum part part, const struct address_parts *parts)
{
	switch (part) {
	case PART_LANG:
		buf_puts(out, parts->lang);
		break;
	case PART_PROJECT:
		buf_puts(out, parts->project);
		break;
	case PART_ITEM:
	case PART_OWN:
	case PART_STEM:
		buf_puts(out, parts->item);
		break;
	case PART_EVENT:
		buf_printf(out, "%s%s", parts->item, event_ending);
		break;
	case PART_TAG:
		buf_puts(out, parts->tag);
		break;
	case PART_YEAR:
		buf_printf(out, "%d", parts->year);
		break;
	case PART_PAGE:
		buf_printf(out, "%llu", (unsigned long long)parts->page);
		break;
	case PART_MAP:
		buf_printf(out, "%llu" MAP_ENDING, (unsigned long long)parts->page);
		break;
	case PART_DOCUMENT:
		add_document(out, parts);
		break;
	case PART_SEVERAL:
	case PART_WORDS:
		buf_puts(out, parts->chosen);
		break;
	case PART_SEVERAL_ATOM:
		buf_printf(out, "%s%s", parts->chosen, atom_ending);
		break;
	default:
		buf_puts(out, parts->file);
	}
}

char *address_path(struct arena *a, enum address_id id, const struct address_parts *parts)
{
	struct buf out;
	make_forms();
	buf_init(&out, ADDRESS_PATH_MAX);
	for (const struct piece *p = forms[id].pieces; p->part != PART_END; p++) {
		if (p->part == PART_OPEN && !has_part(p[1].part, parts))
			p = address_group_end(p);
		if (p->part == PART_OPEN || p->part == PART_CLOSE)
			continue;
		buf_add_char(&out, '/');
		if (p->part == PART_LITERAL)
			buf_add_str(&out, p->text);
		else
			add_part(&out, p->part, parts);
	}
	if (forms[id].folder)
		buf_add_char(&out, '/');
	char *path = arena_str(a, buf_str(&out));
	buf_release(&out);
	return path;
}

char *path_of(struct arena *a, const char *lang, const char *project, const char *stem)
{
	const struct address_parts parts = { .lang = lang, .project = project, .item = stem };
	return address_path(a, *stem ? ADDRESS_ITEM : *project ? ADDRESS_PROJECT : ADDRESS_HOME, &parts);
}

char *path_of_feed(struct arena *a, const char *lang, const char *project, const struct feed_format *format)
{
	return path_of_history(a, lang, project, format, 0);
}

char *path_of_history(
    struct arena *a, const char *lang, const char *project, const struct feed_format *format, uint64_t page)
{
	const struct address_parts parts = {
		.lang = lang, .project = project, .format = format, .page = page
	};
	return address_path(a, ADDRESS_FEED, &parts);
}

char *path_of_file(struct arena *a, const char *lang, const char *project, const char *stem, const char *file)
{
	const struct address_parts parts = { .lang = lang, .project = project, .item = stem, .file = file };
	return address_path(a, ADDRESS_FILE, &parts);
}

char *path_of_event(struct arena *a, const char *lang, const char *project, const char *stem)
{
	const struct address_parts parts = { .lang = lang, .project = project, .item = stem };
	return address_path(a, ADDRESS_EVENT, &parts);
}

char *path_of_page(struct arena *a, enum address_id id, const char *lang, const char *project)
{
	const struct address_parts parts = { .lang = lang, .project = project };
	return address_path(a, id, &parts);
}
