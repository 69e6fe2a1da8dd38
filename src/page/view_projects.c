/*
 * view_projects: all projects, running and finished.
 *
 * A project is finished when its period ended before the month of the newest item of the whole site: the
 * pages change with the content only, never with the clock.
 */
#include "page/view_projects.h"

#include "content/address.h"
#include "lang/punctuation.h"
#include "page/view_facts.h"
#include "page/view_frame.h"

#include <stdlib.h>
#include <string.h>

enum { MONTH_LENGTH = 7 }; /* "2023-09" */

struct sorted_projects {
	struct text *running, *finished; /* two parts of one array */
	size_t running_count, finished_count;
};

static int by_title(const void *a, const void *b, void *lang)
{
	const struct text *x = a, *y = b;
	int order = lang_compare(lang, str_of(x->title), str_of(y->title));
	return order ? order : strcmp(x->project, y->project);
}

/* The last to end first. */
static int by_end(const void *a, const void *b, void *lang)
{
	const struct text *x = a, *y = b;
	int order = strcmp(y->to, x->to);
	return order ? order : by_title(a, b, lang);
}

/* Leaves "" when there is no item at all. */
static bool newest_month(const struct view *v, char month[DATE_TEXT_MAX], struct err *err)
{
	int64_t newest;

	month[0] = '\0';
	if (!catalog_newest(v->catalog, &newest, err))
		return false;
	if (newest != INSTANT_NONE) {
		date_day(newest, month);
		month[MONTH_LENGTH] = '\0';
	}
	return true;
}

/* An end that is a year alone is the end of it. */
static bool is_over(const char *to, const char *month)
{
	return *to && strncmp(to, month, strlen(to)) < 0;
}

static bool sort_projects(const struct view *v, struct arena *a, struct sorted_projects *out, struct err *err)
{
	struct texts all;
	char month[DATE_TEXT_MAX];

	if (!catalog_projects(v->catalog, v->lang->tag, v->site->tags, a, &all, err) ||
	    !newest_month(v, month, err))
		return false;
	struct text *sorted = arena_alloc(a, (all.n + 1) * sizeof *sorted);
	*out = (struct sorted_projects){ .running = sorted };
	struct text *end = sorted + all.n;
	for (size_t i = 0; i < all.n; i++) {
		if (is_over(all.v[i].to, month))
			end[-(ptrdiff_t)++out->finished_count] = all.v[i];
		else
			sorted[out->running_count++] = all.v[i];
	}
	out->finished = sorted + out->running_count;
	void *lang = (void *)(uintptr_t)v->lang;
	qsort_r(out->running, out->running_count, sizeof *sorted, by_title, lang);
	qsort_r(out->finished, out->finished_count, sizeof *sorted, by_end, lang);
	return true;
}

static void add_projects(
    const struct view *v, struct page *p, const struct text *projects, size_t n, enum word heading)
{
	if (!n)
		return;
	page_heading(p, 2, p->lang->words[heading]);
	for (size_t i = 0; i < n; i++) {
		const struct text *t = &projects[i];
		const struct lang *lang = site_lang(v->site, str_of(t->lang));
		const char *period = facts_period(p, t->from, t->to);
		const char *path = path_of(&p->arena, p->lang->tag, t->project, "");
		struct link *l = page_link(p, LINK_MENU, path, t->title);
		l->brief = *t->short_title ? t->short_title : NULL;
		l->note = period;
		p->blocks[p->block_count - 1].lang = frame_lang(p, t->lang);
		if (!lang || lang == p->lang)
			continue;
		l->note = period ? lang_join(&p->arena, p->lang, JOINT_LIST, lang->name, period) : lang->name;
	}
}

bool view_running_projects(const struct view *v, struct page *p, struct err *err)
{
	struct sorted_projects s;

	if (!sort_projects(v, &p->arena, &s, err))
		return false;
	add_projects(v, p, s.running, s.running_count, WORD_RUNNING_PROJECTS);
	return true;
}

static bool fill_projects(const struct view *v, struct page *p, struct err *err)
{
	struct sorted_projects s;

	if (!frame_begin(v, PAGE_MENU, p, NULL, err) || !sort_projects(v, &p->arena, &s, err))
		return false;
	frame_title(p, p->lang->words[WORD_PROJECTS]);
	add_projects(v, p, s.running, s.running_count, WORD_RUNNING_PROJECTS);
	add_projects(v, p, s.finished, s.finished_count, WORD_FINISHED_PROJECTS);
	if (!s.running_count && !s.finished_count)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	frame_in_every_language(v, p, ADDRESS_PROJECTS, WORD_PROJECTS);
	return true;
}

enum view_result view_projects(const struct view *v, struct page *out, struct err *err)
{
	return fill_projects(v, out, err) ? VIEW_OK : frame_fail(v, out);
}
