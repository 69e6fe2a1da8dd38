/*
 * make: which items a feed has. The candidates are read, the right ones chosen, and only these are made.
 */
#include "feed/make.h"

#include <stdlib.h>
#include <string.h>

#include "content/address.h"
#include "content/licence.h"
#include "feed/entry.h"
#include "feed/links.h"
#include "feed/podcast.h"
#include "lang/punctuation.h"

enum { FEED_ENTRIES = HISTORY_PAGE };

/* --- what every document of a feed begins with --------------------------------- */

/* Of a feed, or of page `page` of its history. */
static const char *address(const struct feed_source *s, const char *project, enum feed_format_id format,
    uint64_t page, struct arena *a)
{
	const char *path = path_of_history(a, s->lang->tag, project, &feed_formats[format], page);
	return site_url_of(a, s->site, SCHEME_HTTP, '0', path);
}

/* The direction of a language, where it is another than the one around it. */
static const char *turned(const struct lang *lang, const char *around)
{
	return lang && strcmp(lang->dir, around) != 0 ? lang->dir : NULL;
}

/*
 * Of the feed, or of a page of its history: the numbers of the pages before and after it; 0: there is
 * none.
 */
static void link_pages(
    const struct feed_source *s, const char *project, bool page, int64_t prev, int64_t next, struct feed *f)
{
	struct arena *a = &f->arena;

	for (int i = 0; i < FORMAT_COUNT; i++) {
		enum feed_format_id format = (enum feed_format_id)i;
		struct feed_chain *c = &f->chain[i];
		if (!feed_formats[i].history)
			continue;
		c->current = page ? address(s, project, format, 0, a) : NULL;
		c->prev = prev ? address(s, project, format, (uint64_t)prev, a) : NULL;
		c->next = next ? address(s, project, format, (uint64_t)next, a) : NULL;
	}
}

static void begin(const struct feed_source *s, struct feed *f)
{
	*f = (struct feed){ .lang = s->lang->tag,
		.dir = turned(s->lang, "ltr"),
		.author = s->text.title,
		.brand = s->brand,
		.rights = s->rights,
		.updated = INT64_MIN };
	arena_init(&f->arena);
	f->licence = s->rights ? licence_uri(&f->arena, s->rights) : NULL;
}

/* 1 made, 0 no such project, -1 failed. */
static int make_head(const struct feed_source *s, const char *project, struct feed *f, struct err *err)
{
	begin(s, f);
	f->hub = s->site->hub;
	struct text text = s->text;
	if (*project) {
		int found = catalog_project(
		    s->catalog, project, f->lang, s->site->tags, &f->arena, &text, err);
		if (found <= 0)
			return found;
	}
	const char *origin;
	if (!history_origin(s->catalog, project, &f->arena, &origin, err))
		return -1;
	f->id = *project
	            ? arena_printf(&f->arena, "tag:%s,2000:feed/%s/%s", s->site->authority, origin, f->lang)
	            : arena_printf(&f->arena, "tag:%s,2000:feed/%s", s->site->authority, f->lang);
	f->title = text.title;
	f->subtitle = text.summary;
	f->text_lang = str_is(str_of(text.lang), f->lang) ? NULL : text.lang;
	f->text_dir = turned(f->text_lang ? site_lang(s->site, str_of(f->text_lang)) : NULL, s->lang->dir);
	struct translations in;
	if (!catalog_translations(s->catalog, project, "", &f->arena, &in, err))
		return -1;
	f->alternates = feed_alternates(&f->arena, s->site, f->lang, project, "", &in);
	return 1;
}

static void update(struct feed *f, int64_t at)
{
	if (at > f->updated)
		f->updated = at;
}

static void date_if_empty(struct feed *f)
{
	if (f->updated == INT64_MIN)
		f->updated = FEED_EPOCH;
}

/*
 * When a reader may have seen a newer version of the entry than the tombstone, it ignores the tombstone.
 * What moved to another project is not deleted: readers who have it keep it. So a folder that is renamed
 * in steps deletes nothing.
 */
