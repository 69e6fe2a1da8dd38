/*
 * view_project: one project: its passport, its text, and the newest of what it published, by kind.
 */
#include "page/paths.h"
#include "page/view_parts.h"

#include <string.h>

enum { NEWEST_OF_A_KIND = 5 };

static bool add_passport(const struct view *v, struct page *p, const struct text *project, struct err *err)
{
	static const struct shown_key keys[] = {
		{ "donor", WORD_DONOR, false },
		{ "implementer", WORD_IMPLEMENTER, false },
		{ "partner", WORD_PARTNER, false },
		{ "area", WORD_AREA, false },
		{ "period", WORD_PERIOD, false },
		{ "budget", WORD_BUDGET, false },
		{ "website", WORD_WEBSITE, true },
		{ "contact", WORD_CONTACT, false },
		{ "predecessor", WORD_PREDECESSOR, false },
		{ NULL, WORD_COUNT, false },
	};
	const char *period = parts_period(p, project->from, project->to);
	struct values values;

	if (!catalog_values(v->catalog, v->project, "", project->lang, &p->arena, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++)
		if (strcmp(values.v[i].key, "period") == 0 && period)
			values.v[i].text = period;
	size_t heading = p->block_count;
	page_heading(p, 2, p->lang->words[WORD_PASSPORT]);
	parts_facts(p, &values, keys);
	if (p->block_count == heading + 1)
		p->block_count = heading;
	return true;
}

/* The kinds that have no items are not mentioned. */
static bool add_kinds(const struct view *v, struct page *p, struct err *err)
{
	bool any = false;

	for (int kind = 0; kind < KIND_COUNT; kind++) {
		struct entry_query q = { .lang = p->lang->tag,
			.project = v->project,
			.by_kind = true,
			.kind = (enum item_kind)kind,
			.order = NEWEST_FIRST,
			.limit = NEWEST_OF_A_KIND };
		struct entries newest;
		size_t heading = p->block_count;
		page_heading(p, 2, p->lang->words[WORD_KINDS_NEWS + kind]);
		if (!parts_entries(v, p, &q, 0, &newest, err))
			return false;
		any = any || newest.n;
		if (!newest.n)
			p->block_count = heading;
	}
	if (any)
		parts_menu(p, v->project, "archive/", WORD_ALL_ITEMS);
	else
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	return parts_elsewhere(v, p, err);
}

static bool fill(const struct view *v, struct page *p, const struct text *project, struct err *err)
{
	p->title = project->title;
	p->summary = *project->summary ? project->summary : NULL;
	if (!parts_repeats(project->summary, project->body))
		p->subtitle = project->summary;
	if (!add_passport(v, p, project, err))
		return false;
	page_body(p, project->body, p->path, NULL);
	if (!add_kinds(v, p, err))
		return false;
	parts_feeds(p, v->project);
	parts_menu(p, "", "feeds/", WORD_FEEDS);
	return parts_translations(v, p, v->project, "", err);
}

enum view_result view_project(const struct view *v, struct page *out, struct err *err)
{
	struct text project;

	if (!parts_begin(v, PAGE_MENU, out, NULL, err))
		return parts_fail(v, out);
	int found = parts_project(v, out, &project, err);
	if (found == 0)
		return parts_missing(v, out);
	parts_trail(
	    out, path_below(&out->arena, v->lang->tag, "", "projects/"), v->lang->words[WORD_PROJECTS]);
	return found == 1 && fill(v, out, &project, err) ? VIEW_OK : parts_fail(v, out);
}
