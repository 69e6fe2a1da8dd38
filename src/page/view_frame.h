/*
 * view_frame: what every view begins and ends with. Private to page/.
 *
 * Functions that return bool or int read the catalogue: false or -1 means that this failed, and err says why.
 */
#ifndef JARCHY_PAGE_VIEW_FRAME_H
#define JARCHY_PAGE_VIEW_FRAME_H

#include "content/address.h"
#include "page/view.h"

/*
 * Initialises the page and gives it what every page of a language has: the way home, and the language's
 * feeds. The site's text is left in *site when that is not NULL.
 */
bool frame_begin(
    const struct view *v, enum page_form form, struct page *p, struct text *site, struct err *err);
/* The text of the view's project; the page's feeds become the project's. 1 found, 0 no such project. */
int frame_project(const struct view *v, struct page *p, struct text *out, struct err *err);
/*
 * As frame_begin with, where the view has a project, the project as a step of the trail; its text in
 * *project.
 */
int frame_begin_below(
    const struct view *v, enum page_form form, struct page *p, struct text *project, struct err *err);

/* The path of the home page: of a site of one language it is that of the site. */
const char *frame_home(const struct site *site, const struct lang *lang, struct arena *a);

/*
 * Ends a view that failed, refused what was asked or found nothing: the page becomes the one that says
 * so. Returns what the view returns.
 */
enum view_result frame_fail(const struct view *v, struct page *p);
enum view_result frame_refuse(const struct view *v, struct page *p);
enum view_result frame_missing(const struct view *v, struct page *p);
enum view_result frame_gone(const struct view *v, struct page *p);

/* The language of a text that may be another than asked for; NULL when it is the page's. */
const struct lang *frame_lang(const struct page *p, const char *tag);
/* Says of every block from the from-th on that its text is in this language. */
void frame_set_lang(struct page *p, size_t from, const struct lang *lang);

/* Gives the page this title, with the site's name below it. */
void frame_title(struct page *p, const char *title);
/* Adds a step to the way back; the strings are borrowed. */
struct alternate *frame_trail(struct page *p, const char *path, const char *title);
/*
 * The page in another language; the page's own language and those that the site does not have are left
 * out.
 */
void frame_translation(
    const struct view *v, struct page *p, const char *lang, const char *path, const char *title);
/*
 * Every language in which the project or item has a text; where the page's is none of them, it is
 * unpaired.
 */
bool frame_translations(
    const struct view *v, struct page *p, const char *project, const char *stem, struct err *err);
/*
 * The page at this address, of the view's project if it has one, in each language of the site; `title` is
 * its title.
 */
void frame_in_every_language(const struct view *v, struct page *p, enum address_id id, enum word title);

#endif
