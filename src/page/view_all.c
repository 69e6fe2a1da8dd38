/*
 * view_all: everything of a project as one text, for slow links, printers and archives.
 */
#include "content/address.h"
#include "page/view_frame.h"
#include "page/view_item.h"
#include "page/view_parts.h"
#include "page/view_project.h"

#include <string.h>

/* What is older than these many bytes of texts is left to the archive, so that no page takes the memory of many. */
enum { BODIES_MAX = 4 << 20, ENTRIES_AT_ONCE = 32 };

static const char *date_line(struct page *p, const struct entry *e)
{
	struct buf text;

	buf_init(&text, 512);
	lang_date(p->lang, e->date.at, e->date.has_time, &text);
	buf_printf(&text, " · %s", p->lang->words[WORD_KIND_NEWS + (int)e->kind]);
	return page_text_take(p, &text);
}

static bool add_item(const struct view *v, struct page *p, const struct entry *e, struct err *err)
{
	page_heading(p, 1, view_event_title(&p->arena, p->lang, e, e->title));
	page_add(p, BLOCK_TEXT, date_line(p, e));
	if (!parts_repeats(e->summary, e->body))
		page_add(p, BLOCK_LEAD, e->summary);
	return item_add_content(v, p, e, err);
}

static bool add_items(const struct view *v, struct page *p, struct err *err)
{
	struct entry_query q = { .lang = p->lang->tag,
		.project = v->project,
		.order = NEWEST_FIRST,
		.bodies = true,
		.limit = ENTRIES_AT_ONCE };
	struct entries items = { .more = true };
	size_t bytes = 0;

	for (; items.more && bytes < BODIES_MAX; q.offset += items.n) {
		if (!catalog_entries(v->catalog, &q, &p->arena, &items, err))
			return false;
		for (size_t i = 0; i < items.n; i++) {
			bytes += strlen(items.v[i].body);
			if (!add_item(v, p, &items.v[i], err))
				return false;
		}
	}
	if (items.more)
		parts_menu(p, ADDRESS_ARCHIVE, v->project, WORD_ARCHIVE);
	return true;
}

static bool fill(const struct view *v, struct page *p, const struct text *project, struct err *err)
{
	p->title = project->title;
	p->title_lang = frame_lang(p, project->lang);
	return project_add_passport(v, p, project, err) &&
	       parts_body(v, p, project->body, project->marks, p->feeds, NULL, err) && add_items(v, p, err);
}

enum view_result view_all(const struct view *v, struct page *out, struct err *err)
{
	struct text project;
	int found = frame_begin_below(v, PAGE_TEXT, out, &project, err);

	if (found == 0)
		return frame_missing(v, out);
	return found == 1 && fill(v, out, &project, err) ? VIEW_OK : frame_fail(v, out);
}
