/*
 * view_preview: what only editors see: items that are not public, as they will look, and what is wrong in
 * the files.
 *
 * Each in the site's own layout, so that nothing looks different once it is public.
 */
#include <string.h>

#include "base/path.h"
#include "content/address.h"
#include "content/rule.h"
#include "lang/message.h"
#include "lang/punctuation.h"
#include "page/view_frame.h"
#include "page/view_item.h"

enum {
	ITEMS_MAX = 500,     /* of one state */
	PROBLEMS_MAX = 5000, /* of the whole site */
};

/* When a scheduled item opens, or when an expired one ended. */
static int64_t state_change(const struct entry *e)
{
	if (e->state == STATE_SCHEDULED)
		return e->opens;
	return e->state == STATE_EXPIRED ? e->expires : INSTANT_NONE;
}

static const char *moment_text(struct page *p, int64_t at)
{
	struct buf text;

	buf_init(&text, 256);
	lang_date(p->lang, at, true, &text);
	return page_text_take(p, &text);
}

static const char *preview_path(struct page *p, const char *lang, const char *project, const char *stem)
{
	const struct address_parts at = { .lang = lang, .project = project, .item = stem };
	return address_path(&p->arena, ADDRESS_PREVIEW_ITEM, &at);
}

static const char *list_path(struct page *p, enum address_id id, const struct lang *lang)
{
	return address_path(&p->arena, id, &(struct address_parts){ .lang = lang->tag });
}

static void set_trail(struct page *p)
{
	p->trail_count = 0;
	frame_trail(p, list_path(p, ADDRESS_PREVIEW_LIST, p->lang), p->lang->words[WORD_PREVIEW]);
}

/* The same list in the other languages of the site. */
static void add_languages(const struct view *v, struct page *p, enum address_id id, enum word title)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		frame_translation(v, p, l->tag, list_path(p, id, l), l->words[title]);
	}
}

/* --- the list ------------------------------------------------------------------ */

static void add_entry(const struct view *v, struct page *p, const struct entry *e)
{
	const struct lang *lang = site_lang(v->site, str_of(e->lang));
	int64_t change = state_change(e);
	char day[DATE_TEXT_MAX];

	if (!lang)
		return;
	date_day(e->date.at, day);
	struct link *l = page_link(p, LINK_ITEM, preview_path(p, e->lang, e->project, e->stem),
	    view_event_title(&p->arena, lang, e, e->title));
	l->day = arena_strdup(&p->arena, day);
	l->lang = lang == p->lang ? NULL : lang;
	l->note = change == INSTANT_NONE
	              ? lang->name
	              : lang_join(&p->arena, p->lang, JOINT_LIST, lang->name, moment_text(p, change));
}

static bool add_entries(const struct view *v, struct page *p, struct err *err)
{
	static const struct {
		enum item_state state;
		enum entry_order order;
		enum word heading;
	} groups[] = {
		{ STATE_DRAFT, NEWEST_FIRST, WORD_DRAFTS },
		{ STATE_SCHEDULED, OLDEST_FIRST, WORD_SCHEDULED },
		{ STATE_EXPIRED, NEWEST_FIRST, WORD_EXPIRED },
	};

	for (size_t g = 0; g < ARRAY_SIZE(groups); g++) {
		struct entry_query q = {
			.state = groups[g].state, .order = groups[g].order, .limit = ITEMS_MAX
		};
		struct entries found;
		if (!catalog_entries(v->catalog, &q, &p->arena, &found, err))
			return false;
		if (found.n)
			page_heading(p, 2, p->lang->words[groups[g].heading]);
		for (size_t i = 0; i < found.n; i++)
			add_entry(v, p, &found.v[i]);
		if (found.more)
			page_add(p, BLOCK_TEXT, "…");
	}
	return true;
}

static bool fill_list(const struct view *v, struct page *p, struct err *err)
{
	struct problems problems;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err))
		return false;
	p->title = p->lang->words[WORD_PREVIEW];
	add_languages(v, p, ADDRESS_PREVIEW_LIST, WORD_PREVIEW);
	problems_init(&problems);
	bool ok = catalog_problems(v->catalog, &problems, err);
	struct link *l = page_link(
	    p, LINK_MENU, list_path(p, ADDRESS_PREVIEW_LIST_ERRORS, p->lang), p->lang->words[WORD_PROBLEMS]);
	l->note = page_digits(&p->arena, p->lang, "%zu", problems.n);
	problems_release(&problems);
	return ok && add_entries(v, p, err);
}

enum view_result view_preview(const struct view *v, struct page *out, struct err *err)
{
	return fill_list(v, out, err) ? VIEW_OK : frame_fail(v, out);
}

/* --- what is wrong -------------------------------------------------------------- */

static void add_problems(struct page *p, const struct problems *problems)
{
	struct buf line;

	buf_init(&line, 1 << 16);
	for (size_t i = 0; i < problems->n && i < PROBLEMS_MAX; i++) {
		buf_reset(&line);
		problem_print(&problems->v[i], lang_messages(p->lang->tag), &line);
		page_add(p, BLOCK_LIST, arena_str(&p->arena, buf_str(&line)));
	}
	buf_release(&line);
	if (!problems->n)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NO_PROBLEMS]);
	if (problems->n > PROBLEMS_MAX)
		page_add(p, BLOCK_TEXT, "…");
}

