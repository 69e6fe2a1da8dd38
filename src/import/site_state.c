/*
 * site_state: asks the settings, the sections above a page and the data beside it. What keys mean is known by content/: they are
 * read as if the page had them itself.
 */
#include "import/site_state.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "import/site_text.h"
#include "lang/lang.h"

struct asking {
	struct arena *a; /* for what does not outlive the question */
	const struct site_settings *s;
	const struct site_files *files;
	const struct site_page *p;
	struct metadata own; /* keys of the page */
	int64_t now;
};

/* --- keys as front matter ------------------------------------------------------------- */

static void add_quoted(struct buf *out, struct str text)
{
	buf_add_char(out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'')
			buf_add_char(out, '\'');
		buf_add_char(out, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
	}
	buf_add_char(out, '\'');
}

static void add_key(struct buf *out, struct str name, const struct metadata_key *k)
{
	add_quoted(out, name);
	buf_puts(out, ":");
	for (size_t i = 0; i < k->n; i++) {
		buf_puts(out, i ? ", " : " [");
		add_quoted(out, str_of(k->v[i].text));
	}
	buf_puts(out, k->n ? "]\n" : "\n");
}

/* Of Hugo, where content/ does not know it: a page of others, and one that has an address but no file. */
static bool is_unrendered(struct str name, const struct metadata_key *k)
{
	struct str value = str_of(k->n ? k->v[0].text : "");
	if (str_is_nocase(name, "headless"))
		return !str_is_nocase(value, "false");
	if (str_is_nocase(name, "build.render") || str_is_nocase(name, "_build.render"))
		return !str_is_nocase(value, "always") && !str_is_nocase(value, "true");
	return false;
}

/* Whether a page of this front matter, without its fences, is hidden now. */
static bool front_hides(const struct asking *q, struct str front)
{
	struct document d;
	struct problems problems;
	problems_init(&problems);
	site_text_parse(
	    str_of(arena_printf(q->a, "---\n%.*s\n---\n", STR_ARG(front))), "en", "", &d, &problems);
	int64_t from = d.publish != INSTANT_NONE ? d.publish : q->s->holds_back ? d.date.at : INSTANT_NONE;
	bool hides = d.draft || (from != INSTANT_NONE && from > q->now) ||
	             (d.expires != INSTANT_NONE && d.expires <= q->now) ||
	             problems_of(&problems, "bad-value") > 0;
	document_release(&d);
	problems_release(&problems);
	return hides;
}

/* --- sections of Hugo and Zola --------------------------------------------------------- */

/* What is below the last "cascade." of a name; empty when there is none. */
static struct str below_cascade(struct str name)
{
	struct str head, rest = name, below = STR("");
	while (str_cut(rest, '.', &head, &rest))
		if (str_is_nocase(head, "cascade"))
			below = rest;
	return below;
}

/* The name of a key of a section as its pages have it; empty: it is not for them. */
static struct str inherited(enum site_kind kind, struct str name, bool settings)
{
	static const char *const hugo[] = { "draft", "date", "published", "publishDate", "pubdate",
		"expiryDate", "unpublishDate" };
	static const char *const zola[] = { "draft", "render" };
	for (size_t i = 0; !settings && kind == SITE_HUGO && i < ARRAY_SIZE(hugo); i++)
		if (str_is_nocase(name, hugo[i]))
			return name;
	for (size_t i = 0; !settings && kind == SITE_ZOLA && i < ARRAY_SIZE(zola); i++)
		if (str_is(name, zola[i]))
			return name;
	return kind == SITE_HUGO ? below_cascade(name) : STR("");
}

static bool keys_hide(const struct asking *q, const struct metadata *m, bool settings)
{
	struct buf front;
	bool hides = false;
	buf_init(&front, 4 * METADATA_MAX);
	for (size_t i = 0; i < m->n; i++) {
		struct str name = inherited(q->s->kind, str_of(m->v[i].name), settings);
		if (!name.n)
			continue;
		hides |= is_unrendered(name, &m->v[i]);
		add_key(&front, name, &m->v[i]);
	}
	hides = hides || (front.len && front_hides(q, buf_str(&front)));
	buf_release(&front);
	return hides;
}

/* Whether "_index.ru.md" is of this page's language: one without a language is of all. */
static bool is_of_language(const struct asking *q, struct str name)
{
	struct str mark = str_sub(name, strlen("_index."), name.n);
	if (str_find(mark, '.') == mark.n)
		return true;
	mark = str_sub(mark, 0, str_find(mark, '.'));
	const struct lang *known = lang_find(mark);
	return !site_lang_mark(q->s, mark) || str_is_nocase(mark, q->p->lang) ||
	       (known && known == lang_find(str_of(q->p->lang)));
}

static bool section_hides(const struct asking *q, const char *path)
{
	struct metadata m;
	struct metadata_place place;
	struct str text;
	struct err err;
	int bad_line;
	if (!site_text_read(q->a, q->files, path, &text, &err))
		return site_text_ending(str_of(path), true) > 0;
	site_text_cut(text, &place);
	if (place.notation == METADATA_NONE)
		return false;
	if (!metadata_read(q->a, &place, &m, &bad_line, &err))
		return true;
	return keys_hide(q, &m, false);
}

