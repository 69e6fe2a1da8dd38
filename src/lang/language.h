/*
 * language: what a language pack is: its words, forms and rules, as data.
 *
 * Packs (pack.h) fill it in, the registry (lang.h) reads it.
 */
#ifndef JARCHY_LANG_LANGUAGE_H
#define JARCHY_LANG_LANGUAGE_H

#include "base/buf.h"
#include "base/date.h"

/*
 * Words and phrases; a comment says where one is used when its name does not.
 * Headings and labels have no colon: the code that prints a value after a label
 * adds it. Sentences end in a full stop.
 */
enum word {
	WORD_HOME,
	WORD_MENU,                /* aria label of the main navigation */
	WORD_BREADCRUMB,          /* aria label of the way back */
	WORD_SUBSCRIBE,           /* in the menu: the page that explains how */
	WORD_SITEMAP,             /* link: every address of the site, for machines */
	WORD_THIS_PAGE_ELSEWHERE, /* aria label of links to it in other protocols */
	WORD_PROJECTS,
	WORD_RUNNING_PROJECTS,  /* heading */
	WORD_FINISHED_PROJECTS, /* heading */
	WORD_NEWEST,            /* heading: newest items */
	WORD_ARCHIVE,
	WORD_EVERY_NEWS,  /* link at the end of the newest: the archive */
	WORD_ALL_ITEMS,   /* link at the end of a short listing */
	WORD_FEEDS,       /* heading and link: feeds, subscribing */
	WORD_FEED_OPENED, /* for those who open a feed in a browser: what it is, and what to do with it */
	WORD_FEEDS_HELP,  /* first words of the page that explains how: what it is good for */
	/* Three steps of it, a heading and a few sentences each. */
	WORD_FOLLOW_TAKE,
	WORD_FOLLOW_TAKE_HELP,
	WORD_FOLLOW_COPY,
	WORD_FOLLOW_COPY_HELP,
	WORD_FOLLOW_PASTE,
	WORD_FOLLOW_PASTE_HELP,
	WORD_COMPUTER,     /* what a program is for, after its name */
	WORD_FOLLOW_PAGES, /* where clients can subscribe to pages: heading, sentences */
	WORD_FOLLOW_PAGES_HELP,
	WORD_FOLLOW_CHANNELS, /* heading of what the site has elsewhere */
	WORD_FOLLOW_FORMATS,  /* heading of what only some look for, sentences */
	WORD_FOLLOW_FORMATS_HELP,
	WORD_KINDS_TITLE,    /* heading and link: items by their kind */
	WORD_TOGETHER,       /* heading and link: several projects in one feed */
	WORD_TOGETHER_HELP,  /* above a form */
	WORD_TOGETHER_NAMES, /* where there are no forms, above such an address and the names */
	WORD_TOGETHER_SHOW,  /* on the button */
	WORD_FOLLOW_PART,    /* heading: feeds of a part of the news */
	WORD_FOLLOW_PROJECT, /* link to that page from an item */
	WORD_ALL_NEWS,       /* title of the feed of all projects */
	WORD_LANGUAGES,      /* heading: in other languages */
	WORD_ONLY_OTHER,     /* link: what exists only in other languages */
	WORD_ALSO_IN,        /* before the names of languages: "In other languages" */
	WORD_ATTACHMENTS,
	WORD_PICTURE_MISSING, /* after its caption, where it cannot be shown */
	WORD_FILE_MISSING,    /* the same of a film, sound or document */
	WORD_PASSPORT,        /* heading of a project's facts */
	WORD_TOPIC,           /* label before the only one */
	WORD_TOPICS,
	WORD_PLACE, /* the same */
	WORD_PLACES,
	WORD_SEARCH,
	WORD_SEARCH_PROMPT,      /* what to type */
	WORD_ASCII,              /* of the pages in Latin letters, for clients without Cyrillic ones */
	WORD_SEARCH_PROMPT_HELP, /* the same where only one line is shown: "?" leads to the help */
	WORD_SEARCH_NOTHING,     /* nothing was found */
	WORD_SEARCH_MOST,        /* nothing has all of the words, and this is what has some of them */
	WORD_SEARCH_RESPELT,     /* what none has, typed so; what is shown instead: two %s */
	WORD_SEARCH_NARROW,      /* heading of links to the same search in one year, project, kind */
	WORD_SEARCH_UNKNOWN,     /* one sentence: what it was narrowed to does not exist, and is left out */
	/* Heading of the examples; after each what it finds, in a few words; then what a search forgives. */
	WORD_SEARCH_HELP,
	WORD_SEARCH_HELP_WORDS,
	WORD_SEARCH_HELP_PHRASE,
	WORD_SEARCH_HELP_WITHOUT,
	WORD_SEARCH_HELP_YEAR,
	WORD_SEARCH_HELP_KIND,
	WORD_SEARCH_HELP_PROJECT,
	WORD_SEARCH_HELP_TOPIC,
	WORD_SEARCH_HELP_PLACE,
	WORD_SEARCH_HELP_FORGIVES,
	WORD_YEAR, /* these three are labels, and WORD_ALL is a value of each */
	WORD_PROJECT,
	WORD_KIND,
	WORD_ALL,
	WORD_NEXT_PAGE,
	WORD_PREVIOUS_PAGE,
	WORD_OLDER, /* before the title of the item before this one */
	WORD_NEWER,
	WORD_OLDER_AND_NEWER, /* what these two are */
	WORD_NOTHING_YET,     /* an empty listing */
	WORD_UPDATED,         /* label before a date */
	WORD_CORRECTION,      /* label: what was wrong before */
	WORD_PUBLISHED,
	WORD_WHEN, /* of an event */
	WORD_WHERE,
	WORD_TO_CALENDAR, /* link to the calendar of this event alone: into the reader's own */
	WORD_CANCELLED,   /* of an event, before its title: "Cancelled: …" */
	WORD_POSTPONED,
	WORD_CANCELLED_TEXT, /* one sentence on its page */
	WORD_POSTPONED_TEXT,
	WORD_COMING_EVENTS,
	WORD_PAST_EVENTS,
	WORD_SHARE,        /* heading of the ways to send a page to others */
	WORD_EMAIL,        /* one of them */
	WORD_PAGE_ADDRESS, /* label before it, to be copied */
	WORD_LINKS,        /* heading of the numbered addresses under a text */
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
enum counted { COUNT_ITEMS, COUNT_NEWS, COUNT_PROJECTS, COUNT_RESULTS, COUNTED_COUNT };
enum { PLURAL_FORMS_MAX = 3, SIZE_UNITS = 5 };

/*
 * FOLDED_MAX: bytes of a word as the search has it; what is longer is cut. STEM_LETTERS_MIN: letters of a
 * stem, but of a root that the path names.
 */
enum { FOLDED_MAX = 96, STEM_LETTERS_MIN = 3 };
enum script { SCRIPT_OTHER, SCRIPT_LATIN, SCRIPT_CYRILLIC };
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
	const char *const *stop_words;       /* folded; a query of several words does not insist on them */
	const char *const (*short_forms)[2]; /* { "МСУ", "местное самоуправление" } */
};

