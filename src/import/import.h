/*
 * import: news that exist elsewhere (a feed, an HTML page, plain text out of a word processor) as content.
 *
 * Bytes in, texts out: nothing is fetched, named or written here. What is a guess is said in `checks`.
 */
#ifndef JARCHY_IMPORT_IMPORT_H
#define JARCHY_IMPORT_IMPORT_H

#include "content/document.h"

enum { IMPORT_MAX = 32 << 20 }; /* bytes of a file */

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

/* Tells by the bytes what they are. False: err says why nothing could be made of them. Release in both cases. */
bool import_read(struct str bytes, struct import *out, struct err *err);
void import_release(struct import *i);

/* Appends the content file: front matter, with "# check:" lines, and text. `id` stands in for a missing one. */
void import_write(const struct imported *item, const char *id, struct buf *out);

#endif
