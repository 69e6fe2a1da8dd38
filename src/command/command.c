/*
 * command: finds the command among the arguments, reads its options, and prints help from its table.
 */
#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { SETS_MAX = 32, TEXT_MAX = 1 << 16 };

static const struct option common_options[] = {
	OPT_TEXT(struct command_line, config, "config", 'c', "FILE",
	    "the configuration (default: jarchy.conf here, if there is one)"),
	OPT_FLAG(struct command_line, quiet, "quiet", 'q', "only errors"),
	OPT_FLAG(struct command_line, help, "help", 'h', "this text, or that of a command"),
	OPT_FLAG(struct command_line, version, "version", 'V', "the program's version"),
	OPT_END,
};

/* --- finding ------------------------------------------------------------------------- */

static const struct command *find_command(
    const struct command *const *commands, const char *name, struct err *err)
{
	const char *names[SETS_MAX + 1];
	size_t n = 0;
	for (; n < SETS_MAX && commands[n]; n++) {
		if (!strcmp(commands[n]->name, name))
			return commands[n];
		names[n] = commands[n]->name;
	}
	names[n] = NULL;
	const char *near = str_nearest(str_of(name), names);
	if (near)
		err_set(err, "there is no command \"%s\": did you mean \"%s\"?", name, near);
	else
		err_set(err, "there is no command \"%s\" (see \"jarchy --help\")", name);
	return NULL;
}

/* "a, b or c" */
static void list_commands(const struct command *const *commands, struct buf *out)
{
	for (size_t i = 0; commands[i]; i++)
		buf_printf(out, "%s%s", !i ? "" : commands[i + 1] ? ", " : " or ", commands[i]->name);
}

static bool ask_for_command(const struct command *const *commands, struct err *err)
{
	struct buf names;
	buf_init(&names, TEXT_MAX);
	list_commands(commands, &names);
	err_set(err, "say what to do: %s (see \"jarchy --help\")", names.data);
	buf_release(&names);
	return false;
}

/* The command that is named. False: there is none of this name. */
static bool name_command(
    const struct command *const *commands, char **argv, struct command_line *out, struct err *err)
{
	struct option_set sets[SETS_MAX] = { { .table = common_options } };
	size_t n = 1;
	for (size_t i = 0; n < SETS_MAX && commands[i]; i++)
		sets[n++].table = commands[i]->options;
	const char *word = options_first_word(sets, n, argv);
	if (!word)
		return true;
	out->command = find_command(commands, word, err);
	return out->command != NULL;
}

/* --- reading ------------------------------------------------------------------------- */

/* Completes an error of the options: who else has the one that is unknown, and where help is. */
static bool explain(
    const struct command *const *commands, const struct command *command, struct str unknown, struct err *err)
{
	struct buf owners;
	const char *name = NULL;
	buf_init(&owners, TEXT_MAX);
	for (size_t i = 0; commands[i] && unknown.n; i++) {
		const struct option *o = options_find(commands[i]->options, unknown);
		if (!o || (name && strcmp(name, o->name) != 0))
			continue;
		buf_printf(&owners, "%s\"%s\"", name ? " and " : "", commands[i]->name);
		name = o->name;
	}
	if (name)
		err_set(err, "there is no option --%s here: it is one of %s", name, owners.data);
	buf_release(&owners);
	if (command) {
		err_prefix(err, "%s", command->name);
		return err_set(err, "%s (see \"jarchy %s --help\")", err->text, command->name);
	}
	return err_set(err, "%s (see \"jarchy --help\")", err->text);
}

bool command_parse(
    const struct command *const *commands, char **argv, struct command_line *out, struct err *err)
{
	struct str unknown = STR("");
	size_t count = 0;
	*out = (struct command_line){ .words = argv };
	if (!name_command(commands, argv, out, err))
		return false;
	const struct command *c = out->command;
	out->values = xcalloc(1, c ? c->values_size : 0);
	const struct option_set sets[] = { { c ? c->options : NULL, out->values }, { common_options, out } };
	if (!options_parse(sets, ARRAY_SIZE(sets), argv, &count, &unknown, err))
		return explain(commands, c, unknown, err);
	if (!c)
		return out->help || out->version || ask_for_command(commands, err);
	if (!count || strcmp(argv[0], c->name) != 0)
		return err_set(err, "write \"%s\" before its options (see \"jarchy --help\")", c->name);
	out->words = argv + 1;
	out->word_count = count - 1;
	argv[count] = NULL;
	if (out->word_count && !*c->arguments && !out->help && !out->version)
		return err_set(err, "%s takes no argument like \"%s\"", c->name, out->words[0]);
	return true;
}

void command_line_release(struct command_line *line)
{
	free(line->values);
	*line = (struct command_line){ 0 };
}

int command_usage_error(const struct command_line *line, const char *fmt, ...)
{
	char text[512];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	log_error("%s: %s (see \"jarchy %s --help\")", line->command->name, text, line->command->name);
	return COMMAND_FAILED;
}

/* --- help ---------------------------------------------------------------------------- */

enum { NAMES_COLUMNS = 80 };

/* "  -c, --config FILE"; returns its columns, which are its bytes. */
static int write_names(const struct option *o, char out[NAMES_COLUMNS])
{
	char letter[] = { '-', o->letter, ',', '\0' };
	return snprintf(out, NAMES_COLUMNS, "  %3s --%s%s%s", o->letter ? letter : "", o->name,
	    o->argument ? " " : "", o->argument ? o->argument : "");
}

static int widest(const struct option *table)
{
	int width = 0;
	char names[NAMES_COLUMNS];
	for (const struct option *o = table; o && o->name; o++) {
		int n = write_names(o, names);
		width = n > width ? n : width;
	}
	return width;
}

static void print_options(const struct option *table, int width)
{
	char names[NAMES_COLUMNS];
	for (const struct option *o = table; o && o->name; o++) {
		write_names(o, names);
		printf("%-*s  %s\n", width, names, o->help);
	}
}

void command_print_help(const struct command *c)
{
	int own = widest(c->options), common = widest(common_options);
	int width = own > common ? own : common;
	printf("usage: jarchy %s%s%s [OPTION ...]\n\n%s\n\n", c->name, *c->arguments ? " " : "", c->arguments,
	    c->summary);
	print_options(c->options, width);
	print_options(common_options, width);
	if (c->notes)
		printf("\n%s\n", c->notes);
	if (c->print_more)
		c->print_more();
}

void command_print_list(const struct command *const *commands)
{
	printf("usage: jarchy COMMAND [ARGUMENT ...] [OPTION ...]\n\n"
	       "One content directory becomes feeds, a Gemini capsule, a Gopher hole and web pages.\n\n");
	for (size_t i = 0; commands[i]; i++)
		printf("  %-7s %-17s %s\n", commands[i]->name, commands[i]->arguments, commands[i]->summary);
	printf("\n");
	print_options(common_options, widest(common_options));
	printf("\nEach command has options of its own: see \"jarchy COMMAND --help\".\n"
	       "Exit status: 0; 1 when content has an error; 2 when the configuration or the\n"
	       "command line has one, or nothing could be done. See jarchy(1), jarchy-content(5).\n");
}
