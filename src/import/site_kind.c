/*
 * site_kind: the tables of what each system calls its settings, and the settings as the rest of site_… needs them.
 */
#include "import/site_kind.h"

#include <string.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/path.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "lang/lang.h"

static const struct {
	const char *name, *base_key, *lang_key, *folder_key, *folder;
	const char *statics[3];
	const char *feeds[4];
	bool holds_back;
} kinds[] = {
	[SITE_HUGO] = { "Hugo", "baseURL", "defaultContentLanguage", "contentDir", "content",
	    { "static", "assets" }, { "/index.xml" }, true },
	[SITE_ZOLA] = { "Zola", "base_url", "default_language", NULL, "content", { "static" },
	    { "/atom.xml", "/rss.xml" }, false },
	[SITE_JEKYLL] = { "Jekyll", "url", "lang", "source", "", { "" }, { "/feed.xml" }, true },
	[SITE_HEXO] = { "Hexo", "url", "language", "source_dir", "source", { "source" },
	    { "/atom.xml", "/rss2.xml" }, false },
	[SITE_ELEVENTY] = { "Eleventy", "url", "language", NULL, "", { "public", "static", "" },
	    { "/feed/feed.xml", "/feed.xml", "/feed/" }, false },
};

/* --- reading ------------------------------------------------------------------------ */

/* Without a byte order mark, lines ending in LF; empty when there is no such file, or it is too large or no text. */
static struct str read_text(struct arena *a, const struct site_files *files, const char *path)
{
	struct buf b;
	struct err err;
	struct str text = STR("");
	buf_init(&b, METADATA_MAX);
	if (site_files_find(files, str_of(path)) && file_read(files->fd, path, METADATA_MAX, &b, &err) &&
	    utf8_valid(buf_str(&b), NULL) && utf8_xml_safe(buf_str(&b), NULL)) {
		char *copy = arena_str(a, buf_str(&b)), *to = copy;
		for (const char *p = copy; *p; p++)
			if (*p != '\r')
				*to++ = *p;
		*to = '\0';
		text = str_of(str_starts(str_of(copy), "\xEF\xBB\xBF") ? copy + 3 : copy);
	}
	buf_release(&b);
	return text;
}

bool site_read_data(struct arena *a, const struct site_files *files, const char *path, struct metadata *out)
{
	struct str text = read_text(a, files, path);
	struct metadata_place place = { .notation = METADATA_YAML, .inside = text, .line = 1 };
	int bad_line;
	struct err err;
	*out = (struct metadata){ 0 };
	if (str_ends(str_of(path), ".toml"))
		place.notation = METADATA_TOML;
	return text.n && metadata_read(a, &place, out, &bad_line, &err);
}

static const struct metadata_key *find_key(const struct site_settings *s, const char *key)
{
	for (size_t i = 0; i < s->v.n; i++)
		if (s->v.v[i].n && str_is_nocase(str_of(s->v.v[i].name), key))
			return &s->v.v[i];
	return NULL;
}

const char *site_setting(const struct site_settings *s, const char *key)
{
	const struct metadata_key *k = find_key(s, key);
	return k ? k->v[0].text : NULL;
}

bool site_setting_is(const struct site_settings *s, const char *key, const char *value)
{
	const char *found = site_setting(s, key);
	return found && str_is_nocase(str_of(found), value);
}

/* Whether the folder may be named by a language: a code of two letters (ISO 639-1), and a country. */
static bool is_code(struct str tag)
{
	static const char codes[] = " aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce "
	                            "ch co cr cs cu cv cy da de dv "
	                            "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
	                            "ho hr ht hu hy hz ia id ie ig "
	                            "ii ik is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
	                            "lg li ln lo lt lu lv mg mh mi "
	                            "mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa "
	                            "pi pl ps pt qu rm rn ro ru rw "
	                            "sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk "
	                            "tl tn to tr ts tt tw ty ug uk "
	                            "ur uz ve vi vo wa wo xh yi yo za zh zu ";
	char code[5] = { ' ', 0, 0, ' ', 0 };
	if (tag.n != 2 && !(tag.n > 3 && tag.n <= 7 && strchr("-_", tag.p[2])))
		return false;
	code[1] = ascii_lower(tag.p[0]);
	code[2] = ascii_lower(tag.p[1]);
	return strstr(codes, code) != NULL;
}

