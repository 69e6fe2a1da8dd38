/*
 * change: what one change of the catalogue comes to, collected while it is made.
 *
 * Private to catalog/. The files of the writer add to it; writer_commit settles it: the ids of the items shown, the history of
 * feeds, and what is to be written again. Only notes are kept here; the rows are already written.
 */
#ifndef JARCHY_CATALOG_CHANGE_H
#define JARCHY_CATALOG_CHANGE_H

#include "catalog/facts.h"
#include "catalog/touched.h"

/* An item came into the feed of a project ("" the site), or left it. Of several the last counts. */
struct feed_change {
	const char *project, *lang, *id;
	const char *home, *stem;
	int64_t date;
	bool listed;
	size_t number;
};

/* An item of a file that is not there (missed.h). A mark of 0 fits none. */
struct missed_item {
	const char *path;
	int64_t marks[3]; /* in the order in which they count */
};

/* A project's text that was taken out, or whose file is not there. */
struct lost_text {
	const char *project, *lang, *title;
	int64_t inode, size, mtime_ns;
};

struct change {
	struct arena arena;    /* of all that follows, and of whoever works on the change */
	bool all;              /* the site's own texts changed */
	const char *only;      /* with `all`: touched.h */
	const char *edited_in; /* what is not `wide` are items in this language that are seen as they were */
	bool wide;             /* something else was touched */
	const char **projects; /* whose pages or feeds are touched, sorted */
	size_t project_count;
	int64_t *shown; /* files of items that readers may see for the first time */
	size_t shown_count;
	int64_t
	    *waited; /* files of items that readers could not see before: drafts, and what was scheduled */
	size_t waited_count;
	struct feed_change *feed_changes;
	size_t feed_change_count;
	struct place *edited; /* items whose entries in feeds may have changed; lang is "" */
	size_t edited_count;
	struct missed_item *missed; /* as they were when the first was looked for */
	size_t missed_count;
	bool missed_known;
	struct lost_text *lost_texts;
	size_t lost_text_count;
	struct touched_page *pages;
	size_t page_count;
};

/* A zeroed struct change is a valid empty one. */
void change_reset(struct change *c);
void change_release(struct change *c);

/* "" touches the site as a whole. */
void change_touch(struct change *c, const char *project);
/*
 * What was touched since the change was as in `before` is the text of the site in this language: it was
 * there, and no key of it changed that says something of the site in other languages.
 */
void change_narrow(struct change *c, const struct change *before, const char *lang);
/*
 * What was touched since the change was as in `before` is an item in this language that readers saw, and see,
 * at the same place, by the same id and in the same projects: entries in other languages are as they were.
 */
void change_narrow_item(struct change *c, const struct change *before, const char *lang);
/* Every page of a project's history, in every language. */
void change_touch_pages(struct change *c, const char *project);
/* What feeds say of this item, in any language. */
void change_edit(struct change *c, const char *project, const char *stem);
/* Readers may see the item of this file from now on: commit gives its id to the facts. */
void change_show(struct change *c, int64_t file);
/* Readers could not see it before this change. */
void change_wait(struct change *c, int64_t file);
/* The feed of this project lists the item or does so no more; all but project and number are as in `common`. */
void change_feed(struct change *c, const struct feed_change *common, const char *project);

/* What is borrowed is copied. */
void change_lose_text(struct change *c, const struct lost_text *t);

/* Borrowed from the change. */
struct touched change_touched(const struct change *c);

#endif
