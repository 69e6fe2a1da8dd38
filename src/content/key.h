/*
 * key: the one table of front-matter keys.
 */
#ifndef JARCHY_CONTENT_KEY_H
#define JARCHY_CONTENT_KEY_H

#include "base/str.h"

enum key_type {
	KEY_TEXT,
	KEY_MOMENT,  /* date, with or without a time */
	KEY_INSTANT, /* as KEY_MOMENT; the field holds the instant alone */
	KEY_PERIOD,  /* YYYY-MM .. YYYY-MM, years alone too, either end may be missing */
	KEY_URL,
	KEY_SLUG,
	KEY_KIND,
	KEY_STATUS,    /* of an event */
	KEY_YES,       /* yes or no */
	KEY_SLUG_TEXT, /* "slug text" */
	KEY_FILE_TEXT, /* "file label" */
	KEY_PATH,      /* a path of the site */
	KEY_URI,
	KEY_URL_TEXT, /* "url text"; the text may be missing */
	KEY_NUMBER,   /* from 1 to 99 */
	KEY_PODCAST,  /* a category of podcasts */
};

enum {
	OF_SITE = 1,
	OF_PROJECT = 2,
	OF_ITEM = 4,
	OF_EVENT = 8 /* with OF_ITEM: only of kind event */,
	OF_PAGE = 16
};
enum { KEYS_MAX = 64 };

struct key {
	const char *name;
	unsigned of; /* set of OF_… */
	bool repeated;
	enum key_type type;
	int field;        /* offset in struct document of a key that has a field; -1: a struct value */
	const char *help; /* one line for `check --help` and the manual */
};

/* Ends with a NULL name. */
extern const struct key content_keys[];
/* NULL when there is none. */
const struct key *key_find(struct str name);

/* The period's ends as year and month; 0 for an end that is missing, and for the month of a year alone. */
struct period {
	int from_year, from_month, to_year, to_month;
};
bool period_parse(struct str s, struct period *out);

#endif
