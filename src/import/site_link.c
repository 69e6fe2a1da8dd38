/*
 * site_link: finds what an address of the old site is: a file of the directory, one of its pages, or neither.
 */
#include "import/site_link.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/uri.h"
#include "content/name.h"
#include "lang/lang.h"

enum {
	FILE_MAX = 64 << 20,   /* bytes of one file */
	FILES_MAX = 256 << 20, /* … of all beside an item */
	COUNT_MAX = 500
};

struct linking {
	const struct site_settings *s;
	const struct site_files *files;
	const struct site_page *page;
	struct arena *a;
	struct imported *item;
	size_t bytes;
};

/* --- files --------------------------------------------------------------------------- */

static bool may_be_attachment(const char *name)
{
	struct content_name n;
	struct err err;
	struct arena a = { 0 };
	content_name(arena_printf(&a, "p/2023-09-08-x/%s", name), &n, &err);
	arena_release(&a);
	return n.role == ROLE_ATTACHMENT;
}

static bool is_used(const struct linking *l, const char *name)
{
	for (size_t i = 0; i < l->item->file_count; i++)
		if (!strcmp(l->item->files[i].name, name))
			return true;
	return false;
}

/* A name beside the item: its own, without spaces; a number where another file has it. "" when there is none. */
static const char *name_for(const struct linking *l, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *own = arena_strdup(l->a, slash ? slash + 1 : path);
	for (char *p = own; *p; p++)
		if (strchr(" ()<>\"'#?%", *p))
			*p = '-';
	const char *name = own;
	for (int i = 2; is_used(l, name) && i < 100; i++)
		name = arena_printf(l->a, "%d-%s", i, own);
	return may_be_attachment(name) ? name : "";
}

/* The name of a file beside the item; NULL when it cannot be there. */
static const char *attach(struct linking *l, struct site_file *f)
{
	struct buf b;
	struct err err;
	for (size_t i = 0; i < l->item->file_count; i++)
		if (!strcmp(l->item->files[i].url, f->path))
			return l->item->files[i].name;
	const char *name = name_for(l, f->path);
	if (!*name || l->item->file_count == COUNT_MAX) {
		import_doubt(l->a, l->item, "%s cannot be beside the item", f->path);
		return NULL;
	}
	buf_init(&b, FILE_MAX);
	bool good = file_read(l->files->fd, f->path, FILE_MAX, &b, &err) && b.len &&
	            l->bytes + b.len <= FILES_MAX;
	if (good) {
		*ARENA_PUSH(l->a, l->item->files, l->item->file_count) = (struct imported_file){ f->path,
			name, "", { arena_str(l->a, buf_str(&b)), b.len } };
		l->bytes += b.len;
		f->taken = true;
	} else {
		import_doubt(l->a, l->item, "%s is empty, too large or cannot be read", f->path);
	}
	buf_release(&b);
	return good ? name : NULL;
}

/* --- what an address is -------------------------------------------------------------- */

static struct site_file *look_at(const struct linking *l, struct str path)
{
	static const char *const ends[] = { "", ".md", "/index.md", "/_index.md", ".markdown" };
	while (path.n && path.p[0] == '/')
		path = str_sub(path, 1, path.n);
	for (size_t i = 0; path.n && i < ARRAY_SIZE(ends); i++) {
		struct str with = str_of(arena_printf(l->a, "%.*s%s", STR_ARG(path), ends[i]));
		struct site_file *f = site_files_find(l->files, with);
		if (f)
			return f;
	}
	return NULL;
}

/* The file at folder/path, where dots have been removed; NULL. */
static struct site_file *look_in(const struct linking *l, const char *folder, struct str path)
{
	struct buf clean;
	struct site_file *f = NULL;
	buf_init(&clean, PATH_MAX_LEN * 2);
	while (path.n && path.p[0] == '/')
		path = str_sub(path, 1, path.n);
	const char *raw = arena_printf(l->a, "%s%s/%.*s", *folder ? "/" : "", folder, STR_ARG(path));
	if (path_normalise(str_of(raw), &clean) == PATH_OK && !clean.full) {
		struct str found = buf_str(&clean);
		while (found.n > 1 && found.p[found.n - 1] == '/')
			found.n--;
		while (found.n > 1 && found.p[1] == '/')
			found = str_sub(found, 1, found.n);
		f = look_at(l, found);
	}
	buf_release(&clean);
	return f;
}

static const char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_str(a, (struct str){ path, (size_t)(slash - path) }) : "";
}

static struct site_file *look_from_root(const struct linking *l, struct str path)
{
	size_t base = strlen(l->s->base_path);
	if (base && str_starts(path, l->s->base_path) && path.n > base && path.p[base] == '/')
		path = str_sub(path, base, path.n);
	struct site_file *f = look_in(l, l->page->root, path);
	for (size_t i = 0; i < l->s->static_count && !f; i++)
		f = look_in(l, l->s->statics[i], path);
	for (size_t i = 0; i < l->s->root_count && !f; i++)
		f = look_in(l, l->s->roots[i].folder, path);
	return f;
}

