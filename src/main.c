/*
 * jarchy: options and commands. What each command does stands in daemon/.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "command/build.h"
#include "command/cert.h"
#include "command/cert_warn.h"
#include "command/check.h"
#include "command/import.h"
#include "command/new.h"
#include "command/stats.h"
#include "command/status.h"
#include "config/config.h"
#include "daemon/supervisor.h"

enum { STATUS_GOOD = 0, STATUS_USAGE = 2 };

/* What the options said; a command looks at those it knows. */
struct options {
	const char *config; /* -c */
	bool quiet;
	bool json, rules, bundle, dry_run;
	const char *kind, *host, *project;
	const char *langs[SITE_LANGS_MAX];
	size_t lang_count;
	long days;
	char **words; /* arguments that are no options */
	int word_count;
};

struct command {
	const char *name;
	const char *arguments;
	const char *summary;
	const char *help; /* NULL or more lines */
	int (*run)(struct config *c, const struct options *o);
};

static int usage_error(const char *text)
{
	log_error("%s (see \"jarchy --help\")", text);
	return STATUS_USAGE;
}

/* --- commands --------------------------------------------------------------------- */

static int run_serve(struct config *c, const struct options *o)
{
	return supervisor_run(o->config, c);
}

static int run_build(struct config *c, const struct options *o)
{
	return build_run(c, o->quiet);
}

static int run_check(struct config *c, const struct options *o)
{
	struct check_options check = {
		.quiet = o->quiet, .json = o->json, .paths = o->words, .path_count = (size_t)o->word_count
	};
	if (!o->rules && !o->word_count && !o->quiet)
		cert_warn(c);
	if (!o->rules)
		return check_run(c, &check);
	check_print_rules();
	return STATUS_GOOD;
}

static int run_status(struct config *c, const struct options *o)
{
	if (o->word_count > 1)
		return usage_error("status: say one project, or none for all");
	return status_run(c, o->word_count ? o->words[0] : NULL);
}

static int run_stats(struct config *c, const struct options *o)
{
	return stats_run(c, o->json, time(NULL) / 86400);
}

static int run_config(struct config *c, const struct options *o)
{
	(void)o;
	config_print(c, stdout);
	return STATUS_GOOD;
}

static int run_cert(struct config *c, const struct options *o)
{
	struct err err;
	struct cert_names names = { c->site.host, c->site.aliases };
	if (o->host && strcmp(o->host, c->site.host) != 0)
		names = (struct cert_names){ .host = o->host };
	const char *verb = o->word_count == 1 ? o->words[0] : "";
	bool good;
	if (!strcmp(verb, "make"))
		good = cert_make(c->certs, names, (int)o->days, &err);
	else if (!strcmp(verb, "renew"))
		good = cert_renew(c->certs, names, (int)o->days, &err);
	else if (!strcmp(verb, "show"))
		good = true;
	else
		return usage_error("cert: say make, show or renew");
	if (good && cert_show(c->certs, names.host, stdout, &err))
		return STATUS_GOOD;
	log_error("%s", err.text);
	return STATUS_USAGE;
}

/* The languages asked for, or the site's first. False: an error was printed. */
static bool find_langs(
    const struct config *c, const struct options *o, const struct lang *langs[SITE_LANGS_MAX], size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < o->lang_count; i++) {
		langs[*count] = site_lang(&c->site, str_of(o->langs[i]));
		if (!langs[(*count)++]) {
			usage_error("--lang is not one of the site's languages");
			return false;
		}
	}
	if (!*count)
		langs[(*count)++] = c->site.langs[0];
	return true;
}

static int run_new(struct config *c, const struct options *o)
{
	struct err err;
	struct new_item n = { .now = time(NULL), .bundle = o->bundle };
	bool good;
	if (o->kind && !item_kind_find(str_of(o->kind), &n.kind))
		return usage_error("new: --kind is news, press-release, event, practice or publication");
	if (!find_langs(c, o, n.langs, &n.lang_count))
		return STATUS_USAGE;
	if (o->project) {
		if (o->word_count > 1)
			return usage_error("new --project: say the project's name, in quotes");
		good = new_project(
		    c, o->project, o->word_count ? o->words[0] : o->project, n.langs, n.lang_count, &err);
	} else {
		if (o->word_count != 2)
			return usage_error("new: say the project and the title, in quotes");
		n.project = o->words[0];
		n.title = o->words[1];
		good = new_item(c, &n, &err);
	}
	if (good)
		return STATUS_GOOD;
	log_error("%s", err.text);
	return STATUS_USAGE;
}

