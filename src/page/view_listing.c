/*
 * view_listing: everything, by year, and what exists only in other languages; of the site or of one project.
 */
#include "content/address.h"
#include "lang/punctuation.h"
#include "page/paging.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

static const char *project_or_none(const struct view *v)
{
	return *v->project ? v->project : NULL;
}

/* 1: the page has its title, with the project's or the site's name under it. */
static int begin(const struct view *v, struct page *p, const char *title, struct err *err)
{
	struct text project = { 0 };
	int found = frame_begin_below(v, PAGE_MENU, p, &project, err);

	frame_title(p, title);
	if (*v->project && found == 1) {
		p->subtitle = project.title;
		p->subtitle_lang = frame_lang(p, project.lang);
	}
	return found;
}

static const char *year_path(const struct view *v, struct arena *a, const struct lang *lang, int year)
{
	const struct address_parts at = { .lang = lang->tag, .project = v->project, .year = year };
	return address_path(a, ADDRESS_ARCHIVE_YEAR, &at);
}

static bool fill_archive(const struct view *v, struct page *p, struct err *err)
{
	struct arena *a = &p->arena;
	struct years years;

	if (!catalog_years(v->catalog, v->lang->tag, project_or_none(v), a, &years, err))
		return false;
	for (size_t i = 0; i < years.n; i++) {
		const char *path = year_path(v, a, v->lang, years.year[i]);
		const char *label = page_digits(a, v->lang, "%d", years.year[i]);
		page_link(p, LINK_MENU, path, label)->note = parts_counted(p, years.count[i], years.news[i]);
	}
	if (!years.n)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	if (years.n && !*v->project)
		parts_menu(p, ADDRESS_KINDS, "", WORD_KINDS_TITLE);
	frame_in_every_language(v, p, ADDRESS_ARCHIVE, WORD_ARCHIVE);
	return parts_other_languages(v, p, err);
}

enum view_result view_archive(const struct view *v, struct page *out, struct err *err)
{
	int found = begin(v, out, v->lang->words[WORD_ARCHIVE], err);

	if (found == 0)
		return frame_missing(v, out);
	return found == 1 && fill_archive(v, out, err) ? VIEW_OK : frame_fail(v, out);
}

/* "Archive: 2023" */
static const char *year_title(struct arena *a, const struct lang *l, int year)
{
	return lang_join(a, l, JOINT_LABEL, l->words[WORD_ARCHIVE], page_digits(a, l, "%d", year));
}

/* The languages that have items of this year too. */
static bool add_year_translations(const struct view *v, struct page *p, struct err *err)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		struct entry_query q = { .lang = l->tag, .project = project_or_none(v), .year = v->year };
		uint64_t n = 0;
		if (l != v->lang && !catalog_count(v->catalog, &q, &n, err))
			return false;
		if (n == 0)
			continue;
		const char *title = year_title(&p->arena, l, v->year);
		frame_translation(v, p, l->tag, year_path(v, &p->arena, l, v->year), title);
	}
	return true;
}

/* Of these: 1, 0: nothing there, -1 failed. */
static int fill_year(const struct view *v, struct page *p, struct err *err)
{
	struct arena *a = &p->arena;
	struct entry_query q = { .lang = v->lang->tag, .project = project_or_none(v), .year = v->year };

	p->title = year_title(a, v->lang, v->year);
	frame_trail(
	    p, path_of_page(a, ADDRESS_ARCHIVE, v->lang->tag, v->project), v->lang->words[WORD_ARCHIVE]);
	int found = paging_fill(v, p, &q, SHOW_KIND, year_path(v, a, v->lang, v->year), err);
	if (found != 1 || v->number)
		return found;
	return parts_other_languages(v, p, err) && add_year_translations(v, p, err) ? 1 : -1;
}

static int fill_other_languages(const struct view *v, struct page *p, struct err *err)
{
	struct entry_query q = {
		.absent_in = v->lang->tag, .prefer = v->site->tags[0], .project = project_or_none(v)
	};
	const char *path = path_of_page(&p->arena, ADDRESS_OTHER_LANGUAGES, v->lang->tag, v->project);
	int found = paging_fill(v, p, &q, SHOW_KIND | SHOW_LANGUAGE, path, err);

	if (found != 0 || v->number)
		return found;
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	return 1;
}

static enum view_result view_items(const struct view *v, struct page *out, const char *title,
    int (*fill)(const struct view *v, struct page *p, struct err *err), struct err *err)
{
	int found = begin(v, out, title, err);

	if (found == 1)
		found = fill(v, out, err);
	if (found == 0)
		return frame_missing(v, out);
	return found == 1 ? VIEW_OK : frame_fail(v, out);
}

enum view_result view_archive_year(const struct view *v, struct page *out, struct err *err)
{
	return view_items(v, out, "", fill_year, err);
}

enum view_result view_other_languages(const struct view *v, struct page *out, struct err *err)
{
	return view_items(v, out, v->lang->words[WORD_ONLY_OTHER], fill_other_languages, err);
}
