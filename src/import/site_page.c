/*
 * site_page: tells what a page is by its place, its name, the settings and a few keys.
 */
#include "import/site_page.h"

#include <string.h>

#include "content/old_path.h"
#include "import/site_address.h"
#include "import/site_text.h"
#include "lang/lang.h"

enum { DAY = sizeof "2023-09-08" - 1 };

/* A page while it is looked at. */
struct looking {
	struct arena *a;
	const struct site_settings *s;
	const struct site_files *files;
	struct site_page *page;
	struct site_words words;
	const char *prefix;     /* of the language, "/ru" or "" */
	const char *whole_name; /* of the file without its ending and language */
	bool collapsed;         /* "about/index.md" is the page "about" */
	struct metadata keys;
};

/* --- names --------------------------------------------------------------------------- */

/* The folder of texts that the file is in; NULL. */
static const struct site_root *root_of(const struct site_settings *s, struct str path)
{
	for (size_t i = 0; i < s->root_count; i++) {
		size_t n = strlen(s->roots[i].folder);
		if (!n || (str_starts(path, s->roots[i].folder) && path.n > n && path.p[n] == '/'))
			return &s->roots[i];
	}
	return NULL;
}

static struct str below_root(const struct site_root *root, struct str path)
{
	size_t n = strlen(root->folder);
	return str_sub(path, n ? n + 1 : 0, path.n);
}

static bool is_collection(const struct site_settings *s, struct str name)
{
	for (size_t i = 0; i < s->v.n; i++) {
		struct str key = str_of(s->v.v[i].name);
		if (str_starts(key, "collections.") &&
		    str_eq(str_sub(key, 12, 12 + str_find(str_sub(key, 12, key.n), '.')), name))
			return true;
		for (size_t k = 0; str_is(key, "collections") && k < s->v.v[i].n; k++)
			if (str_is(name, s->v.v[i].v[k].text))
				return true;
	}
	return false;
}

/* Folders with "_" are for the program, but for those of texts. */
static bool is_for_texts(const struct site_settings *s, struct str folder)
{
	bool posts = s->kind == SITE_JEKYLL || s->kind == SITE_HEXO;
	if (!str_starts(folder, "_"))
		return true;
	return (posts && (str_is(folder, "_posts") || str_is(folder, "_drafts"))) ||
	       (s->kind == SITE_JEKYLL && is_collection(s, str_sub(folder, 1, folder.n)));
}

/* What tells about the directory itself, not on the site. */
static bool is_about_directory(struct str path)
{
	static const char *const names[] = { "README", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING",
		"CODE_OF_CONDUCT", "SECURITY", "AGENTS", "CLAUDE" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_is_nocase(str_sub(path, 0, str_find(path, '.')), names[i]))
			return true;
	return false;
}

bool site_page_may_be(const struct site_settings *s, const char *path)
{
	const struct site_root *root = root_of(s, str_of(path));
	if (!root)
		return false;
	struct str rest = below_root(root, str_of(path)), folder, whole = rest;
	bool posts = false;
	while (str_find(rest, '/') < rest.n) {
		str_cut(rest, '/', &folder, &rest);
		if (!is_for_texts(s, folder))
			return false;
		posts |= str_is(folder, "_posts") || str_is(folder, "_drafts");
	}
	return site_text_ending(rest, s->kind == SITE_HUGO || posts) > 0 && !is_about_directory(whole);
}

/* --- keys --- */

static const char *key_of(const struct metadata *m, const char *const *names)
{
	for (; *names; names++)
		for (size_t i = 0; i < m->n; i++)
			if (m->v[i].n && *m->v[i].v[0].text && str_is_nocase(str_of(m->v[i].name), *names))
				return m->v[i].v[0].text;
	return NULL;
}

/* --- what a page is ------------------------------------------------------------------ */

static struct str take_lang_of_name(struct looking *l, struct str name)
{
	size_t dot = name.n;
	while (dot && name.p[dot - 1] != '.')
		dot--;
	struct str tag = str_sub(name, dot, name.n);
	if (dot < 2 || (l->s->kind != SITE_HUGO && l->s->kind != SITE_ZOLA && l->s->kind != SITE_ELEVENTY) ||
	    !site_lang_mark(l->s, tag))
		return name;
	l->page->lang = arena_str(l->a, tag);
	return str_sub(name, 0, dot - 1);
}

/* Of a name in front of which the day is; Hugo keeps it in the address. */
static struct str take_day(struct looking *l, struct str name)
{
	struct civil day;
	if (name.n < DAY + 2 || name.p[DAY] != '-' || !date_parse_day(str_sub(name, 0, DAY), &day))
		return name;
	l->words.date = day;
	return l->s->kind == SITE_HUGO ? name : str_sub(name, DAY + 1, name.n);
}

