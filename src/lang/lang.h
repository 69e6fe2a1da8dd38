/*
 * lang: everything that the interface says, one pack a language.
 *
 * A pack is one file in src/lang/packs/, named by its tag; the build lists them, no
 * code does. No word that a reader sees stands anywhere else.
 */
#ifndef JARCHY_LANG_LANG_H
#define JARCHY_LANG_LANG_H

#include "base/buf.h"
#include "base/date.h"

/*
 * Words and phrases; a comment says where one stands when its name does not.
 * Headings and labels carry no colon (who prints a value behind one adds it);
 * what is a sentence ends in a full stop.
 */
enum word {
	WORD_HOME,
	WORD_PROJECTS,
	WORD_RUNNING_PROJECTS,  /* heading */
	WORD_FINISHED_PROJECTS, /* heading */
	WORD_NEWEST,            /* heading: newest items */
	WORD_ARCHIVE,
	WORD_ALL_ITEMS,  /* link at the end of a short listing */
	WORD_FEEDS,      /* heading and link: feeds, subscribing */
	WORD_FEEDS_HELP, /* one paragraph: what a feed is and how to subscribe */
	WORD_ALL_NEWS,   /* title of the feed of all projects */
	WORD_LANGUAGES,  /* heading: in other languages */
	WORD_ONLY_OTHER, /* link: what exists only in other languages */
	WORD_ALSO_IN,    /* before the names of languages: "In other languages" */
	WORD_ATTACHMENTS,
	WORD_PASSPORT, /* heading of a project's facts */
	WORD_TOPICS,
	WORD_PLACES,
	WORD_SEARCH,
	WORD_SEARCH_PROMPT,  /* what to type */
	WORD_SEARCH_NOTHING, /* nothing was found */
	WORD_NEXT_PAGE,
	WORD_PREVIOUS_PAGE,
	WORD_NOTHING_YET, /* an empty listing */
	WORD_UPDATED,     /* label before a date */
	WORD_CORRECTION,  /* label: what was wrong before */
	WORD_PUBLISHED,
	WORD_WHEN, /* of an event */
	WORD_WHERE,
	WORD_COMING_EVENTS,
	WORD_PAST_EVENTS,
	WORD_LINKS, /* heading of the numbered addresses under a text */
	WORD_NOT_FOUND,
	WORD_NOT_FOUND_HELP, /* one sentence, leads to the home page */
	WORD_GONE,           /* withdrawn */
	WORD_REASON,
	WORD_BUSY, /* try again later */
	WORD_BAD_REQUEST,
	WORD_FAILED,       /* our fault */
	WORD_SKIP_TO_TEXT, /* for screen readers */
	WORD_PREVIEW,      /* page of what is not public yet, for editors */
	WORD_DRAFTS,       /* heading */
	WORD_DRAFT,        /* one sentence on top of a draft */
	WORD_SCHEDULED,    /* heading, and label before when readers will see it */
	WORD_EXPIRED,      /* heading, and label before since when they do not */
	WORD_PROBLEMS,     /* what is wrong in the content files */
	WORD_NO_PROBLEMS,
	WORD_CERTIFICATE_NEEDED,  /* to see what is for editors; these four fit into an answer of Gemini */
	WORD_CERTIFICATE_UNKNOWN, /* before the fingerprint of its key */
	WORD_CERTIFICATE_EARLY,   /* not valid yet */
	WORD_CERTIFICATE_EXPIRED,
	/* Labels of front-matter keys. */
	WORD_DONOR,
	WORD_IMPLEMENTER,
	WORD_PARTNER,
	WORD_AREA,
	WORD_BUDGET,
	WORD_PERIOD,
	WORD_WEBSITE,
	WORD_CONTACT,
	WORD_PREDECESSOR,
	WORD_AUTHOR,
	WORD_SOURCE,
	WORD_LICENCE,
	/* Kinds: of one item, and the heading of a list of them. In the order of enum item_kind. */
	WORD_KIND_NEWS,
	WORD_KIND_PRESS_RELEASE,
	WORD_KIND_EVENT,
	WORD_KIND_PRACTICE,
	WORD_KIND_PUBLICATION,
	WORD_KINDS_NEWS,
	WORD_KINDS_PRESS_RELEASE,
	WORD_KINDS_EVENT,
	WORD_KINDS_PRACTICE,
	WORD_KINDS_PUBLICATION,
	WORD_COUNT
};

