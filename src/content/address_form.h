/*
 * address_form: the patterns of addresses taken apart, so that a path is compared with few of them.
 *
 *   pattern  = "/" / 1*( "/" segment ) [ "/" ]
 *   segment  = literal / "{" part "}"
 *
 * and a group in brackets, "[{project}/]", is one or more whole segments. At most one is open at a time.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_ADDRESS_FORM_H
#define JARCHY_CONTENT_ADDRESS_FORM_H

#include "base/str.h"

enum {
	SEGMENTS_MAX = 7, /* of the longest address */
	PIECES_MAX = 12,  /* of one, with its brackets and the end */
};

/* What a pattern has: a literal, a part, or a bracket of a group. */
enum part {
	PART_END,
	PART_LITERAL,
	PART_OPEN,
	PART_CLOSE,
	PART_LANG,
	PART_PROJECT,
	PART_ITEM,
	PART_EVENT,
	PART_OWN,
	PART_STEM,
	PART_TAG,
	PART_YEAR,
	PART_PAGE,
	PART_MAP,
	PART_SEVERAL,
	PART_SEVERAL_ATOM,
	PART_WORDS,
	PART_DOCUMENT,
	PART_FILE,
	PARTS
};

struct piece {
	enum part part;
	struct str text; /* as the pattern has it */
};

/* What a pattern says without a look at its parts: most paths are none of most addresses by this alone. */
struct address_form {
	bool folder;
	size_t least, most;              /* segments */
	struct piece pieces[PIECES_MAX]; /* ended by PART_END */
};
/* A path without the slash at its end; of one that is too long for any address, more than SEGMENTS_MAX. */
struct address_segments {
	struct str v[SEGMENTS_MAX + 1];
	size_t n;
};

/* The texts are slices of the pattern. */
void address_form_read(const char *pattern, struct address_form *out);
/* The bracket that ends the group which begins at p. */
const struct piece *address_group_end(const struct piece *p);

void address_take_apart(struct str path, struct address_segments *out);
/* Whether the n segments are as many as the pattern has from p on, and its literals are there. */
bool address_may_match(const struct piece *p, const struct str *s, size_t n);

#endif
