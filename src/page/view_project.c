/*
 * view_project: one project: its passport, its text, and the newest of what it published, by kind.
 */
#include "page/view_project.h"

#include "content/address.h"
#include "page/view_events.h"
#include "page/view_facts.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

#include <string.h>

enum { NEWEST_OF_A_KIND = 5 };

bool project_add_passport(const struct view *v, struct page *p, const struct text *project, struct err *err)
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
	const char *period = facts_period(p, project->from, project->to);
	struct values values;

	if (!catalog_values(v->catalog, v->project, "", project->lang, &p->arena, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++)
		if (strcmp(values.v[i].key, "period") == 0 && period)
			values.v[i].text = period;
	size_t heading = p->block_count;
	page_heading(p, 2, p->lang->words[WORD_PASSPORT]);
	facts_values(p, &values, keys);
	if (p->block_count == heading + 1)
		p->block_count = heading;
	else
		frame_set_lang(p, heading + 1, frame_lang(p, project->lang));
	for (size_t i = heading; i < p->block_count; i++)
		if (p->blocks[i].text == period)
			p->blocks[i].lang = NULL; /* it is in the page's words */
	return true;
}

/* The newest of one kind. How many there are (nothing is appended for 0), -1 failed. */
static int add_kind(const struct view *v, struct page *p, enum item_kind kind, struct err *err)
{
	struct entry_query q = { .lang = p->lang->tag,
		.project = v->project,
		.by_kind = true,
		.kind = kind,
		.order = NEWEST_FIRST,
		.limit = NEWEST_OF_A_KIND };
	struct entries newest;
	size_t heading = p->block_count;

	page_heading(p, 2, p->lang->words[WORD_KINDS_NEWS + (int)kind]);
	if (!parts_entries(v, p, &q, SHOW_SUMMARY, &newest, err))
		return -1;
	if (!newest.n)
		p->block_count = heading;
	return (int)newest.n;
}

static void add_all(const struct view *v, struct page *p)
{
	const char *text = path_of_page(&p->arena, ADDRESS_PROJECT_ALL, p->lang->tag, v->project);

	parts_menu(p, ADDRESS_ARCHIVE, v->project, WORD_ALL_ITEMS);
	struct link *l = page_link(p, LINK_FILE, text, p->lang->words[WORD_ALL_ITEMS]);
	l->mime = "text/plain";
	l->note = "TXT";
}

/* Coming events are before everything else. The kinds that have no items are not mentioned. */
static bool add_kinds(const struct view *v, struct page *p, struct err *err)
{
	int coming = view_events(v, p, EVENTS_COMING, WORD_COMING_EVENTS, NEWEST_OF_A_KIND, err);
	int all = coming;

	for (int kind = 0; coming >= 0 && kind < KIND_COUNT; kind++) {
		enum word past = coming ? WORD_PAST_EVENTS : WORD_KINDS_EVENT;
		int n = kind == KIND_EVENT ? view_events(v, p, EVENTS_OVER, past, NEWEST_OF_A_KIND, err)
		                           : add_kind(v, p, (enum item_kind)kind, err);
		if (n < 0)
			return false;
		all += n;
	}
	if (all < 0)
		return false;
	if (all)
		add_all(v, p);
	else
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	return parts_other_languages(v, p, err);
}

/* A project is an organization for a time (https://schema.org/Project). */
static bool describe(const struct view *v, struct page *p, const struct text *project, struct err *err)
{
	static const struct {
		const char *key, *property, *type;
	} known[] = {
		{ "donor", "funder", "Organization" },
		{ "implementer", "parentOrganization", "Organization" },
		{ "partner", "member", "Organization" },
		{ "area", "areaServed", NULL },
		{ "website", "sameAs", "URL" },
	};
	struct values values;

	if (!catalog_values(v->catalog, v->project, "", project->lang, &p->arena, &values, err))
		return false;
	p->schema = "Project";
	page_describe(p, "foundingDate", NULL, project->from);
	page_describe(p, "dissolutionDate", NULL, project->to);
	for (size_t k = 0; k < ARRAY_SIZE(known); k++)
		for (size_t i = 0; i < values.n; i++)
			if (strcmp(values.v[i].key, known[k].key) == 0)
				page_describe(p, known[k].property, known[k].type, values.v[i].text);
	return true;
}

static bool fill(const struct view *v, struct page *p, const struct text *project, struct err *err)
{
	p->title = project->title;
	p->title_lang = p->subtitle_lang = frame_lang(p, project->lang);
	p->summary = *project->summary ? project->summary : NULL;
	if (!parts_repeats(project->summary, project->body))
		p->subtitle = project->summary;
	if (!project_add_passport(v, p, project, err))
		return false;
	size_t body = p->block_count;
	if (!parts_body(v, p, project->body, project->marks, p->path, NULL, err))
		return false;
	frame_set_lang(p, body, p->title_lang);
	if (!add_kinds(v, p, err))
		return false;
	parts_feeds(p, v->project);
	if (!view_events_calendar(v, p, v->project, err))
		return false;
	parts_menu(p, ADDRESS_FEEDS, "", WORD_FEEDS);
	p->blocks[p->block_count - 1].link.fragment = v->project;
	return describe(v, p, project, err) && frame_translations(v, p, v->project, "", err);
}

enum view_result view_project(const struct view *v, struct page *out, struct err *err)
{
	struct text project;

	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	int found = frame_project(v, out, &project, err);
	if (found == 0)
		return frame_missing(v, out);
	frame_trail(out, path_of_page(&out->arena, ADDRESS_PROJECTS, v->lang->tag, ""),
	    v->lang->words[WORD_PROJECTS]);
	return found == 1 && fill(v, out, &project, err) ? VIEW_OK : frame_fail(v, out);
}