static int run_import(struct config *c, const struct options *o)
{
	struct import_options import = { .dry_run = o->dry_run,
		.project = o->project,
		.files = o->words,
		.file_count = (size_t)o->word_count,
		.now = time(NULL) };
	if (!o->word_count)
		return usage_error("import: say which files: feeds, HTML pages or plain text");
	if (o->lang_count > 1)
		return usage_error("import: a file is in one language: say --lang once");
	import.lang = o->lang_count ? site_lang(&c->site, str_of(o->langs[0])) : NULL;
	if (o->lang_count && !import.lang)
		return usage_error("import: --lang is not one of the site's languages");
	return import_run(c, &import);
}

static const struct command commands[] = {
	{ "serve", "", "publish the content and serve it until stopped",
	    "Signals: SIGTERM stops, SIGHUP reads configuration and certificates anew,\n"
	    "SIGUSR1 reopens the access log, SIGUSR2 becomes a new version of the program.",
	    run_serve },
	{ "build", "", "publish once: write the catalogue and the feeds",
	    "Exits with 1 when a content file has an error; the good ones are published.", run_build },
	{ "check", "[PATH ...]", "report every error and warning in the content",
	    "  --json   for editors' plugins, on standard output\n"
	    "  --rules  list what can be wrong\n"
	    "Exits with 1 when there is an error. Writes nothing. See jarchy-content(5).",
	    run_check },
	{ "status", "[PROJECT]", "what is published in which language", NULL, run_status },
	{ "stats", "", "how many subscribers the feeds have",
	    "  --json   for programs, on standard output\n"
	    "Feed services say it when they poll. The newest number of each is kept; one that has not\n"
	    "polled for 60 days is shown but not summed. Nobody's address is kept.",
	    run_stats },
	{ "new", "PROJECT \"TITLE\"", "begin an item, as a draft",
	    "  --lang TAG   its language; several make translations (default: the site's first)\n"
	    "  --kind KIND  news, press-release, event, practice or publication\n"
	    "  --bundle     with a folder of its own, for attachments\n"
	    "jarchy new --project SLUG [\"NAME\"] begins a project.",
	    run_new },
	{ "import", "FILE ...", "make content of feeds, HTML pages and plain text",
	    "  --project SLUG  the items' project (default: \"imported\")\n"
	    "  --lang TAG      their language, instead of a guess\n"
	    "  --dry-run       show what would be written\n"
	    "Nothing is overwritten. What is a guess is marked by a line \"# check:\".",
	    run_import },
	{ "cert", "make|show|renew", "the Gemini certificate",
	    "  --host NAME  for this name instead of the configured host and its aliases\n"
	    "  --days N     how long it is valid (3650)\n"
	    "Renewal keeps the key: readers who trust the key notice nothing.",
	    run_cert },
	{ "config", "", "print the effective configuration", NULL, run_config },
};

/* --- options ------------------------------------------------------------------------ */

