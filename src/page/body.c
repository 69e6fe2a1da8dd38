/*
 * body: a text in gemtext as blocks of a page.
 *
 * Links are resolved here, so that a renderer sees paths of the site and absolute URIs only.
 */
#include "base/uri.h"
#include "content/address.h"
#include "content/contact.h"
#include "content/file_link.h"
#include "page/page.h"

#include <string.h>

static bool is_listed(const char *name, const char *const *files)
{
	for (; files && *files; files++)
		if (strcmp(*files, name) == 0)
			return true;
	return false;
}

/* The path of one of the item's own files that the address names, or NULL. */
static const char *resolve_file(struct page *p, struct str url, const char *path, const char *const *files)
{
	const char *target = files ? gemtext_resolve(&p->arena, url, path, true) : NULL;
	size_t n = strlen(path);

	if (!target || strncmp(target, path, n) != 0 || target[n] != '/')
		return NULL;
	return is_listed(target + n + 1, files) ? target : NULL;
}

static const char *feed_mime(const char *path)
{
	const char *slash = strrchr(path, '/');
	uint64_t page;
	const struct feed_format *f = feed_format_of(str_of(slash + 1), &page);
	return f ? f->mime : NULL;
}

/* "=> Фото 1 мост.jpg подпись": a name as people write it. */
static bool add_named_file(
    struct page *p, const struct gemtext *g, const char *path, const struct file_names *names)
{
	struct str label;
	const char *name = file_names_link(names, g, &label);
	if (!name)
		return false;
	page_link(p, LINK_FILE, arena_printf(&p->arena, "%s/%s", path, name),
	    label.n ? arena_str(&p->arena, label) : name)
	    ->unlabelled = !label.n;
	return true;
}

static void add_link(struct page *p, const struct gemtext *g, const char *path, const char *const *files,
    const struct file_names *names)
{
	struct arena *a = &p->arena;
	const char *label = arena_str(a, g->text.n ? g->text : g->url);

	if (!uri_has_scheme(g->url) && add_named_file(p, g, path, names))
		return;
	const char *file = resolve_file(p, g->url, path, files);
	const char *target = file ? file : gemtext_resolve(a, g->url, path, false);
	if (target && *target != '/' && contact_is_safe(str_of(target))) {
		page_link(p, LINK_OUTSIDE, target, label);
		return;
	}
	if (!target || *target != '/') {
		page_add(
		    p, BLOCK_TEXT, g->text.n ? arena_printf(a, "%s (%.*s)", label, STR_ARG(g->url)) : label);
		return;
	}
	struct link *l = page_link(p, file ? LINK_FILE : link_to_of_path(target), target, label);
	l->unlabelled = !g->text.n;
	if (l->to == LINK_FEED)
		l->mime = feed_mime(target);
}

static void add_table(struct page *p, struct str text)
{
	struct table t;

	gemtext_table(&p->arena, text, &t);
	if (t.rows == 0 || t.columns == 0)
		return;
	struct block *b = page_add(p, BLOCK_TABLE, NULL);
	b->columns = t.columns;
	b->rows = t.rows;
	b->cells = t.cells;
}

/* Gives the last block the marks within its text, n bytes from `at` on; takes them off the list. */
static void add_marks(struct page *p, struct inline_marks *marks, size_t at, size_t n)
{
	struct block *b = &p->blocks[p->block_count - 1];

	for (; marks->n && marks->v->at < at + n; marks->v++, marks->n--) {
		struct inline_mark m = *marks->v;
		if (m.at < at || m.n > at + n - m.at)
			continue;
		m.at -= at;
		*ARENA_PUSH(&p->arena, b->marks.v, b->marks.n) = m;
	}
}

void page_body(
    struct page *p, const char *body, const char *text_marks, const char *path, const char *const *files)
{
	static const enum block_type plain[] = {
		[GEMTEXT_TEXT] = BLOCK_TEXT,
		[GEMTEXT_LIST] = BLOCK_LIST,
		[GEMTEXT_QUOTE] = BLOCK_QUOTE,
		[GEMTEXT_PRE] = BLOCK_PRE,
	};
	struct gemtext_reader r;
	struct gemtext g;
	struct inline_marks marks;
	struct file_names names;
	size_t n = 0;

	while (files && files[n])
		n++;
	file_names_make(&p->arena, files, n, &names);
	inline_marks_read(&p->arena, text_marks, &marks);
	gemtext_start(&r, str_of(body));
	while (gemtext_next(&r, &g)) {
		switch (g.type) {
		case GEMTEXT_HEADING:
			page_heading(p, g.level, arena_str(&p->arena, g.text));
			add_marks(p, &marks, (size_t)(g.text.p - body), g.text.n);
			break;
		case GEMTEXT_LINK:
			add_link(p, &g, path, files, &names);
			break;
		case GEMTEXT_TABLE:
			add_table(p, g.text);
			break;
		case GEMTEXT_TEXT:
		case GEMTEXT_LIST:
		case GEMTEXT_QUOTE:
		case GEMTEXT_PRE: {
			struct block *b = page_add(p, plain[g.type], arena_str(&p->arena, g.text));
			b->label = g.alt.n ? arena_str(&p->arena, g.alt) : NULL;
			add_marks(p, &marks, (size_t)(g.text.p - body), g.text.n);
			break;
		}
		}
	}
}