/* Folders that say what a page is: a language, posts, drafts, a collection. */
static struct str take_folders(struct looking *l, struct str rest)
{
	struct str folder;
	struct buf kept;
	bool first = true;
	buf_init(&kept, PATH_MAX_LEN * 4);
	while (str_find(rest, '/') < rest.n) {
		str_cut(rest, '/', &folder, &rest);
		l->page->hidden |= str_is(folder, "_drafts");
		if (first && !*l->page->lang && site_lang_mark(l->s, folder)) {
			l->page->lang = arena_str(l->a, folder);
			l->prefix = arena_printf(l->a, "/%s", l->page->lang);
			continue;
		}
		first = false;
		if (str_is(folder, "_posts") || str_is(folder, "_drafts")) {
			l->words.post = true;
			continue;
		}
		if (str_starts(folder, "_")) {
			l->words.collection = arena_str(l->a, str_sub(folder, 1, folder.n));
			continue;
		}
		buf_printf(&kept, "%s%.*s", kept.len ? "/" : "", STR_ARG(folder));
	}
	l->words.folders = arena_str(l->a, buf_str(&kept));
	buf_release(&kept);
	return rest;
}

/* "about/index.md" is the page "about" of no folder. */
static void collapse(struct looking *l)
{
	struct str folders = str_of(l->words.folders);
	size_t slash = folders.n;
	while (slash && folders.p[slash - 1] != '/')
		slash--;
	l->collapsed = true;
	l->page->own_folder = (l->s->kind == SITE_HUGO || l->s->kind == SITE_ZOLA) && folders.n;
	l->words.name = arena_str(l->a, take_day(l, str_sub(folders, slash, folders.n)));
	l->whole_name = arena_str(l->a, str_sub(folders, slash, folders.n));
	l->words.folders = arena_str(l->a, str_sub(folders, 0, slash ? slash - 1 : 0));
}

static void read_name(struct looking *l)
{
	const struct site_root *root = root_of(l->s, str_of(l->page->path));
	l->page->root = root->folder;
	l->page->lang = root->lang;
	struct str name = take_folders(l, below_root(root, str_of(l->page->path)));
	name = str_sub(name, 0, name.n - site_text_ending(name, true));
	name = take_lang_of_name(l, name);
	l->page->front = str_is(name, "_index");
	l->words.name = l->whole_name = arena_str(l->a, name);
	if (l->page->front || ((str_is(name, "index")) && !l->words.post))
		collapse(l);
	else
		l->words.name = arena_str(l->a, take_day(l, name));
	l->page->own_folder &= !l->page->front;
}

/* What the language adds to addresses. */
static void find_prefix(struct looking *l)
{
	const struct site_settings *s = l->s;
	const char *lang = l->page->lang;
	if (*l->prefix || !*lang || (s->kind != SITE_HUGO && s->kind != SITE_ZOLA))
		return;
	bool plain = str_is_nocase(str_of(lang), s->lang) &&
	             !site_setting_is(s, "defaultContentLanguageInSubdir", "true");
	bool host = site_setting(s, arena_printf(l->a, "languages.%s.baseURL", lang)) != NULL;
	if (!plain && !host)
		l->prefix = arena_printf(l->a, "/%s", site_address_words(l->a, lang));
}

static void find_lang(struct looking *l)
{
	static const char *const names[] = { "lang", "language", "locale", NULL };
	const char *said = key_of(&l->keys, names);
	if (!*l->page->lang && said)
		l->page->lang = arena_strdup(l->a, said);
	if (!*l->page->lang)
		l->page->lang = l->s->lang;
	find_prefix(l);
	const struct lang *known = lang_find(str_of(l->page->lang));
	l->page->known_lang = known || !*l->page->lang;
	if (known)
		l->page->lang = known->tag;
}

static void find_pair(struct looking *l)
{
	static const char *const names[] = { "translationkey", "translation_key", "translation_id", "page_id",
		"lang-ref", "lang_ref", NULL };
	const char *said = key_of(&l->keys, names);
	l->page->pair = said ? arena_printf(l->a, "key %s", said)
	                     : arena_printf(l->a, "%s/%s/%s/%s%s",
	                           l->page->root && !l->s->roots[0].lang[0] ? l->page->root : "",
	                           l->words.collection, l->words.folders, l->whole_name,
	                           l->page->front ? "/" : "");
}

static void find_section(struct looking *l)
{
	struct str folders = str_of(l->words.folders), first = str_sub(folders, 0, str_find(folders, '/'));
	struct err err;
	struct buf slug;
	if (*l->words.collection)
		first = str_of(l->words.collection);
	else if (l->words.post)
		first = STR("posts");
	else if (l->page->front && !folders.n)
		first = str_of(l->words.name);
	buf_init(&slug, SLUG_MAX);
	lang_slug(lang_default(), first, &slug);
	if (slug.len && !content_folder(slug.data, &err)) {
		buf_truncate(&slug, slug.len < SLUG_MAX - 8 ? slug.len : SLUG_MAX - 8);
		buf_puts(&slug, "-pages");
	}
	l->page->section = arena_str(l->a, buf_str(&slug));
	buf_release(&slug);
	l->page->front &= !folders.n;
}

