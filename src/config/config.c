#include "config/config.h"

#include <confuse.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/log.h"
#include "config/config_limits.h"

/* The table of keys: name, default. Zero and "" mean "derived", see config_settle. */

static cfg_opt_t gemini_keys[] = { CFG_STR_LIST("listen", "{\"*:1965\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_INT("port", 0, CFGF_NONE),
	CFG_BOOL("resumption", cfg_false, CFGF_NONE), CFG_END() };

static cfg_opt_t gopher_keys[] = { CFG_STR_LIST("listen", "{\"*:7070\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_INT("port", 0, CFGF_NONE), CFG_STR("host", "", CFGF_NONE),
	CFG_END() };

static cfg_opt_t http_keys[] = { CFG_STR_LIST("listen", "{\"*:8080\"}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_STR("url", "", CFGF_NONE), CFG_END() };

static cfg_opt_t https_keys[] = { CFG_STR_LIST("listen", "{}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_STR("certificate", "", CFGF_NONE),
	CFG_STR("key", "", CFGF_NONE), CFG_BOOL("resumption", cfg_false, CFGF_NONE), CFG_END() };

/* Spartan, Finger, Nex: off until they are given addresses. */
static cfg_opt_t small_keys[] = { CFG_STR_LIST("listen", "{}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_INT("port", 0, CFGF_NONE), CFG_END() };

static cfg_opt_t finger_keys[] = { CFG_STR_LIST("listen", "{}", CFGF_NONE),
	CFG_STR_LIST("proxy", "{}", CFGF_NONE), CFG_END() };

static cfg_opt_t log_keys[] = { CFG_STR("access", "-", CFGF_NONE), CFG_END() };

static cfg_opt_t keys[] = { CFG_STR("content", "content", CFGF_NONE), CFG_STR("feeds", "feeds", CFGF_NONE),
	CFG_STR("state", "var", CFGF_NONE), CFG_STR("certs", "certs", CFGF_NONE),
	CFG_STR("host", "localhost", CFGF_NONE), CFG_STR_LIST("aliases", "{}", CFGF_NONE),
	CFG_STR("authority", "", CFGF_NONE), CFG_STR_LIST("languages", "{\"ky\", \"ru\", \"en\"}", CFGF_NONE),
	CFG_STR("timezone", "Asia/Bishkek", CFGF_NONE), CFG_INT("workers", 0, CFGF_NONE),
	CFG_STR("sandbox", "try", CFGF_NONE), CFG_STR("user", "", CFGF_NONE), CFG_STR("hub", "", CFGF_NONE),
	CFG_STR_LIST("preview", "{}", CFGF_NONE), CFG_SEC("gemini", gemini_keys, CFGF_NONE),
	CFG_SEC("gopher", gopher_keys, CFGF_NONE), CFG_SEC("http", http_keys, CFGF_NONE),
	CFG_SEC("https", https_keys, CFGF_NONE), CFG_SEC("spartan", small_keys, CFGF_NONE),
	CFG_SEC("finger", finger_keys, CFGF_NONE), CFG_SEC("nex", small_keys, CFGF_NONE),
	CFG_SEC("limits", config_limit_keys, CFGF_NONE), CFG_SEC("log", log_keys, CFGF_NONE), CFG_END() };

/* libconfuse's callbacks carry no pointer of ours: the one parse under way counts its errors here. */
static struct {
	unsigned errors;
	char last[500];
} parsing;

/* --- errors ----------------------------------------------------------------- */

/* The known key nearest to `name` anywhere in the file: people also forget the section. */
static const char *nearest_key(struct str name)
{
	const char *names[64];
	size_t n = 0;
	cfg_opt_t *const tables[] = { keys, gemini_keys, gopher_keys, http_keys, https_keys,
		config_limit_keys, log_keys };
	for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
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

/* --- loading ---------------------------------------------------------------- */

/* A path of the configuration, beside the file that names it; "" stays so. */
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

static void take_listen(struct config *c, enum service service)
{
	cfg_t *section = cfg_getsec(c->cfg, service_name(service));
	for (unsigned i = 0; i < cfg_size(section, "listen") && c->listen_count < LISTEN_TOTAL; i++) {
		struct listen_address *a = &c->listen[c->listen_count++];
		a->service = service;
		listen_parse(cfg_getnstr(section, "listen", i), a);
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

static void take_values(struct config *c, const char *file)
{
	cfg_t *cfg = c->cfg;
	for (int service = 0; service < SERVICE_COUNT; service++)
		take_listen(c, (enum service)service);
	take_languages(c);
	take_aliases(c);
	take_editors(c);
	sandbox_parse(cfg_getstr(cfg, "sandbox"), &c->sandbox);
	struct err none; /* it was found before */
	user_find(cfg_getstr(cfg, "user"), &c->user, &none);
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
	c->https_certificate = beside(file, cfg_getstr(cfg, "https|certificate"));
	c->https_key = beside(file, cfg_getstr(cfg, "https|key"));
	c->resumption[SERVICE_GEMINI] = cfg_getbool(cfg, "gemini|resumption");
	c->resumption[SERVICE_HTTPS] = cfg_getbool(cfg, "https|resumption");
	c->site.host = cfg_getstr(cfg, "host");
	if (!*cfg_getstr(cfg, "authority"))
		cfg_setstr(cfg, "authority", c->site.host);
	c->site.authority = cfg_getstr(cfg, "authority");
	c->site.hub = *cfg_getstr(cfg, "hub") ? cfg_getstr(cfg, "hub") : NULL;
	if (!*cfg_getstr(cfg, "gopher|host"))
		cfg_setstr(cfg, "gopher|host", c->site.host);
	c->site.gopher_host = cfg_getstr(cfg, "gopher|host");
	config_take_limits(cfg, &c->limits);
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

static void load_file_types(struct config *c)
{
	struct err err;
	bool whole;
	c->file_types = file_types_load(&whole, &err);
	if (!whole)
		log_warning("%s: the types of attachments are guesses", err.text);
}

bool config_load(const char *file, struct config *out)
{
	memset(out, 0, sizeof *out);
	struct err err;
	if (!date_set_zone("Asia/Bishkek", &err) && !date_set_zone("UTC", &err))
		abort();
	config_make_limits();
	parsing.errors = 0;
	parsing.last[0] = 0;
	out->cfg = cfg_init(keys, CFGF_NONE);
	cfg_set_error_function(out->cfg, on_error);
	config_check_values(out->cfg);
	config_check_limits(out->cfg);
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
		load_file_types(out);
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
	free(c->https_certificate);
	free(c->https_key);
	free(c->derived_url);
	file_types_free(c->file_types);
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

static unsigned port_outside(const struct config *c, enum service service, unsigned usual)
{
	long port = cfg_getint(cfg_getsec(c->cfg, service_name(service)), "port");
	return port ? (unsigned)port : first_port(c, service, usual);
}

void config_settle(struct config *c)
{
	c->site.gemini_port = port_outside(c, SERVICE_GEMINI, 1965);
	c->site.gopher_port = port_outside(c, SERVICE_GOPHER, 7070);
	c->site.spartan_port = port_outside(c, SERVICE_SPARTAN, 300);
	c->site.nex_port = port_outside(c, SERVICE_NEX, 1900);

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
	cfg_setint(c->cfg, "spartan|port", (long)c->site.spartan_port);
	cfg_setint(c->cfg, "nex|port", (long)c->site.nex_port);
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
	buf_printf(&b, " %llx", (unsigned long long)file_types_mark(c->file_types));
	return buf_detach(&b);
}
