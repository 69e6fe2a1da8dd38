/*
 * view_parts: what views append to a page: links to entries, menus and feeds, and texts. Private to page/.
 *
 * Functions that return bool or int read the catalogue: false or -1 means that this failed, and err says why.
 */
#ifndef JARCHY_PAGE_VIEW_PARTS_H
#define JARCHY_PAGE_VIEW_PARTS_H

#include "content/address.h"
#include "page/view_files.h"

enum { SHOW_KIND = 1, SHOW_LANGUAGE = 2, SHOW_SUMMARY = 4 };
/* Appends a dated link for each entry, followed by its files. `show` says what is noted beside it. */
bool parts_entries(const struct view *v, struct page *p, const struct entry_query *q, unsigned show,
    struct entries *out, struct err *err);
/* Appends one such link with its files; of `show` it is asked about the summary. */
bool parts_entry(const struct view *v, struct page *p, const struct entry *e, const char *note, unsigned show,
    struct err *err);
/*
 * As page_body (page.h) with what files_show makes of links to files; `files` of the item at `path`, or NULL.
 */
bool parts_body(const struct view *v, struct page *p, const char *body, const char *marks, const char *path,
    struct item_files *files, struct err *err);
/* Appends the heading and one link a format. project "" for the feeds of all projects. */
void parts_feeds(struct page *p, const char *project);
/*
 * The same of feeds that lie below this page of the site ("/ru/topics/water/"), which are made when they
 * are asked for; they become the page's own. On the web the first is an address to be copied.
 */
void parts_feeds_below(const struct view *v, struct page *p, const char *folder);
/*
 * Appends the link to what exists only in other languages, when there is any; project "" for the whole
 * site.
 */
bool parts_other_languages(const struct view *v, struct page *p, struct err *err);
/* Appends a link to a page of the site or of a project ("": of the site). */
void parts_menu(struct page *p, enum address_id id, const char *project, enum word label);
/* Appends a link to a document of the site ("") or of a project. */
void parts_feed(struct page *p, const char *project, const struct feed_format *format);

/* "5 items", or "5 news items" where all of them are that. */
const char *parts_counted(struct page *p, uint64_t n, bool news);

/* Whether the summary is only the first words of the body, so that showing both would repeat them. */
bool parts_repeats(const char *summary, const char *body);

#endif
