/*
 * config: reads a file, derives what it leaves out, and prints the result.
 */
#include "config/config.h"

#include <confuse.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "config/config_keys.h"
#include "config/config_languages.h"
#include "config/config_style.h"
#include "config/config_text.h"
#include "content/name.h"
#include "serve/tls.h"

/* libconfuse's callbacks carry no pointer of ours: the one parse under way counts its errors here. */
static struct {
	const char *file; /* as messages name it */
	unsigned errors;
	char last[MESSAGE_MAX];
	unsigned last_line;
} parsing;

/* --- errors ----------------------------------------------------------------- */

/* What libconfuse says, and the same for a person; both take the same arguments. */
static const struct {
	const char *theirs, *ours;
} sentences[] = {
	{ "premature end of file", MESSAGE("the file ends too early: look whether its end is missing") },
	{ "unexpected closing brace", MESSAGE("this \"}\" closes nothing: take it out") },
	{ "unexpected token '%s'", MESSAGE("\"%s\" cannot be here: write key = value, and text in quotes") },
	{ "missing equal sign after option '%s'", MESSAGE("there is no \"=\" after \"%s\": write one") },
	{ "missing opening brace for section '%s'", MESSAGE("there is no \"{\" after \"%s\": write one") },
	{ "invalid integer value for option '%s'", MESSAGE("%s: the value is not a whole number") },
	{ "integer value for option '%s' is out of range", MESSAGE("%s: the number is too large") },
	{ "invalid boolean value for option '%s'", MESSAGE("%s: the value is not yes or no") },
	{ "attempt to append to non-list option '%s'",
	    MESSAGE("%s: it has one value: write \"=\", not \"+=\"") },
	{ "unterminated string constant", MESSAGE("this text has no quotation mark at its end: write one") },
	{ "bad escape sequence '%s'",
	    MESSAGE("\"%s\" is not known in a text in quotes: for \"\\\" write \"\\\\\"") },
	{ "invalid octal number '%s'",
	    MESSAGE("\"%s\" is not known in a text in quotes: for \"\\\" write \"\\\\\"") },
};

static const char *sentence_of(const char *theirs)
{
	for (size_t i = 0; i < ARRAY_SIZE(sentences); i++)
		if (!strcmp(theirs, sentences[i].theirs))
			return sentences[i].ours;
	return theirs;
}

/* Prints what is wrong with the file, or with a line of it (0: none). */
static void complain(unsigned line, const struct err *err)
{
	parsing.errors++;
	/* The last value of a list is checked once more when the list ends. */
	if (line && line == parsing.last_line && !strcmp(err->message, parsing.last))
		return;
	parsing.last_line = line;
	memcpy(parsing.last, err->message, sizeof parsing.last);
	if (line)
		log_text(LOG_LEVEL_ERROR, "%s:%u: %s", parsing.file, line, err->text);
	else
		log_text(LOG_LEVEL_ERROR, "%s: %s", parsing.file, err->text);
}

static void explain_unknown_key(struct err *err, const char *name)
{
	const char *section = config_keys_section(str_of(name));
	const char *near = section ? NULL : config_keys_nearest(str_of(name));
	if (section && *section)
		err_set(err, "unknown key \"%s\" here: write it in a section, as in %s { %s = ... }", name,
		    section, name);
	else if (section)
		err_set(err, "unknown key \"%s\" here: write it outside of sections", name);
	else if (near)
		err_set(err, "unknown key \"%s\": did you mean \"%s\"?", name, near);
	else
		err_set(err, "unknown key \"%s\": take it out", name);
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	struct err err;
	char message[MESSAGE_MAX];
	if (!strcmp(fmt, "no such option '%s'")) {
		explain_unknown_key(&err, va_arg(ap, const char *));
	} else {
		message_vmake(message, sentence_of(fmt), ap);
		err_message(&err, message);
	}
	complain(cfg ? (unsigned)cfg->line : 0, &err);
}

/* --- loading ---------------------------------------------------------------- */

static void take_listen(struct config *c, enum service service)
{
	cfg_t *section = cfg_getsec(c->cfg, services[service].name);
	for (unsigned i = 0; i < cfg_size(section, "listen") && c->listen_count < LISTEN_TOTAL; i++) {
		struct listen_address *a = &c->listen[c->listen_count++];
		a->service = service;
		listen_parse(cfg_getnstr(section, "listen", i), a);
	}
	size_t *n = &c->proxy_count[service];
	for (unsigned i = 0; i < cfg_size(section, "proxy") && *n < PROXIES_MAX; i++)
		network_parse(cfg_getnstr(section, "proxy", i), &c->proxies[service][(*n)++]);
}

