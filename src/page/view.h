/*
 * view: pages made from the catalogue. A view does not know which protocol asks.
 *
 * Whoever calls a view holds one read transaction around it (catalog_begin), so that its queries agree.
 */
#ifndef JARCHY_PAGE_VIEW_H
#define JARCHY_PAGE_VIEW_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/page.h"

/* What a path asked for; strings are "" where the path has none. */
struct view {
	const struct site *site;
	struct catalog *catalog;
	const struct lang *lang;
	const char *path; /* of the page, canonical */
	const char *project, *item;
	int year;          /* 0: none */
	const char *tag;   /* slug of a topic or place, or the word of a kind */
	struct str query;  /* what a search is for, as it was typed: any bytes */
	struct str form;   /* what else a form sent: "name=value" pairs as they came, or empty */
	const char *more;  /* last part of the path of a search's further page (view_search.c) */
	struct str chosen; /* slugs of projects with "+" between them */
	uint64_t number;   /* of a page of a listing, from the oldest on; 0: the newest */
	bool preview;      /* for an editor: what belongs to an item that is not public is shown with it */
	/* Of view_root: the languages in the reader's order, NULL-terminated; NULL: in the site's. */
	const struct lang *const *order;
};

enum view_result {
	VIEW_OK,
	VIEW_MISSING,
	VIEW_GONE,   /* withdrawn, expired or vanished */
	VIEW_BAD,    /* what was asked for is too long */
	VIEW_FAILED, /* the catalogue could not be read: err */
};

/*
 * A view fills `out` (which it initialises in every case; the caller releases it). With VIEW_MISSING and
 * VIEW_GONE it is the page that says so in words, with VIEW_BAD and VIEW_FAILED too.
 */
typedef enum view_result view_fn(const struct view *v, struct page *out, struct err *err);

view_fn view_root;     /* /                                choice of language, newest in each */
view_fn view_home;     /* /{lang}/                         introduction, newest, projects, feeds */
view_fn view_projects; /* /{lang}/projects/                running, then finished */
/* Listings of items have pages: /{lang}/…/{number}/ (paging.h). */
view_fn view_project; /* /{lang}/{project}/               passport, text, newest by kind, feeds, languages */
view_fn view_item;    /* /{lang}/{project}/{item}         one item */
view_fn view_archive; /* /{lang}/[{project}/]archive/         the years */
view_fn view_archive_year;    /* /{lang}/[{project}/]archive/{year}/  everything of a year */
view_fn view_other_languages; /* /{lang}/[{project}/]elsewhere/   what exists only in other languages */
view_fn view_topics;          /* /{lang}/topics/                  the topics, with how many items each has */
view_fn view_topic;           /* /{lang}/topics/{tag}/            everything on one */
view_fn view_places;          /* /{lang}/places/ */
view_fn view_place;           /* /{lang}/places/{tag}/ */
view_fn view_kinds;           /* /{lang}/kinds/                   the kinds, with how many items each has */
view_fn view_kind;            /* /{lang}/kinds/{kind}/ */
view_fn view_together;        /* /{lang}/feed/                    the projects, to choose several of them */
view_fn view_together_page;   /* /{lang}/feed/{a}+{b}/            the newest of these projects */
view_fn view_all;             /* /{lang}/{project}/all.txt        everything of a project as one text */
view_fn view_search;          /* /{lang}/search[/{more}]          what was found, or the prompt */
view_fn view_gone;            /* whatever was below the path of a project that was removed */
view_fn view_feeds; /* /{lang}/feeds/                   each feed with its address in every protocol */

/* Whether view_feeds has a link to this address, which is in no content. */
bool view_feeds_lead_to(struct str address);

/* For editors only: who asks is not judged here. */
view_fn view_preview;        /* /preview/[{lang}/]               what is not public yet, or no more */
view_fn view_preview_errors; /* /preview/[{lang}/]errors         what is wrong in the content files */
view_fn view_preview_item; /* /preview/{lang}/{project}/{item} one item, whatever its state, as it will be */

/*
 * Gives the page that a view made, or one that says what is wrong, what is around it on every page of the
 * site: the site's name and logo, its menu, its foot. False: the catalogue could not be read.
 */
bool view_finish(const struct view *v, struct page *p, struct err *err);

/*
 * Pages for answers that are not a success, in the language's words. `reason` may be NULL; `path`, which was
 * asked for, too: its words are offered to be searched for where nothing is there.
 */
enum view_error { ERROR_NOT_FOUND, ERROR_GONE, ERROR_BUSY, ERROR_BAD_REQUEST, ERROR_FAILED };
void view_error(
    const struct lang *lang, enum view_error what, const char *reason, const char *path, struct page *out);

/*
 * An item's page as a feed shows it: when and where an event is, the body, then its attachments, source,
 * contact and licence, without the site's frame. The entry must have its body. Of v the path, project and
 * item are not used.
 */
bool view_entry_content(const struct view *v, const struct entry *e, struct page *out, struct err *err);

/*
 * What readers are told before the title of an event that is cancelled or postponed: "Cancelled: Forum";
 * else the title.
 */
const char *view_event_title(
    struct arena *a, const struct lang *lang, const struct entry *e, const char *title);

#endif
