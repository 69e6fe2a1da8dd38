/*
 * config_keys: the table, and what libconfuse needs of it.
 *
 * Keys of sections are written "section|key", as libconfuse does. Every service has "listen" and "proxy",
 * so the rows of these are made from the table of services.
 */
#include "config/config_keys.h"

#include <assert.h>
#include <libgen.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum key_type {
	KEY_TEXT,   /* field: const char *, owned by libconfuse */
	KEY_PATH,   /* field: char *, allocated; relative to the folder of the file */
	KEY_OUTPUT, /* the same, but "-" stays, which is standard output */
	KEY_NUMBER, /* field: unsigned */
	KEY_SIZE,   /* field: size_t */
	KEY_YES,    /* field: bool */
	KEY_LIST,   /* no field: config.c takes it */
};

struct config_key {
	const char *name;
	enum key_type type;
	const char
	    *usual; /* its default, as the file writes it; NULL: that of the field in serve_limits_default */
	config_check *check; /* of a value, or NULL */
	long min, max;       /* of a number whose check is NULL */
	size_t field;        /* where in struct config; NO_FIELD: config.c takes it */
};

#define NO_FIELD SIZE_MAX
#define FIELD(name) offsetof(struct config, name)
#define LIMIT(name, type, min, max)                                                                          \
	{                                                                                                    \
		"limits|" #name, type, NULL, NULL, min, max, FIELD(limits.name)                              \
	}

/* Of the file that was read last: where values are that are looked at later. */
static struct {
	const char *key;
	unsigned line; /* 0: nowhere */
} noted[] = { { "colour", 0 }, { "style", 0 }, { "key_exchange", 0 }, { "languages", 0 },
	{ "languages_dir", 0 } };

static int note_line(cfg_t *cfg, cfg_opt_t *opt)
{
	for (size_t i = 0; i < ARRAY_SIZE(noted); i++)
		if (!strcmp(noted[i].key, opt->name))
			noted[i].line = (unsigned)cfg->line;
	return 0;
}

static int note_key_exchange(cfg_t *cfg, cfg_opt_t *opt)
{
	note_line(cfg, opt);
	return check_key_exchange(cfg, opt);
}

static int note_language(cfg_t *cfg, cfg_opt_t *opt)
{
	note_line(cfg, opt);
	return check_language(cfg, opt);
}