static void take_editors(struct config *c)
{
	for (unsigned i = 0; i < cfg_size(c->cfg, "preview"); i++)
		key_fingerprint_parse(cfg_getnstr(c->cfg, "preview", i), &c->editors[c->editor_count++]);
}

static void take_aliases(struct config *c)
{
	for (unsigned i = 0; i < cfg_size(c->cfg, "aliases"); i++)
		c->site.aliases[i] = cfg_getnstr(c->cfg, "aliases", i);
}

static void take_caches(struct config *c)
{
	for (unsigned i = 0; i < cfg_size(c->cfg, "purge") && i < PURGE_MAX; i++)
		c->purge[c->purge_count++] = cfg_getnstr(c->cfg, "purge", i);
	c->site.purged = c->purge_count > 0;
}

/* What was left out is derived from the rest; libconfuse keeps the texts. */
static void derive(struct config *c)
{
	cfg_t *cfg = c->cfg;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (!c->workers)
		c->workers = cores > 64 ? 64 : cores < 1 ? 1 : (unsigned)cores;
	if (!*c->site.authority)
		cfg_setstr(cfg, "authority", c->site.host);
	if (!*c->site.gopher_host)
		cfg_setstr(cfg, "gopher|host", c->site.host);
	c->site.authority = cfg_getstr(cfg, "authority");
	c->site.gopher_host = cfg_getstr(cfg, "gopher|host");
	if (!*c->site.hub)
		c->site.hub = NULL;
}

/* Where nothing is asked for, the default is no more than what OpenSSL has. */
static void take_key_exchange(struct config *c)
{
	static const char key[] = "key_exchange";
	unsigned line = config_keys_line(key);
	c->hybrid = !strcmp(cfg_getstr(c->cfg, key), "hybrid");
	if (c->hybrid && line && !tls_has_hybrid())
		problem_add(&c->doubts, SEVERITY_WARNING, c->file, (int)line, 0, key,
		    "key_exchange: hybrid key exchange needs OpenSSL 3.5, and this is %s: until it is "
		    "upgraded, keys are agreed on in the classical way",
		    tls_library());
}

/* files: as config_load_checked has them; NULL: they are read. */
static void take_values(struct config *c, const char *file, const struct config_files *files)
{
	struct err none; /* it was found before */
	config_keys_take(c->cfg, file, c);
	if (files)
		config_style_take(c, files->style);
	else
		config_style_load(c);
	if (files)
		config_languages_take(c, files->packs);
	else
		config_languages_load(c);
	for (int service = 0; service < SERVICE_COUNT; service++)
		take_listen(c, (enum service)service);
	take_aliases(c);
	take_editors(c);
	take_caches(c);
	take_key_exchange(c);
	sandbox_parse(cfg_getstr(c->cfg, "sandbox"), &c->sandbox);
	log_level_parse(cfg_getstr(c->cfg, "log|level"), &c->log_level);
	log_format_parse(cfg_getstr(c->cfg, "log|format"), &c->log_json);
	c->follower = !strcmp(cfg_getstr(c->cfg, "role"), "follower");
	user_find(cfg_getstr(c->cfg, "user"), &c->user, &none);
	derive(c);
}

static bool is_listened_on(const struct config *c, enum service service)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == service)
			return true;
	return false;
}

/* The address to which plain HTTP leads must be one of HTTPS, which something answers. */
static void check_redirect(const struct config *c)
{
	struct err err;
	const char *url = cfg_getstr(c->cfg, "http|url");
	if (!is_listened_on(c, SERVICE_HTTPS)) {
		err_set(&err, "redirect: there is no HTTPS to lead to: write listen, certificate and key in "
		              "https, or take redirect out");
		complain(0, &err);
	} else if (*url && !str_starts(str_of(url), "https://")) {
		err_set(&err,
		    "redirect: it leads to url, which is \"%s\": let url begin with https://, or take url "
		    "out",
		    url);
		complain(0, &err);
	}
}

/* What is published has its own rules for files: an export among it would be one of them. */
static bool is_published(const struct config *c, const char *folder)
{
	return !strcmp(folder, c->content) || !strcmp(folder, c->feeds) || !strcmp(folder, c->state) ||
	       !strcmp(folder, c->certs);
}

static void check_facts(const struct config *c)
{
	struct err err;
	if (c->follower && !*c->facts)
		err_set(&err,
		    "role: a follower needs \"facts\", the folder into which the facts of the origin "
		    "are copied, as in facts = \"content/.facts\"");
	else if (*c->facts && is_published(c, c->facts))
		err_set(&err,
		    "facts: \"%s\" has other files: name a folder of its own, as in facts = "
		    "\"content/.facts\"",
		    c->facts);
	else
		return;
	complain(0, &err);
}

