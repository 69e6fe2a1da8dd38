/*
 * command: what a command is, and how the command line names one and its options.
 *
 * Each command has a file of its own with its options in a table, and a row in main.c. Those that need
 * the processes (serve, config) are in main.c and daemon/.
 */
#ifndef JARCHY_COMMAND_COMMAND_H
#define JARCHY_COMMAND_COMMAND_H

#include "command/options.h"
#include "config/config.h"

/* Exit statuses, as jarchy(1) promises them. */
enum {
	COMMAND_GOOD = 0,
	COMMAND_FAULTY = 1, /* a file of several has an error */
	COMMAND_FAILED = 2, /* wrong usage or configuration, or nothing could be done */
};

struct command_line;

struct command {
	const char *name;
	const char *arguments;        /* as help shows them, a message; "": it takes none */
	const char *summary;          /* one line, a message */
	const struct option *options; /* besides the common ones; or NULL */
	size_t values_size;           /* of the struct that the options' values go to */
	const char *notes;            /* of its help, a message; or NULL */
	void (*print_more)(void);     /* prints what comes after the notes; or NULL */
	/* Returns the exit status. */
	int (*run)(struct config *c, const struct command_line *line);
};

/* What was typed. Texts are borrowed from argv. */
struct command_line {
	const struct command *command; /* NULL: none is named, but help or version is asked for */
	void *values;                  /* of the command's options; owned */
	char **words;                  /* after the command's name; NULL ends */
	size_t word_count;
	/* The common options. */
	const char *config; /* NULL: not given */
	const char *lang;   /* of messages; NULL: not given, or the command's own */
	bool quiet, help, version;
};

/*
 * Reads the arguments after the program's name; argv ends with NULL and is reordered. `commands` ends
 * with NULL. False: err says what is wrong. Release in both cases.
 */
bool command_parse(
    const struct command *const *commands, char **argv, struct command_line *out, struct err *err);
void command_line_release(struct command_line *line);

/*
 * Chooses the language of messages (message_speak): that of the first --lang of the arguments, which is
 * also the language of what `new` begins and `import` takes, else that of the environment.
 */
void command_speak(char *const *argv);

/*
 * Prints, on standard error, what is wrong with the words or values and where help is; returns
 * COMMAND_FAILED.
 */
__attribute__((format(printf, 2, 3))) int command_usage_error(
    const struct command_line *line, const char *fmt, ...);

/* Print help on standard output: of the program, and of one command. */
void command_print_list(const struct command *const *commands);
void command_print_help(const struct command *command);

#endif