static const char *join_categories(struct looking *l)
{
	const char *joined = *l->words.folders && l->words.post && l->s->kind == SITE_JEKYLL
	                         ? l->words.folders
	                         : "";
	for (size_t i = 0; i < l->keys.n; i++) {
		const struct metadata_key *k = &l->keys.v[i];
		if (!str_is_nocase(str_of(k->name), "categories") &&
		    !str_is_nocase(str_of(k->name), "category"))
			continue;
		for (size_t v = 0; v < k->n; v++)
			joined = arena_printf(l->a, "%s%s%s", joined, *joined ? "/" : "",
			    site_address_words(l->a, k->v[v].text));
	}
	return joined;
}

/* A path that the page itself says, without its language. */
static const char *said_address(struct looking *l)
{
	static const char *const names[] = { "url", "permalink", "path", NULL };
	const char *said = key_of(&l->keys, names);
	if (!said || str_is_nocase(str_of(said), "false"))
		return NULL;
	if (l->s->kind == SITE_JEKYLL && !strcmp(said, "pretty"))
		return l->words.post ? "/:categories/:year/:month/:day/:title/" : "/:path/";
	if (*said != '/' && *l->prefix && l->s->kind == SITE_HUGO)
		return arena_printf(l->a, "%s/%s", l->prefix, said);
	return said;
}

static void find_address(struct looking *l)
{
	static const char *const slugs[] = { "slug", NULL };
	const char *said = said_address(l), *slug = key_of(&l->keys, slugs);
	const char *prefix = said ? "" : l->prefix;
	l->words.slug = slug ? site_address_words(l->a, slug) : "";
	l->words.lang = l->page->lang;
	l->words.categories = join_categories(l);
	if (l->s->kind == SITE_HUGO || l->s->kind == SITE_ZOLA) {
		l->words.name = site_address_words(l->a, l->words.name);
		l->words.folders = site_address_words(l->a, l->words.folders);
	}
	const char *pattern = said                             ? said
	                      : l->collapsed && !l->words.post ? "/:sections/:slug/"
	                                                       : site_address_pattern(l->a, l->s, &l->words);
	const char *path = strstr(pattern, "{{") ? NULL
	                                         : site_address_fill(l->a, l->s->kind, pattern, &l->words);
	struct buf clean;
	buf_init(&clean, OLD_PATH_MAX);
	path = path ? arena_printf(l->a, "%s%s%s", l->s->base_path, prefix, path) : "";
	bool good = old_path_read(str_of(path), &clean);
	l->page->address = good ? path : "";
	buf_release(&clean);
	/* Its last part, as a name. */
	const char *name = *l->words.slug ? l->words.slug : l->words.name;
	buf_init(&clean, SLUG_MAX);
	lang_slug(lang_default(), str_of(name), &clean);
	l->page->slug = arena_str(l->a, buf_str(&clean));
	buf_release(&clean);
}

static bool is_hidden_collection(struct looking *l)
{
	return l->s->kind == SITE_JEKYLL && *l->words.collection &&
	       !site_setting_is(
	           l->s, arena_printf(l->a, "collections.%s.output", l->words.collection), "true");
}

bool site_page_read(struct arena *a, const struct site_settings *s, const struct site_files *files,
    const char *path, struct site_page *out)
{
	struct looking l = { .a = a, .s = s, .files = files, .page = out, .prefix = "" };
	struct arena scratch = { 0 };
	struct metadata_place place;
	struct str text = STR("");
	struct document d = { 0 };
	struct problems problems;
	struct err err;
	int bad_line;
	*out = (struct site_page){
		.path = path, .lang = "", .slug = "", .address = "", .pair = "", .section = ""
	};
	l.words = (struct site_words){ .folders = "",
		.name = "",
		.slug = "",
		.title = "",
		.categories = "",
		.collection = "",
		.lang = "" };
	bool readable = site_text_read(&scratch, files, path, &text, &err);
	struct str front = site_text_cut(text, &place);
	bool page = !readable || front.n || (s->kind != SITE_JEKYLL && s->kind != SITE_ZOLA);
	if (place.notation != METADATA_NONE && !metadata_read(&scratch, &place, &l.keys, &bad_line, &err))
		l.keys.n = 0;
	read_name(&l);
	problems_init(&problems);
	site_text_parse(front, "en", "", &d, &problems);
	if (d.date.at != INSTANT_NONE)
		l.words.date = date_civil(d.date.at);
	l.words.title = arena_strdup(a, d.title ? d.title : "");
	document_release(&d);
	problems_release(&problems);
	find_lang(&l);
	find_pair(&l);
	find_section(&l);
	find_address(&l);
	out->hidden |= is_hidden_collection(&l);
	arena_release(&scratch);
	return page;
}