struct lang {
	const char *tag;  /* BCP 47, short: "ky" */
	const char *name; /* of itself, in itself: "Кыргызча" */
	const char *dir;  /* "ltr" or "rtl" */
	const char *
	    locale; /* with the country that most of its readers know it from, as Open Graph has it: "ky_KG" */
	const char *words[WORD_COUNT];
	/* Which form of counts[] goes with n: an index below PLURAL_FORMS_MAX. */
	unsigned (*plural)(uint64_t n);
	const char *counts[COUNTED_COUNT][PLURAL_FORMS_MAX];
	/*
	 * Append "3 марта 2022 г.", "28 февраля – 3 марта 2022 г.", "март 2022 г."; only year, month, day
	 * are read.
	 */
	void (*day)(struct buf *out, const struct civil *d);
	void (*interval)(struct buf *out, const struct civil *from, const struct civil *to);
	void (*month)(struct buf *out, const struct civil *d);
	/*
	 * Two days with their hours: "28 февраля, 10:00 – 3 марта 2022 г., 17:00"; an hour that is not
	 * known is left out.
	 */
	void (*span)(
	    struct buf *out, const struct civil *from, bool from_hour, const struct civil *to, bool to_hour);
	/* The hour at which something ends: "до 17:00". */
	void (*until_hour)(struct buf *out, const struct civil *d);
	/*
	 * "с 2011 г.", "по март 2015 г.", "2011–2015 гг.": one of the two may be NULL; month 0 is the
	 * year alone.
	 */
	void (*period)(struct buf *out, const struct civil *from, const struct civil *to);
	const char *group_mark, *decimal_mark; /* in numbers */
	const char *size_units[SIZE_UNITS];    /* "B", "KB", "MB", "GB", "TB": each 1,024 of the one before */
	/*
	 * Pairs of letter and ASCII, lower case, for the letters that this language writes in another way
	 * than the common table of translit.c, or that it lacks; { NULL, NULL } ends, as in all tables
	 * here.
	 */
	const char *const (*translit)[2];
	struct lang_search search;
};

#endif
