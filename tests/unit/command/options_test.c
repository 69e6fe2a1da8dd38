#include "unit/support/test.h"

#include "command/build.h"
#include "command/cert.h"
#include "command/check.h"
#include "command/import.h"
#include "command/new.h"
#include "command/stats.h"
#include "command/status.h"

struct values {
	bool loud;
	const char *name, *log;
	long days;
	struct option_texts langs;
};

static const struct option options[] = {
	OPT_FLAG(struct values, loud, "loud", 'l', "L"),
	OPT_TEXT(struct values, name, "name", 'n', "NAME", "N"),
	OPT_NUMBER(struct values, days, "days", 0, "N", 2, 30, "D"),
	OPT_TEXTS(struct values, langs, "lang", 0, "TAG", "T"),
	OPT_END,
};

/* "--host" begins as the common "--help", "--log" as the flag "--loud" of make, and "--name" is an option of both. */
static const struct option other_options[] = {
	OPT_TEXT(struct values, name, "host", 0, "HOST", "H"),
	OPT_TEXT(struct values, name, "name", 0, "NAME", "N"),
	OPT_FLAG(struct values, loud, "dry-run", 0, "D"),
	OPT_TEXT(struct values, log, "log", 0, "FILE", "F"),
	OPT_END,
};

static const struct command make = {
	.name = "make", .arguments = "WORD ...", .options = options, .values_size = sizeof(struct values)
};
static const struct command other = { .name = "other",
	.arguments = "WORD ...",
	.options = other_options,
	.values_size = sizeof(struct values) };
static const struct command bare = { .name = "bare", .arguments = "" };
static const struct command *const commands[] = { &make, &other, &bare, NULL };
static const struct command *const real[] = { &build_command, &check_command, &status_command, &stats_command,
	&new_command, &import_command, &cert_command, NULL };

enum { WORDS_MAX = 80 };

struct parsed {
	struct command_line line;
	struct err err;
	char text[1024];
	char *argv[WORDS_MAX + 1];
};

/* The arguments are parted by single spaces; "''" is an empty one. */
static bool parse(struct parsed *p, const char *arguments)
{
	size_t n = 0;
	*p = (struct parsed){ .err = { .text = "" } };
	snprintf(p->text, sizeof p->text, "%s", arguments);
	for (char *word = strtok(p->text, " "); word && n < WORDS_MAX; word = strtok(NULL, " "))
		p->argv[n++] = strcmp(word, "''") != 0 ? word : word + 2;
	return command_parse(commands, p->argv, &p->line, &p->err);
}

/* What was understood: "command loud name days langs | words | config quiet help version". */
static const char *shown(const struct parsed *p, char out[512])
{
	static const struct values none;
	const struct values *v = p->line.values ? p->line.values : &none;
	const struct command *c = p->line.command;
	int n = snprintf(out, 512, "%s%s%s%s", c ? c->name : "-",
	    c && c->values_size && v->loud ? " loud" : "", c && c->values_size && v->name ? " name=" : "",
	    c && c->values_size && v->name ? v->name : "");
	if (c && c->values_size && v->days)
		n += snprintf(out + n, 64, " days=%ld", v->days);
	for (size_t i = 0; c && c->values_size && i < v->langs.n; i++)
		n += snprintf(out + n, 64, " lang=%s", v->langs.v[i]);
	for (size_t i = 0; i < p->line.word_count; i++)
		n += snprintf(out + n, 64, " [%s]", p->line.words[i]);
	snprintf(out + n, 128, "%s%s%s%s%s", p->line.config ? " config=" : "",
	    p->line.config ? p->line.config : "", p->line.quiet ? " quiet" : "", p->line.help ? " help" : "",
	    p->line.version ? " version" : "");
	return out;
}

static void expect(const char *arguments, const char *understood)
{
	struct parsed p;
	char out[512];
	if (!parse(&p, arguments))
		fail_msg("%s: %s", arguments, p.err.text);
	assert_string_equal(shown(&p, out), understood);
	command_line_release(&p.line);
}

static void expect_error(const char *arguments, const char *text)
{
	struct parsed p;
	assert_false(parse(&p, arguments));
	assert_string_equal(p.err.text, text);
	command_line_release(&p.line);
}

