/*
 * change: lists in an arena; the projects sorted, since one change may touch one of them thousands of times.
 */
#include "catalog/change.h"

#include <string.h>

void change_reset(struct change *c)
{
	struct arena kept = c->arena;

	arena_reset(&kept);
	*c = (struct change){ .arena = kept };
}

void change_release(struct change *c)
{
	arena_release(&c->arena);
	*c = (struct change){ 0 };
}

void change_touch(struct change *c, const char *project)
{
	size_t from = 0, to = c->project_count;

	c->wide = true;
	if (!*project) {
		c->all = true;
		c->only = NULL;
		return;
	}
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(c->projects[middle], project);
		if (order == 0)
			return;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	const char **last = ARENA_PUSH(&c->arena, c->projects, c->project_count);
	memmove(
	    c->projects + from + 1, c->projects + from, (size_t)(last - (c->projects + from)) * sizeof *last);
	c->projects[from] = arena_strdup(&c->arena, project);
}

void change_narrow(struct change *c, const struct change *before, const char *lang)
{
	bool same = before->only && strcmp(before->only, lang) == 0;

	c->only = !before->all || same ? arena_strdup(&c->arena, lang) : NULL;
}

void change_narrow_item(struct change *c, const struct change *before, const char *lang)
{
	bool other = before->edited_in && strcmp(before->edited_in, lang) != 0;

	c->wide = before->wide || other;
	c->edited_in = arena_strdup(&c->arena, lang);
}

void change_touch_pages(struct change *c, const char *project)
{
	c->wide = true;
	*ARENA_PUSH(&c->arena, c->pages,
	    c->page_count) = (struct touched_page){ arena_strdup(&c->arena, project), "", 0 };
}

void change_edit(struct change *c, const char *project, const char *stem)
{
	c->wide = true;
	*ARENA_PUSH(&c->arena, c->edited, c->edited_count) = (struct place){ arena_strdup(&c->arena, project),
		arena_strdup(&c->arena, stem), "" };
}

void change_show(struct change *c, int64_t file)
{
	*ARENA_PUSH(&c->arena, c->shown, c->shown_count) = file;
}

void change_wait(struct change *c, int64_t file)
{
	*ARENA_PUSH(&c->arena, c->waited, c->waited_count) = file;
}

void change_lose_text(struct change *c, const struct lost_text *t)
{
	struct lost_text *lost = ARENA_PUSH(&c->arena, c->lost_texts, c->lost_text_count);

	*lost = *t;
	lost->project = arena_strdup(&c->arena, t->project);
	lost->lang = arena_strdup(&c->arena, t->lang);
	lost->title = arena_strdup(&c->arena, t->title);
}

void change_feed(struct change *c, const struct feed_change *common, const char *project)
{
	struct feed_change *f = ARENA_PUSH(&c->arena, c->feed_changes, c->feed_change_count);

	c->wide = true;
	*f = *common;
	f->project = arena_strdup(&c->arena, project);
	f->number = c->feed_change_count;
}

struct touched change_touched(const struct change *c)
{
	bool items = c->feed_change_count > 0 || c->edited_count > 0;
	const char *only = c->wide ? NULL : c->edited_in;

	if (c->all)
		only = items || c->project_count ? NULL : c->only;
	return (struct touched){ .any = c->all || c->project_count > 0 || items,
		.all = c->all,
		.same_items = !items,
		.only = only,
		.projects = c->projects,
		.n = c->project_count,
		.pages = c->pages,
		.page_count = c->page_count };
}
