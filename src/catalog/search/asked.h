/*
 * asked: what a reader typed, taken apart. Any bytes are a query; what is too much of it is left out.
 *
 * Private to catalog/.
 *
 *   query   = *( SP / part )
 *   part    = [ "-" ] ( phrase / filter / 1*word )   ; "-" at the beginning of a part: what has it is left out
 *   phrase  = quote *OCTET quote                     ; quotes of any kind
 *   filter  = label ":" ( phrase / 1*OCTET )         ; label: year, project, kind, topic, place, or what the
 *                                                    ; languages of the site call these
 */
#ifndef JARCHY_CATALOG_SEARCH_ASKED_H
#define JARCHY_CATALOG_SEARCH_ASKED_H

#include "base/arena.h"
#include "lang/stem.h"

/* ASKED_CHARACTERS: what comes after so many is not looked for. */
enum { ASKED_CHARACTERS = 200, ASKED_WORDS_MAX = 8, ASKED_PARTS_MAX = 8, ASKED_INSTEAD_MAX = 4 };

/* A word outside of phrases. */
struct asked_word {
	struct str text;
	bool joined; /* to the word before it, by a hyphen or another sign: "иссык-куль" */
	bool stop;   /* the query does not insist on it */
	/* Other ways to write it, which texts have, in the place of what none has (spelling.h). */
	struct str instead[ASKED_INSTEAD_MAX];
	struct str instead_token[ASKED_INSTEAD_MAX]; /* that it is found by too, or empty */
	size_t instead_n;
};

/* Words in their order; as they are typed (exact), or each in any form. */
struct asked_phrase {
	struct str text;
	bool exact, without;
};

enum asked_by {
	ASKED_BY_YEAR,
	ASKED_BY_PROJECT,
	ASKED_BY_KIND,
	ASKED_BY_TOPIC,
	ASKED_BY_PLACE,
	ASKED_BY_COUNT
};
struct asked_filter {
	enum asked_by by;
	struct str value;
	bool without;
};

struct asked {
	struct asked_word words[ASKED_WORDS_MAX];
	size_t word_n;
	struct asked_phrase phrases[ASKED_PARTS_MAX];
	size_t phrase_n;
	struct asked_filter filters[ASKED_PARTS_MAX];
	size_t filter_n;
};

/* Borrows from `typed`. The languages of the stemmer are those of the site. */
void asked_read(struct str typed, struct stemmer *s, struct asked *out);
/* `n` words (at least one) as they were typed, with what is between them. */
struct str asked_text(const struct asked *q, size_t from, size_t n);
/* How many words from here on are one number in groups of three digits: "1 234 567"; 1: it is none. */
size_t asked_number_length(const struct asked *q, size_t from);
/* Whether all of a longer query is in capitals, so that they mean nothing. */
bool asked_is_in_capitals(const struct asked *q);
/* "year": what each language takes for the filter, beside the page's own word for it. */
const char *asked_label(enum asked_by by);

#endif
