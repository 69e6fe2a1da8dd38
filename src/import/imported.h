/*
 * imported: the items that were found, before they are written.
 *
 * All strings are in the arena of the struct import.
 */
#ifndef JARCHY_IMPORT_IMPORTED_H
#define JARCHY_IMPORT_IMPORTED_H

#include "base/arena.h"
#include "content/kind.h"

/* One item. Strings are one line of clean text, "" when unknown. */
struct imported {
	const char *title, *lang;   /* a short tag */
	const char *date, *updated; /* as front matter has them */
	const char *id, *source;    /* a URI; an address */
	const char *author, *contact;
	const char *summary;
	enum item_kind kind;
	const char *body;    /* gemtext */
	const char **checks; /* what a person should look at */
	size_t check_count;
};

struct import {
	struct arena arena;
	struct imported *v;
	size_t n;
};

/* One more item, with every string "". */
struct imported *import_add(struct import *i);
/* Notes what a person should look at, in one line; after twenty of them no more. */
__attribute__((format(printf, 3, 4))) void import_doubt(
    struct arena *a, struct imported *item, const char *fmt, ...);
/* Words without what is invisible, with one space between them. */
const char *import_clean(struct arena *a, struct str text);
void import_release(struct import *i);

#endif
