/*
 * address: the table, a matcher for its patterns, and their reverse.
 *
 *   pattern  = "/" / 1*( "/" segment ) [ "/" ]
 *   segment  = literal / "{" part "}"
 *
 * and a group in brackets, "[{project}/]", is one or more whole segments.
 */
#include "content/address.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

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

/* --- patterns ---------------------------------------------------------------------- */

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

/* One segment of a path against one of a pattern; a part is kept in *m. */
static bool take_segment(const char *const *langs, struct str pattern, struct str s, struct address_match *m)
{
	if (pattern.p[0] != '{')
		return str_eq(pattern, s);
	if (str_is(pattern, "{lang}"))
		return (m->lang = find_lang(langs, s)) != NULL;
	if (str_is(pattern, "{project}"))
		return is_name(s) && copy(m->project, sizeof m->project, s);
	if (str_is(pattern, "{item}"))
		return address_is_stem(s) && copy(m->item, sizeof m->item, s);
	if (str_is(pattern, "{event}"))
		return take_event(s, m);
	if (str_is(pattern, "{own}"))
		return is_name(s) && address_may_name_project(s) && copy(m->item, sizeof m->item, s);
	if (str_is(pattern, "{stem}"))
		return (is_name(s) || address_is_stem(s)) && copy(m->item, sizeof m->item, s);
	if (str_is(pattern, "{tag}"))
		return path_is_slug(s) && copy(m->tag, sizeof m->tag, s);
	if (str_is(pattern, "{year}"))
		return take_year(s, m);
	if (str_is(pattern, "{page}"))
		return read_page(s, &m->page);
	if (str_is(pattern, "{map}"))
		return str_ends(s, MAP_ENDING) &&
		       read_page(str_sub(s, 0, s.n - strlen(MAP_ENDING)), &m->page);
	if (str_is(pattern, "{several}"))
		return take_several(s, m);
	if (str_is(pattern, "{several_atom}"))
		return take_several_atom(s, m);
	if (str_is(pattern, "{words}")) {
		m->chosen = s;
		return true;
	}
	m->file = s;
	if (str_is(pattern, "{document}"))
		return (m->format = feed_format_of(s, &m->page)) != NULL;
	assert(str_is(pattern, "{file}"));
	return s.n > 0 && s.p[0] != '.';
}

/* Takes the next segment off *pattern, with "[" or "]" as segments of their own. False at its end. */
static bool next_of_pattern(const char **pattern, struct str *segment)
{
	*pattern += strspn(*pattern, "/");
	if (!**pattern)
		return false;
	size_t n = **pattern == '[' || **pattern == ']' ? 1 : strcspn(*pattern, "/[]");
	*segment = (struct str){ *pattern, n };
	*pattern += n;
	return true;
}

static bool match(const char *const *langs, const char *pattern, struct str path, struct address_match *m)
{
	struct str want, have;
	while (next_of_pattern(&pattern, &want)) {
		if (want.p[0] == ']')
			continue;
		if (want.p[0] == '[') {
			/*
			 * At most one group is open at a time, so this goes no deeper than there are
			 * groups.
			 */
			struct address_match without = *m;
			if (match(langs, strchr(pattern, ']'), path, &without)) {
				*m = without;
				return true;
			}
			continue;
		}
		if (!path_next(&path, &have) || !take_segment(langs, want, have, m))
			return false;
	}
	return !path_next(&path, &have);
}

/* Without the slash at the end; "/" becomes empty. */
static struct str bare(struct str path)
{
	return str_ends(path, "/") ? str_sub(path, 0, path.n - 1) : path;
}

static bool is_folder(const struct address *a)
{
	struct str pattern = str_of(a->pattern);
	return str_ends(pattern, "/") || str_ends(pattern, "/]");
}

/* What a pattern says without a look at its parts: most paths are none of most addresses by this alone. */
struct form {
	bool folder;
	size_t least, most; /* segments */
};
static struct form forms[ADDRESS_COUNT];

static void read_form(size_t id)
{
	struct form *f = &forms[id];
	const char *pattern = addresses[id].pattern;
	struct str segment;
	bool group = false;
	f->folder = is_folder(&addresses[id]);
	while (next_of_pattern(&pattern, &segment)) {
		bool bracket = segment.p[0] == '[' || segment.p[0] == ']';
		group = bracket ? segment.p[0] == '[' : group;
		f->least += !bracket && !group;
		f->most += !bracket;
	}
}

