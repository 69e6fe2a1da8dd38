/*
 * options: a small parser of command lines, driven by tables.
 *
 *   argument = "--" / long / short / word      ; what follows "--" are words
 *   long     = "--" name [ "=" value ]         ; without "=": the next argument is the value, if there is one
 *   short    = "-" 1*letter [ value ]          ; likewise
 *   word     = "-" / anything else
 *
 * Options may be before, between and after the words. A name may be cut off where only one option begins so.
 */
#ifndef JARCHY_COMMAND_OPTIONS_H
#define JARCHY_COMMAND_OPTIONS_H

#include "base/err.h"
#include "base/str.h"

enum { OPTION_TEXTS_MAX = 32 };

enum option_type {
	OPTION_FLAG,   /* bool; given twice it is given once */
	OPTION_TEXT,   /* const char *; NULL: not given. Borrowed from argv */
	OPTION_NUMBER, /* long; 0: not given */
	OPTION_TEXTS,  /* struct option_texts: each time it is given, one more */
};

struct option_texts {
	const char *v[OPTION_TEXTS_MAX];
	size_t n;
};

/* One row of a table. A table ends with OPT_END. */
struct option {
	const char *name; /* without the hyphens */
	char letter;      /* 0: none */
	enum option_type type;
	size_t to; /* where its value goes: offset in a struct of the command's own */
	const char
	    *argument;    /* what help calls the value, as FILE; a message. NULL: a flag, which has none */
	long min, max;    /* of a number; min is at least 1 */
	const char *help; /* one line; a message */
};

/* The offset of a member, which must be of this type. */
#define OPTION_MEMBER(values, member, type)                                                                  \
	(offsetof(values, member) + 0 * sizeof(_Generic(((values *)NULL)->member, type : 1)))

#define OPT_FLAG(values, member, name, letter, help)                                                         \
	{                                                                                                    \
		name, letter, OPTION_FLAG, OPTION_MEMBER(values, member, bool), NULL, 0, 0, help             \
	}
#define OPT_TEXT(values, member, name, letter, argument, help)                                               \
	{                                                                                                    \
		name, letter, OPTION_TEXT, OPTION_MEMBER(values, member, const char *), argument, 0, 0, help \
	}
#define OPT_NUMBER(values, member, name, letter, argument, min, max, help)                                   \
	{                                                                                                    \
		name, letter, OPTION_NUMBER, OPTION_MEMBER(values, member, long), argument, min, max, help   \
	}
#define OPT_TEXTS(values, member, name, letter, argument, help)                                              \
	{                                                                                                    \
		name, letter, OPTION_TEXTS, OPTION_MEMBER(values, member, struct option_texts), argument, 0, \
		    0, help                                                                                  \
	}
#define OPT_END                                                                                              \
	{                                                                                                    \
		NULL, 0, OPTION_FLAG, 0, NULL, 0, 0, NULL                                                    \
	}

/* A table, and the struct that the values of its options go to. */
struct option_set {
	const struct option *table; /* NULL: has no options */
	void *values;               /* zeroed before options_parse; not looked at by options_first_word */
};

/*
 * Reads argv, which ends with NULL, into the values of the sets; the words move to its front, and their
 * number is returned in *count. False: err says what is wrong, and *unknown is the name of the option
 * that no set has, else NULL.
 */
bool options_parse(const struct option_set *sets, size_t set_count, char **argv, size_t *count,
    struct str *unknown, struct err *err);

/* The first word, or NULL: for finding the command, so an option of any of its tables may be before it. */
char *options_first_word(const struct option_set *sets, size_t set_count, char **argv);

/* The option of the table with this name, or the only one that begins so; else NULL. */
const struct option *options_find(const struct option *table, struct str name);

#endif
