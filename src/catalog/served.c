/*
 * served: for each address what must be in the catalogue for it to be there.
 */
#include "catalog/served.h"

#include "catalog/events.h"
#include "catalog/history.h"
#include "content/address.h"

struct look {
	struct catalog *catalog;
	const char *const *langs;
	const struct address_match *at;
	bool soon;
	struct arena *arena;
	struct err *err;
};

/* A project has pages in every language, if need be with another language's text. */
static int has_project(const struct look *l)
{
	struct text text;
	return catalog_project(l->catalog, l->at->project, l->at->lang, l->langs, l->arena, &text, l->err);
}

static int has_items(const struct look *l, const struct entry_query *q)
{
	uint64_t n;
	if (!catalog_count(l->catalog, q, &n, l->err))
		return -1;
	/* Page 0 is the newest one; page 1 the oldest. */
	return n > 0 && (l->at->page == 0 || (l->at->page - 1) * ADDRESS_PAGE_ITEMS < n);
}

static int has_listing(const struct look *l)
{
	struct entry_query q = { .lang = l->at->lang, .project = *l->at->project ? l->at->project : NULL };
	q.year = l->at->year;
	if (l->at->id == ADDRESS_TOPIC || l->at->id == ADDRESS_TOPIC_FEED)
		q.topic = l->at->tag;
	if (l->at->id == ADDRESS_PLACE || l->at->id == ADDRESS_PLACE_FEED)
		q.place = l->at->tag;
	q.by_kind = l->at->id == ADDRESS_KIND || l->at->id == ADDRESS_KIND_FEED;
	if (q.by_kind && !item_kind_find(str_of(l->at->tag), &q.kind))
		return 0;
	return has_items(l, &q);
}

/* The first page is there also when it is empty. */
static int has_other_languages(const struct look *l)
{
	const struct entry_query q = { .absent_in = l->at->lang,
		.prefer = l->langs[0],
		.project = *l->at->project ? l->at->project : NULL };
	return l->at->page ? has_items(l, &q) : 1;
}

/* A page of the history that has items, or will have the next. */
static int has_page(const struct look *l)
{
	int64_t length;
	if (!l->at->format->history)
		return 0;
	if (!history_length(l->catalog, l->at->project, l->at->lang, &length, l->err))
		return -1;
	return length >= HISTORY_PAGE && l->at->page <= (uint64_t)(length / HISTORY_PAGE + 1);
}

static int has_feed(const struct look *l)
{
	if (l->at->page)
		return has_page(l);
	switch (l->at->format - feed_formats) {
	case FORMAT_OPML:
		return !*l->at->project;
	case FORMAT_ICAL:
		return catalog_has_days(l->catalog, l->at->project, l->at->lang, l->err);
	default:
		return 1;
	}
}

/* 1: it is there for readers, or will be. */
static int find_item(const struct look *l, struct entry *e)
{
	int found = catalog_entry(l->catalog, l->at->project, l->at->item, l->at->lang, l->arena, e, l->err);
	if (found != 1)
		return found;
	return e->state == STATE_LIVE ||
	       (l->soon && (e->state == STATE_DRAFT || e->state == STATE_SCHEDULED));
}

static int has_item(const struct look *l)
{
	struct entry e;
	return find_item(l, &e);
}

static int has_event(const struct look *l)
{
	struct entry e;
	int found = find_item(l, &e);
	return found == 1 ? e.event_start.at != INSTANT_NONE : found;
}

static int has_file(const struct look *l, const char *stem, const char *name)
{
	struct attachment file;
	int found = catalog_attachment(l->catalog, l->at->project, stem, name, l->arena, &file, l->err);
	if (found != 0 || !l->soon)
		return found;
	return catalog_draft_attachment(l->catalog, l->at->project, stem, name, l->arena, &file, l->err);
}

/* Of no address: perhaps a file in static/ is served there. */
static int has_static(const struct look *l, const char *path)
{
	struct attachment file;
	return *path == '/' && path[1]
	           ? catalog_attachment(l->catalog, "", STEM_STATIC, path + 1, l->arena, &file, l->err)
	           : 0;
}

static int has_address(const struct look *l)
{
	int project = *l->at->project ? has_project(l) : 1;
	if (project != 1)
		return project;
	switch (l->at->id) {
	case ADDRESS_PREVIEW:
	case ADDRESS_PREVIEW_ERRORS:
	case ADDRESS_PREVIEW_LIST:
	case ADDRESS_PREVIEW_LIST_ERRORS:
	case ADDRESS_PREVIEW_ITEM:
	case ADDRESS_PREVIEW_FILE:
		return 0;
	case ADDRESS_FEED:
		return has_feed(l);
	case ADDRESS_ARCHIVE_YEAR:
	case ADDRESS_TOPIC:
	case ADDRESS_TOPIC_FEED:
	case ADDRESS_PLACE:
	case ADDRESS_PLACE_FEED:
	case ADDRESS_KIND:
	case ADDRESS_KIND_FEED:
		return has_listing(l);
	case ADDRESS_OTHER_LANGUAGES:
		return has_other_languages(l);
	case ADDRESS_ITEM:
	case ADDRESS_OWN_PAGE:
		return has_item(l);
	case ADDRESS_FILE:
	case ADDRESS_OWN_FILE:
		return has_file(l, l->at->item, arena_str(l->arena, l->at->file));
	case ADDRESS_SITE_FILE:
		return has_file(l, STEM_SITE, arena_str(l->arena, l->at->file));
	case ADDRESS_ICON:
		return has_file(l, STEM_SITE, &addresses[ADDRESS_ICON].pattern[1]);
	case ADDRESS_EVENT:
		return has_event(l);
	default:
		return 1;
	}
}

int catalog_serves(struct catalog *c, const char *const *langs, const char *path, bool soon, struct arena *a,
    struct err *err)
{
	struct address_match at;
	const struct look l = { c, langs, &at, soon, a, err };
	const char *target;
	struct str tree = STR(ADDRESS_ASCII_TREE);
	bool known = address_find(langs, str_of(path), &at);
	/* A language of that name comes first, as for readers. */
	if (!known && str_starts(str_of(path), ADDRESS_ASCII_TREE "/")) {
		path += tree.n;
		known = address_find(langs, str_of(path), &at);
	}
	int found = 0;
	for (; known && found == 0; known = address_find_after(langs, str_of(path), &at))
		found = has_address(&l);
	if (found == 0)
		found = has_static(&l, path);
	return found ? found : catalog_alias(c, path, a, &target, err);
}