static bool fill_errors(const struct view *v, struct page *p, struct err *err)
{
	struct problems problems;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err))
		return false;
	p->title = p->lang->words[WORD_PROBLEMS];
	add_languages(v, p, ADDRESS_PREVIEW_LIST_ERRORS, WORD_PROBLEMS);
	set_trail(p);
	problems_init(&problems);
	bool ok = catalog_problems(v->catalog, &problems, err);
	if (ok)
		add_problems(p, &problems);
	problems_release(&problems);
	return ok;
}

enum view_result view_preview_errors(const struct view *v, struct page *out, struct err *err)
{
	return fill_errors(v, out, err) ? VIEW_OK : frame_fail(v, out);
}

/* --- one item ------------------------------------------------------------------- */

static void add_state(struct page *p, const struct entry *e)
{
	const char *const *words = p->lang->words;

	switch (e->state) {
	case STATE_DRAFT:
		page_add(p, BLOCK_TEXT, words[WORD_DRAFT]);
		break;
	case STATE_SCHEDULED:
		page_fact(p, words[WORD_SCHEDULED], moment_text(p, state_change(e)));
		break;
	case STATE_EXPIRED:
		page_fact(p, words[WORD_EXPIRED], moment_text(p, state_change(e)));
		break;
	case STATE_WITHDRAWN:
		page_add(p, BLOCK_TEXT, words[WORD_GONE]);
		break;
	case STATE_LIVE:
		page_link(
		    p, LINK_ITEM, path_of(&p->arena, e->lang, e->project, e->stem), words[WORD_PUBLISHED]);
		break;
	}
}

/* 1: the address of an item, or of what is below it, that readers do not find; 0, -1 failed. */
static int is_hidden(const struct view *v, struct page *p, const char *path, struct err *err)
{
	enum { PARTS = 3 };
	struct str rest = str_of(path), part[PARTS];
	struct entry e;
	size_t n = 0;

	while (n < PARTS && path_next(&rest, &part[n]))
		n++;
	if (n < PARTS)
		return 0;
	struct arena *a = &p->arena;
	int found = catalog_entry(
	    v->catalog, arena_str(a, part[1]), arena_str(a, part[2]), arena_str(a, part[0]), a, &e, err);
	return found == 1 ? e.state != STATE_LIVE : found;
}

/* So that its own files and other drafts are found. */
static bool link_to_previews(const struct view *v, struct page *p, struct err *err)
{
	for (size_t i = 0; i < p->block_count; i++) {
		struct link *l = &p->blocks[i].link;
		int hidden = l->target && l->to != LINK_OUTSIDE ? is_hidden(v, p, l->target, err) : 0;
		if (hidden < 0)
			return false;
		if (hidden)
			l->target = arena_printf(&p->arena, ADDRESS_PREVIEW_TREE "%s", l->target);
	}
	return true;
}

/* Also those that are not public either. */
static bool add_translations(const struct view *v, struct page *p, const struct entry *e, struct err *err)
{
	p->translation_count = 0;
	for (const char *const *tag = v->site->tags; *tag; tag++) {
		struct entry other;
		int found = catalog_entry(v->catalog, e->project, e->stem, *tag, &p->arena, &other, err);
		if (found < 0)
			return false;
		if (found)
			frame_translation(
			    v, p, *tag, preview_path(p, *tag, e->project, e->stem), other.title);
	}
	return true;
}

static void add_doubt(struct page *p, const struct problem *one)
{
	struct buf line;
	buf_init(&line, 1 << 16);
	problem_note(one, "", lang_messages(p->lang->tag), &line);
	page_add(p, BLOCK_LIST, arena_str(&p->arena, buf_str(&line)));
	buf_release(&line);
}

/* What somebody still has to look at in the file. */
static bool add_doubts(const struct view *v, struct page *p, struct err *err)
{
	struct problems all;
	struct content_name name;

	problems_init(&all);
	bool ok = catalog_problems(v->catalog, &all, err);
	for (size_t i = 0; i < all.n; i++) {
		const struct problem *one = &all.v[i];
		if (strcmp(one->rule, RULE_DOUBT) != 0)
			continue;
		content_name(one->file, &name, NULL);
		if (!strcmp(name.project, v->project) && !strcmp(name.stem, v->item) &&
		    !strcmp(name.lang, v->lang->tag))
			add_doubt(p, one);
	}
	problems_release(&all);
	return ok;
}

static int fill_item(const struct view *v, struct page *p, struct err *err)
{
	struct entry e;

	if (!frame_begin(v, PAGE_TEXT, p, NULL, err))
		return -1;
	set_trail(p);
	int found = catalog_entry(v->catalog, v->project, v->item, v->lang->tag, &p->arena, &e, err);
	if (found != 1)
		return found;
	add_state(p, &e);
	if (!add_doubts(v, p, err))
		return -1;
	if (!item_fill(v, p, &e, err) || !link_to_previews(v, p, err) || !add_translations(v, p, &e, err))
		return -1;
	return 1;
}

enum view_result view_preview_item(const struct view *v, struct page *out, struct err *err)
{
	int found = fill_item(v, out, err);

	if (found < 0)
		return frame_fail(v, out);
	return found ? VIEW_OK : frame_missing(v, out);
}