/* clang-format off */
static const struct config_key keys[] = {
	{ "content", KEY_PATH, "content", NULL, 0, 0, FIELD(content) },
	{ "feeds", KEY_PATH, "feeds", NULL, 0, 0, FIELD(feeds) },
	{ "state", KEY_PATH, "var", NULL, 0, 0, FIELD(state) },
	{ "certs", KEY_PATH, "certs", NULL, 0, 0, FIELD(certs) },
	{ "acme", KEY_PATH, "", NULL, 0, 0, FIELD(acme) },
	{ "host", KEY_TEXT, "localhost", check_host, 0, 0, FIELD(site.host) },
	{ "aliases", KEY_LIST, "{}", check_alias, 0, 0, NO_FIELD },
	{ "authority", KEY_TEXT, "", check_host, 0, 0, FIELD(site.authority) },
	{ "languages", KEY_LIST, "{\"ky\", \"ru\", \"en\"}", note_language, 0, 0, NO_FIELD },
	{ "languages_dir", KEY_PATH, "", note_line, 0, 0, FIELD(languages_dir) },
	{ "timezone", KEY_TEXT, "Asia/Bishkek", check_timezone, 0, 0, FIELD(timezone) },
	{ "workers", KEY_NUMBER, "0", NULL, 0, 64, FIELD(workers) },
	{ "drain_seconds", KEY_NUMBER, "0", NULL, 0, 3600, FIELD(drain_seconds) },
	{ "grace", KEY_NUMBER, "60", NULL, 0, 86400, FIELD(grace) },
	{ "sandbox", KEY_TEXT, "try", check_sandbox, 0, 0, NO_FIELD },
	{ "user", KEY_TEXT, "", check_user, 0, 0, NO_FIELD },
	{ "hub", KEY_TEXT, "", check_hub, 0, 0, FIELD(site.hub) },
	{ "purge", KEY_LIST, "{}", check_purge, 0, 0, NO_FIELD },
	{ "colour", KEY_TEXT, "", note_line, 0, 0, FIELD(colour) },
	{ "style", KEY_PATH, "", note_line, 0, 0, FIELD(style) },
	{ "ticket_keys", KEY_PATH, "", NULL, 0, 0, FIELD(ticket_keys) },
	{ "key_exchange", KEY_TEXT, "hybrid", note_key_exchange, 0, 0, NO_FIELD },
	{ "preview", KEY_LIST, "{}", check_preview, 0, 0, NO_FIELD },
	{ "role", KEY_TEXT, "origin", check_role, 0, 0, NO_FIELD },
	{ "facts", KEY_PATH, "", NULL, 0, 0, FIELD(facts) },
	{ "report", KEY_YES, "no", NULL, 0, 0, FIELD(report) },
	{ "gemini|port", KEY_NUMBER, "0", check_port, 0, 0, FIELD(site.ports[SCHEME_GEMINI]) },
	{ "gemini|resumption", KEY_YES, "no", NULL, 0, 0, FIELD(resumption[SERVICE_GEMINI]) },
	{ "gopher|port", KEY_NUMBER, "0", check_port, 0, 0, FIELD(site.ports[SCHEME_GOPHER]) },
	{ "gopher|host", KEY_TEXT, "", check_host, 0, 0, FIELD(site.gopher_host) },
	{ "http|url", KEY_TEXT, "", check_url, 0, 0, FIELD(site.http_url) },
	{ "http|redirect", KEY_YES, "no", NULL, 0, 0, FIELD(redirect) },
	{ "https|certificate", KEY_PATH, "", NULL, 0, 0, FIELD(https_certificate) },
	{ "https|key", KEY_PATH, "", NULL, 0, 0, FIELD(https_key) },
	{ "https|hsts_days", KEY_NUMBER, "0", NULL, 0, 3650, FIELD(hsts_days) },
	{ "https|resumption", KEY_YES, "no", NULL, 0, 0, FIELD(resumption[SERVICE_HTTPS]) },
	{ "spartan|port", KEY_NUMBER, "0", check_port, 0, 0, FIELD(site.ports[SCHEME_SPARTAN]) },
	{ "nex|port", KEY_NUMBER, "0", check_port, 0, 0, FIELD(site.ports[SCHEME_NEX]) },
	LIMIT(handshake_seconds, KEY_NUMBER, 5, 3600),
	LIMIT(request_seconds, KEY_NUMBER, 5, 3600),
	LIMIT(progress_seconds, KEY_NUMBER, 1, 3600),
	LIMIT(rate_bytes, KEY_NUMBER, 0, 1 << 30),
	LIMIT(rate_seconds, KEY_NUMBER, 1, 3600),
	LIMIT(keepalive_seconds, KEY_NUMBER, 1, 3600),
	LIMIT(keepalive_requests, KEY_NUMBER, 1, 1 << 30),
	LIMIT(linger_seconds, KEY_NUMBER, 1, 60),
	LIMIT(connections, KEY_NUMBER, 1, 1 << 20),
	LIMIT(per_address, KEY_NUMBER, 1, 1 << 20),
	LIMIT(feed_polls_per_hour, KEY_NUMBER, 0, 1000000),
	LIMIT(cache_bytes, KEY_SIZE, 0, 1L << 40),
	LIMIT(hang_seconds, KEY_NUMBER, 0, 3600),
	{ "log|level", KEY_TEXT, "info", check_log_level, 0, 0, NO_FIELD },
	{ "log|format", KEY_TEXT, "text", check_log_format, 0, 0, NO_FIELD },
	{ "log|access", KEY_OUTPUT, "-", NULL, 0, 0, FIELD(access_log) },
};
/* clang-format on */

enum { NAME_MAX_LEN = 48, SECTIONS_MAX = 16, OPTIONS_MAX = 64 };

/* --- what libconfuse takes ------------------------------------------------------------ */

