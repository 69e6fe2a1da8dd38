/*
 * gemtext: the lines of a text in canonical gemtext, one after the other.
 *
 * Used by the checks, by pages and by feeds alike: no other code looks at "=>" or "```".
 */
#ifndef JARCHY_CONTENT_GEMTEXT_H
#define JARCHY_CONTENT_GEMTEXT_H

#include "base/arena.h"
#include "base/str.h"

enum gemtext_type {
	GEMTEXT_TEXT,    /* a paragraph; empty lines are skipped */
	GEMTEXT_HEADING, /* level 1 to 3 */
	GEMTEXT_LIST,
	GEMTEXT_QUOTE,
	GEMTEXT_LINK,
	GEMTEXT_PRE,   /* a whole fence: text is all of its lines, alt its alt text */
	GEMTEXT_TABLE, /* a fence with the alt text "table": text as in GEMTEXT_PRE */
};

struct gemtext {
	enum gemtext_type type;
	int level;
	int line;        /* 1…, in the text given */
	struct str text; /* without the marker; of a link its label, "" when it has none */
	struct str url;  /* of a link */
	int column;      /* of that: 1…; only ASCII comes before it */
	struct str alt;
	bool open; /* a fence that the text ends in */
};

struct gemtext_reader {
	struct str rest;
	int line;
};

void gemtext_start(struct gemtext_reader *r, struct str text);
/* False at the end. */
bool gemtext_next(struct gemtext_reader *r, struct gemtext *out);

/* Whether a line of a paragraph would be read as another type: a space before it prevents that. */
bool gemtext_seems_marked(struct str line);

/* The rows of a table's text: cells trimmed, every row as long as the first (missing cells are empty). */
struct table {
	size_t columns, rows; /* rows includes the header */
	const char **cells;   /* row by row, in the arena */
};
void gemtext_table(struct arena *a, struct str text, struct table *out);

/*
 * Where a link of an item leads: an absolute URI as contact_uri makes it, also of an address that lacks its scheme; a path resolved against `base` (the path of the
 * page that has the link, RFC 3986 section 5.2, percent-decoded, without query and fragment); in `base_folder`
 * mode against base + "/" (a bundle's own files, whose names may look like addresses). NULL when it climbs over the root, names another host
 * without a scheme ("//host"), or is malformed.
 */
const char *gemtext_resolve(struct arena *a, struct str url, const char *base, bool base_folder);

#endif