static void check_whole(const struct config *c)
{
	struct err err;
	if (is_listened_on(c, SERVICE_HTTPS) && (!*c->https_certificate || !*c->https_key)) {
		err_set(&err, "https: a listener needs both \"certificate\" and \"key\"");
		complain(0, &err);
	}
	if (c->redirect)
		check_redirect(c);
	check_facts(c);
	if (c->site.lang_count == 0) {
		err_set(&err, "languages: at least one is needed");
		complain(0, &err);
	}
}

static void load_file_types(struct config *c)
{
	struct err err;
	bool whole;
	c->file_types = file_types_load(&whole, &err);
	if (!whole)
		log_warning("the types of attachments are guesses: %s", err.text);
}

/* What is wrong is printed. */
static void read_text(struct config *c)
{
	struct err err;
	if (config_text_read(c->file, &c->text))
		return;
	err_errno(&err, "cannot be read");
	complain(0, &err);
}

/* What is wrong is printed. */
static void parse(const struct config *c)
{
	struct buf text;
	struct err err;
	unsigned line;
	buf_init(&text, CONFIG_TEXT_MAX);
	buf_add_str(&text, buf_str(&c->text));
	const char *fault = config_text_blank(text.data, text.len, &line);
	if (cfg_parse_buf(c->cfg, text.data) == CFG_SUCCESS && fault) {
		err_message(&err, fault);
		complain(line, &err);
	}
	buf_release(&text);
}

static void init(struct config *c, const char *file, bool check)
{
	memset(c, 0, sizeof *c);
	parsing.errors = 0;
	parsing.last[0] = 0;
	parsing.last_line = 0;
	parsing.file = file ? file : CONFIG_FILE;
	c->cfg = config_keys_new(on_error, check);
	c->file = file ? xstrdup(file) : NULL;
	buf_init(&c->text, CONFIG_TEXT_MAX);
	problems_init(&c->doubts);
}

/* Makes of the text what it says, or releases it. */
static bool take(struct config *c, const struct config_files *files)
{
	if (c->file && parsing.errors == 0)
		parse(c);
	if (parsing.errors == 0) {
		take_values(c, c->file, files);
		check_whole(c);
	}
	/* The default may be a zone that this system lacks. */
	if (parsing.errors == 0 && (date_set_zone(c->timezone, NULL) || date_set_zone("UTC", NULL))) {
		content_name_languages(c->site.langs[0], c->site.lang_count == 1);
		config_settle(c);
		return true;
	}
	config_release(c);
	return false;
}

bool config_load(const char *file, struct config *out)
{
	if (!file && access(CONFIG_FILE, F_OK) == 0)
		file = CONFIG_FILE;
	init(out, file, true);
	if (file)
		read_text(out);
	if (!take(out, NULL))
		return false;
	load_file_types(out);
	return true;
}

bool config_load_text(const char *file, struct str text, struct config *out)
{
	init(out, file, true);
	buf_add_str(&out->text, text);
	if (!take(out, NULL))
		return false;
	load_file_types(out);
	return true;
}

bool config_load_checked(const char *file, struct str text, const struct config_files *files,
    const struct user *user, bool file_types, struct config *out)
{
	init(out, file, false);
	buf_add_str(&out->text, text);
	if (!take(out, files))
		return false;
	out->user = *user;
	if (file_types)
		load_file_types(out);
	return true;
}

void config_release(struct config *c)
{
	if (c->cfg)
		cfg_free(c->cfg);
	free(c->file);
	buf_release(&c->text);
	config_keys_release(c);
	config_style_release(c);
	config_languages_release(c);
	problems_release(&c->doubts);
	free(c->derived_url);
	file_types_free(c->file_types);
	memset(c, 0, sizeof *c);
}

/* --- what is advertised ------------------------------------------------------ */

/* The port that a service really listens on, the first of them. */
static unsigned first_port(const struct config *c, enum service service)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == service && c->listen[i].port)
			return c->listen[i].port;
	return services[service].port ? services[service].port : schemes[services[service].scheme].port;
}

/* The first service of a scheme is the one that its addresses lead to. */
static enum service service_of(enum scheme scheme)
{
	int service = 0;
	while (services[service].scheme != scheme)
		service++;
	return (enum service)service;
}

/* By a service of the scheme, or at an address that the file names: a balancer, say, has that. */
static bool is_reachable(const struct config *c, enum scheme scheme, bool named)
{
	bool reachable = named;
	for (int service = 0; service < SERVICE_COUNT; service++)
		if (services[service].scheme == scheme)
			reachable = reachable || is_listened_on(c, (enum service)service);
	return reachable;
}