bool site_lang_mark(const struct site_settings *s, struct str tag)
{
	return site_has_lang(s, tag) || ((s->lang_folders || s->lang_count > 1) && is_code(tag));
}

bool site_has_lang(const struct site_settings *s, struct str tag)
{
	for (size_t i = 0; i < s->lang_count; i++)
		if (str_is_nocase(tag, s->langs[i]))
			return true;
	return s->lang_count == 0 && tag.n >= 2 && tag.n <= 5 && lang_find(tag);
}

/* --- which it is --------------------------------------------------------------------- */

static bool is_there(const struct site_files *f, const char *path)
{
	return site_files_find(f, str_of(path)) != NULL;
}

/* The keys of a file, with "languages." and the like before them when the file is called so. */
static bool add_settings(struct arena *a, const struct site_files *f, const char *path, const char *prefix,
    struct site_settings *out)
{
	struct metadata m;
	if (!site_read_data(a, f, path, &m))
		return false;
	for (size_t i = 0; i < m.n; i++) {
		struct metadata_key *k = ARENA_PUSH(a, out->v.v, out->v.n);
		*k = m.v[i];
		k->name = arena_printf(a, "%s%s", prefix, m.v[i].name);
	}
	return true;
}

/* "hugo.toml" has settings of all, "languages.ru.toml" those below "languages.ru". */
static bool read_hugo_folder(struct arena *a, const struct site_files *f, struct site_settings *out)
{
	static const char folder[] = "config/_default/";
	bool any = false;
	for (size_t i = site_files_from(f, STR(folder)); i < f->n; i++) {
		const char *path = f->v[i].path;
		if (!str_starts(str_of(path), folder))
			break;
		struct str name = str_of(path + sizeof folder - 1), end = path_extension(str_of(path));
		name = str_sub(name, 0, name.n - end.n - 1);
		bool all = str_is(name, "hugo") || str_is(name, "config");
		if (end.n && !str_starts(name, "menu") && str_find(name, '/') == name.n)
			any |= add_settings(
			    a, f, path, all ? "" : arena_printf(a, "%.*s.", STR_ARG(name)), out);
	}
	return any;
}

static bool read_first(struct arena *a, const struct site_files *f, const char *const *paths,
    struct site_settings *out, bool *there)
{
	for (; *paths; paths++) {
		*there |= is_there(f, *paths);
		if (add_settings(a, f, *paths, "", out))
			return true;
	}
	return false;
}

static const char *const eleventy[] = { ".eleventy.js", "eleventy.config.js", "eleventy.config.mjs",
	"eleventy.config.cjs", "eleventy.config.ts", NULL };

static bool is_eleventy(const struct site_files *f)
{
	for (size_t i = 0; eleventy[i]; i++)
		if (is_there(f, eleventy[i]))
			return true;
	return false;
}

/* Those of Hugo and Zola have the same names; each has a key of its own. */
static bool find_kind(struct arena *a, const struct site_files *f, struct site_settings *out, struct err *err)
{
	static const char *const tomls[] = { "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "zola.toml",
		"config.toml", "config.yaml", "config.yml", "config.json", NULL };
	static const char *const ymls[] = { "_config.yml", "_config.yaml", "_config.toml", NULL };
	bool there = false;
	if (is_eleventy(f)) {
		out->kind = SITE_ELEVENTY;
		out->unread = true;
		return true;
	}
	bool read = read_first(a, f, tomls, out, &there);
	if ((read_hugo_folder(a, f, out) || read) && site_files_have_folder(f, "content")) {
		out->kind = site_setting(out, "base_url") ? SITE_ZOLA : SITE_HUGO;
		return true;
	}
	if (read_first(a, f, ymls, out, &there)) {
		bool hexo = site_files_have_folder(f, "source/_posts") ||
		            site_files_have_folder(f, "scaffolds") || site_setting(out, "new_post_name") ||
		            site_setting(out, "source_dir");
		out->kind = hexo ? SITE_HEXO : SITE_JEKYLL;
		return true;
	}
	if (there)
		return err_set(err, "the settings of this site cannot be read: is the file whole?");
	return err_set(err,
	    "this directory is no site of Hugo, Jekyll, Zola, Eleventy or Hexo: name the one that has "
	    "its settings, or the files themselves");
}

/* --- what they say ------------------------------------------------------------------- */

static const char *without_slash(struct arena *a, const char *path)
{
	size_t n = strlen(path);
	while (n && path[n - 1] == '/')
		n--;
	return arena_str(a, (struct str){ path, n });
}

