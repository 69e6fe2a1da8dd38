#include "daemon/config.h"

#include <confuse.h>
#include <ctype.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/uri.h"

/* The table of keys: name, default. Zero and "" mean "derived", see config_settle. */

static cfg_opt_t gemini_keys[] = { CFG_STR_LIST("listen", "{\"*:1965\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_INT("port", 0, CFGF_NONE), CFG_END() };

static cfg_opt_t gopher_keys[] = { CFG_STR_LIST("listen", "{\"*:7070\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_INT("port", 0, CFGF_NONE), CFG_STR("host", "", CFGF_NONE),
	CFG_END() };

static cfg_opt_t http_keys[] = { CFG_STR_LIST("listen", "{\"*:8080\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_STR("url", "", CFGF_NONE), CFG_END() };

static cfg_opt_t https_keys[] = { CFG_STR_LIST("listen", "{}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_STR("certificate", "", CFGF_NONE),
	CFG_STR("key", "", CFGF_NONE), CFG_END() };

/* Spartan, Finger, Nex: off until they are given addresses. */
static cfg_opt_t small_keys[] = { CFG_STR_LIST("listen", "{}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_END() };

/* Each is a whole number; the default is what serve_limits_default says. */
static const struct {
	const char *name;
	size_t offset;
	bool is_size;
	long min, max;
} limit_keys[] = {
#define LIMIT(field, min, max)                                                                               \
	{                                                                                                    \
#field, offsetof(struct serve_limits, field), false, min, max                                \
	}
	LIMIT(handshake_seconds, 5, 3600),
	LIMIT(request_seconds, 5, 3600),
	LIMIT(progress_seconds, 1, 3600),
	LIMIT(rate_bytes, 0, 1 << 30),
	LIMIT(keepalive_seconds, 1, 3600),
	LIMIT(keepalive_requests, 1, 1 << 30),
	LIMIT(linger_seconds, 1, 60),
	LIMIT(connections, 1, 1 << 20),
	LIMIT(per_address, 1, 1 << 20),
	LIMIT(feed_polls_per_hour, 0, 1000000),
#undef LIMIT
	{ "cache_bytes", offsetof(struct serve_limits, cache_bytes), true, 0, 1L << 40 },
};
enum { LIMIT_COUNT = sizeof limit_keys / sizeof *limit_keys };

static cfg_opt_t limits_keys[LIMIT_COUNT + 1]; /* made from limit_keys */

static cfg_opt_t log_keys[] = { CFG_STR("access", "-", CFGF_NONE), CFG_END() };

static cfg_opt_t keys[] = { CFG_STR("content", "content", CFGF_NONE), CFG_STR("feeds", "feeds", CFGF_NONE),
	CFG_STR("state", "var", CFGF_NONE), CFG_STR("certs", "certs", CFGF_NONE),
	CFG_STR("host", "localhost", CFGF_NONE), CFG_STR("authority", "", CFGF_NONE),
	CFG_STR_LIST("languages", "{\"ky\", \"ru\", \"en\"}", CFGF_NONE),
	CFG_STR("timezone", "Asia/Bishkek", CFGF_NONE), CFG_INT("workers", 0, CFGF_NONE),
	CFG_STR("sandbox", "try", CFGF_NONE), CFG_STR("hub", "", CFGF_NONE),
	CFG_SEC("gemini", gemini_keys, CFGF_NONE), CFG_SEC("gopher", gopher_keys, CFGF_NONE),
	CFG_SEC("http", http_keys, CFGF_NONE), CFG_SEC("https", https_keys, CFGF_NONE),
	CFG_SEC("spartan", small_keys, CFGF_NONE), CFG_SEC("finger", small_keys, CFGF_NONE),
	CFG_SEC("nex", small_keys, CFGF_NONE), CFG_SEC("limits", limits_keys, CFGF_NONE),
	CFG_SEC("log", log_keys, CFGF_NONE), CFG_END() };

/* libconfuse's callbacks carry no pointer of ours: the one parse under way counts its errors here. */
static struct {
	unsigned errors;
	char last[500];
} parsing;

const char *service_name(enum service service)
{
	static const char *const names[SERVICE_COUNT] = { "gemini", "gopher", "http", "https", "spartan",
		"finger", "nex" };
	return names[service];
}

/* --- errors ----------------------------------------------------------------- */

/* The known key nearest to `name` anywhere in the file: people also forget the section. */
static const char *nearest_key(struct str name)
{
	const char *names[64];
	size_t n = 0;
	cfg_opt_t *const tables[] = { keys, gemini_keys, gopher_keys, http_keys, https_keys, limits_keys,
		log_keys };
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const cfg_opt_t *o = tables[t]; o->name && n < 63; o++)
			names[n++] = o->name;
	names[n] = NULL;
	return str_nearest(name, names);
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[400], line[500];
	vsnprintf(text, sizeof text, fmt, ap);
	snprintf(line, sizeof line, "%d: %s", cfg ? cfg->line : 0, text);
	parsing.errors++;
	/* The last value of a list is checked once more when the list ends. */
	if (!strcmp(line, parsing.last))
		return;
	memcpy(parsing.last, line, sizeof line);
	fprintf(stderr, "%s:%d: ", cfg && cfg->filename ? cfg->filename : CONFIG_FILE, cfg ? cfg->line : 0);
	char name[100];
	if (sscanf(text, "no such option '%99[^']'", name) != 1) {
		fprintf(stderr, "%s\n", text);
		return;
	}
	const char *near = nearest_key(str_of(name));
	if (near)
		fprintf(stderr, "unknown key \"%s\": did you mean \"%s\"?\n", name, near);
	else
		fprintf(stderr, "unknown key \"%s\"\n", name);
}

/* --- values ----------------------------------------------------------------- */

/* "host:port", "[v6]:port", "*:port". */
static bool parse_listen(const char *s, struct listen_address *out)
{
	const char *colon = strrchr(s, ':');
	uint64_t port;
	if (!colon || !str_to_uint(str_of(colon + 1), 65535, &port))
		return false;
	struct str host = { s, (size_t)(colon - s) };
	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = str_sub(host, 1, host.n - 1);
	else if (str_find(host, ':') < host.n)
		return false;
	if (host.n == 0 || host.n >= sizeof out->host)
		return false;
	snprintf(out->host, sizeof out->host, "%.*s", STR_ARG(host));
	out->port = (unsigned)port;
	return true;
}

/* libconfuse shows a list to its check after each value: the last one is new. */
static const char *last_value(cfg_opt_t *opt)
{
	return cfg_opt_getnstr(opt, cfg_opt_size(opt) - 1);
}

static int check_listen(cfg_t *cfg, cfg_opt_t *opt)
{
	struct listen_address a;
	if (!parse_listen(last_value(opt), &a))
		cfg_error(cfg, "listen: \"%s\" is not \"address:port\", \"[address]:port\" or \"*:port\"",
		    last_value(opt));
	if (cfg_opt_size(opt) > LISTEN_MAX)
		cfg_error(cfg, "listen: more than %d addresses", LISTEN_MAX);
	return 0;
}

static int check_proxy(cfg_t *cfg, cfg_opt_t *opt)
{
	struct network n;
	if (!network_parse(last_value(opt), &n))
		cfg_error(
		    cfg, "proxy: \"%s\" is no network like \"192.0.2.0/24\" or \"::1\"", last_value(opt));
	if (cfg_opt_size(opt) > PROXIES_MAX)
		cfg_error(cfg, "proxy: more than %d networks", PROXIES_MAX);
	return 0;
}

static int check_port(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	if (v < 1 || v > 65535)
		cfg_error(cfg, "%s: %ld is no port (1 to 65535)", opt->name, v);
	return 0;
}

static int check_workers(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	if (v < 0 || v > 64)
		cfg_error(cfg, "workers: %ld is not a number from 0 to 64", v);
	return 0;
}

static int check_limit(cfg_t *cfg, cfg_opt_t *opt)
{
	long v = cfg_opt_getnint(opt, 0);
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		if (!strcmp(limit_keys[i].name, opt->name) &&
		    (v < limit_keys[i].min || v > limit_keys[i].max))
			cfg_error(cfg, "%s: %ld is not a number from %ld to %ld", opt->name, v,
			    limit_keys[i].min, limit_keys[i].max);
	return 0;
}

static int check_language(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *tag = last_value(opt);
	if (cfg_opt_size(opt) > SITE_LANGS_MAX)
		cfg_error(cfg, "languages: more than %d", SITE_LANGS_MAX);
	if (lang_find(str_of(tag)))
		return 0;
	struct buf known;
	buf_init(&known, 400);
	for (size_t i = 0; i < lang_count(); i++)
		buf_printf(&known, "%s%s", i ? ", " : "", lang_at(i)->tag);
	cfg_error(cfg, "languages: there is no language pack \"%s\" (there are: %s)", tag, buf_str(&known).p);
	buf_release(&known);
	return 0;
}

static int check_timezone(cfg_t *cfg, cfg_opt_t *opt)
{
	struct err err;
	if (!date_set_zone(cfg_opt_getnstr(opt, 0), &err))
		cfg_error(cfg, "timezone: %s", err.text);
	return 0;
}

static int check_host(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	bool good = *s && strlen(s) < 254;
	for (const char *p = s; *p; p++)
		good = good && (isalnum((unsigned char)*p) || strchr(".-:", *p));
	if (!good)
		cfg_error(
		    cfg, "%s: \"%s\" is no host name (letters, digits, dots and hyphens)", opt->name, s);
	return 0;
}

static bool is_web(const char *s)
{
	struct uri u;
	return uri_parse(str_of(s), &u) && u.host.n &&
	       (str_is(u.scheme, "http") || str_is(u.scheme, "https"));
}

static int check_hub(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	if (*s && !is_web(s))
		cfg_error(cfg, "hub: \"%s\" is not like \"https://hub.example.org/\"", s);
	return 0;
}

static int check_url(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *s = cfg_opt_getnstr(opt, 0);
	size_t n = strlen(s);
	if (!is_web(s) || s[n - 1] == '/' || strpbrk(s, " \"<>?#"))
		cfg_error(
		    cfg, "url: \"%s\" is not like \"https://news.example.org\" (no slash at the end)", s);
	return 0;
}

static bool find_sandbox(const char *word, enum sandbox_mode *out)
{
	static const char *const words[] = { "try", "require", "off" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(word, words[i])) {
			*out = (enum sandbox_mode)i;
			return true;
		}
	return false;
}

static int check_sandbox(cfg_t *cfg, cfg_opt_t *opt)
{
	enum sandbox_mode mode;
	const char *s = cfg_opt_getnstr(opt, 0);
	if (!find_sandbox(s, &mode))
		cfg_error(cfg, "sandbox: \"%s\" is not \"try\", \"require\" or \"off\"", s);
	return 0;
}

static const struct {
	const char *key;
	cfg_validate_callback_t check;
} checks[] = {
	{ "gemini|listen", check_listen },
	{ "gopher|listen", check_listen },
	{ "http|listen", check_listen },
	{ "https|listen", check_listen },
	{ "spartan|listen", check_listen },
	{ "finger|listen", check_listen },
	{ "nex|listen", check_listen },
	{ "spartan|proxy", check_proxy },
	{ "finger|proxy", check_proxy },
	{ "nex|proxy", check_proxy },
	{ "gemini|proxy", check_proxy },
	{ "gopher|proxy", check_proxy },
	{ "http|proxy", check_proxy },
	{ "https|proxy", check_proxy },
	{ "gemini|port", check_port },
	{ "gopher|port", check_port },
	{ "workers", check_workers },
	{ "languages", check_language },
	{ "timezone", check_timezone },
	{ "host", check_host },
	{ "authority", check_host },
	{ "gopher|host", check_host },
	{ "http|url", check_url },
	{ "sandbox", check_sandbox },
	{ "hub", check_hub },
};

/* --- loading ---------------------------------------------------------------- */

static void make_limit_keys(void)
{
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		const char *field = (const char *)&serve_limits_default + limit_keys[i].offset;
		long value = limit_keys[i].is_size ? (long)*(const size_t *)field
		                                   : (long)*(const unsigned *)field;
		limits_keys[i] = (cfg_opt_t)CFG_INT(limit_keys[i].name, value, CFGF_NONE);
	}
	limits_keys[LIMIT_COUNT] = (cfg_opt_t)CFG_END();
}

/* A path of the configuration, beside the file that names it. */
static char *beside(const char *file, const char *path)
{
	if (!file || path[0] == '/')
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

static void take_listen(struct config *c, enum service service)
{
	cfg_t *section = cfg_getsec(c->cfg, service_name(service));
	for (unsigned i = 0; i < cfg_size(section, "listen") && c->listen_count < LISTEN_TOTAL; i++) {
		struct listen_address *a = &c->listen[c->listen_count++];
		a->service = service;
		parse_listen(cfg_getnstr(section, "listen", i), a);
	}
	size_t *n = &c->proxy_count[service];
	for (unsigned i = 0; i < cfg_size(section, "proxy") && *n < PROXIES_MAX; i++)
		network_parse(cfg_getnstr(section, "proxy", i), &c->proxies[service][(*n)++]);
}

/* Each language once, in the order of the file. */
static void take_languages(struct config *c)
{
	struct site *s = &c->site;
	for (unsigned i = 0; i < cfg_size(c->cfg, "languages"); i++) {
		const struct lang *l = lang_find(str_of(cfg_getnstr(c->cfg, "languages", i)));
		if (site_lang(s, str_of(l->tag)))
			continue;
		s->langs[s->lang_count] = l;
		s->tags[s->lang_count++] = l->tag;
	}
}

static void take_values(struct config *c, const char *file)
{
	cfg_t *cfg = c->cfg;
	for (int service = 0; service < SERVICE_COUNT; service++)
		take_listen(c, (enum service)service);
	take_languages(c);
	find_sandbox(cfg_getstr(cfg, "sandbox"), &c->sandbox);
	c->content = beside(file, cfg_getstr(cfg, "content"));
	c->feeds = beside(file, cfg_getstr(cfg, "feeds"));
	c->state = beside(file, cfg_getstr(cfg, "state"));
	c->certs = beside(file, cfg_getstr(cfg, "certs"));
	c->timezone = cfg_getstr(cfg, "timezone");
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	c->workers = (unsigned)cfg_getint(cfg, "workers");
	if (!c->workers)
		c->workers = cores > 64 ? 64 : cores < 1 ? 1 : (unsigned)cores;
	c->access_log = cfg_getstr(cfg, "log|access");
	c->https_certificate = cfg_getstr(cfg, "https|certificate");
	c->https_key = cfg_getstr(cfg, "https|key");
	c->site.host = cfg_getstr(cfg, "host");
	if (!*cfg_getstr(cfg, "authority"))
		cfg_setstr(cfg, "authority", c->site.host);
	c->site.authority = cfg_getstr(cfg, "authority");
	c->site.hub = *cfg_getstr(cfg, "hub") ? cfg_getstr(cfg, "hub") : NULL;
	if (!*cfg_getstr(cfg, "gopher|host"))
		cfg_setstr(cfg, "gopher|host", c->site.host);
	c->site.gopher_host = cfg_getstr(cfg, "gopher|host");
	cfg_t *limits = cfg_getsec(cfg, "limits");
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		char *field = (char *)&c->limits + limit_keys[i].offset;
		long value = cfg_getint(limits, limit_keys[i].name);
		if (limit_keys[i].is_size)
			*(size_t *)field = (size_t)value;
		else
			*(unsigned *)field = (unsigned)value;
	}
}

static void check_whole(const struct config *c, const char *file)
{
	bool https = false;
	for (size_t i = 0; i < c->listen_count; i++)
		https = https || c->listen[i].service == SERVICE_HTTPS;
	if (https && (!*c->https_certificate || !*c->https_key)) {
		fprintf(stderr, "%s: https: a listener needs both \"certificate\" and \"key\"\n",
		    file ? file : CONFIG_FILE);
		parsing.errors++;
	}
	if (c->site.lang_count == 0) {
		fprintf(stderr, "%s: languages: at least one is needed\n", file ? file : CONFIG_FILE);
		parsing.errors++;
	}
}

bool config_load(const char *file, struct config *out)
{
	memset(out, 0, sizeof *out);
	struct err err;
	if (!date_set_zone("Asia/Bishkek", &err) && !date_set_zone("UTC", &err))
		abort();
	make_limit_keys();
	parsing.errors = 0;
	parsing.last[0] = 0;
	out->cfg = cfg_init(keys, CFGF_NONE);
	cfg_set_error_function(out->cfg, on_error);
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		cfg_set_validate_func(out->cfg, checks[i].key, checks[i].check);
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		char key[64];
		snprintf(key, sizeof key, "limits|%s", limit_keys[i].name);
		cfg_set_validate_func(out->cfg, key, check_limit);
	}
	if (!file && access(CONFIG_FILE, F_OK) == 0)
		file = CONFIG_FILE;
	if (file && cfg_parse(out->cfg, file) == CFG_FILE_ERROR) {
		fprintf(stderr, "%s: cannot be read: %s\n", file, strerror(errno));
		parsing.errors++;
	}
	if (parsing.errors == 0) {
		take_values(out, file);
		check_whole(out, file);
	}
	if (parsing.errors == 0) {
		config_settle(out);
		return true;
	}
	config_release(out);
	return false;
}

void config_release(struct config *c)
{
	if (c->cfg)
		cfg_free(c->cfg);
	free(c->content);
	free(c->feeds);
	free(c->state);
	free(c->certs);
	free(c->derived_url);
	memset(c, 0, sizeof *c);
}

/* --- what is advertised ------------------------------------------------------ */

static unsigned first_port(const struct config *c, enum service service, unsigned usual)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == service && c->listen[i].port)
			return c->listen[i].port;
	return usual;
}

void config_settle(struct config *c)
{
	long port = cfg_getint(c->cfg, "gemini|port");
	c->site.gemini_port = port ? (unsigned)port : first_port(c, SERVICE_GEMINI, 1965);
	port = cfg_getint(c->cfg, "gopher|port");
	c->site.gopher_port = port ? (unsigned)port : first_port(c, SERVICE_GOPHER, 7070);

	const char *url = cfg_getstr(c->cfg, "http|url");
	if (*url) {
		c->site.http_url = url;
		return;
	}
	unsigned web = first_port(c, SERVICE_HTTP, 8080);
	struct buf b;
	buf_init(&b, 512);
	buf_printf(&b, "http://%s", c->site.host);
	if (web != 80)
		buf_printf(&b, ":%u", web);
	free(c->derived_url);
	c->derived_url = buf_detach(&b);
	c->site.http_url = c->derived_url;
}

void config_print(const struct config *c, FILE *out)
{
	cfg_setint(c->cfg, "workers", (long)c->workers);
	cfg_setint(c->cfg, "gemini|port", (long)c->site.gemini_port);
	cfg_setint(c->cfg, "gopher|port", (long)c->site.gopher_port);
	cfg_setstr(c->cfg, "http|url", c->site.http_url);
	cfg_print(c->cfg, out);
}

char *config_basis(const struct config *c)
{
	struct buf b;
	buf_init(&b, 1 << 14);
	buf_printf(&b, "%s %s %s %s %s %u %s %u", c->site.hub ? c->site.hub : "-", c->timezone,
	    c->site.authority, c->site.http_url, c->site.host, c->site.gemini_port, c->site.gopher_host,
	    c->site.gopher_port);
	for (size_t i = 0; i < c->site.lang_count; i++)
		buf_printf(&b, " %s", c->site.tags[i]);
	return buf_detach(&b);
}
