/*
 * view_frame: a view's page before and around its content: how it begins, how it ends when there is
 * nothing to show, and the same page in other languages.
 */
#include "page/view_frame.h"

#include <string.h>

const char *frame_home(const struct site *site, const struct lang *lang, struct arena *a)
{
	return site->lang_count == 1 ? addresses[ADDRESS_ROOT].pattern : path_of(a, lang->tag, "", "");
}

bool frame_begin(
    const struct view *v, enum page_form form, struct page *p, struct text *site, struct err *err)
{
	struct text text;

	page_init(p, v->lang, form, v->path);
	struct arena *a = &p->arena;
	int found = catalog_site(v->catalog, v->lang->tag, v->site->tags, a, &text, err);
	if (found < 0)
		return false;
	if (found == 0) {
		const char *host = site_host_shown(a, v->site->host);
		text = (struct text){
			.lang = "", .title = host, .short_title = "", .summary = "", .body = "", .marks = ""
		};
	}
	p->home = text.title;
	p->home_lang = frame_lang(p, text.lang);
	p->feeds = path_of(a, v->lang->tag, "", "");
	p->feeds_title = v->lang->words[WORD_ALL_NEWS];
	frame_trail(p, frame_home(v->site, v->lang, a), text.title)->title_lang = p->home_lang;
	if (site)
		*site = text;
	return true;
}

int frame_project(const struct view *v, struct page *p, struct text *out, struct err *err)
{
	struct arena *a = &p->arena;
	int found = catalog_project(v->catalog, v->project, v->lang->tag, v->site->tags, a, out, err);

	if (found == 1) {
		p->feeds = path_of(a, v->lang->tag, v->project, "");
		p->feeds_title = out->title;
	}
	return found;
}

int frame_begin_below(
    const struct view *v, enum page_form form, struct page *p, struct text *project, struct err *err)
{
	if (!frame_begin(v, form, p, NULL, err))
		return -1;
	if (!*v->project)
		return 1;
	int found = frame_project(v, p, project, err);
	if (found == 1) {
		p->section = project->title;
		frame_trail(p, p->feeds, project->title)->title_lang = frame_lang(p, project->lang);
	}
	return found;
}

static void become_error(const struct view *v, struct page *p, enum view_error what)
{
	page_release(p);
	view_error(v->lang, what, NULL, v->path, p);
}

enum view_result frame_fail(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_FAILED);
	return VIEW_FAILED;
}

enum view_result frame_refuse(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_BAD_REQUEST);
	return VIEW_BAD;
}

enum view_result frame_missing(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_NOT_FOUND);
	return VIEW_MISSING;
}

enum view_result frame_gone(const struct view *v, struct page *p)
{
	become_error(v, p, ERROR_GONE);
	return VIEW_GONE;
}

const struct lang *frame_lang(const struct page *p, const char *tag)
{
	const struct lang *l = lang_find(str_of(tag));
	return l == p->lang ? NULL : l;
}

void frame_set_lang(struct page *p, size_t from, const struct lang *lang)
{
	for (size_t i = from; i < p->block_count; i++)
		p->blocks[i].lang = lang;
}

void frame_title(struct page *p, const char *title)
{
	p->title = title;
	p->subtitle = p->home;
	p->subtitle_lang = p->home_lang;
}

struct alternate *frame_trail(struct page *p, const char *path, const char *title)
{
	struct alternate *step = ARENA_PUSH(&p->arena, p->trail, p->trail_count);
	*step = (struct alternate){ .path = path, .title = title };
	return step;
}

void frame_translation(
    const struct view *v, struct page *p, const char *lang, const char *path, const char *title)
{
	const struct lang *l = site_lang(v->site, str_of(lang));

	if (!l || l == p->lang)
		return;
	struct alternate *t = ARENA_PUSH(&p->arena, p->translations, p->translation_count);
	*t = (struct alternate){ .lang = l, .path = path, .title = title };
}

bool frame_translations(
    const struct view *v, struct page *p, const char *project, const char *stem, struct err *err)
{
	struct arena *a = &p->arena;
	struct translations t;

	if (!catalog_translations(v->catalog, project, stem, a, &t, err))
		return false;
	p->unpaired = true;
	for (size_t i = 0; i < t.n; i++) {
		p->unpaired = p->unpaired && strcmp(t.lang[i], p->lang->tag) != 0;
		frame_translation(v, p, t.lang[i], path_of(a, t.lang[i], project, stem), t.title[i]);
	}
	return true;
}

void frame_in_every_language(const struct view *v, struct page *p, enum address_id id, enum word title)
{
	for (size_t i = 0; i < v->site->lang_count; i++) {
		const struct lang *l = v->site->langs[i];
		const char *path = path_of_page(&p->arena, id, l->tag, v->project);
		frame_translation(v, p, l->tag, path, l->words[title]);
	}
}