/* Where only HTTPS is listened on, or HTTP leads to it, the web is there. */
static void derive_url(struct config *c)
{
	bool https = is_listened_on(c, SERVICE_HTTPS) && (c->redirect || !is_listened_on(c, SERVICE_HTTP));
	unsigned port = https ? first_port(c, SERVICE_HTTPS) : c->site.ports[SCHEME_HTTP];
	struct buf b;
	buf_init(&b, 512);
	buf_printf(&b, "%s://%s", https ? "https" : "http", c->site.host);
	if (port != (https ? 443 : schemes[SCHEME_HTTP].port))
		buf_printf(&b, ":%u", port);
	free(c->derived_url);
	c->derived_url = buf_detach(&b);
	c->site.http_url = c->derived_url;
}

void config_settle(struct config *c)
{
	char key[32];
	const char *url = cfg_getstr(c->cfg, "http|url");
	for (int scheme = 0; scheme < SCHEME_COUNT; scheme++) {
		enum service service = service_of((enum scheme)scheme);
		snprintf(key, sizeof key, "%s|port", services[service].name);
		long port = scheme == SCHEME_HTTP ? 0 : cfg_getint(c->cfg, key);
		c->site.ports[scheme] = port ? (unsigned)port : first_port(c, service);
		c->site.unreachable[scheme] = !is_reachable(
		    c, (enum scheme)scheme, scheme == SCHEME_HTTP ? *url : port);
	}
	if (*url)
		c->site.http_url = url;
	else
		derive_url(c);
}

void config_warn(const struct config *c)
{
	struct buf line;
	buf_init(&line, 2 * MESSAGE_MAX);
	for (size_t i = 0; i < c->doubts.n; i++) {
		buf_reset(&line);
		problem_note(&c->doubts.v[i], "", message_spoken(), &line);
		log_warning("%s", line.data);
	}
	buf_release(&line);
}

void config_print(const struct config *c, FILE *out)
{
	cfg_setint(c->cfg, "workers", (long)c->workers);
	for (int scheme = 0; scheme < SCHEME_COUNT; scheme++) {
		char key[32];
		snprintf(key, sizeof key, "%s|port", services[service_of((enum scheme)scheme)].name);
		if (scheme == SCHEME_HTTP)
			continue;
		if (c->site.unreachable[scheme])
			cfg_free_value(cfg_getopt(c->cfg, key)); /* printed as a comment */
		else
			cfg_setint(c->cfg, key, (long)c->site.ports[scheme]);
	}
	/* What cannot be reached is no address that the file gives. */
	if (c->derived_url && !c->site.unreachable[SCHEME_HTTP])
		cfg_setstr(c->cfg, "http|url", c->derived_url);
	cfg_print(c->cfg, out);
}

bool config_has_facts(const struct config *c)
{
	return c->facts && *c->facts;
}

bool config_exports(const struct config *c)
{
	return !c->follower && config_has_facts(c);
}

bool config_tells_hub(const struct config *c)
{
	return c->site.hub && !c->follower;
}

static void put_common(const struct config *c, struct buf *b)
{
	buf_printf(b, "%s %s %s %s %s %u %s %u", c->site.hub ? c->site.hub : "-", c->timezone,
	    c->site.authority, c->site.http_url, c->site.host, c->site.ports[SCHEME_GEMINI],
	    c->site.gopher_host, c->site.ports[SCHEME_GOPHER]);
	for (size_t i = 0; i < c->site.lang_count; i++)
		buf_printf(b, " %s", c->site.tags[i]);
	/* The addresses that feeds have. */
	for (int scheme = 0; scheme <= SCHEME_HTTP; scheme++)
		if (c->site.unreachable[scheme])
			buf_printf(b, " no %s", schemes[scheme].prefix);
}

char *config_common(const struct config *c)
{
	struct buf b;
	buf_init(&b, 1 << 14);
	put_common(c, &b);
	return buf_detach(&b);
}

bool config_agrees(const struct config *c, struct str common)
{
	char *own = config_common(c);
	bool same = str_is(common, own);
	free(own);
	return same;
}

char *config_basis(const struct config *c)
{
	struct buf b;
	buf_init(&b, 1 << 14);
	put_common(c, &b);
	buf_printf(&b, " %llx", (unsigned long long)file_types_mark(c->file_types));
	/* Texts of the program itself are as old as the program. */
	for (size_t i = 0; i < c->site.lang_count; i++)
		if (c->site.langs[i]->digest)
			buf_printf(&b, " %llx", (unsigned long long)c->site.langs[i]->digest);
	return buf_detach(&b);
}

char *config_languages(const struct config *c)
{
	struct buf b;

	buf_init(&b, 1 << 10);
	for (size_t i = 0; i < c->site.lang_count; i++)
		buf_printf(&b, "%s%s", i ? " " : "", c->site.langs[i]->tag);
	return buf_detach(&b);
}