/* "/a/b/" and "../c" are "/a/c". */
static const char *resolve(const struct linking *l, struct str path)
{
	struct buf clean;
	const char *out = "";
	buf_init(&clean, PATH_MAX_LEN * 2);
	const char *raw = path.n && path.p[0] == '/' ? arena_str(l->a, path)
	                                             : arena_printf(l->a, "%s/%.*s",
	                                                   folder_of(l->a, l->page->address), STR_ARG(path));
	if (path_normalise(str_of(raw), &clean) == PATH_OK && !clean.full)
		out = arena_str(l->a, buf_str(&clean));
	buf_release(&clean);
	return out;
}

static struct site_file *look_around(const struct linking *l, struct str path)
{
	if (str_starts(path, "@/"))
		return look_in(l, l->page->root, str_sub(path, 2, path.n));
	if (path.p[0] == '/')
		return look_from_root(l, path);
	size_t n = strlen(l->page->path), end = strlen(path_extension(str_of(l->page->path)).p);
	const char *assets = arena_str(l->a, (struct str){ l->page->path, n - end - (end > 0) });
	struct site_file *f = look_in(l, folder_of(l->a, l->page->path), path);
	f = f ? f : look_in(l, assets, path);
	f = f ? f : look_from_root(l, str_of(resolve(l, path)));
	return f ? f : look_from_root(l, path);
}

/* The part of an address that is on the old site; empty: it is elsewhere, or in this page. */
static struct str local_part(const struct linking *l, struct str url, struct str *rest)
{
	struct uri u;
	struct str path = url;
	if (uri_has_scheme(url) && *l->s->base && uri_parse(url, &u) && str_starts(url, l->s->base))
		path = str_sub(url, strlen(l->s->base), url.n);
	else if (uri_has_scheme(url) || str_starts(url, "//"))
		return STR("");
	size_t end = str_find(path, '#'), query = str_find(path, '?');
	end = query < end ? query : end;
	*rest = str_sub(path, end, path.n);
	return str_sub(path, 0, end);
}

/* --- the text ------------------------------------------------------------------------ */

static bool is_edge(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Where an address begins that ends here: "{{ site.baseurl }}" in front of it is a part of it. NULL: it is none. */
static const char *begin_of(const char *text, const char *at)
{
	enum { EXPRESSION_MAX = 80 };
	const char *p = at;
	if (at - text >= 4 && at[-1] == '}' && at[-2] == '}')
		for (p = at - 4; p > text && at - p < EXPRESSION_MAX && (p[0] != '{' || p[1] != '{');)
			p--;
	return p > text && is_edge(p[-1], "(<\"'= \t") && (p == at || p[0] == '{') ? p : NULL;
}

/* Puts `to` wherever `from` is as an address. */
static const char *replace(struct arena *a, const char *text, const char *from, const char *to)
{
	size_t n = strlen(from);
	struct buf out;
	if (!n || !strcmp(from, to))
		return text;
	buf_init(&out, 64 << 20);
	for (const char *p = text; *p;) {
		const char *at = strstr(p, from);
		if (!at)
			at = p + strlen(p);
		buf_add(&out, p, (size_t)(at - p));
		if (!*at)
			break;
		const char *begin = !at[n] || is_edge(at[n], ")>\"' \t\n#?") ? begin_of(text, at) : NULL;
		if (begin)
			buf_truncate(&out, out.len - (size_t)((at > begin && begin >= p) ? at - begin : 0));
		buf_puts(&out, begin ? to : from);
		p = at + n;
	}
	const char *kept = out.full ? text : arena_str(a, buf_str(&out));
	buf_release(&out);
	return kept;
}

static void follow(struct linking *l, const char *url)
{
	struct str rest = STR(""), path = local_part(l, str_of(url), &rest);
	if (!path.n)
		return;
	struct site_file *f = look_around(l, path);
	const char *to = f && !f->page ? attach(l, f) : NULL;
	if (f && f->page && *f->page->address)
		to = arena_printf(l->a, "%s%.*s", f->page->address, STR_ARG(rest));
	else if (!f && path.p[0] != '/' && *l->page->address)
		to = arena_printf(l->a, "%s%.*s", resolve(l, path), STR_ARG(rest));
	if (!to || !*to)
		return;
	l->item->body = replace(l->a, l->item->body, url, to);
	/* The same, as it may be written: with what is encoded decoded. */
	struct buf plain;
	buf_init(&plain, PATH_MAX_LEN * 2);
	if (str_find(str_of(url), '%') < strlen(url) && path_decode_query(str_of(url), false, &plain))
		l->item->body = replace(l->a, l->item->body, plain.data, to);
	buf_release(&plain);
}

static void attach_bundle(struct linking *l)
{
	const char *folder = folder_of(l->a, l->page->path);
	struct str begin = str_of(arena_printf(l->a, "%s/", folder));
	for (size_t i = site_files_from(l->files, begin); i < l->files->n; i++) {
		struct site_file *f = &l->files->v[i];
		if (!str_starts(str_of(f->path), begin.p))
			break;
		if (!f->page && !str_ends(str_of(f->path), ".md"))
			attach(l, f);
	}
}

void site_link(const struct site_settings *s, const struct site_files *files, const struct site_page *p,
    const struct imported_list *links, struct arena *a, struct imported *item)
{
	struct linking l = { .s = s, .files = files, .page = p, .a = a, .item = item };
	for (size_t i = 0; i < links->n && !item->is_project; i++)
		follow(&l, links->v[i]);
	if (p->own_folder)
		attach_bundle(&l);
}
