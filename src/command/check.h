/*
 * check: the command `check`: what is wrong in the content, for people and for editors' plugins.
 */
#ifndef JARCHY_COMMAND_CHECK_H
#define JARCHY_COMMAND_CHECK_H

#include "command/command.h"

extern const struct command check_command;

struct check_options {
	bool quiet; /* no count at the end */
	bool json;  /* on standard output instead of lines on standard error */
	bool all;   /* each problem; else those of a frequent kind are told together. JSON has each */
	char **paths;
	size_t path_count; /* 0: everything; else only what is at or below these files and folders */
};

/*
 * Reports every error and warning, publishes nothing. The exit status: 0, 1 when there is an error, 2 when it
 * could not look. On a terminal each line is followed by the line of the file, with a caret at the column.
 */
int check_run(const struct config *c, const struct check_options *o);

#endif
