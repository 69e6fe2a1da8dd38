/*
 * language: what a language pack is: its words, forms and rules, as data.
 *
 * Packs (pack_read.h) fill it in, the registry (lang.h) has them.
 */
#ifndef JARCHY_LANG_LANGUAGE_H
#define JARCHY_LANG_LANGUAGE_H

#include "base/buf.h"
#include "base/date.h"
#include "lang/pattern.h"
#include "lang/words.h"

/* Each word or phrase of the interface (words.h). */
enum word {
#define X(name, purpose) WORD_##name,
	LANG_WORDS(X)
#undef X
	    WORD_COUNT
};

/* Things that are counted, and the forms that a number may ask for (CLDR's names). */
enum counted { COUNT_ITEMS, COUNT_NEWS, COUNT_PROJECTS, COUNT_RESULTS, COUNTED_COUNT };
enum plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL_COUNT };
enum { SIZE_UNITS = 5, DIGIT_COUNT = 10 };

/* What a pack says how to write, each a pattern. */
enum date_form {
	DATE_DAY,
	DATE_DAY_SHORT,  /* without the year */
	DATE_DAYS_MONTH, /* two days of one month, of one year, any two */
	DATE_DAYS_YEAR,
	DATE_DAYS,
	DATE_MONTH,
	DATE_YEAR,
	DATE_TIME,
	DATE_DAY_TIME,   /* a day and an hour, or hours */
	DATE_SPAN,       /* two days with their hours */
	DATE_HOURS,      /* two hours of one day */
	DATE_UNTIL_HOUR, /* the beginning is not known */
	DATE_SINCE_YEAR, /* an open period */
	DATE_SINCE_MONTH,
	DATE_UNTIL_YEAR,
	DATE_UNTIL_MONTH,
	DATE_YEARS, /* a period of whole years, then any other */
	DATE_PERIOD,
	DATE_FORM_COUNT
};

/* How two texts are put together (punctuation.h): "label: value", "one, other", "text (note)". */
enum joint { JOINT_LABEL, JOINT_LIST, JOINT_NOTE, JOINT_COUNT };
struct lang_joint {
	const char *between, *after; /* `after` is empty but of a note */
};

/*
 * FOLDED_MAX: bytes of a word as the search has it; what is longer is cut. STEM_LETTERS_MIN: letters of a
 * stem, but of a root that the path names.
 */
enum { FOLDED_MAX = 96, STEM_LETTERS_MIN = 3 };
enum script { SCRIPT_OTHER, SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_ARABIC, SCRIPT_HAN, SCRIPT_THAI };
/* What must come before an ending that a word may lose. */
enum ending_after { AFTER_ANY, AFTER_VOWEL, AFTER_CONSONANT };
/*
 * Endings that have their place in a row of several. Which were cut already, from the end of the word on, is
 * a state: a bit that the pack gives a meaning. A whole word is in state 1.
 */
struct lang_slot {
	const char
	    *endings; /* folded, parted by spaces; a capital is any of its `variants`; NULL ends a table */
	enum ending_after after;
	bool doubtful;   /* may be a letter of the word and a shorter ending, or none: both are tried */
	unsigned in, to; /* the states that they are cut in, and the one that the word is in then */
};

/*
 * A word that ends in `end`, right after one of the letters of `after`, gets each of `put` in its place.
 * Digits in them are marks, by which a step tells a later one what it found; none is left in the end.
 */
enum { REWRITE_PUTS = 4, REWRITE_STEPS = 6 };
struct rewrite {
	const char *after, *end; /* folded; after NULL: whatever comes before it; end NULL ends a table */
	const char *put[REWRITE_PUTS];
};

/*
 * One way in which words change, as nouns do, or verbs. Stems of different ways never meet. Words that only
 * take endings have them cut off (cutter.h); where the stem changes as well there are steps (rewrite.h).
 */