static void find_base(struct arena *a, struct site_settings *s)
{
	const char *said = site_setting(s, kinds[s->kind].base_key), *below = site_setting(s, "baseurl");
	struct uri u;
	s->base = s->base_path = "";
	if (said && uri_parse(str_of(said), &u) && u.host.n) {
		s->base = arena_str(a, (struct str){ said, (size_t)(u.path.p - said) });
		s->base_path = without_slash(a, arena_str(a, u.path));
	}
	if (s->kind == SITE_JEKYLL && below && *below == '/')
		s->base_path = without_slash(a, below);
	if (s->kind == SITE_HEXO && !*s->base_path && site_setting(s, "root") &&
	    *site_setting(s, "root") == '/')
		s->base_path = without_slash(a, site_setting(s, "root"));
}

static void add_lang(struct arena *a, struct site_settings *s, struct str tag)
{
	for (size_t i = 0; i < s->lang_count; i++)
		if (str_is_nocase(tag, s->langs[i]))
			return;
	if (tag.n >= 2 && !str_is(tag, "default"))
		*ARENA_PUSH(a, s->langs, s->lang_count) = arena_str(a, tag);
}

static void find_langs(struct arena *a, struct site_settings *s)
{
	const struct metadata_key *list = s->kind == SITE_HEXO     ? find_key(s, "language")
	                                  : s->kind == SITE_JEKYLL ? find_key(s, "languages")
	                                                           : NULL;
	for (size_t i = 0; list && list->n > 1 && i < list->n; i++)
		add_lang(a, s, str_of(list->v[i].text));
	for (size_t i = 0; i < s->v.n && (s->kind == SITE_HUGO || s->kind == SITE_ZOLA); i++) {
		struct str name = str_of(s->v.v[i].name), head, tail;
		if (str_cut(name, '.', &head, &tail) && str_is_nocase(head, "languages"))
			add_lang(a, s, str_sub(tail, 0, str_find(tail, '.')));
	}
	const char *said = site_setting(s, kinds[s->kind].lang_key);
	s->lang = said ? said : s->kind == SITE_HUGO || s->kind == SITE_ZOLA ? "en" : "";
	if (s->lang_count)
		add_lang(a, s, str_of(s->lang));
}

/* --- what the program that is Eleventy's configuration says ---------------------------- */

/* The text between quotes that follows `word` and blanks; empty when there is none. */
static struct str quoted_after(struct str program, const char *word)
{
	const char *at = program.n ? strstr(program.p, word) : NULL;
	if (!at)
		return STR("");
	at += strlen(word);
	at += strspn(at, " \t\n");
	return (
	    struct str){ at + 1, *at == '"' || *at == '\'' || *at == '`' ? strcspn(at + 1, "\"'`\n") : 0 };
}

/* "input: 'src'" */
static const char *find_input(struct arena *a, const struct site_files *f)
{
	for (size_t i = 0; eleventy[i]; i++) {
		struct str said = quoted_after(read_text(a, f, eleventy[i]), "input:");
		const char *folder = without_slash(a, arena_str(a, said));
		if (str_starts(str_of(folder), "./"))
			folder += 2;
		if (*folder && *folder != '.' && site_files_have_folder(f, folder))
			return folder;
	}
	return "";
}

