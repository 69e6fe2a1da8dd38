/*
 * fields: what one content file says, as data.
 *
 * Strings live in the document's arena, are never NULL unless said so, and are valid UTF-8 that XML allows.
 */
#ifndef JARCHY_CONTENT_FIELDS_H
#define JARCHY_CONTENT_FIELDS_H

#include "base/arena.h"
#include "base/date.h"
#include "content/kind.h"
#include "content/inline_mark.h"
#include "content/name.h"

#define INSTANT_NONE INT64_MIN

/* A key that only describes: author, donor, topic, attachment, topic_name, … In the order of the file. */
struct value {
	const char *key; /* as in the table of keys; a literal */
	const char *text;
	int line;
};

struct document {
	struct arena arena;
	enum content_role role;            /* ROLE_SITE, ROLE_PROJECT or ROLE_ITEM */
	const char *project, *stem, *lang; /* "" where the role has none */

	const char *title;       /* `title`, or a project's `name`, or the first heading of level 1 */
	const char *short_title; /* "" when absent */
	const char
	    *summary;   /* plain text; else the first paragraph, cut at a sentence (at most 300 columns) */
	const char *id; /* "" when absent: the catalogue gives one */
	enum item_kind kind;
	struct moment date; /* items; else from the stem */
	/* Instants, INSTANT_NONE when absent. */
	int64_t updated, publish, expires, withdrawn;
	struct moment event_start, event_end; /* .at is INSTANT_NONE when absent */
	enum event_status event_status;
	const char *reason; /* of withdrawal */
	bool draft;
	struct value *values;
	size_t value_count;

	/* Canonical gemtext: LF, no BOM, no front matter; without a first heading that repeats the title. */
	const char *body;
	struct inline_marks marks; /* of Markdown: which words of body are emphasised */
	int body_line;             /* line of the file at which body begins */
	/* Of Markdown, whose lines are others: the line of the file for each line of body; else NULL. */
	const int *body_lines;
	size_t body_line_count;
};

#endif
