/*
 * pattern: a text with places for what is filled in, as packs have them for dates and counts.
 *
 *   pattern = *( text / "{" name "}" )
 *
 * Parsed once, when a pack is read; writing one parses nothing.
 */
#ifndef JARCHY_LANG_PATTERN_H
#define JARCHY_LANG_PATTERN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

/* What is filled in. FIELD_TEXT: the piece's own text. */
enum pattern_field {
	FIELD_TEXT,
	FIELD_DAY,     /* {day}: 3 */
	FIELD_DAY2,    /* {day2}: 03 */
	FIELD_ORDINAL, /* {day.ordinal}: what the pack has for that day */
	FIELD_MONTH,   /* {month}, {month.FORM}: its name */
	FIELD_MONTH1,  /* {month1}: 3 */
	FIELD_MONTH2,  /* {month2}: 03 */
	FIELD_YEAR,
	FIELD_HOUR,        /* two digits */
	FIELD_MINUTE,      /* two digits */
	FIELD_MINUTE_FORM, /* {minute.FORM}: what the pack has for that minute */
	FIELD_GIVEN,       /* {n}, {date}, {time}, {from}, {to}: a text that the caller has ready */
};
/* Which of the dates, or of the ready texts. */
enum { PATTERN_DATE, PATTERN_FROM, PATTERN_TO, PATTERN_DATES };
enum { GIVEN_N, GIVEN_DATE, GIVEN_TIME, GIVEN_FROM, GIVEN_TO, GIVEN_COUNT };
/* The names that a pattern may have, as a set of bits. */
enum {
	NAMES_DATE = 1,  /* {day} {month} {year} and the like */
	NAMES_RANGE = 2, /* the same with from. and to. before */
	NAMES_TIME = 4,  /* {hour} {minute} */
	NAMES_GIVEN = 8, /* from here on a bit for each ready text: NAMES_GIVEN << GIVEN_N … */
};

/* A name for each month (12), or for each minute (60). */
struct forms {
	const char *name; /* "day" of {month.day}; "": of {month} */
	const char *const *v;
};
enum { MONTHS = 12, MINUTES = 60, ORDINALS = 31 };
/* What {month.FORM} and {minute.FORM} of a pack are. */
struct form_table {
	struct forms *months, *minutes;
	size_t month_n, minute_n;
	const char *const *ordinals; /* of days; NULL: none */
};

struct pattern_piece {
	enum pattern_field field;
	unsigned char which;      /* of the dates or ready texts */
	struct str text;          /* FIELD_TEXT */
	const char *const *forms; /* of a month, minute or day */
};
/* n 0: there is none. */
struct pattern {
	const struct pattern_piece *v;
	size_t n;
};

/*
 * Takes `text` apart; the pieces are in the arena and point into it and into the forms. False when it has a
 * name that is not among `names`, or a brace without its fellow: *bad is that name, or "" then.
 */
bool pattern_parse(struct arena *a, struct str text, unsigned names, const struct form_table *forms,
    struct pattern *out, struct str *bad);
/*
 * The name that a pattern with these names may have and that is nearest to `bad`, in the arena; NULL: none is
 * near.
 */
const char *pattern_nearest(struct arena *a, struct str bad, unsigned names, const struct form_table *forms);
/* The same with "from." (PATTERN_FROM) or "to." before each of its names. */
struct pattern pattern_of(struct arena *a, const struct pattern *p, unsigned which);
/* One after the other, with a text between. */
struct pattern pattern_join(
    struct arena *a, const struct pattern *first, const char *between, const struct pattern *second);

struct pattern_values {
	const struct civil *dates[PATTERN_DATES]; /* those that the pattern names */
	struct str given[GIVEN_COUNT];
	const char *const *digits; /* ten; NULL: those of ASCII */
};
/* Appends the text that it was made of; the forms are those of then. */
void pattern_text(const struct pattern *p, const struct form_table *forms, struct buf *out);

void pattern_write(const struct pattern *p, const struct pattern_values *values, struct buf *out);
/* A number in these digits, at least `width` of them. */
void pattern_number(const char *const *digits, unsigned value, unsigned width, struct buf *out);
/* Whether it names this of the dates before that one. */
bool pattern_has_before(const struct pattern *p, enum pattern_field first, enum pattern_field second);

#endif