static void options_may_be_before_between_and_after_the_words(void **state)
{
	(void)state;
	const char *understood = "make loud name=x days=5 [a] [b] config=f quiet";
	expect("--loud --name x --days 5 -c f -q make a b", understood);
	expect("make --loud a --name x b --days 5 -c f -q", understood);
	expect("make a b --days=5 --name=x --config=f --quiet --loud", understood);
	expect("-c f --name x make -q a --days 5 --loud b", understood);
}

static void letters_may_share_a_hyphen_and_the_last_may_have_a_value(void **state)
{
	(void)state;
	expect("-lqn x make", "make loud name=x quiet");
	expect("-lqnx make", "make loud name=x quiet");
	expect("make -nlq", "make name=lq");
	expect("make -n=x", "make name==x");
}

static void a_name_may_be_cut_off_where_one_option_begins_so(void **state)
{
	(void)state;
	expect("make --n x --d 5 --lo --la a --c f --q", "make loud name=x days=5 lang=a config=f quiet");
	expect("other --ho x --d", "other loud name=x");
	expect("make --h", "make help");
	expect("--n make other a", "other name=make [a]");
	expect_error("other --h x",
	    "other: --h may be --host or --help: write more of the name (see \"jarchy other --help\")");
	expect_error("make --l",
	    "make: --l may be --loud or --lang: write more of the name (see \"jarchy make --help\")");
}

static void two_hyphens_end_the_options_and_one_is_a_word(void **state)
{
	(void)state;
	expect("make -- --loud -q --", "make [--loud] [-q] [--]");
	expect("-q -- make --loud", "make [--loud] quiet");
	expect("make - --loud", "make loud [-]");
}

static void what_is_after_an_option_is_its_value_whatever_it_is(void **state)
{
	(void)state;
	expect("make --name --loud", "make name=--loud");
	expect("make --name -- a", "make name=-- [a]");
	expect("make --name ''", "make name=");
	expect("make --name= a", "make name= [a]");
	expect("make --name=a=b", "make name=a=b");
}

static void only_texts_that_are_gathered_may_be_given_again(void **state)
{
	(void)state;
	expect("make --lang a --lang b --lang a --loud --loud -q -q", "make loud lang=a lang=b lang=a quiet");
	expect_error("make --name a --name a",
	    "make: --name is given twice: keep one of them (see \"jarchy make --help\")");
	expect_error("make --days 5 --d=6",
	    "make: --days is given twice: keep one of them (see \"jarchy make --help\")");
	expect_error("-c a make --config b",
	    "make: --config is given twice: keep one of them (see \"jarchy make --help\")");
	char many[16 + 9 * (OPTION_TEXTS_MAX + 1)] = "make";
	for (int i = 0; i < OPTION_TEXTS_MAX; i++)
		strcat(many, " --lang=a");
	struct parsed p;
	assert_true(parse(&p, many));
	assert_int_equal(((struct values *)p.line.values)->langs.n, OPTION_TEXTS_MAX);
	command_line_release(&p.line);
	strcat(many, " --lang=a");
	expect_error(many, "make: --lang is given more than 32 times (see \"jarchy make --help\")");
}

static void a_number_is_within_its_range(void **state)
{
	(void)state;
	expect("make --days 2", "make days=2");
	expect("make --days 30", "make days=30");
	static const char *const bad[] = { "0", "1", "31", "-5", "5x", "''", "99999999999999999999" };
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		char arguments[64], text[128];
		snprintf(arguments, sizeof arguments, "make --days %s", bad[i]);
		snprintf(text, sizeof text,
		    "make: --days takes a number from 2 to 30, not \"%s\" (see \"jarchy make --help\")",
		    strcmp(bad[i], "''") != 0 ? bad[i] : "");
		expect_error(arguments, text);
	}
}

static void a_value_that_is_missing_or_too_much_is_told(void **state)
{
	(void)state;
	expect_error(
	    "make a --name", "make: --name needs an argument: --name NAME (see \"jarchy make --help\")");
	expect_error("make -ln", "make: --name needs an argument: --name NAME (see \"jarchy make --help\")");
	expect_error(
	    "make --loud=yes", "make: --loud takes no argument like \"yes\" (see \"jarchy make --help\")");
	expect_error("make --loud=", "make: --loud takes no argument like \"\" (see \"jarchy make --help\")");
	expect_error("bare x", "bare takes no argument like \"x\"");
	expect("bare x --help", "bare [x] help");
}

