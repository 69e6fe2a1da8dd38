/*
 * view_item: one item, as a page and as the content of a feed entry.
 */
#include "page/view_item.h"

#include "content/address.h"
#include "page/view_facts.h"
#include "page/view_frame.h"
#include "page/view_parts.h"
#include "page/view_teaser.h"

#include <string.h>

/* What a page and a feed show of an item. */
struct item {
	const struct entry *entry;
	struct values values;
	struct item_files files;
};

static bool read_item(
    const struct view *v, struct arena *a, const struct entry *e, struct item *out, struct err *err)
{
	out->entry = e;
	out->files = (struct item_files){ 0 };
	if (!catalog_values(v->catalog, e->project, e->stem, e->lang, a, &out->values, err))
		return false;
	bool ok = !e->bundle || (v->preview ? catalog_draft_attachments : catalog_attachments)(
	                            v->catalog, e->project, e->stem, e->lang, a, &out->files.all, err);
	files_start(a, &out->files);
	return ok;
}

static void add_status(struct page *p, const struct entry *e)
{
	if (e->event_status == EVENT_CANCELLED)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_CANCELLED_TEXT]);
	if (e->event_status == EVENT_POSTPONED)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_POSTPONED_TEXT]);
}

static void add_event(struct page *p, const struct item *item)
{
	static const struct shown_key where[] = {
		{ "event_place", WORD_WHERE, false },
		{ NULL, WORD_COUNT, false },
	};
	int64_t start = item->entry->event_start.at;

	add_status(p, item->entry);
	if (start != INSTANT_NONE) {
		char day[DATE_TEXT_MAX];
		date_day(start, day);
		struct block *b = page_add(p, BLOCK_FACT, item_event_time(p, item->entry));
		b->label = p->lang->words[WORD_WHEN];
		b->link.day = arena_strdup(&p->arena, day);
	}
	facts_values(p, &item->values, where);
}

/* Not of what readers do not find: it has no calendar. */
static void add_calendar(struct page *p, const struct entry *e)
{
	if (e->state != STATE_LIVE || e->event_start.at == INSTANT_NONE)
		return;
	page_link(p, LINK_FILE, path_of_event(&p->arena, e->lang, e->project, e->stem),
	    p->lang->words[WORD_TO_CALENDAR])
	    ->mime = feed_formats[FORMAT_ICAL].mime;
}

/* For machines. */
static void describe_event(struct page *p, const struct item *item)
{
	const struct entry *e = item->entry;

	if (e->event_start.at == INSTANT_NONE)
		return;
	p->event = e->title;
	p->event_start = e->event_start;
	if (e->event_end.at != INSTANT_NONE)
		p->event_end = e->event_end;
	p->event_status = e->event_status;
	for (size_t i = 0; i < item->values.n; i++)
		if (!strcmp(item->values.v[i].key, "event_place"))
			p->event_place = item->values.v[i].text;
}

/* Right under the line of dates, which has the date of the correction. */
static void add_correction(struct page *p, const struct item *item)
{
	static const struct shown_key note[] = {
		{ "correction", WORD_CORRECTION, false },
		{ NULL, WORD_COUNT, false },
	};

	facts_values(p, &item->values, note);
}

static bool add_body(const struct view *v, struct page *p, struct item *item, struct err *err)
{
	const struct entry *e = item->entry;
	const char *path = path_of(&p->arena, e->lang, e->project, e->stem);

	if (!parts_body(v, p, e->body, e->marks, path, &item->files, err))
		return false;
	files_list(p, path, &item->files);
	files_image(p, path, &item->files);
	return true;
}

static bool add_content(
    const struct view *v, struct page *p, const struct entry *e, struct item *item, struct err *err)
{
	if (!read_item(v, &p->arena, e, item, err))
		return false;
	add_correction(p, item);
	add_event(p, item);
	return add_body(v, p, item, err);
}

bool item_add_content(const struct view *v, struct page *p, const struct entry *e, struct err *err)
{
	struct item item;

	return add_content(v, p, e, &item, err);
}

/* Where the text comes from, whom to ask, how it may be used. */
static const struct shown_key origin[] = {
	{ "author", WORD_AUTHOR, false },
	{ "source", WORD_SOURCE, true },
	{ "contact", WORD_CONTACT, false },
	{ "licence", WORD_LICENCE, false },
	{ NULL, WORD_COUNT, false },
};

bool view_entry_content(const struct view *v, const struct entry *e, struct page *out, struct err *err)
{
	struct item item;

	page_init(out, v->lang, PAGE_TEXT, NULL);
	out->path = path_of(&out->arena, e->lang, e->project, e->stem);
	out->title = arena_strdup(&out->arena, view_event_title(&out->arena, v->lang, e, e->title));
	if (!add_content(v, out, e, &item, err))
		return false;
	facts_values(out, &item.values, origin + 1); /* readers show the authors of an entry themselves */
	return true;
}

static void note_authors(struct page *p, const struct values *values)
{
	for (size_t i = 0; i < values->n; i++)
		if (strcmp(values->v[i].key, "author") == 0)
			*ARENA_PUSH(&p->arena, p->authors, p->author_count) = values->v[i].text;
}