static void read_forms(void)
{
	for (size_t id = 0; id < ADDRESS_COUNT; id++)
		read_form(id);
}

static size_t count_segments(struct str path)
{
	struct str segment;
	size_t n = 0;
	while (path_next(&path, &segment))
		n++;
	return n;
}

/*
 * Those with the right slash come first. `from`: a number of an address; those of another slash follow
 * after all of them.
 */
static bool find_from(const char *const *langs, struct str path, size_t from, struct address_match *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct str rest = bare(path);
	size_t segments = count_segments(rest);
	bool slash = str_ends(path, "/");
	pthread_once(&once, read_forms);
	for (size_t i = from; i < (size_t)2 * ADDRESS_COUNT; i++) {
		size_t id = i % ADDRESS_COUNT;
		const struct form *f = &forms[id];
		bool right = i < ADDRESS_COUNT;
		if ((f->folder == slash) != right || segments < f->least || segments > f->most)
			continue;
		*out = (struct address_match){ .id = (enum address_id)id };
		if (!right)
			out->slash = f->folder ? SLASH_MISSING : SLASH_EXTRA;
		if (match(langs, addresses[id].pattern, rest, out))
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

/* Whether the slug is a segment of the pattern where a path of the site has {lang} or {project}. */
static bool is_fixed(const char *pattern, struct str slug)
{
	struct str segment;
	bool at = true; /* the segment is at such a place */
	while (at && next_of_pattern(&pattern, &segment)) {
		if (str_eq(segment, slug))
			return true;
		at = segment.p[0] == '[' || segment.p[0] == ']' || str_is(segment, "{lang}") ||
		     str_is(segment, "{project}");
	}
	return false;
}

/* Sites had projects of these names before there were such pages: their pages come first. */
static bool yields(size_t id)
{
	return id >= ADDRESS_KINDS && id <= ADDRESS_TOGETHER_ATOM;
}

bool address_may_name_project(struct str slug)
{
	for (size_t i = 0; i < ADDRESS_COUNT; i++)
		if (!yields(i) && is_fixed(addresses[i].pattern, slug))
			return false;
	return !str_is(slug, &ADDRESS_ASCII_TREE[1]) && !str_is(slug, "static") && !address_is_stem(slug);
}

/* --- making paths ---------------------------------------------------------------------- */

/* Whether the group that begins with this segment is wanted: its part is set. */
static bool has_part(const char *group, const struct address_parts *parts)
{
	if (strncmp(group, "{project}", strlen("{project}")) == 0)
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

static void add_part(struct buf *out, struct str part, const struct address_parts *parts)
{
	if (str_is(part, "{lang}"))
		buf_puts(out, parts->lang);
	else if (str_is(part, "{project}"))
		buf_puts(out, parts->project);
	else if (str_is(part, "{item}") || str_is(part, "{own}") || str_is(part, "{stem}"))
		buf_puts(out, parts->item);
	else if (str_is(part, "{event}"))
		buf_printf(out, "%s%s", parts->item, event_ending);
	else if (str_is(part, "{tag}"))
		buf_puts(out, parts->tag);
	else if (str_is(part, "{year}"))
		buf_printf(out, "%d", parts->year);
	else if (str_is(part, "{page}"))
		buf_printf(out, "%llu", (unsigned long long)parts->page);
	else if (str_is(part, "{map}"))
		buf_printf(out, "%llu" MAP_ENDING, (unsigned long long)parts->page);
	else if (str_is(part, "{document}"))
		add_document(out, parts);
	else if (str_is(part, "{several}") || str_is(part, "{words}"))
		buf_puts(out, parts->chosen);
	else if (str_is(part, "{several_atom}"))
		buf_printf(out, "%s%s", parts->chosen, atom_ending);
	else
		buf_puts(out, parts->file);
}

char *address_path(struct arena *a, enum address_id id, const struct address_parts *parts)
{
	struct buf out;
	buf_init(&out, ADDRESS_PATH_MAX);
	for (const char *p = addresses[id].pattern; *p;) {
		size_t n = *p == '{' ? strcspn(p, "}") + 1 : 1;
		if (*p == '{')
			add_part(&out, (struct str){ p, n }, parts);
		else if (*p == '[' && !has_part(p + 1, parts))
			n = strcspn(p, "]") + 1;
		else if (*p != '[' && *p != ']')
			buf_add_char(&out, *p);
		p += n;
	}
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