static bool add_tombstone(
    const struct feed_source *s, const struct slot *slot, struct feed *f, struct err *err)
{
	struct entry e;
	int64_t when = slot->gone == INSTANT_NONE ? slot->at : slot->gone;
	const char *reason = "";
	int found = history_entry(s->catalog, slot->id, &f->arena, &e, err);
	if (found < 0)
		return false;
	if (found && e.state == STATE_WITHDRAWN) {
		when = e.withdrawn;
		reason = e.reason;
	}
	if (found && e.updated > when)
		when = e.updated;
	update(f, when);
	if (!slot->moved || !found || e.state != STATE_LIVE)
		*ARENA_PUSH(&f->arena, f->tombstones, f->tombstone_count) = (struct feed_tombstone){ slot->id,
			when, reason };
	return true;
}

/* --- the entries ------------------------------------------------------------------ */

struct candidate {
	struct slot slot;
	struct entry from;
	struct feed_entry made;
	bool must; /* on no full page of the history yet: readers find it nowhere else */
	int64_t news;
	bool corrected; /* that is the news of it */
};

struct candidates {
	struct candidate *v;
	size_t n;
};

/* 1 added or there already, 0 the item cannot be seen, -1 failed. */
static int add_candidate(const struct feed_source *s, const struct slot *slot, int64_t paged, struct feed *f,
    struct candidates *all, struct err *err)
{
	struct entry e;
	for (size_t i = 0; i < all->n; i++) {
		if (all->v[i].slot.pos == slot->pos)
			return 1;
	}
	int found = history_entry(s->catalog, slot->id, &f->arena, &e, err);
	if (found < 1 || e.state != STATE_LIVE)
		return found < 0 ? -1 : 0;
	struct candidate *c = ARENA_PUSH(&f->arena, all->v, all->n);
	*c = (struct candidate){ .slot = *slot, .from = e, .must = slot->pos >= paged };
	c->corrected = e.corrected > slot->at;
	c->news = c->corrected ? e.corrected : slot->at;
	return 1;
}

static int by_news(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->must != y->must)
		return x->must ? -1 : 1;
	if (x->news != y->news)
		return x->news > y->news ? -1 : 1;
	if (x->corrected != y->corrected) /* there is no other sign of it, while pages have the new items */
		return x->corrected ? -1 : 1;
	if (x->slot.pos != y->slot.pos)
		return x->slot.pos > y->slot.pos ? -1 : 1;
	return strcmp(x->from.id, y->from.id);
}

/*
 * By when they went public, so that what is new is at the top, whatever day it names; of those that came
 * together the newest first.
 */
static int by_publication(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->from.published != y->from.published)
		return x->from.published > y->from.published ? -1 : 1;
	if (x->from.date.at != y->from.date.at)
		return x->from.date.at > y->from.date.at ? -1 : 1;
	int order = strcmp(x->from.project, y->from.project);
	return order ? order : strcmp(x->from.stem, y->from.stem);
}

static void add_entries(struct feed *f, struct candidates *all)
{
	if (!all->n)
		return;
	qsort(all->v, all->n, sizeof *all->v, by_publication);
	f->entries = arena_alloc(&f->arena, all->n * sizeof *f->entries);
	for (size_t i = 0; i < all->n; i++) {
		f->entries[f->entry_count++] = all->v[i].made;
		update(f, all->v[i].made.updated);
	}
}

/* --- the subscription document --------------------------------------------------- */

/*
 * What was published last, and what was corrected since: a reader that polls only this document misses
 * neither an item that came with an old date, nor a correction of an old item.
 */
static bool find_candidates(const struct feed_source *s, const char *project, int64_t paged, struct feed *f,
    struct candidates *all, struct err *err)
{
	struct slots newest, corrected;
	if (!history_newest(s->catalog, project, f->lang, FEED_ENTRIES, &f->arena, &newest, err) ||
	    !history_corrected(s->catalog, project, f->lang, FEED_ENTRIES, &f->arena, &corrected, err))
		return false;
	for (size_t i = 0; i < newest.n; i++) {
		if (add_candidate(s, &newest.v[i], paged, f, all, err) < 0)
			return false;
	}
	for (size_t i = 0; i < corrected.n; i++) {
		if (add_candidate(s, &corrected.v[i], paged, f, all, err) < 0)
			return false;
	}
	return true;
}