/* The section in this folder that hides the page; NULL. */
static const char *hiding_section(const struct asking *q, struct str folder)
{
	const char *begin = arena_printf(q->a, "%.*s%s_index.", STR_ARG(folder), folder.n ? "/" : "");
	size_t skip = folder.n ? folder.n + 1 : 0;
	for (size_t i = site_files_from(q->files, str_of(begin)); i < q->files->n; i++) {
		const char *path = q->files->v[i].path;
		if (!str_starts(str_of(path), begin))
			break;
		if (str_find(str_of(path + skip), '/') == strlen(path + skip) &&
		    is_of_language(q, str_of(path + skip)) && section_hides(q, path))
			return path;
	}
	return NULL;
}

/* --- data of Eleventy ------------------------------------------------------------------ */

/* "stem.json" and the like; NULL when there is none, or it hides nothing. */
static const char *hiding_data(const struct asking *q, const char *stem, bool *program)
{
	static const char *const programs[] = { "js", "cjs", "mjs", "ts", "cts", "mts" };
	static const char *const ends[] = { "json", "11tydata.json", "yaml", "yml" };
	struct str text;
	for (size_t i = 0; i < ARRAY_SIZE(programs); i++) {
		const char *path = arena_printf(q->a, "%s.11tydata.%s", stem, programs[i]);
		*program = site_files_find(q->files, str_of(path)) != NULL;
		if (*program)
			return path;
	}
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		const char *path = arena_printf(q->a, "%s.%s", stem, ends[i]);
		if (site_files_find(q->files, str_of(path)) &&
		    site_text_read(q->a, q->files, path, &text, NULL) && front_hides(q, text))
			return path;
	}
	return NULL;
}

/* "---js": what is not known is a program. */
static bool is_program(struct str text)
{
	struct metadata_place place;
	struct str line;
	metadata_find(text, &place);
	while (str_next_line(&text, &line) && !str_trim(line).n)
		;
	line = str_trim(line);
	struct str word = str_trim(str_sub(line, 3, line.n));
	return place.notation == METADATA_NONE && str_starts(line, "---") && word.n &&
	       ascii_lower(word.p[0]) >= 'a' && ascii_lower(word.p[0]) <= 'z';
}

/* --- defaults of Jekyll ---------------------------------------------------------------- */

/* "posts", "pages" or the collection, as scopes have it. */
static struct str type_of(const struct site_page *p)
{
	struct str folder, rest = str_of(p->path), type = STR("pages");
	while (str_cut(rest, '/', &folder, &rest))
		if (str_starts(folder, "_"))
			type = str_sub(folder, 1, folder.n);
	return type;
}

static bool is_in_scope(const struct asking *q, struct str name, struct str value)
{
	struct str path = str_of(q->p->path), type = type_of(q->p);
	size_t root = strlen(q->p->root);
	if (str_is(name, "type"))
		return !value.n || str_eq(value, type) ||
		       str_is(type, arena_printf(q->a, "%.*ss", STR_ARG(value)));
	if (!str_is(name, "path") || str_find(value, '*') < value.n || site_setting(q->s, "collections_dir"))
		return true;
	path = str_sub(path, root ? root + 1 : 0, path.n);
	while (str_starts(value, "./") || str_starts(value, "/"))
		value = str_sub(value, value.p[0] == '.' ? 2 : 1, value.n);
	while (str_ends(value, "/"))
		value = str_sub(value, 0, value.n - 1);
	return !value.n || str_is(value, ".") ||
	       (path.n >= value.n && str_eq(value, str_sub(path, 0, value.n)) &&
	           (path.n == value.n || path.p[value.n] == '/'));
}

/* How many of them there are; the keys of each are below it. */
static size_t count_keys(const struct metadata *m, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n; i++)
		n += !strcmp(m->v[i].name, name);
	return n;
}

/* Whether the page is in the scope of this number. */
static bool scope_has(const struct asking *q, const struct metadata *m, size_t number)
{
	static const char begin[] = "defaults.scope.";
	size_t at = 0;
	bool in = true;
	for (size_t i = 0; i < m->n; i++) {
		struct str name = str_of(m->v[i].name);
		at += str_is(name, "defaults.scope");
		if (at == number && str_starts(name, begin))
			in &= is_in_scope(q, str_sub(name, sizeof begin - 1, name.n),
			    str_of(m->v[i].n ? m->v[i].v[0].text : ""));
	}
	return in;
}

static bool has_own(const struct asking *q, struct str name)
{
	for (size_t i = 0; i < q->own.n; i++)
		if (str_is(name, q->own.v[i].name))
			return true;
	return false;
}