/* The options of the file itself or of one of its sections; cfg_init copies them. */
struct section {
	char name[NAME_MAX_LEN];
	cfg_opt_t options[OPTIONS_MAX + 1];
	size_t count;
};
struct sections {
	struct section v[SECTIONS_MAX]; /* the first has no name: it is the file */
	size_t count;
};

static struct section *find_section(struct sections *all, struct str name)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_is(name, all->v[i].name))
			return &all->v[i];
	assert(all->count < SECTIONS_MAX && name.n < NAME_MAX_LEN);
	struct section *s = &all->v[all->count++];
	snprintf(s->name, sizeof s->name, "%.*s", STR_ARG(name));
	return s;
}

static cfg_opt_t *add_option(struct section *s)
{
	assert(s->count < OPTIONS_MAX);
	return &s->options[s->count++];
}

static struct section *split_name(struct sections *all, const char *name, const char **key)
{
	struct str section, rest;
	bool split = str_cut(str_of(name), '|', &section, &rest);
	*key = split ? rest.p : name;
	return find_section(all, split ? section : STR(""));
}

static long usual_number(const struct config_key *k)
{
	if (k->usual)
		return strtol(k->usual, NULL, 10);
	const char *field = (const char *)&serve_limits_default + (k->field - FIELD(limits));
	return k->type == KEY_SIZE ? (long)*(const size_t *)(const void *)field
	                           : (long)*(const unsigned *)(const void *)field;
}

static void add_key(struct sections *all, const struct config_key *k)
{
	const char *name;
	struct section *s = split_name(all, k->name, &name);
	switch (k->type) {
	case KEY_TEXT:
	case KEY_PATH:
	case KEY_OUTPUT:
		*add_option(s) = (cfg_opt_t)CFG_STR(name, k->usual, CFGF_NONE);
		break;
	case KEY_NUMBER:
	case KEY_SIZE:
		*add_option(s) = (cfg_opt_t)CFG_INT(name, usual_number(k), CFGF_NONE);
		break;
	case KEY_YES:
		*add_option(s) = (cfg_opt_t)CFG_BOOL(name, str_is(str_of(k->usual), "yes"), CFGF_NONE);
		break;
	case KEY_LIST:
		*add_option(s) = (cfg_opt_t)CFG_STR_LIST(name, (char *)k->usual, CFGF_NONE);
		break;
	}
}

/* `listen` is the place for the default of the section's list. */
static void add_service(struct sections *all, const struct service_row *service, char listen[NAME_MAX_LEN])
{
	struct section *s = find_section(all, str_of(service->name));
	snprintf(listen, NAME_MAX_LEN, service->port ? "{\"*:%u\"}" : "{}", service->port);
	*add_option(s) = (cfg_opt_t)CFG_STR_LIST("listen", listen, CFGF_NONE);
	*add_option(s) = (cfg_opt_t)CFG_STR_LIST("proxy", "{}", CFGF_NONE);
}

/* --- checks --------------------------------------------------------------------------- */

static int check_number(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const char *bar = strchr(keys[i].name, '|'), *name = bar ? bar + 1 : keys[i].name;
		if (!keys[i].check && !strcmp(name, opt->name) && (v < keys[i].min || v > keys[i].max))
			cfg_error(cfg, "%s: %ld is not a number from %ld to %ld", name, v, keys[i].min,
			    keys[i].max);
	}
	return 0;
}

/* Those that also bring the value into the form in which it goes out. */
static bool is_converted(const struct config_key *k)
{
	return k->check == check_host || k->check == check_alias || k->check == check_hub ||
	       k->check == check_purge || k->check == check_url;
}

static void add_conversions(cfg_t *cfg)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (is_converted(&keys[i]))
			cfg_set_validate_func(cfg, keys[i].name, keys[i].check);
}

static void add_checks(cfg_t *cfg)
{
	char name[NAME_MAX_LEN];
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		bool number = keys[i].type == KEY_NUMBER || keys[i].type == KEY_SIZE;
		if (keys[i].check || number)
			cfg_set_validate_func(
			    cfg, keys[i].name, keys[i].check ? keys[i].check : check_number);
	}
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		snprintf(name, sizeof name, "%s|listen", services[i].name);
		cfg_set_validate_func(cfg, name, check_listen);
		snprintf(name, sizeof name, "%s|proxy", services[i].name);
		cfg_set_validate_func(cfg, name, check_proxy);
	}
}