static void an_unknown_option_is_told_with_what_was_meant(void **state)
{
	(void)state;
	expect_error("make --nmae x",
	    "make: there is no option --nmae: did you mean --name? (see \"jarchy make --help\")");
	expect_error("bare --qiuet",
	    "bare: there is no option --qiuet: did you mean --quiet? (see \"jarchy bare --help\")");
	expect_error("bare --zebra=1", "bare: there is no option --zebra (see \"jarchy bare --help\")");
	expect_error("bare --=1", "bare: there is no option -- (see \"jarchy bare --help\")");
	expect_error("bare -z", "bare: there is no option -z (see \"jarchy bare --help\")");
	expect_error("bare -qжa", "bare: there is no option -ж (see \"jarchy bare --help\")");
	expect_error("--zebra", "there is no option --zebra (see \"jarchy --help\")");
}

static void an_option_of_another_command_is_told_with_its_command(void **state)
{
	(void)state;
	expect_error("make --dry-run", "make: there is no option --dry-run here: these commands have it: "
	                               "\"other\" (see \"jarchy make --help\")");
	expect_error("--name make bare",
	    "bare: there is no option --name here: these commands have it: \"make\", "
	    "\"other\" (see \"jarchy bare --help\")");
	expect_error("bare --lou", "bare: there is no option --loud here: these commands have it: \"make\" "
	                           "(see \"jarchy bare --help\")");
	/* It may be "--dry-run" of other as well: the first is told. */
	expect_error("bare --d", "bare: there is no option --days here: these commands have it: \"make\" "
	                         "(see \"jarchy bare --help\")");
	expect_error("--host x",
	    "there is no option --host here: these commands have it: \"other\" (see \"jarchy --help\")");
}

static void a_command_is_named_or_asked_for(void **state)
{
	(void)state;
	expect("--help", "- help");
	expect("-V", "- version");
	expect_error("", "write a command, one of make, other, bare (see \"jarchy --help\")");
	expect_error("-q", "write a command, one of make, other, bare (see \"jarchy --help\")");
	expect_error("maek", "there is no command \"maek\": did you mean \"make\"?");
	expect_error("--help zebra", "there is no command \"zebra\" (see \"jarchy --help\")");
	/* Whether a value follows "--h" is not known before the command is. */
	expect("--h make", "make help");
	expect("--d other", "other loud");
	expect_error("--lo other x", "write \"other\" before its options (see \"jarchy --help\")");
}

static void the_tables_of_the_commands_are_sound(void **state)
{
	(void)state;
	for (size_t i = 0; real[i]; i++) {
		size_t size = real[i]->values_size;
		assert_true(*real[i]->name && *real[i]->summary && real[i]->run && real[i]->arguments);
		for (const struct option *o = real[i]->options; o && o->name; o++) {
			assert_non_null(o->help);
			assert_null(strchr(o->help, '\n'));
			assert_true(o->to < size);
			assert_int_equal(o->argument == NULL, o->type == OPTION_FLAG);
			assert_true(o->type != OPTION_NUMBER || (o->min >= 1 && o->min < o->max));
			assert_ptr_equal(options_find(real[i]->options, str_of(o->name)), o);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_may_be_before_between_and_after_the_words),
		cmocka_unit_test(letters_may_share_a_hyphen_and_the_last_may_have_a_value),
		cmocka_unit_test(a_name_may_be_cut_off_where_one_option_begins_so),
		cmocka_unit_test(two_hyphens_end_the_options_and_one_is_a_word),
		cmocka_unit_test(what_is_after_an_option_is_its_value_whatever_it_is),
		cmocka_unit_test(only_texts_that_are_gathered_may_be_given_again),
		cmocka_unit_test(a_number_is_within_its_range),
		cmocka_unit_test(a_value_that_is_missing_or_too_much_is_told),
		cmocka_unit_test(an_unknown_option_is_told_with_what_was_meant),
		cmocka_unit_test(an_option_of_another_command_is_told_with_its_command),
		cmocka_unit_test(a_command_is_named_or_asked_for),
		cmocka_unit_test(the_tables_of_the_commands_are_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