/* Whether data of this name, given to all pages, may hide them. */
static bool may_hide(struct str name)
{
	static const char *const names[] = { "draft", "drafts", "published", "permalink", "eleventyComputed",
		"eleventyExcludeFromCollections" };
	name = str_sub(name, 0, str_find(name, '.'));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* A file in the folder of data for all pages that may hide them; NULL. */
static const char *hiding_global(struct arena *a, const struct site_files *f, const char *folder)
{
	const char *begin = arena_printf(a, "%s%s_data/", folder, *folder ? "/" : "");
	for (size_t i = site_files_from(f, str_of(begin)); i < f->n; i++) {
		if (!str_starts(str_of(f->v[i].path), begin))
			break;
		if (may_hide(str_of(f->v[i].path + strlen(begin))))
			return f->v[i].path;
	}
	return NULL;
}

/* Whether the program gives all pages something that may hide them. */
static bool program_hides(struct str program)
{
	static const char word[] = "addGlobalData(";
	for (const char *at = program.n ? strstr(program.p, word) : NULL; at; at = strstr(at + 1, word))
		if (may_hide(quoted_after(str_of(at), word)))
			return true;
	return false;
}

static void find_hiders(struct arena *a, const struct site_files *f, struct site_settings *s)
{
	for (size_t i = 0; i < s->root_count && !s->hider; i++)
		s->hider = hiding_global(a, f, s->roots[i].folder);
	for (size_t i = 0; eleventy[i]; i++) {
		struct str program = read_text(a, f, eleventy[i]);
		struct str base = quoted_after(program, "setDataFileBaseName(");
		if (base.n)
			s->data_base = arena_str(a, base);
		if (!s->hider && program_hides(program))
			s->hider = eleventy[i];
	}
}

/* "_config.prod.yml", "_config_live.yml": a build that is given them too has their defaults. */
static void find_others(struct arena *a, const struct site_files *f, struct site_settings *s)
{
	struct metadata m;
	for (size_t i = site_files_from(f, STR("_config")); i < f->n; i++) {
		struct str path = str_of(f->v[i].path);
		if (!str_starts(path, "_config"))
			break;
		if (str_find(path, '/') == path.n && !str_is(path, "_config.yml") &&
		    (str_ends(path, ".yml") || str_ends(path, ".yaml") || str_ends(path, ".toml")) &&
		    site_read_data(a, f, f->v[i].path, &m))
			*ARENA_PUSH(a, s->others, s->other_count) = m;
	}
}

static void add_root(struct arena *a, struct site_settings *s, const char *folder, const char *lang)
{
	folder = without_slash(a, folder);
	for (size_t i = 0; i < s->root_count; i++)
		if (!strcmp(s->roots[i].folder, folder))
			return;
	*ARENA_PUSH(
	    a, s->roots, s->root_count) = (struct site_root){ !strcmp(folder, ".") ? "" : folder, lang };
}

/* Hugo may have a folder for each language; they come before the folder that they are in. */
static void find_roots(struct arena *a, const struct site_files *f, struct site_settings *s)
{
	const char *key = kinds[s->kind].folder_key, *said = key ? site_setting(s, key) : NULL;
	for (size_t i = 0; i < s->lang_count && s->kind == SITE_HUGO; i++) {
		const char *own = site_setting(s, arena_printf(a, "languages.%s.contentDir", s->langs[i]));
		if (own)
			add_root(a, s, own, s->langs[i]);
	}
	if (s->kind == SITE_ELEVENTY)
		said = find_input(a, f);
	add_root(a, s, said ? said : kinds[s->kind].folder, "");
	/* Where a folder has the name of a language that jarchy knows, its neighbours may have those of others. */
	for (size_t i = 0; i < lang_count(); i++)
		for (size_t k = 0; k < s->root_count; k++)
			s->lang_folders |= site_files_have_folder(
			    f, arena_printf(a, "%s%s%s", s->roots[k].folder, *s->roots[k].folder ? "/" : "",
			           lang_at(i)->tag));
	for (size_t i = 0; i < ARRAY_SIZE(kinds->statics) && kinds[s->kind].statics[i]; i++)
		*ARENA_PUSH(a, s->statics, s->static_count) = kinds[s->kind].statics[i];
}

bool site_settings_read(
    struct arena *a, const struct site_files *files, struct site_settings *out, struct err *err)
{
	*out = (struct site_settings){ 0 };
	if (!find_kind(a, files, out, err))
		return false;
	out->name = kinds[out->kind].name;
	out->holds_back = kinds[out->kind].holds_back;
	if (site_setting_is(out, "buildFuture", "true") || site_setting_is(out, "future", "true"))
		out->holds_back = false;
	if (out->kind == SITE_HEXO && site_setting_is(out, "future", "false"))
		out->holds_back = true;
	out->title = site_setting(out, "title") ? site_setting(out, "title") : "";
	find_base(a, out);
	find_langs(a, out);
	find_roots(a, files, out);
	if (out->kind == SITE_ELEVENTY)
		find_hiders(a, files, out);
	if (out->kind == SITE_JEKYLL)
		find_others(a, files, out);
	for (size_t i = 0; i < ARRAY_SIZE(kinds->feeds) && kinds[out->kind].feeds[i]; i++)
		*ARENA_PUSH(a, out->feeds, out->feed_count) = arena_printf(
		    a, "%s%s", out->base_path, kinds[out->kind].feeds[i]);
	return true;
}
