/*
 * view_together: several projects are chosen, and what is new of these.
 *
 * The web has a form; elsewhere the names are put into an address.
 */
#include "page/together.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/chosen.h"
#include "content/address.h"
#include "lang/punctuation.h"
#include "page/view_frame.h"
#include "page/view_parts.h"

enum { ITEMS = 20 };

static const char *folder_path(struct page *p)
{
	return path_of_page(&p->arena, ADDRESS_TOGETHER, p->lang->tag, "");
}

/* --- the choice ---------------------------------------------------------------------- */

static void add_form(struct page *p, const struct texts *projects)
{
	struct form_choice *pick = arena_alloc(&p->arena, sizeof *pick);

	*pick = (struct form_choice){ .name = "p", .label = p->title };
	page_add(p, BLOCK_TEXT, p->lang->words[WORD_TOGETHER_HELP]);
	for (size_t i = 0; i < projects->n; i++) {
		const struct text *t = &projects->v[i];
		*ARENA_PUSH(&p->arena, pick->v, pick->n) = (struct form_option){
			.value = t->project, .label = t->title, .lang = frame_lang(p, t->lang)
		};
	}
	page_add(p, BLOCK_PICK, p->lang->words[WORD_TOGETHER_SHOW])->pick = pick;
}

/* An address of two of them, and the names. */
static void add_names(struct page *p, const struct texts *projects)
{
	const char *names = arena_printf(&p->arena, "%s+%s", projects->v[0].project, projects->v[1].project);
	const struct address_parts at = { .lang = p->lang->tag, .chosen = names };
	size_t from = p->block_count;

	page_link(p, LINK_MENU, address_path(&p->arena, ADDRESS_TOGETHER_PAGE, &at),
	    p->lang->words[WORD_TOGETHER_NAMES]);
	for (size_t i = 0; i < projects->n; i++) {
		const struct text *t = &projects->v[i];
		struct block *b = page_add(
		    p, BLOCK_LIST, lang_join(&p->arena, p->lang, JOINT_LABEL, t->project, t->title));
		b->lang = frame_lang(p, t->lang);
	}
	page_show_over(p, from, ~(1U << SCHEME_HTTP));
}

static bool fill_choice(const struct view *v, struct page *p, struct err *err)
{
	struct texts projects;

	frame_title(p, p->lang->words[WORD_TOGETHER]);
	frame_trail(p, path_of_page(&p->arena, ADDRESS_FEEDS, p->lang->tag, ""), p->lang->words[WORD_FEEDS]);
	if (!catalog_projects(v->catalog, v->lang->tag, v->site->tags, &p->arena, &projects, err))
		return false;
	size_t from = p->block_count;
	if (projects.n < 2) {
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	} else {
		add_form(p, &projects);
		page_show_over(p, from, 1U << SCHEME_HTTP);
		add_names(p, &projects);
	}
	frame_in_every_language(v, p, ADDRESS_TOGETHER, WORD_TOGETHER);
	return true;
}

enum view_result view_together(const struct view *v, struct page *out, struct err *err)
{
	struct text text;

	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	/* A project that was called so before there was this page keeps its own. */
	int taken = catalog_project(v->catalog, "feed", v->lang->tag, v->site->tags, &out->arena, &text, err);
	if (taken > 0)
		return frame_missing(v, out);
	return taken == 0 && fill_choice(v, out, err) ? VIEW_OK : frame_fail(v, out);
}

/* --- the news of what was chosen --------------------------------------------------------- */

static int by_news(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->published != y->published)
		return x->published > y->published ? -1 : 1;
	int order = strcmp(x->project, y->project);
	return order ? order : strcmp(x->stem, y->stem);
}

/* What several of them share comes once: rows that are the same are neighbours. */
static bool add_items(const struct view *v, struct page *p, struct entries *all, struct err *err)
{
	size_t shown = 0;

	if (all->n)
		qsort(all->v, all->n, sizeof *all->v, by_news);
	for (size_t i = 0; i < all->n && shown < ITEMS; i++) {
		if (i > 0 && all->v[i].row == all->v[i - 1].row)
			continue;
		if (!parts_entry(v, p, &all->v[i], NULL, SHOW_SUMMARY, err))
			return false;
		shown++;
	}
	if (!shown)
		page_add(p, BLOCK_TEXT, p->lang->words[WORD_NOTHING_YET]);
	return true;
}

static bool fill_news(const struct view *v, struct page *p, const struct together *t, struct err *err)
{
	struct entries all = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		const struct chosen q = {
			.by = CHOSEN_BY_PROJECT, .lang = p->lang->tag, .slug = t->slugs[i]
		};
		struct entries found;
		if (!catalog_chosen(v->catalog, &q, ITEMS, &p->arena, &found, err))
			return false;
		for (size_t k = 0; k < found.n; k++)
			*ARENA_PUSH(&p->arena, all.v, all.n) = found.v[k];
	}
	return add_items(v, p, &all, err);
}

static bool fill_page(const struct view *v, struct page *p, const struct together *t, struct err *err)
{
	const struct address_parts at = { .lang = p->lang->tag, .chosen = t->names };

	frame_title(p, t->title);
	frame_trail(p, folder_path(p), p->lang->words[WORD_TOGETHER]);
	p->path = address_path(&p->arena, ADDRESS_TOGETHER_PAGE, &at);
	p->unpaired = true;
	if (!fill_news(v, p, t, err))
		return false;
	for (size_t i = 0; i < t->n; i++)
		page_link(p, LINK_MENU, path_of(&p->arena, p->lang->tag, t->slugs[i], ""), t->titles[i]);
	parts_feeds_below(v, p, p->path);
	return true;
}

enum view_result view_together_page(const struct view *v, struct page *out, struct err *err)
{
	struct together t;

	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	switch (together_find(v->catalog, v->site, v->lang, v->chosen, &out->arena, &t, err)) {
	case TOGETHER_FOUND:
		return fill_page(v, out, &t, err) ? VIEW_OK : frame_fail(v, out);
	case TOGETHER_UNKNOWN:
		return frame_missing(v, out);
	case TOGETHER_GONE:
		return frame_gone(v, out);
	case TOGETHER_TOO_MANY:
		return frame_refuse(v, out);
	case TOGETHER_FAILED:
		break;
	}
	return frame_fail(v, out);
}