/* Each entry has a scope and values, in any order; where one has not, what hides is taken to hide all. */
static bool defaults_hide(const struct asking *q, const struct metadata *m)
{
	static const char begin[] = "defaults.values.";
	bool pairs = count_keys(m, "defaults.scope") == count_keys(m, "defaults.values") &&
	             count_keys(m, "defaults.values") > 0;
	struct buf front;
	size_t number = 0;
	bool hides = false;
	buf_init(&front, 4 * METADATA_MAX);
	for (size_t i = 0; i < m->n && !hides; i++) {
		struct str name = str_of(m->v[i].name);
		number += str_is(name, "defaults.values");
		if (!str_starts(name, begin))
			continue;
		name = str_sub(name, sizeof begin - 1, name.n);
		buf_truncate(&front, 0);
		add_key(&front, name, &m->v[i]);
		hides = !has_own(q, name) && (!pairs || scope_has(q, m, number)) &&
		        front_hides(q, buf_str(&front));
	}
	buf_release(&front);
	return hides;
}

static bool any_defaults_hide(const struct asking *q)
{
	bool hides = defaults_hide(q, &q->s->v);
	for (size_t i = 0; i < q->s->other_count; i++)
		hides = hides || defaults_hide(q, &q->s->others[i]);
	return hides;
}

/* --- all of them ----------------------------------------------------------------------- */

/* Of Eleventy: keys that a program works out, perhaps one that hides. */
static const char computed[] = "eleventyComputed";

static bool is_computed(const struct asking *q)
{
	for (size_t i = 0; i < q->own.n; i++)
		if (str_starts(str_of(q->own.v[i].name), computed))
			return true;
	return false;
}

static bool own_hides(const struct asking *q)
{
	for (size_t i = 0; q->s->kind == SITE_HUGO && i < q->own.n; i++)
		if (is_unrendered(str_of(q->own.v[i].name), &q->own.v[i]))
			return true;
	return false;
}

/* What a folder says of all below it. */
static const char *ask_folder(const struct asking *q, struct str folder, bool *program)
{
	if (q->s->kind == SITE_HUGO || q->s->kind == SITE_ZOLA)
		return hiding_section(q, folder);
	if (q->s->kind != SITE_ELEVENTY || !folder.n)
		return NULL;
	size_t from = folder.n;
	while (from && folder.p[from - 1] != '/')
		from--;
	struct str name = q->s->data_base ? str_of(q->s->data_base) : str_sub(folder, from, folder.n);
	return hiding_data(q, arena_printf(q->a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name)), program);
}

/* The file that hides the page: one beside it or in a folder above it, up to the folder of all texts. */
static const char *hiding_file(const struct asking *q, bool *program)
{
	struct str path = str_of(q->p->path), folder = path;
	const char *stem = arena_str(q->a, str_sub(path, 0, path.n - site_text_ending(path, true)));
	const char *found = q->s->kind == SITE_ELEVENTY ? hiding_data(q, stem, program) : NULL;
	while (!found && folder.n > strlen(q->p->root)) {
		while (folder.n && folder.p[folder.n - 1] != '/')
			folder.n--;
		folder.n -= folder.n > 0;
		found = ask_folder(q, folder, program);
	}
	return found;
}

static const char *ask(const struct asking *q, struct arena *a, struct str text)
{
	struct err why;
	bool program = false;
	if (q->s->kind == SITE_ELEVENTY && (is_program(text) || is_computed(q)))
		return MESSAGE("its front matter is a program, which is not run: take \"draft\" out when "
		               "this was public");
	if (q->s->hider) {
		err_set(&why,
		    "%s has data for all pages, which may hide this one: take \"draft\" out when this was "
		    "public",
		    q->s->hider);
		return arena_strdup(a, why.message);
	}
	if (own_hides(q))
		return MESSAGE("its front matter says that it had no page of its own: take \"draft\" out "
		               "when this was public");
	if (q->s->kind == SITE_JEKYLL && any_defaults_hide(q))
		return MESSAGE(
		    "\"defaults\" in the settings hides it: take \"draft\" out when this was public");
	if (q->s->kind == SITE_HUGO && keys_hide(q, &q->s->v, true))
		return MESSAGE("\"cascade\" in the settings hides it, or others: take \"draft\" out when "
		               "this was public");
	const char *file = hiding_file(q, &program);
	if (!file)
		return NULL;
	if (program)
		err_set(
		    &why, "%s is a program, which is not run: take \"draft\" out when this was public", file);
	else
		err_set(&why, "%s hides what it is of: take \"draft\" out when this was public", file);
	return arena_strdup(a, why.message);
}

const char *site_state_hidden(struct arena *a, const struct site_settings *s, const struct site_files *files,
    const struct site_page *p, struct str text, int64_t now)
{
	struct arena scratch = { 0 };
	struct asking q = { .a = &scratch, .s = s, .files = files, .p = p, .now = now };
	struct metadata_place place;
	struct err err;
	int bad_line;
	metadata_find(text, &place);
	if (place.notation != METADATA_NONE && !metadata_read(&scratch, &place, &q.own, &bad_line, &err))
		q.own.n = 0;
	const char *why = ask(&q, a, text);
	arena_release(&scratch);
	return why;
}