struct lang_path {
	const struct rewrite *steps[REWRITE_STEPS]; /* tables, one after the other; with roots alone */
	const struct lang_slot *slots; /* of several endings that fit the longest is cut, then the first */
	unsigned done;                 /* the states that a stem may be in; 0: in any, the whole word too */
	int cuts;                      /* how many endings one word may lose */
	const char *const (*respelled)[2]; /* letters of a word, and others to have before any cut */
	const char *const (*finals)[2];    /* the end of a stem, and what it was before endings changed it */
	/*
	 * Folded stems that lose nothing more, and that may have fewer letters than stems else have. Those
	 * that have as many are words of this path without any ending as well.
	 */
	const char *const *roots;
	const char *const *others; /* folded: words that are not of this path, though they end so */
};
enum { LANG_PATHS_MAX = 3 };

/*
 * How the words of a language change, and what is left out of them, for search (stem.h). Any part may be
 * absent.
 */
struct lang_search {
	enum script script;   /* of the words that are cut */
	const char *snowball; /* name of a Snowball algorithm; its stems are of the first path */
	/* The first is that of nouns and all else, the second that of verbs. An empty one ends them. */
	struct lang_path paths[LANG_PATHS_MAX];
	/*
	 * Forms, parted by spaces, and their stem, folded, where the rules do not bring forms together:
	 * { "дня дни", "ден" }. It is in the place of what the first path makes of the form; one that is in
	 * several rows has several stems.
	 */
	const char *const (*exceptions)[2];
	const char *const (*variants)[2]; /* a capital in endings, and what it may be: { "Д", "дт" } */
	/* An ending that begins with a capital has none of the first right after one of the second. */
	const char *const (*clashes)[2];
	const char *vowels; /* folded */
	const char *const (
	    *typed)[2]; /* letters of the language, and what people type instead: { "ө", "о" } */
	/*
	 * Letters that people type in another way as well: { "ü", "ue" }. A word of a text is found as if it
	 * were written so, too.
	 */
	const char *const (*also_typed)[2];
	/*
	 * Folded: articles and the like that an apostrophe joins to the word after them, as in "l'eau", and
	 * what is cut off a word's beginning, once, before the paths see it. NULL ends both.
	 */
	const char *const *elided, *const *beginnings;
	const char *const *stop_words;       /* folded; a query of several words does not insist on them */
	const char *const (*short_forms)[2]; /* { "МСУ", "местное самоуправление" } */
};

enum calendar { CALENDAR_GREGORIAN, CALENDAR_PERSIAN };

/* Everything is there in a pack that the registry gives, but for what is said to be optional. */
struct lang {
	const char *tag;  /* BCP 47, short, in lower case: "ky" */
	const char *name; /* of itself, in itself: "Кыргызча" */
	const char *dir;  /* "ltr" or "rtl" */
	const char *
	    locale; /* with the country that most of its readers know it from, as Open Graph has it: "ky_KG" */
	const char *words[WORD_COUNT];
	struct lang_joint joints[JOINT_COUNT];
	const char *plural; /* the language whose rules it counts by */
	struct pattern counts[COUNTED_COUNT][PLURAL_COUNT];
	enum calendar calendar;
	struct form_table forms;
	struct pattern dates[DATE_FORM_COUNT];
	const char *const *digits;             /* DIGIT_COUNT of them; NULL: those of ASCII */
	const char *group_mark, *decimal_mark; /* in numbers */
	const char *size_units[SIZE_UNITS];    /* "B", "KB", "MB", "GB", "TB": each 1,024 of the one before */
	/*
	 * Pairs of letter and ASCII, lower case, for the letters that this language writes in another way
	 * than the common table of translit.c, or that it lacks; { NULL, NULL } ends, as in all tables
	 * here.
	 */
	const char *const (*translit)[2];
	struct lang_search search;
	const char *file; /* of its pack, as messages name it; NULL: it has none */
	unsigned missing; /* how many words the pack lacks, that no other of the language has */
	bool has_rules;   /* whether the pack has any of how it is searched, or written in ASCII */
	/* Of the rules of its search; of all of a pack that is an operator's, else 0. */
	uint64_t search_digest, digest;
};

#endif
