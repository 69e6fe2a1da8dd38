/*
 * view_teaser: what a list tells of an item: an event is led by its own day, not that of the text.
 */
#include "page/view_teaser.h"

#include <string.h>

#include "content/address.h"
#include "content/summary.h"
#include "page/view_files.h"
#include "page/view_frame.h"

enum { TEASER_COLUMNS = 130 }; /* of a summary */

const char *item_event_time(struct page *p, const struct entry *e)
{
	struct buf text;

	buf_init(&text, 256);
	lang_event(p->lang, e->event_start, e->event_end, &text);
	return page_text_take(p, &text);
}

/* The title of an item's project, which is looked for once a page. */
static bool find_project(
    const struct view *v, struct page *p, const char *project, struct teaser *out, struct err *err)
{
	struct text text;

	for (size_t i = 0; i < p->project_count; i++)
		if (strcmp(p->projects[i].slug, project) == 0) {
			out->project = p->projects[i].title;
			out->project_lang = p->projects[i].lang;
			return true;
		}
	if (catalog_project(v->catalog, project, p->lang->tag, v->site->tags, &p->arena, &text, err) < 0)
		return false;
	out->project = *text.short_title ? text.short_title : text.title;
	out->project_lang = frame_lang(p, text.lang);
	*ARENA_PUSH(&p->arena, p->projects, p->project_count) = (struct page_project){
		arena_strdup(&p->arena, project), out->project, out->project_lang
	};
	return true;
}

static void tease_event(struct page *p, const struct entry *e, struct teaser *out)
{
	if (e->event_start.at == INSTANT_NONE)
		return;
	out->start = e->event_start;
	out->end = e->event_end;
	out->kind = p->lang->words[WORD_KIND_EVENT];
}

const struct teaser *teaser_make(const struct view *v, struct page *p, const struct entry *e,
    const struct attachments *files, const char *note, bool summary, struct err *err)
{
	struct teaser *out = arena_alloc(&p->arena, sizeof *out);

	*out = (struct teaser){ .kind = note };
	tease_event(p, e, out);
	if (summary && *e->summary)
		out->summary = summary_cut(&p->arena, str_of(e->summary), TEASER_COLUMNS);
	files_tease(&p->arena, path_of(&p->arena, e->lang, e->project, e->stem), files, out);
	bool told = *v->project || !*e->project || find_project(v, p, e->project, out, err);
	return told ? out : NULL;
}
