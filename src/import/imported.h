/*
 * imported: the items that were found, before they are written.
 *
 * All strings are in the arena of the struct import.
 */
#ifndef JARCHY_IMPORT_IMPORTED_H
#define JARCHY_IMPORT_IMPORTED_H

#include "base/arena.h"
#include "base/err.h"
#include "content/kind.h"

/* Texts of one kind. */
struct imported_list {
	const char **v;
	size_t n;
};

/* A file that the item shows or offers: where it is, and its words. */
struct imported_file {
	const char *url;  /* or a path that the source knows */
	const char *name; /* as it is to be called beside the item; "" when the address tells */
	const char *text; /* caption or alternative text, "" when there is none */
	struct str bytes; /* of a file that came within the source; else empty */
};

/* One item. Strings are one line of clean text, "" when unknown. */
struct imported {
	const char *title, *lang;   /* a short tag */
	const char *date, *updated; /* as front matter has them */
	const char *id, *source;    /* a URI; an address */
	const char *author, *contact;
	const char *summary, *licence;
	enum item_kind kind;
	const char *slug;                  /* as its address calls it, "" when that is none of ours */
	bool draft;                        /* it was not public */
	bool unsure;                       /* date or text may be wrong (import_unsure) */
	bool unsure_lang;                  /* … the language */
	const char *publish;               /* with `draft`: when it was to go out, as front matter has it */
	const char *pair;                  /* items with the same one are one item in several languages */
	struct imported_list topics;       /* names, as the source writes them */
	struct imported_list named_topics; /* "slug name": those that the source has a slug for */
	struct imported_list tags;    /* "topic: water", "place: naryn": what the site calls the topics */
	struct imported_list aliases; /* old paths, with their query if any: "/2023/10/most/", "/?p=55" */
	struct imported_file *files;
	size_t file_count;
	const char *body;    /* gemtext, or Markdown */
	bool markdown;       /* body is that */
	const char *expires; /* as front matter has it */
	const char *project; /* the slug of the one that it is of, "" when the source has none */
	bool is_project;     /* it is that project's own text, its title the project's name */
	const char **checks; /* what a person should look at */
	size_t check_count;
};

struct import {
	struct arena arena;
	const char *title; /* of the source as a whole, NULL when it has none */
	const char *lang;  /* of that; NULL */
	struct imported *v;
	size_t n;
	struct imported_list feed_aliases; /* old paths of the source's own feeds: "/feed/", "en /en/feed/" */
	struct imported_list report; /* lines about the source as a whole: what was skipped, and how many */
};

/*
 * What is given each part of a source as it is read; the part is released after the call. False, with err set, ends the reading.
 */
typedef bool import_take(void *user, struct import *part, struct err *err);
/* One more item, with every string "". */
struct imported *import_add(struct import *i);
/* One more text, unless it is empty or there already; copied. */
void import_list_add(struct arena *a, struct imported_list *list, const char *text);
/* As import_list_add, of a text in the language of the process. */
__attribute__((format(printf, 3, 4))) void import_note(
    struct arena *a, struct imported_list *list, const char *fmt, ...);
/* Notes what a person should look at, in one line in the language of the process; after twenty of them no more. */
__attribute__((format(printf, 3, 4))) void import_doubt(
    struct arena *a, struct imported *item, const char *fmt, ...);
/* The same of a whole message: a literal without "%", or that of an err. */
void import_doubt_message(struct arena *a, struct imported *item, const char *message);
/* The same of what makes it unwise to publish the item unseen: its date, language or text may be wrong. */
__attribute__((format(printf, 3, 4))) void import_unsure(
    struct arena *a, struct imported *item, const char *fmt, ...);
void import_unsure_message(struct arena *a, struct imported *item, const char *message);
/* Words without what is invisible, with one space between them. */
const char *import_clean(struct arena *a, struct str text);
void import_release(struct import *i);

#endif
