/*
 * pack_reader: what the files that read the sections of a language pack share.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_PACK_READER_H
#define JARCHY_LANG_PACK_READER_H

#include "lang/cutter.h"
#include "lang/language.h"
#include "lang/pack_file.h"

/* A pattern that is parsed when all forms are known. */
struct raw_pattern {
	const char *text; /* NULL: not given */
	unsigned line;
};

/* Endings of one line, which are folded when all letters are known. */
struct raw_endings {
	const char *text;
	unsigned line;
};

struct reader {
	struct arena *a;
	struct lang *l;
	const struct lang *own; /* the pack that it has what is different of; NULL: none */
	const char *file;
	unsigned line; /* of the entry that is read */
	struct pack_problems *p;
	struct raw_pattern dates[DATE_FORM_COUNT];
	const char **bad_forms; /* "month.date": lists of [dates] that have a fault */
	size_t bad_form_n;
	enum word next_word; /* where most packs go on */
	bool has_calendar, has_digits;
	bool misplaced;       /* words in another section were named */
	const char *misspelt; /* the section whose heading was; NULL: none */
	/* Tables that grow, each with the row that ends it. */
	size_t typed_n, also_n, final_n, letter_n, stop_n, short_n, stem_n, root_n, elided_n, beginning_n,
	    ending_n;
	const char *(*typed)[2], *(*also_typed)[2], *(*finals)[2], *(*letters)[2], *(*short_forms)[2],
	    *(*stems)[2];
	const char **stop_words, **roots, **elided, **beginnings;
	struct raw_endings *raw_endings;
	unsigned char ending_letters[CUTTER_LETTERS_END / 8];
};
/* The format is a literal: translators are given it. */
#define PROBLEM(r, ...) pack_problem((r)->p, (r)->file, (r)->line, __VA_ARGS__)

/* Sets a value that may be given once; a second one is a problem, and does not count. */
void reader_set(struct reader *r, const char **to, const char *key, const char *value);
/* A key that is none; `known`: NULL-terminated, those that there are. */
void reader_unknown(struct reader *r, const char *key, const char *const *known);
/*
 * Parts a value at its spaces, or at each "|" where it has one; NULL where there are not `count` parts.
 * Keeps them in the arena. count 0: any number, with a NULL after the last.
 */
const char *const *reader_parts(struct reader *r, const char *key, const char *value, size_t count);
/* Appends to a table of pairs of the arena, which has a row of NULL after its end. */
void reader_pair(
    struct reader *r, const char *(**table)[2], size_t *n, const char *first, const char *second);

/* Names of keys and values: "cyrillic"; "items"; "day.short"; "not_found". */
extern const char *const pack_script_names[];
const char *pack_counted_name(enum counted what);
const char *pack_date_name(enum date_form form);
enum { WORD_NAME_BYTES = 40 };
void pack_word_name(enum word word, char out[WORD_NAME_BYTES]);
bool pack_is_word(const char *key);

/* One entry of the section each, then its end. */
void read_language(struct reader *r, const char *key, const char *value);
void read_number(struct reader *r, const char *key, const char *value);
void read_count(struct reader *r, const char *key, const char *value);
void read_word(struct reader *r, const char *key, const char *value);
void read_date(struct reader *r, const char *key, const char *value);
void finish_dates(struct reader *r);
void read_punctuation(struct reader *r, const char *key, const char *value);
/* The section, with its heading. */
void pack_write_punctuation(const struct lang *l, struct buf *out);
void read_search(struct reader *r, const char *key, const char *value);
void read_ascii(struct reader *r, const char *key, const char *value);
void read_abbreviation(struct reader *r, const char *key, const char *value);
void read_stem(struct reader *r, const char *key, const char *value);
void finish_search(struct reader *r);
/* Says what is missing, and what does not go together, in the whole pack. */
void check_pack(struct reader *r, const struct pack_file *f);

#endif