static void print_help(void)
{
	printf("usage: jarchy COMMAND [-c FILE] [ARGUMENT ...]\n\n"
	       "One content directory becomes feeds, a Gemini capsule, a Gopher hole and web pages.\n\n");
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		printf("  %-7s %-17s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
	printf("\n"
	       "  -c, --config FILE  the configuration (default: jarchy.conf here, if there is one)\n"
	       "  -q, --quiet        only errors\n"
	       "  -h, --help         this text, or that of a command\n"
	       "  -V, --version\n\n"
	       "Exit status: 0; 1 when content has an error; 2 when the configuration or the\n"
	       "command line has one, or nothing could be done. See jarchy(1), jarchy-content(5).\n");
}

static void print_command_help(const struct command *c)
{
	printf("usage: jarchy %s%s%s [-c FILE]\n\n%s\n", c->name, *c->arguments ? " " : "", c->arguments,
	    c->summary);
	if (c->help)
		printf("\n%s\n", c->help);
	if (c->run == run_check)
		check_print_keys();
}

static const struct command *find_command(const char *name)
{
	const char *names[ARRAY_SIZE(commands) + 1] = { NULL };
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		if (!strcmp(commands[i].name, name))
			return &commands[i];
		names[i] = commands[i].name;
	}
	const char *near = str_nearest(str_of(name), names);
	if (near)
		log_error("there is no command \"%s\": did you mean \"%s\"?", name, near);
	else
		log_error("there is no command \"%s\" (see \"jarchy --help\")", name);
	return NULL;
}

static bool parse_days(const char *s, long *out)
{
	uint64_t n;
	if (!str_to_uint(str_of(s), 36500, &n) || n == 0)
		return false;
	*out = (long)n;
	return true;
}

/* Options may stand before and after the command. False: an error was printed. */
static bool parse_options(int argc, char **argv, struct options *o, bool *help, bool *version)
{
	static const struct option longs[] = { { "config", required_argument, NULL, 'c' },
		{ "quiet", no_argument, NULL, 'q' }, { "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' }, { "lang", required_argument, NULL, 'l' },
		{ "kind", required_argument, NULL, 'k' }, { "host", required_argument, NULL, 'H' },
		{ "days", required_argument, NULL, 'd' }, { "json", no_argument, NULL, 'j' },
		{ "rules", no_argument, NULL, 'r' }, { "bundle", no_argument, NULL, 'b' },
		{ "dry-run", no_argument, NULL, 'n' }, { "project", required_argument, NULL, 'p' }, { 0 } };
	for (int opt; (opt = getopt_long(argc, argv, "c:qhV", longs, NULL)) != -1;) {
		bool *flag = opt == 'q'   ? &o->quiet
		             : opt == 'h' ? help
		             : opt == 'V' ? version
		             : opt == 'j' ? &o->json
		             : opt == 'r' ? &o->rules
		             : opt == 'b' ? &o->bundle
		             : opt == 'n' ? &o->dry_run
		                          : NULL;
		const char **text = opt == 'c'   ? &o->config
		                    : opt == 'k' ? &o->kind
		                    : opt == 'H' ? &o->host
		                    : opt == 'p' ? &o->project
		                                 : NULL;
		if (flag)
			*flag = true;
		else if (text)
			*text = optarg;
		else if (opt == 'l' && o->lang_count < SITE_LANGS_MAX)
			o->langs[o->lang_count++] = optarg;
		else if (opt != 'd' || !parse_days(optarg, &o->days))
			return false;
	}
	o->words = argv + optind;
	o->word_count = argc - optind;
	return true;
}

int main(int argc, char **argv)
{
	struct options o = { .days = CERT_DAYS };
	bool help = false, version = false;
	if (!parse_options(argc, argv, &o, &help, &version))
		return usage_error("the command line cannot be understood");
	if (version) {
		printf("jarchy %s\n", JARCHY_VERSION);
		return STATUS_GOOD;
	}
	if (!o.word_count) {
		if (!help)
			return usage_error("say what to do: serve, build, check, status, stats, new, import, "
			                   "cert or config");
		print_help();
		return STATUS_GOOD;
	}
	const struct command *command = find_command(o.words[0]);
	if (!command)
		return STATUS_USAGE;
	o.words++;
	o.word_count--;
	if (help) {
		print_command_help(command);
		return STATUS_GOOD;
	}
	if (o.word_count && !*command->arguments) {
		log_error("%s takes no argument like \"%s\"", command->name, o.words[0]);
		return STATUS_USAGE;
	}
	if (o.quiet)
		log_set_level(LOG_LEVEL_WARNING);
	struct config config;
	if (!config_load(o.config, &config))
		return STATUS_USAGE;
	int status = command->run(&config, &o);
	config_release(&config);
	return status;
}
