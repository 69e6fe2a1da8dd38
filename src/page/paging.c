/*
 * paging: long listings in pages of fifty.
 */
#include "page/paging.h"

#include "content/address.h"
#include "lang/punctuation.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

struct window {
	uint64_t last;   /* number of the newest page; 0 when there is no item */
	uint64_t number; /* of this one */
	size_t offset;   /* from the newest item */
	size_t limit;
};

static bool find_window(uint64_t items, uint64_t wanted, struct window *out)
{
	out->last = (items + ADDRESS_PAGE_ITEMS - 1) / ADDRESS_PAGE_ITEMS;
	out->number = wanted ? wanted : out->last;
	if (out->number == 0 || out->number > out->last)
		return false;
	uint64_t end = out->number * ADDRESS_PAGE_ITEMS; /* counted from the oldest item */
	if (end > items)
		end = items;
	out->offset = (size_t)(items - end);
	out->limit = (size_t)(end - (out->number - 1) * ADDRESS_PAGE_ITEMS);
	return true;
}

static void add_neighbour(
    struct page *p, const struct window *w, uint64_t number, const char *path, enum word label)
{
	if (number == 0 || number > w->last)
		return;
	const char *target = path;
	if (number < w->last)
		target = arena_printf(&p->arena, "%s%llu/", path, (unsigned long long)number);
	page_link(p, LINK_MENU, target, p->lang->words[label]);
}

static const char *days(struct page *p, const struct entries *items)
{
	struct civil newest = date_civil(items->v[0].date.at);
	struct civil oldest = date_civil(items->v[items->n - 1].date.at);
	struct buf text;

	buf_init(&text, 256);
	lang_days(p->lang, &oldest, &newest, &text);
	return page_text_take(p, &text);
}

int paging_fill(const struct view *v, struct page *p, struct entry_query *q, unsigned show, const char *path,
    struct err *err)
{
	struct entries items;
	struct window w;
	uint64_t n;

	if (!catalog_count(v->catalog, q, &n, err))
		return -1;
	if (!find_window(n, v->number, &w))
		return 0;
	q->order = NEWEST_FIRST;
	q->offset = w.offset;
	q->limit = w.limit;
	if (!parts_entries(v, p, q, show, &items, err))
		return -1;
	if (w.number == w.last) {
		p->path = path;
	} else if (items.n) {
		frame_trail(p, path, p->title);
		p->title = lang_join(&p->arena, p->lang, JOINT_NOTE, p->title, days(p, &items));
	}
	add_neighbour(p, &w, w.number - 1, path, WORD_NEXT_PAGE);
	add_neighbour(p, &w, w.number + 1, path, WORD_PREVIOUS_PAGE);
	return 1;
}