/*
 * The newest entry is in full, and so are those after it while they fit. What does not fit stays away, but
 * has its summary where readers find it nowhere else.
 */
static bool choose_entries(
    const struct feed_source *s, struct feed *f, struct candidates *all, struct err *err)
{
	size_t bytes = 0, n = 0;
	if (all->n)
		qsort(all->v, all->n, sizeof *all->v, by_news);
	for (; n < all->n && n < FEED_ENTRIES; n++) {
		struct candidate *c = &all->v[n];
		if (!entry_make(s, &c->from, f, &c->made, err))
			return false;
		bytes += entry_size(&c->made);
		bool fits = bytes <= FEED_CONTENT_MAX || n == 0;
		if (!fits && !c->must)
			break;
		if (!fits)
			entry_shorten(f, &c->made);
	}
	all->n = n;
	add_entries(f, all);
	return true;
}

static bool fill(const struct feed_source *s, const char *project, struct feed *f, struct err *err)
{
	struct candidates all = { 0 };
	struct slots gone;
	int64_t length;
	if (!history_length(s->catalog, project, f->lang, &length, err))
		return false;
	int64_t full = length / HISTORY_PAGE;
	link_pages(s, project, false, full, 0, f);
	if (!find_candidates(s, project, full * HISTORY_PAGE, f, &all, err) ||
	    !choose_entries(s, f, &all, err) ||
	    !history_gone(s->catalog, project, f->lang, FEED_ENTRIES, &f->arena, &gone, err))
		return false;
	for (size_t i = 0; i < gone.n; i++) {
		if (!add_tombstone(s, &gone.v[i], f, err))
			return false;
	}
	return true;
}

int feed_make(const struct feed_source *s, const char *project, struct feed *out, struct err *err)
{
	int made = make_head(s, project, out, err);
	if (made <= 0)
		return made;
	if (!fill(s, project, out, err) || !podcast_fill(s, project, out, err))
		return -1;
	date_if_empty(out);
	return 1;
}

/* --- the pages of its history ------------------------------------------------------ */

bool feed_pages(const struct feed_source *s, const char *project, struct feed_pages *out, struct err *err)
{
	int64_t length;
	if (!history_length(s->catalog, project, s->lang->tag, &length, err))
		return false;
	out->full = length / HISTORY_PAGE;
	out->count = out->full ? out->full + 1 : 0;
	return true;
}

static bool fill_page(
    const struct feed_source *s, const char *project, int64_t number, struct feed *f, struct err *err)
{
	struct candidates all = { 0 };
	struct slots slots;
	if (!history_slots(s->catalog, project, f->lang, (number - 1) * HISTORY_PAGE, HISTORY_PAGE, &f->arena,
	        &slots, err))
		return false;
	/* What is there by the facts and not to be seen is under way to a follower: it is not gone. */
	for (size_t i = 0; i < slots.n; i++) {
		const struct slot *slot = &slots.v[i];
		if (slot->gone != INSTANT_NONE ? !add_tombstone(s, slot, f, err)
		                               : add_candidate(s, slot, 0, f, &all, err) < 0)
			return false;
	}
	size_t bytes = 0; /* of long texts */
	for (size_t i = 0; i < all.n; i++) {
		struct feed_entry *made = &all.v[i].made;
		if (!entry_make(s, &all.v[i].from, f, made, err))
			return false;
		if (entry_size(made) <= FEED_CONTENT_MAX)
			continue;
		bytes += entry_size(made);
		if (bytes > HISTORY_LONG_MAX)
			entry_shorten(f, made);
	}
	add_entries(f, &all);
	f->archive = slots.n == HISTORY_PAGE;
	return true;
}

