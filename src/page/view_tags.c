/*
 * view_tags: listings by topic and by place.
 */
#include "page/view_tags.h"

#include "catalog/tags.h"
#include "content/address.h"
#include "page/paging.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

static const struct kind {
	enum tag_kind tag;
	enum address_id folder, listing;
	enum word word;
} topics = { TAG_TOPIC, ADDRESS_TOPICS, ADDRESS_TOPIC, WORD_TOPICS },
  places = { TAG_PLACE, ADDRESS_PLACES, ADDRESS_PLACE, WORD_PLACES };

static const char *folder_path(struct page *p, const struct lang *lang, const struct kind *kind)
{
	return path_of_page(&p->arena, kind->folder, lang->tag, "");
}

static const char *tag_path(
    struct page *p, const struct lang *lang, const struct kind *kind, const char *slug)
{
	const struct address_parts at = { .lang = lang->tag, .tag = slug };
	return address_path(&p->arena, kind->listing, &at);
}

static void add_tags(struct page *p, const struct kind *kind, const struct tags *tags)
{
	for (size_t i = 0; i < tags->n; i++) {
		const struct tag *t = &tags->v[i];
		page_link(p, LINK_MENU, tag_path(p, p->lang, kind, t->slug), t->name)->note = parts_counted(
		    p, t->count, t->news);
	}
}

bool view_topics_at_home(const struct view *v, struct page *p, struct err *err)
{
	struct tags list;

	if (!catalog_tags_used(v->catalog, TAG_TOPIC, p->lang->tag, &p->arena, &list, err))
		return false;
	if (list.n)
		page_heading(p, 2, p->lang->words[WORD_TOPICS]);
	for (size_t i = 0; i < list.n; i++)
		page_link(p, LINK_MENU, tag_path(p, p->lang, &topics, list.v[i].slug), list.v[i].name);
	if (!catalog_tags_used(v->catalog, TAG_PLACE, p->lang->tag, &p->arena, &list, err))
		return false;
	if (list.n)
		parts_menu(p, ADDRESS_PLACES, "", WORD_PLACES);
	return true;
}

static bool fill_folder(const struct view *v, struct page *p, const struct kind *kind, struct err *err)
{
	struct tags list;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err) ||
	    !catalog_tags(v->catalog, kind->tag, p->lang->tag, &p->arena, &list, err))
		return false;
	frame_title(p, p->lang->words[kind->word]);
	add_tags(p, kind, &list);
	if (!list.n)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	frame_in_every_language(v, p, kind->folder, kind->word);
	return true;
}

enum view_result view_topics(const struct view *v, struct page *out, struct err *err)
{
	return fill_folder(v, out, &topics, err) ? VIEW_OK : frame_fail(v, out);
}

enum view_result view_places(const struct view *v, struct page *out, struct err *err)
{
	return fill_folder(v, out, &places, err) ? VIEW_OK : frame_fail(v, out);
}

static struct entry_query tagged(const struct view *v, const struct lang *lang, const struct kind *kind)
{
	return (struct entry_query){ .lang = lang->tag,
		.topic = kind->tag == TAG_TOPIC ? v->tag : NULL,
		.place = kind->tag == TAG_PLACE ? v->tag : NULL };
}

static bool find_name(const struct view *v, struct page *p, const struct lang *lang, const struct kind *kind,
    const char **out, struct err *err)
{
	struct tags names;

	if (!catalog_tag_names(v->catalog, kind->tag, lang->tag, &p->arena, &names, err))
		return false;
	*out = arena_strdup(&p->arena, tags_name(&names, v->tag));
	return true;
}

/* The languages that have items of this topic or place too. */
static bool add_translations(const struct view *v, struct page *p, const struct kind *kind, struct err *err)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		struct entry_query q = tagged(v, l, kind);
		const char *name;
		uint64_t n;
		if (l == v->lang)
			continue;
		if (!catalog_count(v->catalog, &q, &n, err) || !find_name(v, p, l, kind, &name, err))
			return false;
		if (n)
			frame_translation(v, p, l->tag, tag_path(p, l, kind, v->tag), name);
	}
	return true;
}

/* 1, 0: nothing there, -1 failed. */
static int fill_tag(const struct view *v, struct page *p, const struct kind *kind, struct err *err)
{
	struct entry_query q = tagged(v, v->lang, kind);
	const char *name;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err) || !find_name(v, p, v->lang, kind, &name, err))
		return -1;
	frame_title(p, name);
	frame_trail(p, folder_path(p, p->lang, kind), p->lang->words[kind->word]);
	int found = paging_fill(v, p, &q, SHOW_KIND, tag_path(p, p->lang, kind, v->tag), err);
	if (found == 1 && !v->number && !add_translations(v, p, kind, err))
		return -1;
	if (found == 1 && !v->number)
		parts_feeds_below(v, p, p->path);
	return found;
}

static enum view_result view_tag(
    const struct view *v, struct page *out, const struct kind *kind, struct err *err)
{
	int found = fill_tag(v, out, kind, err);

	if (found == 0)
		return frame_missing(v, out);
	return found == 1 ? VIEW_OK : frame_fail(v, out);
}

enum view_result view_topic(const struct view *v, struct page *out, struct err *err)
{
	return view_tag(v, out, &topics, err);
}

enum view_result view_place(const struct view *v, struct page *out, struct err *err)
{
	return view_tag(v, out, &places, err);
}