static void date_item(struct page *p, const struct entry *e)
{
	p->kind = p->lang->words[WORD_KIND_NEWS + (int)e->kind];
	p->published = e->date.at;
	p->has_time = e->date.has_time;
	p->corrected = e->corrected;
	p->updated = e->updated;
}

bool item_fill(const struct view *v, struct page *p, const struct entry *e, struct err *err)
{
	static const char *const schemas[KIND_COUNT + 1] = {
		[KIND_NEWS] = "NewsArticle",
		[KIND_PRESS_RELEASE] = "NewsArticle",
		[KIND_EVENT] = "NewsArticle",
		[KIND_PRACTICE] = "Article",
		[KIND_PUBLICATION] = "Report",
		[KIND_PAGE] = "WebPage",
	};
	struct item item;

	if (!read_item(v, &p->arena, e, &item, err))
		return false;
	p->title = view_event_title(&p->arena, p->lang, e, e->title);
	if (*e->short_title)
		p->short_title = view_event_title(&p->arena, p->lang, e, e->short_title);
	p->summary = *e->summary ? e->summary : NULL;
	/* A page of the site has no day. */
	if (e->kind != KIND_PAGE)
		date_item(p, e);
	p->schema = schemas[e->kind];
	note_authors(p, &item.values);
	add_correction(p, &item);
	add_event(p, &item);
	add_calendar(p, e);
	describe_event(p, &item);
	if (!parts_repeats(e->summary, e->body))
		page_add(p, BLOCK_LEAD, e->summary);
	if (!add_body(v, p, &item, err))
		return false;
	facts_values(p, &item.values, origin);
	return facts_tags(v, p, &item.values, err) && frame_translations(v, p, e->project, e->stem, err);
}

static struct alternate *neighbour(struct page *p, bool found, const struct entry *e)
{
	struct alternate *a = found ? arena_alloc(&p->arena, sizeof *a) : NULL;

	if (a)
		*a = (struct alternate){ .path = path_of(&p->arena, e->lang, e->project, e->stem),
			.title = view_event_title(&p->arena, p->lang, e, e->title) };
	return a;
}

static bool add_neighbours(const struct view *v, struct page *p, const struct entry *e, struct err *err)
{
	struct neighbours near;

	if (!catalog_neighbours(v->catalog, e, &p->arena, &near, err))
		return false;
	p->older = neighbour(p, near.has_older, &near.older);
	p->newer = neighbour(p, near.has_newer, &near.newer);
	return true;
}

static enum view_result gone(const struct view *v, struct page *p, const char *reason)
{
	struct page page;

	view_error(v->lang, ERROR_GONE, reason, v->path, &page);
	page_release(p);
	*p = page;
	return VIEW_GONE;
}

/* In the text, where they are seen: they are what the reader came for. */
static void offer_translations(struct page *p)
{
	if (p->translation_count)
		page_heading(p, 2, p->lang->words[WORD_ALSO_IN]);
	for (size_t i = 0; i < p->translation_count; i++) {
		const struct alternate *t = &p->translations[i];
		struct link *l = page_link(p, LINK_ITEM, t->path, t->title);
		l->lang = t->lang;
		l->note = t->lang->name;
	}
	p->translation_count = 0;
}

/* There is no such item in this language: perhaps there was, perhaps there is in another. */
static enum view_result absent(const struct view *v, struct page *p, struct err *err)
{
	int vanished = catalog_vanished(v->catalog, v->project, v->item, v->lang->tag, err);

	if (vanished < 0)
		return frame_fail(v, p);
	if (vanished)
		return gone(v, p, NULL);
	frame_missing(v, p);
	if (!frame_translations(v, p, v->project, v->item, err))
		return frame_fail(v, p);
	offer_translations(p);
	return VIEW_MISSING;
}

/* A page of the site has none. */
static void offer_feed(const struct view *v, struct page *p)
{
	const char *feeds = path_of_page(&p->arena, ADDRESS_FEEDS, p->lang->tag, "");

	if (!address_is_stem(str_of(v->item)))
		return;
	if (*v->project)
		page_link(p, LINK_MENU, feeds, p->lang->words[WORD_FOLLOW_PROJECT])->fragment = arena_strdup(
		    &p->arena, v->project);
	else
		page_link(p, LINK_MENU, feeds, p->lang->words[WORD_FEEDS]);
}

enum view_result view_item(const struct view *v, struct page *out, struct err *err)
{
	struct text project;
	struct entry e;

	int found = frame_begin_below(v, PAGE_TEXT, out, &project, err);
	if (found == 1)
		found = catalog_entry(v->catalog, v->project, v->item, v->lang->tag, &out->arena, &e, err);
	if (found < 0)
		return frame_fail(v, out);
	if (found != 1 || e.state == STATE_DRAFT || e.state == STATE_SCHEDULED)
		return absent(v, out, err);
	if (e.state != STATE_LIVE)
		return gone(v, out, e.reason);
	if (!item_fill(v, out, &e, err))
		return frame_fail(v, out);
	if (e.kind == KIND_PAGE)
		return VIEW_OK;
	if (!add_neighbours(v, out, &e, err))
		return frame_fail(v, out);
	offer_feed(v, out);
	return VIEW_OK;
}
