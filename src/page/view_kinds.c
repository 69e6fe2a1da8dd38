/*
 * view_kinds: the items of one kind, and which kinds there are.
 */
#include "content/address.h"
#include "page/paging.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

static struct entry_query of_kind(const struct lang *lang, enum item_kind kind)
{
	return (struct entry_query){ .lang = lang->tag, .by_kind = true, .kind = kind };
}

static const char *kind_path(struct page *p, const struct lang *lang, enum item_kind kind)
{
	const struct address_parts at = { .lang = lang->tag, .tag = item_kind_word(kind) };
	return address_path(&p->arena, ADDRESS_KIND, &at);
}

static const char *kind_title(const struct lang *lang, enum item_kind kind)
{
	return lang->words[WORD_KINDS_NEWS + (int)kind];
}

/* A project that was called so before there was this page keeps its own. */
static int is_project(const struct view *v, struct page *p, struct err *err)
{
	struct text text;
	return catalog_project(v->catalog, "kinds", v->lang->tag, v->site->tags, &p->arena, &text, err);
}

static bool add_kinds(const struct view *v, struct page *p, struct err *err)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		enum item_kind kind = (enum item_kind)k;
		const struct entry_query q = of_kind(v->lang, kind);
		uint64_t n;
		if (!catalog_count(v->catalog, &q, &n, err))
			return false;
		if (n)
			page_link(p, LINK_MENU, kind_path(p, v->lang, kind), kind_title(v->lang, kind))
			    ->note = parts_counted(p, n, kind == KIND_NEWS);
	}
	return true;
}

enum view_result view_kinds(const struct view *v, struct page *out, struct err *err)
{
	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	int taken = is_project(v, out, err);
	if (taken > 0)
		return frame_missing(v, out);
	frame_title(out, v->lang->words[WORD_KINDS_TITLE]);
	if (taken < 0 || !add_kinds(v, out, err))
		return frame_fail(v, out);
	frame_in_every_language(v, out, ADDRESS_KINDS, WORD_KINDS_TITLE);
	return VIEW_OK;
}

/* The languages that have items of this kind too. */
static bool add_translations(const struct view *v, struct page *p, enum item_kind kind, struct err *err)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		const struct entry_query q = of_kind(l, kind);
		bool any;
		if (!catalog_any(v->catalog, &q, &any, err))
			return false;
		if (any)
			frame_translation(v, p, l->tag, kind_path(p, l, kind), kind_title(l, kind));
	}
	return true;
}

/* 1, 0: nothing there, -1 failed. */
static int fill(const struct view *v, struct page *p, struct err *err)
{
	enum item_kind kind;
	if (!frame_begin(v, PAGE_MENU, p, NULL, err))
		return -1;
	if (!item_kind_find(str_of(v->tag), &kind))
		return 0;
	struct entry_query q = of_kind(v->lang, kind);
	frame_title(p, kind_title(v->lang, kind));
	frame_trail(
	    p, path_of_page(&p->arena, ADDRESS_KINDS, v->lang->tag, ""), v->lang->words[WORD_KINDS_TITLE]);
	int found = paging_fill(v, p, &q, 0, kind_path(p, v->lang, kind), err);
	if (found != 1 || v->number)
		return found;
	if (!add_translations(v, p, kind, err))
		return -1;
	parts_feeds_below(v, p, p->path);
	return 1;
}

enum view_result view_kind(const struct view *v, struct page *out, struct err *err)
{
	int found = fill(v, out, err);
	if (found == 0)
		return frame_missing(v, out);
	return found == 1 ? VIEW_OK : frame_fail(v, out);
}
