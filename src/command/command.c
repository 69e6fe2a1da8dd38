/*
 * command: finds the command among the arguments, reads its options, and prints help from its table.
 */
#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/message.h"

enum { SETS_MAX = 32, TEXT_MAX = 1 << 16 };

static const struct option common_options[] = {
	OPT_TEXT(struct command_line, config, "config", 'c', "FILE",
	    "the configuration (default: jarchy.conf in this folder, if there is one)"),
	OPT_TEXT(struct command_line, lang, "lang", 0, "TAG",
	    "the language of messages (default: that of LC_ALL, LC_MESSAGES or LANG)"),
	OPT_FLAG(struct command_line, quiet, "quiet", 'q', "print only warnings and errors"),
	OPT_FLAG(struct command_line, help, "help", 'h', "print this help, or that of a command"),
	OPT_FLAG(struct command_line, version, "version", 'V', "print the program's version"),
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

/* "a, b, c" */
static void list_commands(const struct command *const *commands, struct buf *out)
{
	for (size_t i = 0; commands[i]; i++)
		buf_printf(out, "%s%s", i ? ", " : "", commands[i]->name);
}

static bool ask_for_command(const struct command *const *commands, struct err *err)
{
	struct buf names;
	buf_init(&names, TEXT_MAX);
	list_commands(commands, &names);
	err_set(err, "write a command, one of %s (see \"jarchy --help\")", names.data);
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

/* --- the language of messages -------------------------------------------------------- */

/*
 * The value of the first --lang, whichever command it is of; NULL: there is none. Before options are
 * read: their errors are messages.
 */
static const char *given_language(char *const *argv)
{
	static const char name[] = "--lang";
	for (; *argv && strcmp(*argv, "--") != 0; argv++) {
		if (!strcmp(*argv, name))
			return argv[1];
		if (str_starts(str_of(*argv), "--lang="))
			return *argv + sizeof name;
	}
	return NULL;
}

/* Whether messages are there in the language; English is that of the program itself. */
static bool speaks(const struct lang *l)
{
	return l && (l == lang_default() || lang_messages(l->tag));
}

void command_speak(char *const *argv)
{
	const char *given = given_language(argv);
	const struct lang *l = given ? lang_find(str_of(given)) : NULL;
	message_speak(lang_messages(speaks(l) ? l->tag : lang_of_environment()));
}

static bool check_lang_option(const struct command_line *line, struct err *err)
{
	struct buf tags;
	if (!line->lang || speaks(lang_find(str_of(line->lang))))
		return true;
	buf_init(&tags, TEXT_MAX);
	for (size_t i = 0; i < lang_count(); i++)
		if (speaks(lang_at(i)))
			buf_printf(&tags, "%s%s", tags.len ? ", " : "", lang_at(i)->tag);
	err_set(err, "there are no messages in the language \"%s\": write one of %s", line->lang, tags.data);
	buf_release(&tags);
	return false;
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
		buf_printf(&owners, "%s\"%s\"", name ? ", " : "", commands[i]->name);
		name = o->name;
	}
	if (name)
		err_set(err, "there is no option --%s here: these commands have it: %s", name, owners.data);
	buf_release(&owners);
	if (command) {
		err_prefix(err, "%s", command->name);
		return err_follow(err, "(see \"jarchy %s --help\")", command->name);
	}
	return err_follow(err, "(see \"jarchy --help\")");
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
	if (!check_lang_option(out, err))
		return false;
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
	struct err err;
	char message[MESSAGE_MAX];
	va_list args;
	va_start(args, fmt);
	message_vmake(message, fmt, args);
	va_end(args);
	err_message(&err, message);
	err_prefix(&err, "%s", line->command->name);
	err_follow(&err, "(see \"jarchy %s --help\")", line->command->name);
	log_error("%s", err.text);
	return COMMAND_FAILED;
}

/* --- help ---------------------------------------------------------------------------- */

enum { NAMES_COLUMNS = 80, NAMES_BYTES = 4 * NAMES_COLUMNS };

/* In the language of this process. */
static const char *words(const char *template)
{
	return message_find(message_spoken(), template);
}

/* A cell of a table: the text, and spaces up to that many columns. */
static void print_cell(const char *text, int width)
{
	int room = width - (int)utf8_columns(str_of(text));
	printf("%s%*s", text, room > 0 ? room : 0, "");
}

/* "  -c, --config FILE" */
static void write_names(const struct option *o, char out[NAMES_BYTES])
{
	char letter[] = { '-', o->letter, ',', '\0' };
	snprintf(out, NAMES_BYTES, "  %3s --%s%s%s", o->letter ? letter : "", o->name, o->argument ? " " : "",
	    o->argument ? words(o->argument) : "");
}

/* In columns. */
static int widest(const struct option *table)
{
	int width = 0;
	char names[NAMES_BYTES];
	for (const struct option *o = table; o && o->name; o++) {
		write_names(o, names);
		int n = (int)utf8_columns(str_of(names));
		width = n > width ? n : width;
	}
	return width;
}

static bool has_option(const struct option *table, const char *name)
{
	for (const struct option *o = table; o && o->name; o++)
		if (!strcmp(o->name, name))
			return true;
	return false;
}

/* Those of `but` are left out: the command has an option of this name. */
static void print_options(const struct option *table, const struct option *but, int width)
{
	char names[NAMES_BYTES];
	for (const struct option *o = table; o && o->name; o++) {
		if (has_option(but, o->name))
			continue;
		write_names(o, names);
		print_cell(names, width);
		printf("  %s\n", words(o->help));
	}
}

/* "" has no translation: its row of a PO file is about the file. */
static const char *argument_words(const struct command *c)
{
	return *c->arguments ? words(c->arguments) : "";
}

void command_print_help(const struct command *c)
{
	int own = widest(c->options), common = widest(common_options);
	int width = own > common ? own : common;
	message_print(stdout, "usage: jarchy %s%s%s [OPTION ...]\n", c->name, *c->arguments ? " " : "",
	    argument_words(c));
	printf("\n%s\n\n", words(c->summary));
	print_options(c->options, NULL, width);
	print_options(common_options, c->options, width);
	if (c->notes)
		printf("\n%s\n", words(c->notes));
	if (c->print_more)
		c->print_more();
}

static void print_summaries(const struct command *const *commands)
{
	int width = 0;
	for (size_t i = 0; commands[i]; i++) {
		int n = (int)utf8_columns(str_of(argument_words(commands[i])));
		width = n > width ? n : width;
	}
	for (size_t i = 0; commands[i]; i++) {
		printf("  %-12s ", commands[i]->name);
		print_cell(argument_words(commands[i]), width);
		printf("  %s\n", words(commands[i]->summary));
	}
}

void command_print_list(const struct command *const *commands)
{
	message_print(stdout, "usage: jarchy COMMAND [ARGUMENT ...] [OPTION ...]\n\n"
	                      "One content directory becomes feeds, a Gemini capsule, a Gopher hole and web "
	                      "pages.\n\n");
	print_summaries(commands);
	printf("\n");
	print_options(common_options, NULL, widest(common_options));
	message_print(stdout,
	    "\nEach command has options of its own: see \"jarchy COMMAND --help\".\n"
	    "Exit status: 0; 1 when content has an error; 2 when the configuration or the\n"
	    "command line has one, or nothing could be done. See jarchy(1), jarchy-content(5).\n");
}
