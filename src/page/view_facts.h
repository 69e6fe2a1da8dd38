/*
 * view_facts: facts of an item or a project: a label and a value each. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_FACTS_H
#define JARCHY_PAGE_VIEW_FACTS_H

#include "page/view.h"

/* A describing key that is shown as a fact. */
struct shown_key {
	const char *key; /* NULL ends the table */
	enum word label;
	bool is_address; /* the value is a URI */
};
/*
 * Appends the values of these keys, in the order of the table; telephone numbers and other addresses in
 * them can be followed.
 */
void facts_values(struct page *p, const struct values *values, const struct shown_key *keys);

/* Appends a fact for each of the item's topics and places that leads to the listing of it. */
bool facts_tags(const struct view *v, struct page *p, const struct values *values, struct err *err);
/*
 * "October 2016 – September 2021", "since 2011"; NULL when both ends ("YYYY-MM", "YYYY" or "") are
 * missing.
 */
const char *facts_period(struct page *p, const char *from, const char *to);

/* Appends a link for each key `channel`. */
void facts_channels(struct page *p, const struct values *values);

#endif
