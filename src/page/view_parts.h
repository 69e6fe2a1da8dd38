/*
 * view_parts: what the views share. Private to page/.
 *
 * Functions that return bool or int read the catalogue: false or -1 means that this failed, and err says why.
 */
#ifndef JARCHY_PAGE_VIEW_PARTS_H
#define JARCHY_PAGE_VIEW_PARTS_H

#include "content/address.h"
#include "page/view.h"

/*
 * Initialises the page and gives it what every page of a language has: the way home, and the language's feeds. The site's
 * text is left in *site when that is not NULL.
 */
bool parts_begin(
    const struct view *v, enum page_form form, struct page *p, struct text *site, struct err *err);
/* The text of the view's project; the page's feeds become the project's. 1 found, 0 no such project. */
int parts_project(const struct view *v, struct page *p, struct text *out, struct err *err);
/* As parts_begin with, where the view has a project, the project as a step of the trail; its text in *project. */
int parts_begin_below(
    const struct view *v, enum page_form form, struct page *p, struct text *project, struct err *err);

/* Ends a view that failed or found nothing: the page becomes the one that says so. Returns what the view returns. */
enum view_result parts_fail(const struct view *v, struct page *p);
enum view_result parts_missing(const struct view *v, struct page *p);

/* The language of a text that may be another than asked for; NULL when it is the page's. */
const struct lang *parts_lang(const struct page *p, const char *tag);
/* Says of every block from the from-th on that its text is in this language. */
void parts_speak(struct page *p, size_t from, const struct lang *lang);

struct alternate *parts_trail(struct page *p, const char *path, const char *title);
/* The page in another language; the page's own language and those that the site does not have are left out. */
void parts_translation(
    const struct view *v, struct page *p, const char *lang, const char *path, const char *title);
/* Every language in which the project or item has a text. */
bool parts_translations(
    const struct view *v, struct page *p, const char *project, const char *stem, struct err *err);
/* The page at this address, of the view's project if it has one, in every language of the site; the word is its title. */
void parts_in_every_language(const struct view *v, struct page *p, enum address_id id, enum word title);

enum { SHOW_KIND = 1, SHOW_LANGUAGE = 2 };
/* Appends a dated link for each entry, its files behind it. `show` says what is noted beside it. */
bool parts_entries(const struct view *v, struct page *p, const struct entry_query *q, unsigned show,
    struct entries *out, struct err *err);
/* Appends one such link with its files. */
bool parts_entry(
    const struct view *v, struct page *p, const struct entry *e, const char *note, struct err *err);
/* Appends a link for each file of an item; minor ones belong to the link before them (page.h). */
void parts_files(struct page *p, const char *lang, const struct attachments *files, bool minor);
/* As page_body (page.h); links to attachments of any item get their types. */
bool parts_body(const struct view *v, struct page *p, const char *body, const char *path,
    const struct attachments *files, struct err *err);
/* Appends the heading and one link a format. project "" for the feeds of all projects. */
void parts_feeds(struct page *p, const char *project);
/* Appends the link to what exists only in other languages, when there is any; project "" for the whole site. */
bool parts_other_languages(const struct view *v, struct page *p, struct err *err);
/* Appends a link to a page of the site or of a project ("": of the site). */
void parts_menu(struct page *p, enum address_id id, const char *project, enum word label);
/* Appends a link to a document of the site ("") or of a project. */
void parts_feed(struct page *p, const char *project, const struct feed_format *format);

/* Appends a fact for each of the item's topics and places that leads to the listing of it. */
bool parts_tags(const struct view *v, struct page *p, const struct values *values, struct err *err);
/* "5 items" */
const char *parts_counted(struct page *p, uint64_t n);

/* Whether the summary is only the first words of the body, so that showing both would repeat them. */
bool parts_repeats(const char *summary, const char *body);
/* "October 2016 – September 2021"; NULL when both ends ("YYYY-MM" or "") are missing. */
const char *parts_period(struct page *p, const char *from, const char *to);

/* A describing key that is shown as a fact. */
struct shown_key {
	const char *key; /* NULL ends the table */
	enum word label;
	bool is_address;
};
/* Appends the values of these keys, in the order of the table. */
void parts_facts(struct page *p, const struct values *values, const struct shown_key *keys);

#endif
