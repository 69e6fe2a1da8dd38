/*
 * document: one content file, parsed: its front matter and its body.
 *
 * Strings live in the document's arena, are never NULL unless said so, and are valid UTF-8
 * that may stand in XML. The checks that need other files are not made here (check.h).
 */
#ifndef JARCHY_CONTENT_DOCUMENT_H
#define JARCHY_CONTENT_DOCUMENT_H

#include "base/date.h"
#include "content/name.h"
#include "content/problem.h"

enum { DOCUMENT_MAX = 1 << 20 }; /* bytes of a content file */
#define INSTANT_NONE INT64_MIN

/* The order is that of WORD_KIND_… in lang/lang.h. */
enum item_kind { KIND_NEWS, KIND_PRESS_RELEASE, KIND_EVENT, KIND_PRACTICE, KIND_PUBLICATION, KIND_COUNT };
/* "news", "press-release", …: the word in front matter. */
const char *item_kind_word(enum item_kind kind);
bool item_kind_find(struct str word, enum item_kind *out);

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
	const char *reason;                   /* of withdrawal */
	bool draft;
	struct value *values;
	size_t value_count;

	/* Canonical gemtext: LF, no BOM, no front matter; without a first heading that repeats the title. */
	const char *body;
	int body_line; /* line of the file at which body begins */
	/* Of Markdown, whose lines are others: the line of the file for each line of body; else NULL. */
	const int *body_lines;
	size_t body_line_count;
};

/*
 * Parses the bytes of a file. Problems are added, all of them; false when one of
 * them is an error, and the document must not be published. Release in both cases.
 */
bool document_parse(const char *path, const struct content_name *name, struct str bytes, struct document *out,
    struct problems *problems);
void document_release(struct document *d);

#endif