int feed_make_page(
    const struct feed_source *s, const char *project, int64_t number, struct feed *out, struct err *err)
{
	int made = make_head(s, project, out, err);
	if (made <= 0)
		return made;
	if (!fill_page(s, project, number, out, err))
		return -1;
	date_if_empty(out);
	out->hub = NULL;
	/* A new one rewrites no page that readers have. */
	out->brand = (struct feed_brand){ 0 };
	out->rights = out->licence = NULL;
	link_pages(s, project, true, number - 1, out->archive ? number + 1 : 0, out);
	return 1;
}

/* --- what was chosen ---------------------------------------------------------------- */

static void make_head_chosen(const struct feed_source *s, const struct feed_choice *choice, struct feed *f)
{
	begin(s, f);
	f->id = arena_printf(&f->arena, "tag:%s,2000:feed/%s/%s", s->site->authority, f->lang, choice->id);
	f->title = lang_join(&f->arena, s->lang, JOINT_LABEL, s->text.title, choice->title);
	f->subtitle = "";
	f->alternates = feed_alternates_of_page(&f->arena, s->site, f->lang, choice->page);
}

/* What comes in by several questions is in it once. */
static void add_chosen(const struct entry *e, struct feed *f, struct candidates *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].from.row == e->row)
			return;
	struct candidate *c = ARENA_PUSH(&f->arena, all->v, all->n);
	*c = (struct candidate){ .from = *e, .must = true };
	c->corrected = e->corrected != INSTANT_NONE && e->corrected > e->published;
	c->news = c->corrected ? e->corrected : e->published;
}

static int by_withdrawn(const void *a, const void *b)
{
	const struct feed_tombstone *x = a, *y = b;
	if (x->when != y->when)
		return x->when > y->when ? -1 : 1;
	return strcmp(x->id, y->id);
}

static bool is_told(const struct feed *f, const char *id)
{
	for (size_t i = 0; i < f->tombstone_count; i++)
		if (str_is(str_of(f->tombstones[i].id), id))
			return true;
	return false;
}

static void add_withdrawn(const struct entries *gone, struct feed *f)
{
	for (size_t i = 0; i < gone->n; i++) {
		const struct entry *e = &gone->v[i];
		int64_t when = e->updated > e->withdrawn ? e->updated : e->withdrawn;
		if (!is_told(f, e->id))
			*ARENA_PUSH(&f->arena, f->tombstones,
			    f->tombstone_count) = (struct feed_tombstone){ e->id, when, e->reason };
	}
}

static void end_withdrawn(struct feed *f)
{
	if (f->tombstone_count)
		qsort(f->tombstones, f->tombstone_count, sizeof *f->tombstones, by_withdrawn);
	if (f->tombstone_count > FEED_ENTRIES)
		f->tombstone_count = FEED_ENTRIES;
	for (size_t i = 0; i < f->tombstone_count; i++)
		update(f, f->tombstones[i].when);
}

static bool fill_chosen(
    const struct feed_source *s, const struct feed_choice *choice, struct feed *f, struct err *err)
{
	struct candidates all = { 0 };
	for (size_t i = 0; i < choice->n; i++) {
		struct entries live, gone;
		if (!catalog_chosen(s->catalog, &choice->of[i], FEED_ENTRIES, &f->arena, &live, err) ||
		    !catalog_chosen_withdrawn(
		        s->catalog, &choice->of[i], FEED_ENTRIES, &f->arena, &gone, err))
			return false;
		for (size_t k = 0; k < live.n; k++)
			add_chosen(&live.v[k], f, &all);
		add_withdrawn(&gone, f);
	}
	end_withdrawn(f);
	return choose_entries(s, f, &all, err);
}

int feed_make_chosen(
    const struct feed_source *s, const struct feed_choice *choice, struct feed *out, struct err *err)
{
	make_head_chosen(s, choice, out);
	if (!fill_chosen(s, choice, out, err) || !podcast_fill(s, "", out, err))
		return -1;
	date_if_empty(out);
	return out->entry_count || out->tombstone_count || choice->may_be_empty;
}