cfg_t *config_keys_new(cfg_errfunc_t on_error, bool check)
{
	struct sections *all = xcalloc(1, sizeof *all);
	for (size_t i = 0; i < ARRAY_SIZE(noted); i++)
		noted[i].line = 0;
	char listen[SERVICE_COUNT][NAME_MAX_LEN];
	struct section *file = find_section(all, STR(""));
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (!strchr(keys[i].name, '|'))
			add_key(all, &keys[i]);
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		add_service(all, &services[i], listen[i]);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (strchr(keys[i].name, '|'))
			add_key(all, &keys[i]);
	for (size_t i = 1; i < all->count; i++) {
		all->v[i].options[all->v[i].count] = (cfg_opt_t)CFG_END();
		*add_option(file) = (cfg_opt_t)CFG_SEC(all->v[i].name, all->v[i].options, CFGF_NONE);
	}
	file->options[file->count] = (cfg_opt_t)CFG_END();
	cfg_t *cfg = cfg_init(file->options, CFGF_NONE);
	free(all);
	cfg_set_error_function(cfg, on_error);
	if (check)
		add_checks(cfg);
	else
		add_conversions(cfg);
	return cfg;
}

/* --- what was read ------------------------------------------------------------------- */

/* A path of the configuration, in the folder of the file that names it; "" stays so. */
static char *beside(const char *file, const char *path)
{
	if (!file || path[0] == '/' || !*path)
		return xstrdup(path);
	char *copy = xstrdup(file);
	struct buf b;
	buf_init(&b, 1 << 16);
	const char *folder = dirname(copy);
	if (strcmp(folder, ".") != 0)
		buf_printf(&b, "%s/", folder);
	buf_puts(&b, path);
	free(copy);
	return buf_detach(&b);
}

void config_keys_take(cfg_t *cfg, const char *file, struct config *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const struct config_key *k = &keys[i];
		if (k->field == NO_FIELD)
			continue;
		void *field = (char *)out + k->field;
		switch (k->type) {
		case KEY_TEXT:
			*(const char **)field = cfg_getstr(cfg, k->name);
			break;
		case KEY_PATH:
			*(char **)field = beside(file, cfg_getstr(cfg, k->name));
			break;
		case KEY_OUTPUT:
			*(char **)field = str_is(str_of(cfg_getstr(cfg, k->name)), "-")
			                      ? xstrdup("-")
			                      : beside(file, cfg_getstr(cfg, k->name));
			break;
		case KEY_NUMBER:
			*(unsigned *)field = (unsigned)cfg_getint(cfg, k->name);
			break;
		case KEY_SIZE:
			*(size_t *)field = (size_t)cfg_getint(cfg, k->name);
			break;
		case KEY_YES:
			*(bool *)field = cfg_getbool(cfg, k->name);
			break;
		case KEY_LIST:
			break;
		}
	}
}

void config_keys_release(struct config *c)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].type == KEY_PATH || keys[i].type == KEY_OUTPUT)
			free(*(char **)(void *)((char *)c + keys[i].field));
}

unsigned config_keys_line(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(noted); i++)
		if (!strcmp(noted[i].key, name))
			return noted[i].line;
	return 0;
}

const char *config_keys_section(struct str name)
{
	static char section[NAME_MAX_LEN];
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const char *bar = strchr(keys[i].name, '|'), *key = bar ? bar + 1 : keys[i].name;
		if (!str_is(name, key))
			continue;
		snprintf(section, sizeof section, "%.*s", (int)(bar ? bar - keys[i].name : 0), keys[i].name);
		return section;
	}
	return str_is(name, "listen") || str_is(name, "proxy") ? services[0].name : NULL;
}

const char *config_keys_nearest(struct str name)
{
	const char *names[ARRAY_SIZE(keys) + SERVICE_COUNT + 5] = { "listen", "proxy", "limits", "log" };
	size_t n = 4;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		const char *bar = strchr(keys[i].name, '|');
		names[n++] = bar ? bar + 1 : keys[i].name;
	}
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		names[n++] = services[i].name;
	return str_nearest(name, names);
}