/* Things that are counted. */
enum counted { COUNT_ITEMS, COUNT_PROJECTS, COUNT_RESULTS, COUNTED_COUNT };
enum { PLURAL_FORMS_MAX = 3, SIZE_UNITS = 5 };

enum script { SCRIPT_OTHER, SCRIPT_LATIN, SCRIPT_CYRILLIC };
/* An ending that a word may lose, and what must stand before it. */
enum ending_after { AFTER_ANY, AFTER_VOWEL, AFTER_CONSONANT };
struct ending {
	const char *text; /* folded; NULL ends a table, the longer of two that end alike stands first */
	enum ending_after after;
	bool doubtful; /* may be a letter of the word and a shorter ending: both are tried */
};

/* How the words of a language change, and what is left out of them, for search (stem.h). Any part may be absent. */
struct lang_search {
	enum script script;   /* of the words that are cut */
	const char *snowball; /* name of a Snowball algorithm */
	const struct ending *endings;
	const char *vowels;             /* folded */
	const char *const (*finals)[2]; /* the end of a stem, and what it was before an ending voiced it */
	const char *const (
	    *typed)[2]; /* letters of the language, and what people type instead: { "ө", "о" } */
	const char *const *stop_words;       /* folded; a query of several words does not insist on them */
	const char *const (*short_forms)[2]; /* { "МСУ", "местное самоуправление" } */
};

struct lang {
	const char *tag;  /* BCP 47, short: "ky" */
	const char *name; /* of itself, in itself: "Кыргызча" */
	const char *dir;  /* "ltr" or "rtl" */
	const char *words[WORD_COUNT];
	/* Which form of counts[] goes with n: an index below PLURAL_FORMS_MAX. */
	unsigned (*plural)(uint64_t n);
	const char *counts[COUNTED_COUNT][PLURAL_FORMS_MAX];
	/* Append "3 марта 2022 г.", "28 февраля – 3 марта 2022 г.", "март 2022 г."; only year, month, day are read. */
	void (*day)(struct buf *out, const struct civil *d);
	void (*interval)(struct buf *out, const struct civil *from, const struct civil *to);
	void (*month)(struct buf *out, const struct civil *d);
	const char *group_mark, *decimal_mark; /* in numbers */
	const char *size_units[SIZE_UNITS];    /* "B", "KB", "MB", "GB", "TB": each 1,024 of the one before */
	/*
	 * Pairs of letter and ASCII, lower case, for the letters that this language writes in another
	 * way than the common table of translit.c, or that it lacks; { NULL, NULL } ends, as in all tables here.
	 */
	const char *const (*translit)[2];
	struct lang_search search;
};

size_t lang_count(void);
/* In the order of their tags. */
const struct lang *lang_at(size_t i);
/* By tag; long forms (ky-KG, ky-Cyrl-KG, ru_RU) find their language. NULL when there is no pack. */
const struct lang *lang_find(struct str tag);

/* The day of an instant in the site's zone, and its time "11:50" behind it when with_time. */
void lang_date(const struct lang *l, int64_t at, bool with_time, struct buf *out);
/* "5 новостей": the number, a no-break space, and the right form. */
void lang_counted(const struct lang *l, enum counted what, uint64_t n, struct buf *out);
/* 1 234 567 with the language's marks. */
void lang_number(const struct lang *l, uint64_t n, struct buf *out);
/* "5,7 КБ" or the like: a file's size for people. */
void lang_size(const struct lang *l, uint64_t bytes, struct buf *out);

/*
 * Transliterates to ASCII: letters by the pack, typographic quotes, dashes and
 * ellipses to their ASCII forms, accents dropped, what is left becomes "?".
 */
void lang_to_ascii(const struct lang *l, struct str s, struct buf *out);
/* A slug from a title: transliterated, [a-z0-9-], cut at a word, at most 60 bytes; "" when nothing is left. */
void lang_slug(const struct lang *l, struct str title, struct buf *out);
/*
 * Compares names as people of Kyrgyz, Russian and English order them: without
 * case, ё after е, ң after н, ө after о, ү after у, then Latin and digits before Cyrillic.
 */
int lang_compare(struct str a, struct str b);

#endif
